import { sql, type Kysely } from 'kysely';
import { damageIn } from './damage.ts';
import type { Tables } from './tables.ts';

/** What lies beside the facts and their payloads, and has no position of its own. */
const BESIDE = ['school', 'purge', 'purged', 'hold', 'backup', 'quarantine', 'amendment', 'mark'] as const;
const PAGE = 2_000;

/**
 * The first row beside the facts that a damaged file no longer gives back, in words: its table, and how many rows of it can
 * be read before. Null where every row can be read, so that it is an index which is damaged.
 */
export async function damagedRow(db: Kysely<Tables>): Promise<string | null> {
	for (const table of BESIDE) {
		const read = await rowsReadable(db, table);
		if (read !== null) return `row ${read + 1} of the table “${table}”`;
	}
	return null;
}

/** How many rows can be read before the first that cannot; null where all can. */
async function rowsReadable(db: Kysely<Tables>, table: string): Promise<number | null> {
	let [read, place, most] = [0, Number.MIN_SAFE_INTEGER, PAGE];
	for (;;)
		try {
			const { rows } = await sql<{ place: number }>`select rowid as "place", * from ${sql.table(table)}
				where rowid > ${place} order by rowid limit ${most}`.execute(db);
			if (rows.length === 0) return null;
			read += rows.length;
			place = rows.at(-1)?.place ?? place;
		} catch (cause) {
			if (damageIn(cause) === null) throw cause;
			if (most === 1) return read;
			most = 1;
		}
}
