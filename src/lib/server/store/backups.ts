import type { Kysely } from 'kysely';
import { addToList, endInList } from './sealed-lists.ts';
import type { BackupTable, SchoolTable, Tables } from './tables.ts';

/** The newest verified copy of a school that is still kept, or null. */
export async function lastBackup(db: Kysely<Tables>, schoolId: string): Promise<BackupTable | null> {
	const row = await db
		.selectFrom('backup')
		.selectAll()
		.where('schoolId', '=', schoolId)
		.where('droppedAt', 'is', null)
		.orderBy('at', 'desc')
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row ?? null;
}

/** The copies of a school that are kept, oldest first. */
export function backupsKept(db: Kysely<Tables>, schoolId: string): Promise<BackupTable[]> {
	return db
		.selectFrom('backup')
		.selectAll()
		.where('schoolId', '=', schoolId)
		.where('droppedAt', 'is', null)
		.orderBy('at')
		.orderBy('number')
		.execute();
}

/**
 * Notes that a school's facts up to the head of `copied` are in a verified copy, and tells so to devices. False where the
 * past of the database is no longer that of the copy: then nothing is noted.
 */
export function noteBackup(
	db: Kysely<Tables>,
	copied: Pick<SchoolTable, 'schoolId' | 'position' | 'hash' | 'epoch'>,
	copy: { at: number; file: string; verifiedAt: number }
): Promise<boolean> {
	const { schoolId, position, hash } = copied;
	return db.transaction().execute(async (tx) => {
		const school = await tx
			.updateTable('school')
			.set((eb) => ({ position: eb.ref('position') }))
			.where('schoolId', '=', schoolId)
			.returningAll()
			.executeTakeFirst();
		if (!school || school.epoch !== copied.epoch || !(await isItsPast(tx, copied))) return false;
		await addToList(tx, 'backup', { schoolId, ...copy, position, hash, droppedAt: null });
		if (position > school.backedUpTo)
			await tx.updateTable('school').set({ backedUpTo: position }).where('schoolId', '=', schoolId).execute();
		return true;
	});
}

/** Notes that a file of copies is gone. */
export async function noteDropped(db: Kysely<Tables>, file: string, at: number): Promise<void> {
	const noted = await db
		.selectFrom('backup')
		.select(['schoolId', 'number'])
		.where('file', '=', file)
		.where('droppedAt', 'is', null)
		.execute();
	for (const each of noted)
		await db.transaction().execute((tx) => endInList(tx, 'backup', each, { droppedAt: at }));
}

/** Whether the database holds, at the copy's head, what the copy holds there. */
async function isItsPast(
	db: Kysely<Tables>,
	{ schoolId, position, hash }: Pick<SchoolTable, 'schoolId' | 'position' | 'hash'>
): Promise<boolean> {
	if (position === 0) return true;
	const row = await db
		.selectFrom('fact')
		.select('hash')
		.where('schoolId', '=', schoolId)
		.where('position', '=', position)
		.executeTakeFirst();
	return row?.hash === hash;
}
