import { sql, type Kysely } from 'kysely';
import type { HeldFact } from '../../rules/facts.ts';
import type { Tables } from './tables.ts';

/** How many values one statement names at the most. */
export const VALUES_MAX = 500;

/** Cuts a list into pieces that a statement can hold. */
export function pieces<T>(list: readonly T[], most = VALUES_MAX): T[][] {
	const cut: T[][] = [];
	for (let at = 0; at < list.length; at += most) cut.push(list.slice(at, at + most));
	return cut;
}

/** Facts with their payloads, in the school's order; the caller adds the conditions. */
export function factsOf(db: Kysely<Tables>, schoolId: string) {
	return (
		db
			.selectFrom('fact')
			.innerJoin('payload', (join) =>
				join
					.onRef('payload.schoolId', '=', 'fact.schoolId')
					// The plus keeps SQLite from beginning at the payloads, which have no index but their place.
					.on('payload.position', '=', sql<number>`+"fact"."position"`)
			)
			.select('payload.json')
			.where('fact.schoolId', '=', schoolId)
			// The plus keeps SQLite from walking a whole school in order when a few rows are wanted.
			.orderBy(sql`+"fact"."position"`)
	);
}

/** All that is no mark, which is little: said as the index of kinds says it, or every mark of six years is read for it. */
export function factsBesideMarks(db: Kysely<Tables>, schoolId: string, kinds: readonly HeldFact['kind'][]) {
	return factsOf(db, schoolId)
		.where(sql<boolean>`"fact"."kind" <> 'mark'`)
		.where('fact.kind', 'in', [...kinds]);
}

/** Plans of some pupils, in the school's order; said as the index of plans says it, or it is not used. */
export function plansAbout(db: Kysely<Tables>, schoolId: string, pupilIds: readonly string[]) {
	return factsOf(db, schoolId)
		.where(sql<boolean>`"fact"."kind" = 'plan'`)
		.where('fact.pupilId', 'in', pupilIds);
}

/** A fact as it was stored. */
export function told(row: { json: string }): HeldFact {
	return JSON.parse(row.json) as HeldFact;
}

/** Facts by their ids; those that there are not, or that were purged, are left out. */
export async function factsNamed(
	db: Kysely<Tables>,
	schoolId: string,
	ids: string[]
): Promise<Map<string, HeldFact>> {
	const found = new Map<string, HeldFact>();
	for (const some of pieces(ids)) {
		const rows = await factsOf(db, schoolId).where('fact.id', 'in', some).execute();
		for (const fact of rows.map(told)) found.set(fact.id, fact);
	}
	return found;
}

/** The chain's hash at a position, inside or outside a transaction; null where the school has no such position. */
export async function hashAt(db: Kysely<Tables>, schoolId: string, position: number): Promise<string | null> {
	const row = await db
		.selectFrom('fact')
		.select('hash')
		.where('schoolId', '=', schoolId)
		.where('position', '=', position)
		.executeTakeFirst();
	return row?.hash ?? null;
}
