import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Longer than a server that was told to stop waits for its open tablets. */
const STOPPING_MS = 4000;

/** A lock that nothing refers to any more would be let go by the next garbage collection. */
const held = new Set<Database.Database>();

/**
 * Holds a data folder against every other server and restore until it is let go, or this process ends in whatever way: the
 * lock is the system's, so that a kill or a power cut leaves none behind. Null: another process holds it.
 */
export function holdFolder(dataDir: string, waitMs = STOPPING_MS): (() => void) | null {
	// Beside the database and not in it: commands may open that while a server runs. It stays empty.
	const lock = new Database(join(dataDir, 'firstbell.lock'), { timeout: waitMs });
	try {
		lock.pragma('journal_mode = MEMORY');
		lock.exec('begin exclusive');
		held.add(lock);
		return () => {
			held.delete(lock);
			lock.close();
		};
	} catch (cause) {
		lock.close();
		const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
		if (code.startsWith('SQLITE_BUSY')) return null;
		throw cause;
	}
}

/** The same for whoever serves the folder; throws one plain sentence where another server does. */
export function serveAlone(dataDir: string, waitMs = STOPPING_MS): () => void {
	const letGo = holdFolder(dataDir, waitMs);
	if (letGo) return letGo;
	throw new Error(
		`A Firstbell server or a restore is running on the data folder ${dataDir}, which takes one at a time: stop that one first, or choose another folder with DATA_DIR.`
	);
}
