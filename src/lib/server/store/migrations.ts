import { sql, type Kysely } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, Migrator, type Migration } from 'kysely/migration';
import { evidence } from './migrations/0004-evidence.ts';
import { neighbours } from './migrations/0005-neighbours.ts';
import { theRegister } from './migrations/0001-the-register.ts';
import { keeping } from './migrations/0002-keeping.ts';
import { reading } from './migrations/0003-reading.ts';
import { marksAnew } from './migrations/0006-marks-anew.ts';
import { nothingAsideChanges } from './migrations/0007-nothing-aside-changes.ts';
import { guardedLists } from './migrations/0008-guarded-lists.ts';
import { aSchoolStays } from './migrations/0009-a-school-stays.ts';
import { undecidedMarks } from './migrations/0010-undecided.ts';
import { besidePayloads } from './migrations/0011-beside-payloads.ts';
import { orderAndSeals } from './migrations/0012-order-and-seals.ts';
import { credentialsUsed } from './migrations/0013-credentials-used.ts';
import { officeToday } from './migrations/0014-office-today.ts';
import { plansGoFast } from './migrations/0015-plans-go-fast.ts';
import { disputedNoted } from './migrations/0016-disputed-noted.ts';
import { asideByClient } from './migrations/0017-aside-by-client.ts';
import type { Tables } from './tables.ts';

/** Brings a database to this version's tables, or throws with the migration that failed, or one sentence where it is of a newer version; nothing is half done. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
	await mustNotBeNewer(db);
	const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
	const { error } = await migrator.migrateToLatest();
	if (error) throw error;
}

/** Throws one sentence where a later version has had the database: what this one wrote in it, nobody could answer for. */
export async function mustNotBeNewer(db: Kysely<Tables>): Promise<void> {
	const isThere = (await db.introspection.getTables({ withInternalKyselyTables: true })).some(
		({ name }) => name === DEFAULT_MIGRATION_TABLE
	);
	if (!isThere) return;
	const { rows } = await sql<{
		name: string;
	}>`select "name" from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
	if (rows.some(({ name }) => !(name in MIGRATIONS)))
		throw new Error(
			'The database is of a newer Firstbell than this one: use that version, or a later one. Nothing was changed.'
		);
}

/** Whether a database has this version's tables; those that a later one has besides are no matter. */
export async function isUpToDate(db: Kysely<Tables>): Promise<boolean> {
	const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
	return (await migrator.getMigrations()).every(({ executedAt }) => executedAt !== undefined);
}

/** In their order; one that was released is never edited. */
const MIGRATIONS: Record<string, Migration> = {
	'0001-the-register': theRegister,
	'0002-keeping': keeping,
	'0003-reading': reading,
	'0004-evidence': evidence,
	'0005-neighbours': neighbours,
	'0006-marks-anew': marksAnew,
	'0007-nothing-aside-changes': nothingAsideChanges,
	'0008-guarded-lists': guardedLists,
	'0009-a-school-stays': aSchoolStays,
	'0010-undecided': undecidedMarks,
	'0011-beside-payloads': besidePayloads,
	'0012-order-and-seals': orderAndSeals,
	'0013-credentials-used': credentialsUsed,
	'0014-office-today': officeToday,
	'0015-plans-go-fast': plansGoFast,
	'0016-disputed-noted': disputedNoted,
	'0017-aside-by-client': asideByClient
};
