import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Tables } from './tables.ts';

/** The school's database on SQLite: a file, every commit on disk before it is acknowledged. */
export function openSqlite(path: string): { db: Kysely<Tables>; sqlite: Database.Database } {
	const sqlite = new Database(path);
	sqlite.pragma('journal_mode = WAL');
	sqlite.pragma('synchronous = FULL');
	sqlite.pragma('foreign_keys = ON');
	sqlite.pragma('busy_timeout = 5000');
	return { db: new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) }), sqlite };
}
