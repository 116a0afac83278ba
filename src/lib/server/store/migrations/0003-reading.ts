import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What reading six years asks for: who has no reason yet, marks by day, withdrawals by register, and the amendments. */
export const reading: Migration = {
	async up(db: Kysely<never>) {
		await db.schema
			.createTable('amendment')
			.addColumn('schoolId', 'text', (c) => c.notNull())
			.addColumn('position', 'bigint', (c) => c.notNull())
			.addColumn('madeOn', 'text', (c) => c.notNull())
			.addColumn('originals', 'text', (c) => c.notNull())
			.addPrimaryKeyConstraint('amendment_pk', ['schoolId', 'position'])
			.execute();
		await db.schema
			.createIndex('amendment_made')
			.on('amendment')
			.columns(['schoolId', 'madeOn', 'position'])
			.execute();
		await db.schema.createIndex('mark_day').on('mark').columns(['schoolId', 'date']).execute();
		await sql`create index "mark_no_reason" on "mark" ("schoolId", "date") where "code" = 'N'`.execute(db);
		await sql`create index "fact_withdrawal" on "fact" ("schoolId", "classId", "date") where "kind" = 'withdraw'`.execute(
			db
		);
		// Which are amendments is found by 0007, anew and for all.
	}
};
