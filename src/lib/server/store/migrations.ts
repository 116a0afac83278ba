import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { theRegister } from './migrations/0001-the-register.ts';
import type { Tables } from './tables.ts';

/** Brings a database to this version's tables, or throws with the migration that failed; nothing is half done. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
	const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
	const { error } = await migrator.migrateToLatest();
	if (error) throw error;
}

/** In their order; one that was released is never edited. */
const MIGRATIONS: Record<string, Migration> = {
	'0001-the-register': theRegister
};
