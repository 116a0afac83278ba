/** What the IndexedDB of these tests keeps of a database: its transactions that are not over. */
interface Opened {
	transactions: { _state: string; _abort: (name: string) => void }[];
}

/** Ends everything that is being written to a database, as a page's death does: each transaction is on disk whole, or not at all. */
export function powerCut(name: string): void {
	const { _databases } = indexedDB as unknown as { _databases: Map<string, Opened> };
	for (const transaction of [...(_databases.get(name)?.transactions ?? [])])
		if (transaction._state !== 'finished') transaction._abort('AbortError');
}

/** One turn of the event loop. */
export function nextTurn(): Promise<void> {
	return new Promise((done) => setImmediate(done));
}
