import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Finds what was kept aside lately, and counts what is undecided, among all that ever was: it is never deleted. And who signed in last on a device. */
export const officeToday: Migration = {
	async up(db: Kysely<never>) {
		await sql`create index "quarantine_received" on "quarantine" ("schoolId", "receivedAt", "replayed", "factId", "contentHash")`.execute(
			db
		);
		await sql`create index "signIn_device" on "signIn" ("schoolId", "deviceId", "at")`.execute(db);
	}
};
