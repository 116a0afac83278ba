import Dexie from 'dexie';

/** What a watcher is told. */
export interface Watcher<T> {
	next: (answer: T) => void;
	error: (cause: unknown) => void;
}

/**
 * Runs a query now, and again after every change of this browser's tables, in any tab, until the answer is called. One run
 * at a time; a change during a run is followed by another, so that the last answer is never an old one.
 */
export function watch<T>(query: () => Promise<T>, watcher: Watcher<T>): () => void {
	let isStopped = false;
	let isRunning = false;
	let isChanged = true;
	const run = async () => {
		if (isRunning) return;
		isRunning = true;
		while (isChanged && !isStopped) {
			isChanged = false;
			await answer();
		}
		isRunning = false;
	};
	const answer = async () => {
		try {
			const found = await query();
			if (!isStopped) watcher.next(found);
		} catch (cause) {
			if (!isStopped) watcher.error(cause);
		}
	};
	const changed = () => {
		isChanged = true;
		void run();
	};
	Dexie.on('storagemutated', changed);
	void run();
	return () => {
		isStopped = true;
		Dexie.on.storagemutated.unsubscribe(changed);
	};
}
