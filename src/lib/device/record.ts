import { isBookFact } from '../rules/book.ts';
import type { Entry, Fact, HeldFact } from '../rules/facts.ts';
import { clockAt } from './clock.ts';
import { cellKey, factOf, keysOf, type Database, type OutboxRow, type PulledRow } from './database.ts';
import type { Draft } from './draft.ts';
import { readMeta, writeMeta } from './meta.ts';
import { inOne, type Tables } from './in-one.ts';

/** What is settled at the tap, before anything is tried, so that a second try is the same facts. */
export interface Tap {
	drafts: readonly Draft[];
	/** One for each draft. */
	ids: readonly string[];
	madeAt: number;
	jumpedMs: number;
	/** Who was signed in at the first try: another tab may have signed somebody else in before the next. */
	signInId?: string;
}

/** Nobody is signed in, or the device is being forgotten: a sentence for the screen. */
export class MayNotRecord extends Error {}

/** As many ids as the schema of an entry takes. */
const MOST_REPLACED = 200;
const VERSION = 1;

/** Adds facts to the outbox in one strict transaction, numbered without a gap; resolves once they are on disk, all or none. */
export function recordTap(db: Database, tap: Tap, isAgain = false): Promise<HeldFact[]> {
	return inOne(db, 'rw', ['meta', 'outbox', 'facts'], async (tx) => {
		// It may be that the first try got through, and only its answer was lost.
		const written = isAgain ? await writtenBefore(tx, tap.ids) : [];
		if (written.length > 0) return written;

		// Asked for together: each waiting in turn would be felt under the finger.
		const [meta, held] = await Promise.all([
			readMeta(tx, [
				'clientId',
				'nextSeq',
				'person',
				'clock',
				'clockDenied',
				'forgetting',
				'bookVersion',
				'plansVersion'
			]),
			heldEntries(tx, tap.drafts)
		]);
		const { clientId, nextSeq, person } = meta;
		if (meta.forgetting)
			throw new MayNotRecord('This tablet is being forgotten, so nothing more can be marked on it.');
		// A tap that says whose it is stays theirs, though another tab has signed them out meanwhile.
		tap.signInId ??= person?.signInId ?? tap.drafts[0]?.tappedBy;
		if (!tap.signInId || !clientId || !nextSeq)
			throw new MayNotRecord('Nobody is signed in. Sign in to mark the register.');

		const base = {
			v: VERSION,
			clientId,
			clock: clockAt(meta.clock, tap.madeAt, { jumpedMs: tap.jumpedMs, denied: meta.clockDenied ?? false })
		};
		const rows = tap.drafts.map(({ tappedAt, tappedBy, ...told }, at): OutboxRow => {
			const madeAt = tappedAt ?? tap.madeAt;
			const signInId = tappedBy ?? tap.signInId;
			const fact = { ...told, ...base, signInId, madeAt, id: tap.ids[at] ?? '', seq: nextSeq + at } as Fact;
			if (fact.kind === 'mark') {
				const cell = held.get(keyOf(fact)) ?? [];
				const told = (fact.replaces ?? []).filter((id) => !cell.some((each) => each.id === id));
				fact.replaces = [...inOrderOfNeed(cell), ...told].slice(0, MOST_REPLACED);
				cell.push(fact);
			}
			const { id, seq, kind } = fact;
			return { id, clientId, seq, kind, madeAt, ...keysOf(fact), json: JSON.stringify(fact) };
		});
		const added = tx.outbox.bulkAdd(rows);
		const noted = writeMeta(tx, {
			nextSeq: nextSeq + rows.length,
			...(tap.drafts.some(isBookFact) ? { bookVersion: (meta.bookVersion ?? 0) + 1 } : {}),
			...(tap.drafts.some((draft) => draft.kind === 'plan')
				? { plansVersion: (meta.plansVersion ?? 0) + 1 }
				: {})
		});
		await Promise.all([added, noted]);
		return rows.map(factOf);
	});
}

async function writtenBefore(db: Tables, ids: readonly string[]): Promise<HeldFact[]> {
	const rows = await db.outbox
		.where('id')
		.anyOf([...ids])
		.sortBy('seq');
	return rows.map(factOf);
}

type HeldEntry = Pick<Entry, 'id' | 'replaces'>;

/** Every entry this device holds for the cells that are being marked: unsent, refused and pulled ones alike. */
async function heldEntries(db: Tables, drafts: readonly Draft[]): Promise<Map<string, HeldEntry[]>> {
	const cells = [...new Set(drafts.flatMap((draft) => (draft.kind === 'mark' ? [keyOf(draft)] : [])))];
	// The pulled copy first, then our own, which says whose sign-in it was.
	const rows = await Promise.all([
		...cells.map((cell): Promise<(PulledRow | OutboxRow)[]> => db.facts.where('cell').equals(cell).toArray()),
		...cells.map((cell) => db.outbox.where('cell').equals(cell).toArray())
	]);
	const entries = new Map(rows.flat().map((row) => [row.id, factOf(row)]));
	const held = new Map<string, HeldEntry[]>(cells.map((cell) => [cell, []]));
	for (const fact of entries.values()) if (fact.kind === 'mark') held.get(keyOf(fact))?.push(fact);
	return held;
}

/** All of them; where they are more than fit, those that nothing replaces come first, because a fold asks for no more. */
function inOrderOfNeed(held: readonly HeldEntry[]): string[] {
	if (held.length <= MOST_REPLACED) return held.map((entry) => entry.id);
	const replaced = new Set(held.flatMap((entry) => entry.replaces));
	const newestFirst = [...held].sort((a, b) => (a.id > b.id ? -1 : 1));
	const heads = newestFirst.filter((entry) => !replaced.has(entry.id));
	return [...heads, ...newestFirst.filter((entry) => replaced.has(entry.id))].map((entry) => entry.id);
}

function keyOf({ pupilId, date, session }: Pick<Entry, 'pupilId' | 'date' | 'session'>): string {
	return cellKey(pupilId, date, session);
}
