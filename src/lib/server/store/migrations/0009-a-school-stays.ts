import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { guardSchool } from '../keeping-guards.ts';

/** The clock by which a purge is opened can no longer be put ahead with one update, and no row is replaced by its place in the file. */
export const aSchoolStays: Migration = {
	async up(db: Kysely<never>) {
		await guardSchool(db);
	}
};
