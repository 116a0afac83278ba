import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Tells a device that has its credential from one whose first sign-in was never answered; which of the older silent ones have theirs, nobody can say. */
export const credentialsUsed: Migration = {
	async up(db: Kysely<never>) {
		await sql`alter table "device" add column "credentialUsed" integer not null default 0`.execute(db);
	}
};
