import type { Book } from '../rules/book.ts';
import { correctedAt } from '../rules/clock.ts';
import type { HeldFact } from '../rules/facts.ts';
import { viewOf } from '../rules/roles.ts';
import { londonDate, SESSIONS } from '../rules/sessions.ts';
import { factOf, halfKey, type Database, type OutboxRow, type PulledRow } from './database.ts';
import { inOne, type Tables } from './in-one.ts';
import type { Library } from './library.ts';
import { readMeta, type Meta } from './meta.ts';
import type { Refusal } from './refusal.ts';

/** What desk, board and lists show of one day, read in one snapshot. */
export interface DayFacts {
	book: Book;
	/** Every fact of the day, and all plans; refused ones left out. */
	facts: HeldFact[];
	/** Own facts of the day that the school did not accept. */
	refused: Refusal[];
	/** Own facts of the day that the school has not acknowledged. */
	unsentIds: ReadonlySet<string>;
	/** Every device's presences of the day that were not accepted, as the school told whoever is signed in, and when; null: it has not. */
	presencesAside: Pick<NonNullable<Meta['presencesAside']>, 'at' | 'presences'> | null;
}

/** Facts as they were read before: a school's day is thousands of rows, of which a change brings a few. */
export class DayReader {
	#db: Database;
	#library: Library;
	/** By their JSON: the same text is the same fact. */
	#parsed = new Map<string, HeldFact>();

	constructor(db: Database, library: Library) {
		this.#db = db;
		this.#library = library;
	}

	/** Reads a whole school's day as this device holds it; what the school told of a fact stands over our own copy. */
	async read(date: string): Promise<DayFacts> {
		const halves = SESSIONS.map((session) => halfKey(date, session));
		// One read for each half: both in one would come row by row.
		const inHalves = async <T>(read: (half: string) => Promise<T[]>) =>
			(await Promise.all(halves.map(read))).flat();
		const { meta, book, plans, pulled, own, receipts, noPlans } = await inOne(
			this.#db,
			'r',
			['meta', 'outbox', 'receipts', 'facts'],
			async (tx) => {
				const [meta, book, pulled, own, receipts] = await Promise.all([
					readMeta(tx, ['epoch', 'person', 'presencesAside']),
					this.#library.book(tx),
					inHalves((half) => tx.facts.where('half').equals(half).toArray()),
					inHalves((half) => tx.outbox.where('half').equals(half).toArray()),
					inHalves((half) => tx.receipts.where('half').equals(half).toArray())
				]);
				const [plans, noPlans] = await Promise.all([this.#library.allPlans(tx), refusedPlans(tx, date)]);
				return { meta, book, plans, pulled, own, receipts, noPlans };
			}
		);
		const answers = new Map(receipts.map((each) => [each.id, each]));
		const facts = new Map<string, HeldFact>();
		const parsed = new Map<string, HeldFact>();
		const told = (row: PulledRow | OutboxRow): HeldFact => {
			const before = this.#parsed.get(row.json);
			const fact = before ?? factOf(row);
			parsed.set(row.json, fact);
			return fact;
		};
		for (const row of pulled) facts.set(row.id, told(row));
		const refused: Refusal[] = [...noPlans];
		const unsentIds = new Set<string>();
		for (const row of own) {
			const answer = answers.get(row.id);
			const pulledFact = facts.get(row.id);
			const fact = told(row);
			const { code = '', message = '', at = 0 } = answer ?? {};
			if (answer?.status === 'refused' && !pulledFact) refused.push({ fact, code, message, at });
			// What comes back never says whose sign-in it was; of our own we know.
			else facts.set(row.id, pulledFact ? { ...pulledFact, signInId: fact.signInId } : fact);
			if (answer?.epoch !== meta.epoch || meta.epoch === undefined) unsentIds.add(row.id);
		}
		this.#parsed = parsed;
		const presencesAside = toldTo(meta, date);
		return { book, facts: [...facts.values(), ...plans], refused, unsentIds, presencesAside };
	}
}

function toldTo({ person, presencesAside: told }: Partial<Meta>, date: string): DayFacts['presencesAside'] {
	const isTheirs = told?.signInId === person?.signInId && told?.date === date;
	return told && person && isTheirs && viewOf(person.role) === 'office' ? told : null;
}

/** Plans and messages recorded here that day and not accepted: they lie in no half-day, and must not vanish for that. */
async function refusedPlans(tx: Tables, date: string): Promise<Refusal[]> {
	const rows = await tx.outbox.where('kind').equals('plan').toArray();
	const ids = rows.map((row) => row.id);
	const [answers, pulled] = await Promise.all([tx.receipts.bulkGet(ids), tx.facts.bulkGet(ids)]);
	return rows.flatMap((row, at) => {
		const answer = answers[at];
		const fact = factOf(row);
		// One that has come back with a place was accepted after all: a newer server knew its form [Z5].
		if (pulled[at] || answer?.status !== 'refused' || londonDate(correctedAt(fact)) !== date) return [];
		return [{ fact, code: answer.code ?? '', message: answer.message ?? '', at: answer.at }];
	});
}
