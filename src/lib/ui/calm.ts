/**
 * When a screen reads again what it shows: after the taps, and not while the next one wants the same thread. What was
 * tapped shows without it.
 */
export const CALM = { quietMs: 350, mostMs: 1_500 };

/** How long a burst of changes may take before the screen reads again. */
const BURST_MS = 100;

/**
 * The query, held back a little at every run but the first: a tap and what its sending brings are read once, after
 * they are over, and not while the next tap wants the same thread. What was tapped shows without it.
 */
export function calmly<T>(query: () => Promise<T>, pauseMs = BURST_MS): () => Promise<T> {
	let isFirst = true;
	return async () => {
		if (!isFirst) await new Promise((resolve) => setTimeout(resolve, pauseMs));
		isFirst = false;
		return query();
	};
}
