import 'fake-indexeddb/auto';

/** A browser's whole database: its version, its tables with their indexes, and every row. */
export interface Dump {
	version: number;
	tables: {
		name: string;
		keyPath: string | string[] | null;
		indexes: { name: string; keyPath: string | string[]; unique: boolean; multiEntry: boolean }[];
		rows: unknown[];
	}[];
}

/** Reads a database as the browser holds it, whatever code made it. */
export async function dumpDatabase(name: string): Promise<Dump> {
	const db = await answered(indexedDB.open(name));
	const tables: Dump['tables'] = [];
	for (const table of [...db.objectStoreNames].sort()) {
		const store = db.transaction(table).objectStore(table);
		const indexes = [...store.indexNames].sort().map((index) => {
			const { keyPath, unique, multiEntry } = store.index(index);
			return { name: index, keyPath, unique, multiEntry };
		});
		const rows: unknown[] = await answered(store.getAll());
		tables.push({ name: table, keyPath: store.keyPath, indexes, rows });
	}
	const dump = { version: db.version, tables };
	db.close();
	return dump;
}

/** Puts a recorded database where a browser would hold it. */
export async function loadDatabase(name: string, dump: Dump): Promise<void> {
	const opening = indexedDB.open(name, dump.version);
	opening.onupgradeneeded = () => {
		for (const { name: table, keyPath, indexes } of dump.tables) {
			const store = opening.result.createObjectStore(table, { keyPath });
			for (const index of indexes)
				store.createIndex(index.name, index.keyPath, { unique: index.unique, multiEntry: index.multiEntry });
		}
	};
	const db = await answered(opening);
	const writing = db.transaction([...db.objectStoreNames], 'readwrite');
	for (const { name: table, rows } of dump.tables)
		for (const row of rows) await answered(writing.objectStore(table).put(row));
	db.close();
}

/** The rows of one table of a dump. */
export function rowsOf<T>(dump: Dump, table: string): T[] {
	return (dump.tables.find((each) => each.name === table)?.rows ?? []) as T[];
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('The database gave no reason.'));
	});
}
