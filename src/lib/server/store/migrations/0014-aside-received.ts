import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Finds what was kept aside lately among all that ever was: it is never deleted. */
export const asideReceived: Migration = {
	async up(db: Kysely<never>) {
		await sql`create index "quarantine_received" on "quarantine" ("schoolId", "receivedAt")`.execute(db);
	}
};
