import type { Kysely } from 'kysely';
import { sealed } from './kept-aside.ts';
import { pieces } from './reading.ts';
import { ABOUT_ASIDE, isSettled } from './reading-payloads.ts';
import type { Refusal, School } from './store.ts';
import type { QuarantineTable, Tables } from './tables.ts';

/** Refused for these, a fact may be accepted after all. */
const ONCE_UNREAD: ReadonlySet<string> = new Set([
	'recovered',
	'too-new',
	'unreadable',
	'server-error',
	'unsealed'
]);

/** What was kept aside, by its content or by the fact that it was sent as. */
export async function asideOf(
	db: Kysely<Tables>,
	schoolId: string,
	{ contentHashes, factIds }: { contentHashes: string[]; factIds: string[] }
): Promise<QuarantineTable[]> {
	const found = new Map<number, QuarantineTable>();
	// One after the other: asked for either at once, SQLite would read all that was ever kept aside.
	for (const [column, values] of [
		['contentHash', contentHashes],
		['factId', factIds]
	] as const)
		for (const some of pieces(values)) {
			const rows = await db
				.selectFrom('quarantine')
				.selectAll()
				.where('schoolId', '=', schoolId)
				.where(column, 'in', some)
				.execute();
			for (const row of rows) found.set(row.number, row);
		}
	return [...found.values()].sort((a, b) => a.number - b.number);
}

/** How much of one device was kept aside since an instant (ms): its facts, and their size as they were sent. */
export async function asideSince(
	db: Kysely<Tables>,
	of: { schoolId: string; deviceId: string },
	since: number
): Promise<{ facts: number; bytes: number }> {
	return db
		.selectFrom('quarantine')
		.select((eb) => [
			eb.fn.countAll<number>().as('facts'),
			eb.fn.coalesce(eb.fn.sum<number>(eb.fn<number>('length', ['raw'])), eb.lit(0)).as('bytes')
		])
		.where('schoolId', '=', of.schoolId)
		.where('deviceId', '=', of.deviceId)
		.where('receivedAt', '>=', since)
		.executeTakeFirstOrThrow();
}

/** What of one device was kept aside since an instant (ms) and nobody has settled, as it was sent, where it is not longer than asked. */
export async function asideLately(
	db: Kysely<Tables>,
	of: { schoolId: string; deviceId: string },
	{ since, charsMax }: { since: number; charsMax: number }
): Promise<string[]> {
	const rows = await db
		.selectFrom('quarantine')
		.select('raw')
		.where('schoolId', '=', of.schoolId)
		.where('receivedAt', '>=', since)
		.where('deviceId', '=', of.deviceId)
		.where('replayed', '=', 0)
		.where((eb) => eb(eb.fn<number>('length', ['raw']), '<=', charsMax))
		.where((eb) => eb.not(isSettled(of.schoolId, ABOUT_ASIDE)))
		.execute();
	return rows.map(({ raw }) => raw);
}

/** Keeps refusals aside, each once; answers with what the school's row says of the last of them then. */
export async function putAside(
	db: Kysely<Tables>,
	school: Pick<School, 'schoolId' | 'asideNumber'>,
	refusals: readonly Refusal[]
): Promise<Partial<Pick<School, 'asideNumber' | 'asideHash'>>> {
	if (refusals.length === 0) return {};
	const { schoolId } = school;
	let number = school.asideNumber;
	const contentHashes = refusals.map(({ contentHash }) => contentHash);
	const before = await asideOf(db, schoolId, { contentHashes, factIds: [] });
	const known = new Set(before.map(({ contentHash }) => contentHash));
	const rows = refusals.flatMap((refusal) => {
		if (known.has(refusal.contentHash)) return [];
		known.add(refusal.contentHash);
		return [sealed({ ...refusal, schoolId, number: (number += 1), replayed: 0 })];
	});
	if (rows.length === 0) return {};
	for (const some of pieces(rows)) await db.insertInto('quarantine').values(some).execute();
	const last = await db
		.selectFrom('quarantine')
		.select(['number as asideNumber', 'contentHash as asideHash'])
		.where('schoolId', '=', schoolId)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirstOrThrow();
	await db.updateTable('school').set(last).where('schoolId', '=', schoolId).execute();
	return last;
}

/** Notes that what was once not understood has been accepted after all. */
export async function noteReplayed(db: Kysely<Tables>, schoolId: string, factIds: string[]): Promise<void> {
	for (const { seal: _, ...row } of await asideOf(db, schoolId, { contentHashes: [], factIds }))
		if (row.replayed === 0 && ONCE_UNREAD.has(row.code))
			await db
				.updateTable('quarantine')
				.set({ replayed: 1, seal: sealed({ ...row, replayed: 1 }).seal })
				.where('schoolId', '=', row.schoolId)
				.where('number', '=', row.number)
				.execute();
}
