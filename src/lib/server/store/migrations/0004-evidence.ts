import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What was kept aside last, so that devices bear witness to that too; and under which devices a browser was ever heard. */
export const evidence: Migration = {
	async up(db: Kysely<never>) {
		await db.schema
			.createTable('clientDevice')
			.addColumn('schoolId', 'text', (c) => c.notNull())
			.addColumn('clientId', 'text', (c) => c.notNull())
			.addColumn('deviceId', 'text', (c) => c.notNull())
			.addPrimaryKeyConstraint('clientDevice_pk', ['schoolId', 'clientId', 'deviceId'])
			.execute();
		const school = () => db.schema.alterTable('school');
		await school()
			.addColumn('asideNumber', 'bigint', (c) => c.notNull().defaultTo(0))
			.execute();
		await school()
			.addColumn('asideHash', 'text', (c) => c.notNull().defaultTo(''))
			.execute();
		await sql`update "school" set
			"asideNumber" = coalesce((select max("number") from "quarantine" q where q."schoolId" = "school"."schoolId"), 0)`.execute(
			db
		);
		await sql`update "school" set "asideHash" = coalesce((select "contentHash" from "quarantine" q
			where q."schoolId" = "school"."schoolId" and q."number" = "school"."asideNumber"), '')`.execute(db);
	}
};
