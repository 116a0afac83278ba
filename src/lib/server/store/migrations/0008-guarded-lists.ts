import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { guardLists } from '../keeping-guards.ts';

/** Holds and the list of copies are no longer rewritten by a replacing insert, which deletes without a delete trigger; a purge says no more than there is. */
export const guardedLists: Migration = {
	async up(db: Kysely<never>) {
		await guardLists(db);
	}
};
