import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { guardPayloadsAnew } from '../keeping-guards.ts';

/** What guards a plan's payload looks up what it had replaced by its id: it had read every fact of the school for each plan. */
export const plansGoFast: Migration = {
	async up(db: Kysely<never>) {
		await guardPayloadsAnew(db);
	}
};
