import type { Kysely } from 'kysely';
import { addToList, endInList } from './sealed-lists.ts';
import type { HoldTable, Tables } from './tables.ts';

/** Pupils of whom nothing may be purged. */
export async function heldPupils(db: Kysely<Tables>, schoolId: string): Promise<ReadonlySet<string>> {
	const rows = await db
		.selectFrom('hold')
		.select('pupilId')
		.where('schoolId', '=', schoolId)
		.where('liftedAt', 'is', null)
		.execute();
	return new Set(rows.map(({ pupilId }) => pupilId));
}

/** Every hold there ever was, the oldest first. */
export function holds(db: Kysely<Tables>, schoolId: string): Promise<HoldTable[]> {
	return db.selectFrom('hold').selectAll().where('schoolId', '=', schoolId).orderBy('number').execute();
}

/** Holds what is kept of a pupil until the hold is lifted; answers its number. */
export function addHold(
	db: Kysely<Tables>,
	schoolId: string,
	hold: { pupilId: string; why: string; name: string; position: string; at: number }
): Promise<number> {
	const { pupilId, why, name, position, at } = hold;
	return db.transaction().execute((tx) =>
		addToList(tx, 'hold', {
			...{ schoolId, pupilId, why, byName: name, byPosition: position, fromAt: at },
			...{ liftedAt: null, liftedBy: null, liftedWhy: null }
		})
	);
}

/** Lifts a hold; false where there is none of that number that still holds. */
export function liftHold(
	db: Kysely<Tables>,
	schoolId: string,
	number: number,
	lifted: { by: string; why: string; at: number }
): Promise<boolean> {
	const end = { liftedAt: lifted.at, liftedBy: lifted.by, liftedWhy: lifted.why };
	return db.transaction().execute((tx) => endInList(tx, 'hold', { schoolId, number }, end));
}
