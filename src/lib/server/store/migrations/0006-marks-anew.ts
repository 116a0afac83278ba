import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Tables } from '../tables.ts';
import { rebuildDay, schoolBookOf } from '../verify-marks.ts';

/**
 * The first release kept a mark's place as the newest taking back in its register, whosever entries that named. By now it is the
 * newest about the mark itself, so every day on which something was taken back is folded anew, or `verify` would not know it.
 */
export const marksAnew: Migration = {
	async up(untyped: Kysely<never>) {
		const db = untyped as unknown as Kysely<Tables>;
		for (const { schoolId } of await db.selectFrom('school').select('schoolId').execute()) {
			const days = await db
				.selectFrom('fact')
				.select('date')
				.distinct()
				.where('schoolId', '=', schoolId)
				.where('kind', '=', 'withdraw')
				.execute();
			const book = await schoolBookOf(db, schoolId);
			for (const { date } of days) if (date !== null) await rebuildDay(db, schoolId, book, date);
		}
	}
};
