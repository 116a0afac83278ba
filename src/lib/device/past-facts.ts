import type { Book } from '../rules/book.ts';
import type { HeldFact } from '../rules/facts.ts';
import { factOf, halfKey, type Database, type OutboxRow, type PulledRow } from './database.ts';
import { inOne, type Tables } from './in-one.ts';
import type { Library } from './library.ts';
import { readMeta } from './meta.ts';
import type { Refusal } from './refusal.ts';

/** A stretch of the past that a screen is about, dates yyyy-MM-dd, both included. */
export type PastOf =
	| { of: 'days'; from: string; to: string }
	| { of: 'pupil'; pupilId: string; from: string; to: string }
	/** Only what was recorded here. */
	| { of: 'own'; from: string; to: string };

/** What this device itself holds of it; the school's server knows the rest. */
export interface HeldPast {
	book: Book;
	/** Dated facts of those days, and all plans; refused ones left out. */
	facts: HeldFact[];
	/** Own facts of those days that the school did not accept. */
	refused: Refusal[];
	/** Own facts of those days that the school has not acknowledged. */
	unsentIds: ReadonlySet<string>;
}

/** Reads a stretch of the past in one snapshot, as this device holds it; what the school told stands over our own copy. */
export function readHeldPast(db: Database, library: Library, what: PastOf): Promise<HeldPast> {
	return inOne(db, 'r', ['meta', 'outbox', 'receipts', 'facts'], async (tx) => {
		const [{ epoch }, book, plans, { pulled, own }] = await Promise.all([
			readMeta(tx, ['epoch']),
			library.book(tx),
			library.allPlans(tx),
			rowsOf(tx, what)
		]);
		const answers = await tx.receipts.bulkGet(own.map((row) => row.id));
		const facts = new Map(pulled.map((row) => [row.id, factOf(row)]));
		const refused: Refusal[] = [];
		const unsentIds = new Set<string>();
		for (const [at, row] of own.entries()) {
			const answer = answers[at];
			const told = facts.get(row.id);
			const fact = factOf(row);
			if (answer?.status === 'refused' && !told)
				refused.push({ fact, code: answer.code ?? '', message: answer.message ?? '', at: answer.at });
			// What comes back never says whose sign-in it was; of our own we know.
			else facts.set(row.id, told ? { ...told, signInId: fact.signInId } : fact);
			if (epoch === undefined || answer?.epoch !== epoch) unsentIds.add(row.id);
		}
		return { book, facts: [...facts.values(), ...plans], refused, unsentIds };
	});
}

async function rowsOf(tx: Tables, what: PastOf): Promise<{ pulled: PulledRow[]; own: OutboxRow[] }> {
	const halves = [halfKey(what.from, 'AM'), halfKey(what.to, 'PM')] as const;
	const ownHalves = () =>
		tx.outbox
			.where('half')
			.between(...halves, true, true)
			.toArray();
	if (what.of === 'own') return { pulled: [], own: await ownHalves() };
	if (what.of === 'days') {
		const [pulled, own] = await Promise.all([
			tx.facts
				.where('half')
				.between(...halves, true, true)
				.toArray(),
			ownHalves()
		]);
		return { pulled, own };
	}
	// A pupil's year must not read everybody's: withdrawals name no pupil, and are few.
	const cells = [`${what.pupilId}|${what.from}|`, `${what.pupilId}|${what.to}|~`] as const;
	const [pulled, own, pulledBack, ownBack] = await Promise.all([
		tx.facts
			.where('cell')
			.between(...cells, true, true)
			.toArray(),
		tx.outbox
			.where('cell')
			.between(...cells, true, true)
			.toArray(),
		tx.facts.where('kind').equals('withdraw').toArray(),
		tx.outbox.where('kind').equals('withdraw').toArray()
	]);
	return { pulled: [...pulled, ...pulledBack], own: [...own, ...ownBack] };
}
