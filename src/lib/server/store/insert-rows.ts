import type { Compilable, CompiledQuery, DialectAdapter, Kysely } from 'kysely';
import { pieces } from './reading.ts';
import type { Tables } from './tables.ts';

/** Words kept for each database: registers have some thirty sizes. */
const KEPT = 100;
const kept = new WeakMap<DialectAdapter, Map<string, CompiledQuery>>();

/**
 * Inserts rows that all have the same columns, in few statements; `insert` says how, the same way for each `name`. It is put
 * into SQL once for each number of rows: for thirty facts that took longer than the database took to store them.
 */
export async function insertRows<Row extends object>(
	db: Kysely<Tables>,
	name: string,
	rows: readonly Row[],
	insert: (some: Row[]) => Compilable
): Promise<void> {
	for (const some of pieces(rows)) {
		const columns = Object.keys(some[0] ?? {}) as (keyof Row)[];
		const words = wordsFor(db, `${name} ${some.length} ${columns.join()}`, () => insert(some).compile());
		const parameters = some.flatMap((row) => columns.map((column) => row[column]));
		await db.executeQuery({ ...words, parameters });
	}
}

function wordsFor(db: Kysely<Tables>, key: string, compile: () => CompiledQuery): CompiledQuery {
	const { adapter } = db.getExecutor();
	const own = kept.get(adapter) ?? new Map<string, CompiledQuery>();
	kept.set(adapter, own);
	const known = own.get(key) ?? compile();
	// The one used last stands last; the one unused longest goes.
	own.delete(key);
	own.set(key, known);
	const [oldest] = own.keys();
	if (own.size > KEPT && oldest !== undefined) own.delete(oldest);
	return known;
}
