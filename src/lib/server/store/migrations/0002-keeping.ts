import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { guardKeeping } from '../keeping-guards.ts';

const TEXT = 'text' as const;
const INT = 'bigint' as const;

/** What keeping six years asks for: purges by named people and what each took away, holds, and the copies made. */
export const keeping: Migration = {
	async up(db: Kysely<never>) {
		await db.schema
			.createTable('purge')
			.addColumn('schoolId', TEXT, (c) => c.notNull())
			.addColumn('number', INT, (c) => c.notNull())
			.addColumn('byName', TEXT, (c) => c.notNull())
			.addColumn('byPosition', TEXT, (c) => c.notNull())
			.addColumn('reason', TEXT, (c) => c.notNull())
			.addColumn('openedAt', INT, (c) => c.notNull())
			.addColumn('madeBefore', INT, (c) => c.notNull())
			.addColumn('upTo', INT, (c) => c.notNull())
			.addColumn('closedAt', INT)
			.addPrimaryKeyConstraint('purge_pk', ['schoolId', 'number'])
			.addCheckConstraint(
				'purge_named',
				sql`length(trim("byName")) > 1 and length(trim("byPosition")) > 1 and length(trim("reason")) > 2`
			)
			// Six years have 2190 days at the least (around the year 2100); the rule knows the day itself.
			.addCheckConstraint('purge_six_years', sql`"madeBefore" <= "openedAt" - 189216000000`)
			.execute();
		await db.schema
			.createTable('purged')
			.addColumn('schoolId', TEXT, (c) => c.notNull())
			.addColumn('position', INT, (c) => c.notNull())
			.addColumn('number', INT, (c) => c.notNull())
			.addColumn('rowHash', TEXT, (c) => c.notNull())
			.addPrimaryKeyConstraint('purged_pk', ['schoolId', 'position'])
			.execute();
		await db.schema
			.createTable('hold')
			.addColumn('schoolId', TEXT, (c) => c.notNull())
			.addColumn('number', INT, (c) => c.notNull())
			.addColumn('pupilId', TEXT, (c) => c.notNull())
			.addColumn('why', TEXT, (c) => c.notNull())
			.addColumn('byName', TEXT, (c) => c.notNull())
			.addColumn('byPosition', TEXT, (c) => c.notNull())
			.addColumn('fromAt', INT, (c) => c.notNull())
			.addColumn('liftedAt', INT)
			.addColumn('liftedBy', TEXT)
			.addColumn('liftedWhy', TEXT)
			.addPrimaryKeyConstraint('hold_pk', ['schoolId', 'number'])
			.execute();
		await db.schema
			.createTable('backup')
			.addColumn('schoolId', TEXT, (c) => c.notNull())
			.addColumn('number', INT, (c) => c.notNull())
			.addColumn('at', INT, (c) => c.notNull())
			.addColumn('file', TEXT, (c) => c.notNull())
			.addColumn('position', INT, (c) => c.notNull())
			.addColumn('hash', TEXT, (c) => c.notNull())
			.addColumn('verifiedAt', INT, (c) => c.notNull())
			.addColumn('droppedAt', INT)
			.addPrimaryKeyConstraint('backup_pk', ['schoolId', 'number'])
			.execute();
		await db.schema.createIndex('hold_pupil').on('hold').columns(['schoolId', 'pupilId']).execute();
		await guardKeeping(db);
	}
};
