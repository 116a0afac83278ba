import type { Book } from '../rules/book.ts';
import type { HeldFact } from '../rules/facts.ts';
import { guestsAmong } from '../rules/guests.ts';
import type { RegisterOf } from '../rules/register.ts';
import { isWhereabout } from '../rules/whereabouts.ts';
import {
	factOf,
	halfKey,
	registerKey,
	type Database,
	type OutboxRow,
	type PulledRow,
	type Receipt
} from './database.ts';
import type { Library } from './library.ts';
import { readMeta } from './meta.ts';
import type { Refusal } from './refusal.ts';
import { inOne, type Tables } from './in-one.ts';

/** What a register screen shows, read in one snapshot. */
export interface RegisterFacts {
	book: Book;
	/** Facts of the register, of its pupils' marks made elsewhere, of its guests, and their plans; refused ones left out. */
	facts: HeldFact[];
	refused: Refusal[];
	/** Own facts of this register that the school has not acknowledged. */
	unsentIds: string[];
	/** Own facts of this register that the school has acknowledged, and the school's time of the latest answer. */
	received: { count: number; at: number | null };
}

/** Reads one register: a few reads of one half-day, whatever else the device holds. */
export function readRegisterFacts(db: Database, library: Library, of: RegisterOf): Promise<RegisterFacts> {
	return inOne(db, 'r', ['meta', 'outbox', 'receipts', 'facts'], async (tx) => {
		const half = halfKey(of.date, of.session);
		// Asked for together: each waiting for the one before would be felt at the start.
		const [{ epoch, book, plans }, pulled, own, receipts, earlier] = await Promise.all([
			known(tx, library),
			tx.facts.where('half').equals(half).toArray(),
			tx.outbox.where('half').equals(half).toArray(),
			tx.receipts.where('half').equals(half).toArray(),
			of.session === 'PM' ? whereaboutsInTheMorning(tx, of.date) : []
		]);
		const guests = guestsAmong([...pulled, ...own].filter((row) => row.kind === 'elsewhere').map(factOf), of);
		const roll = [...book.rollOf(of.classId, of.date).map((pupil) => pupil.pupilId), ...guests.keys()];
		const facts = factsOf(
			of,
			{ roll: new Set(roll), guests },
			{ pulled, own },
			new Map(receipts.map((each) => [each.id, each])),
			epoch
		);
		const planned = roll.flatMap((pupilId) => plans.get(pupilId) ?? []);
		const gone = earlier.filter((fact) => roll.includes(fact.pupilId));
		return { book, ...facts, facts: [...facts.facts, ...planned, ...gone] };
	});
}

/** Who left in the morning may be away still in the afternoon, as far as others than this device said so. */
async function whereaboutsInTheMorning(tx: Tables, date: string) {
	const half = halfKey(date, 'AM');
	const rows = await tx.facts.where('kind').anyOf('out', 'back', 'elsewhere').toArray();
	return rows
		.filter((row) => row.half === half)
		.map(factOf)
		.filter(isWhereabout);
}

async function known(tx: Tables, library: Library) {
	const meta = await readMeta(tx, ['epoch', 'bookVersion', 'plansVersion']);
	const [book, plans] = await Promise.all([library.book(tx, meta), library.plans(tx, meta)]);
	return { epoch: meta.epoch, book, plans };
}

function factsOf(
	of: RegisterOf,
	{ roll, guests }: { roll: ReadonlySet<string>; guests: Pick<ReadonlySet<string>, 'has'> },
	rows: { pulled: PulledRow[]; own: OutboxRow[] },
	receipts: ReadonlyMap<string, Receipt>,
	epoch: string | undefined
): Omit<RegisterFacts, 'book'> {
	const key = registerKey(of.classId, of.date, of.session);
	const isOurs = (row: PulledRow | OutboxRow) =>
		row.register === key || row.kind === 'withdraw' || (row.pupilId !== undefined && roll.has(row.pupilId));
	const facts = new Map(rows.pulled.filter(isOurs).map((row) => [row.id, factOf(row)]));
	const refused: Refusal[] = [];
	const unsentIds: string[] = [];
	const received: { count: number; at: number | null } = { count: 0, at: null };

	for (const row of rows.own.filter(isOurs)) {
		const receipt = receipts.get(row.id);
		const pulled = facts.get(row.id);
		const fact = factOf(row);
		if (receipt?.status === 'refused' && !pulled) {
			// A withdrawal made for another register is that register's to tell.
			if (fact.kind === 'withdraw' && row.register !== key) continue;
			refused.push({ fact, code: receipt.code ?? '', message: receipt.message ?? '', at: receipt.at });
			continue;
		}
		// What comes back never says whose sign-in it was; of our own we know.
		facts.set(row.id, pulled ? { ...pulled, signInId: fact.signInId } : fact);
		// A guest’s is of another register, and waits on this tablet all the same.
		if (row.register !== key && !guests.has(row.pupilId ?? '')) continue;
		if (!epoch || receipt?.epoch !== epoch) unsentIds.push(row.id);
		else {
			received.count += 1;
			received.at = Math.max(received.at ?? 0, receipt.at);
		}
	}
	return { facts: withoutForeignWithdrawals([...facts.values()], key), refused, unsentIds, received };
}

/** A withdrawal from another register counts here only if it takes back an entry that is here. */
function withoutForeignWithdrawals(facts: HeldFact[], key: string): HeldFact[] {
	const here = new Set(facts.map((fact) => fact.id));
	return facts.filter(
		(fact) =>
			fact.kind !== 'withdraw' ||
			registerKey(fact.classId, fact.date, fact.session) === key ||
			fact.entries.some((id) => here.has(id))
	);
}
