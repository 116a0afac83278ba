/**
 * The order on screen while a finger or a keyboard is in the list: what is there stays where it is, even what has left it, and what
 * is new comes last. When nobody is there, the order is the list's own.
 */
export function heldOrder(
	shown: readonly string[],
	next: readonly string[],
	isHeld: boolean
): readonly string[] {
	if (!isHeld || shown.length === 0) return next;
	const known = new Set(shown);
	return [...shown, ...next.filter((key) => !known.has(key))];
}

/** Whether something that was on screen is now at another place. */
export function hasMoved(before: readonly string[], after: readonly string[]): boolean {
	return before.some((key, at) => after[at] !== key);
}
