import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Each push asks which numbers of its browser were refused: what was kept aside of all others is not read for it. */
export const asideByClient: Migration = {
	async up(db: Kysely<never>) {
		await sql`create index "quarantine_client" on "quarantine" ("schoolId", "clientId", "seq", "factId")`.execute(
			db
		);
	}
};
