import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import type { Tables } from './tables.ts';

/** Statements kept ready: a sync asks some thirty, nearly always the same. */
const STATEMENTS_KEPT = 200;
/** Pages of the log before it is copied into the database: 16 MB, so that one commit in fifty waits for it and not one in twelve. */
const CHECKPOINT_PAGES = 4000;

/** Enough for the indexes of a school's year: SQLite's own 2 MB would read them again at every push. */
const CACHE_KIB = 64 * 1024;

/** The school's database on SQLite: a file, every commit on disk before it is acknowledged. */
export function openSqlite(path: string): { db: Kysely<Tables>; sqlite: Database.Database } {
	const sqlite = new Database(path);
	sqlite.pragma('journal_mode = WAL');
	sqlite.pragma('synchronous = FULL');
	sqlite.pragma('foreign_keys = ON');
	sqlite.pragma('busy_timeout = 5000');
	sqlite.pragma(`cache_size = -${CACHE_KIB}`);
	sqlite.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
	return { db: new Kysely<Tables>({ dialect: new SqliteDialect({ database: preparing(sqlite) }) }), sqlite };
}

/** Whether a database holds nothing at all, not even a table. */
export function isEmpty(sqlite: Database.Database): boolean {
	return sqlite.prepare('select 1 from sqlite_master').get() === undefined;
}

/** Instead of a rollback where there is nothing to roll back any more. */
const NOTHING_LEFT = 'select 1 where 0';

/** The database for Kysely, which would have SQLite read each statement anew. */
function preparing(sqlite: Database.Database): SqliteDatabase {
	const kept = new Map<string, SqliteStatement>();
	return {
		close: () => sqlite.close(),
		prepare: (asked) => {
			// A full disk or a damaged page has ended the transaction already: that failure is told, and not one about it.
			const sql = asked === 'rollback' && !sqlite.inTransaction ? NOTHING_LEFT : asked;
			const statement = kept.get(sql) ?? sqlite.prepare(sql);
			// The one used last stands last; the one unused longest goes.
			kept.delete(sql);
			kept.set(sql, statement);
			const [oldest] = kept.keys();
			if (kept.size > STATEMENTS_KEPT && oldest !== undefined) kept.delete(oldest);
			return statement;
		}
	};
}
