import Dexie from 'dexie';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watch, type Rest } from './watch.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const CALM: Rest = { quietMs: 350, mostMs: 1_500 };
const change = () => Dexie.on.storagemutated.fire({});

/** A watcher whose rest may be changed, and what it has read so far. */
async function watching(rest: Rest | undefined) {
	const now = { rest, reads: 0 };
	const query = () => Promise.resolve((now.reads += 1));
	const stop = watch(query, { next: () => {}, error: () => {} }, () => now.rest);
	await vi.advanceTimersByTimeAsync(0);
	return { now, stop };
}

it('[D-auto] with nothing to wait for, a change is read at once; at rest, once it has been quiet, and at the latest when it has waited long enough', async () => {
	const { now, stop } = await watching(undefined);
	expect(now.reads).toBe(1);
	change();
	await vi.advanceTimersByTimeAsync(0);
	expect(now.reads).toBe(2);
	now.rest = CALM;
	change();
	await vi.advanceTimersByTimeAsync(349);
	expect(now.reads).toBe(2);
	await vi.advanceTimersByTimeAsync(1);
	expect(now.reads).toBe(3);
	for (let waited = 0; waited < 1_500; waited += 300) {
		change();
		await vi.advanceTimersByTimeAsync(300);
	}
	expect(now.reads).toBe(4);
	stop();
});

it('[D-auto] a rest that is over lets the change through at once, and what was held back is not read again', async () => {
	const { now, stop } = await watching(CALM);
	change();
	now.rest = undefined;
	change();
	await vi.advanceTimersByTimeAsync(0);
	expect(now.reads).toBe(2);
	await vi.advanceTimersByTimeAsync(5_000);
	expect(now.reads).toBe(2);
	stop();
	change();
	await vi.advanceTimersByTimeAsync(5_000);
	expect(now.reads).toBe(2);
});
