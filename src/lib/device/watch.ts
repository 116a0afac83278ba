import Dexie from 'dexie';

/** What a watcher is told. */
export interface Watcher<T> {
	next: (answer: T) => void;
	error: (cause: unknown) => void;
}

/** How long it must have been quiet before a change is read, and how long a reading waits for that at the most. */
export interface Rest {
	quietMs: number;
	mostMs: number;
}

/**
 * Runs a query now, and again after every change of this browser's tables, in any tab, until the answer is called. One run
 * at a time; a change during a run is followed by another, so that the last answer is never an old one.
 */
export function watch<T>(
	query: () => Promise<T>,
	watcher: Watcher<T>,
	restNow: () => Rest | undefined = () => undefined
): () => void {
	let isStopped = false;
	let isRunning = false;
	let isChanged = true;
	let due: ReturnType<typeof setTimeout> | undefined;
	let waitsSince: number | null = null;
	const run = async () => {
		if (isRunning) return;
		isRunning = true;
		while (isChanged && !isStopped) {
			isChanged = false;
			await answer();
			if (waitsSince !== null) break;
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
		clearTimeout(due);
		const rest = restNow();
		if (!rest) {
			waitsSince = null;
			return void run();
		}
		const now = performance.now();
		waitsSince ??= now;
		due = setTimeout(
			() => {
				waitsSince = null;
				void run();
			},
			Math.min(rest.quietMs, Math.max(0, waitsSince + rest.mostMs - now))
		);
	};
	Dexie.on('storagemutated', changed);
	void run();
	return () => {
		isStopped = true;
		clearTimeout(due);
		Dexie.on.storagemutated.unsubscribe(changed);
	};
}
