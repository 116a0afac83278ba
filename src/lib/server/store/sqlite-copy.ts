import Database from 'better-sqlite3';
import { damageIn } from './damage.ts';

/** All pages in one step: a step reads one moment of the database, and a rush that writes between two would begin it anew. */
const ALL_PAGES = 0x7fffffff;

/** Copies a running database to a new file, as it is at one moment, while others go on writing. */
export async function copyOnline(sqlite: Database.Database, path: string): Promise<void> {
	await sqlite.backup(path, { progress: () => ALL_PAGES });
}

/** Makes a database one file by itself, without a log beside it; its pages are on disk when this returns. */
export function makeOneFile(path: string): void {
	const sqlite = new Database(path, { fileMustExist: true });
	try {
		sqlite.pragma('synchronous = FULL');
		sqlite.pragma('journal_mode = DELETE');
	} finally {
		sqlite.close();
	}
}

/** What the database's own check finds first, in the whole or in one table, on one line; null where it finds nothing. */
export function integrityProblem(sqlite: Database.Database, table?: string): string | null {
	let found: string;
	try {
		found = String(sqlite.pragma(`integrity_check(${table ? `"${table}"` : 1})`, { simple: true }));
	} catch (cause) {
		// Whatever keeps the check from running is in the file: a word of its own schema may be what was changed.
		return damageIn(cause) ?? (cause instanceof Error ? cause.message : String(cause));
	}
	if (found === 'ok') return null;
	const lines = found.split('\n').filter((line) => !line.startsWith('***'));
	return lines.join('; ') || found;
}

const WAIT_MS = 1500;

/**
 * Whether another process has the database open; where none has, its log is taken into the one file on the way. A file
 * that is no whole database is nobody's: `damaged`.
 */
export function whoHolds(path: string): 'nobody' | 'another' | 'damaged' {
	let sqlite: Database.Database | null = null;
	try {
		sqlite = new Database(path, { fileMustExist: true, timeout: WAIT_MS });
		// A log can only be given up by whoever is alone: every open connection holds the file.
		return sqlite.pragma('journal_mode = DELETE', { simple: true }) === 'delete' ? 'nobody' : 'another';
	} catch (cause) {
		const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
		if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'another';
		return 'damaged';
	} finally {
		sqlite?.close();
	}
}
