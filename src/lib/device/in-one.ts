import type { Transaction } from 'dexie';
import type { Database } from './database.ts';

type TableName = 'meta' | 'outbox' | 'receipts' | 'facts' | 'recovered';

/** The device's tables: the database's own, or those of one transaction. */
export type Tables = Pick<Database, TableName>;

/**
 * Runs work in one transaction, on tables that belong to it: all of its reads and writes are inside, or none counts.
 * Dexie would find the transaction of a call by itself, but loses sight of it where other work runs between two awaits.
 */
export function inOne<T>(
	db: Database,
	mode: 'r' | 'rw',
	names: readonly TableName[],
	work: (tx: Tables) => Promise<T>
): Promise<T> {
	return db.transaction(mode, [...names], async (tx) => work(tablesOf(tx)));
}

function tablesOf(tx: Transaction): Tables {
	const table = <N extends TableName>(name: N): Database[N] => tx.table(name);
	return {
		meta: table('meta'),
		outbox: table('outbox'),
		receipts: table('receipts'),
		facts: table('facts'),
		recovered: table('recovered')
	};
}
