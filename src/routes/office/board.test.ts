import { expect, test } from 'vitest';
import { DATE, dayAt, on, presentAtPM, presentButFor, tap } from '../../../tests/support/office-day.ts';
import type { HeldFact } from '$lib/rules/facts.ts';
import type { LiveDay } from '../live-day.svelte.ts';
import { Board } from './board.svelte.ts';

/** The board as it stands at a time, from these facts. */
function boardAt(time: string, facts: readonly HeldFact[]): Board {
	const live = { day: dayAt(time, facts), date: DATE, now: on(time), today: null, todayAt: null, held: null };
	return new Board({ live: live as unknown as LiveDay });
}

test('[CF10] while the afternoon’s registers are being taken not all are in, whichever half-day somebody looks at', () => {
	const morning = [...presentButFor(), tap('eve', '08:52', '/')];
	const board = boardAt('13:20', morning);
	expect(board.isAllIn).toBe(false);
	board.choose('AM');
	expect(board.totals).toMatchObject({ received: 2, toFind: 0 });
	expect(board.isAllIn).toBe(false);
});

test('[CF10] once every register of the afternoon has come all are in, whichever half-day somebody looks at', () => {
	const afternoon = [...presentAtPM(), tap('eve', '13:12', '\\', { session: 'PM' })];
	const board = boardAt('13:20', [...presentButFor(), ...afternoon]);
	expect(board.isAllIn).toBe(true);
	board.choose('AM');
	expect(board.totals).toMatchObject({ received: 1 });
	expect(board.isAllIn).toBe(true);
});
