import { setImmediate as othersTurn } from 'node:timers/promises';

/**
 * Does long work piece by piece, with a turn for everybody else after each: whoever pushes meanwhile does not wait for the
 * whole. What fits in one piece is done at once.
 */
export async function inTurns<T, R>(
	list: readonly T[],
	size: number,
	work: (some: T[]) => readonly R[] | Promise<readonly R[]>
): Promise<R[]> {
	const done: R[] = [];
	for (let at = 0; at < list.length; at += size) {
		if (at > 0) await othersTurn();
		for (const each of await work(list.slice(at, at + size))) done.push(each);
	}
	return done;
}
