/** New cards that come with the letter itself. */
const AT_ONCE = 1;

/**
 * What of a list of results is drawn with the letter that was typed: its first, and after it as many as stand already. What
 * comes a breath later is only ever added below: a card must not move under a finger that is on its way down.
 */
export function drawnAtOnce<T>(found: readonly T[], stands: (each: T) => boolean): readonly T[] {
	const end = found.findIndex((each, at) => at >= AT_ONCE && !stands(each));
	return end < 0 ? found : found.slice(0, end);
}
