import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Tables } from '../tables.ts';

const TEXT = 'text' as const;
const INT = 'bigint' as const;

/**
 * One register's rows lie side by side in every index: a push of thirty marks writes a third of the pages that it wrote
 * when each pupil's rows lay together. The day comes first, because what is written is always of today.
 */
export const neighbours: Migration = {
	async up(db: Kysely<never>) {
		const cell = ['schoolId', 'date', 'session', 'pupilId'] as const;
		// A fact's class too, so that a register is found without reading the rows of the others of its half-day.
		await db.schema
			.createIndex('fact_half')
			.on('fact')
			.columns([...cell, 'classId'])
			.execute();
		await db.schema.dropIndex('fact_cell').execute();
		await db.schema.dropIndex('fact_register').execute();
		// Plans are of no half-day; they are few, and are asked for by pupil.
		await sql`create index "fact_plan" on "fact" ("schoolId", "pupilId") where "kind" = 'plan'`.execute(db);
		await marksByDay(db as unknown as Kysely<Tables>);
	}
};

/** Marks are a fold of the facts: their table may be put together anew, and the key of a table cannot be changed otherwise. */
async function marksByDay(db: Kysely<Tables>): Promise<void> {
	const columns = ['schoolId', 'pupilId', 'date', 'session', 'classId', 'code', 'shownAs'] as const;
	const more = ['head', 'arrivedAt', 'dispute', 'urgent', 'provisional', 'position'] as const;
	await sql`create table "markBefore" as select * from "mark"`.execute(db);
	// Its indexes go with it.
	await db.schema.dropTable('mark').execute();
	await db.schema
		.createTable('mark')
		.addColumn('schoolId', TEXT, (c) => c.notNull())
		.addColumn('pupilId', TEXT, (c) => c.notNull())
		.addColumn('date', TEXT, (c) => c.notNull())
		.addColumn('session', TEXT, (c) => c.notNull())
		.addColumn('classId', TEXT, (c) => c.notNull())
		.addColumn('code', TEXT)
		.addColumn('shownAs', TEXT, (c) => c.notNull())
		.addColumn('head', TEXT)
		.addColumn('arrivedAt', TEXT)
		.addColumn('dispute', INT, (c) => c.notNull())
		.addColumn('urgent', INT, (c) => c.notNull())
		.addColumn('provisional', INT, (c) => c.notNull())
		.addColumn('position', INT, (c) => c.notNull())
		.addPrimaryKeyConstraint('mark_pk', ['schoolId', 'date', 'session', 'pupilId'])
		.execute();
	const all = sql.join([...columns, ...more].map((column) => sql.ref(column)));
	await sql`insert into "mark" (${all}) select ${all} from "markBefore"
		order by "schoolId", "date", "session", "classId", "pupilId"`.execute(db);
	await db.schema.dropTable('markBefore').execute();
	await db.schema
		.createIndex('mark_register')
		.on('mark')
		.columns(['schoolId', 'date', 'session', 'classId'])
		.execute();
	await sql`create index "mark_no_reason" on "mark" ("schoolId", "date") where "code" = 'N'`.execute(db);
}
