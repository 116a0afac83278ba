import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Finds the few marks of six years that people disagree about, or that have no code yet; and the O’s, of which some are followed up. */
export const undecidedMarks: Migration = {
	async up(db: Kysely<never>) {
		await sql`create index "mark_undecided" on "mark" ("schoolId", "date") where "dispute" = 1 or "code" is null`.execute(
			db
		);
		await sql`create index "mark_other" on "mark" ("schoolId", "date") where "code" = 'O'`.execute(db);
	}
};
