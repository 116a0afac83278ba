import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { disputedAfter } from '../chain.ts';
import type { Tables } from '../tables.ts';

/** Which facts were in dispute when they came is noted with the school: no payload says it. What was changed before, nobody can tell. */
export const disputedNoted: Migration = {
	async up(db: Kysely<never>) {
		await sql`alter table "school" add column "disputedHash" text not null default ''`.execute(db);
		const tables = db as unknown as Kysely<Tables>;
		for (const { schoolId } of await tables.selectFrom('school').select('schoolId').execute()) {
			const rows = await tables
				.selectFrom('fact')
				.select('position')
				.where('schoolId', '=', schoolId)
				.where('status', '=', 'disputed')
				.orderBy('position')
				.execute();
			const disputedHash = rows.reduce((before, { position }) => disputedAfter(before, position), '');
			await tables.updateTable('school').set({ disputedHash }).where('schoolId', '=', schoolId).execute();
		}
	}
};
