import { expect, test } from 'vitest';
import { ARROWS, ARROWS_AND_ENDS, MarkGrid } from './mark-grid.svelte.ts';

/** Marks as a school sees them: one row a line, a dot where there is none. */
function gridOf(lines: readonly string[], steps = ARROWS_AND_ENDS) {
	const focused: string[] = [];
	const grid = new MarkGrid(
		{
			rows: () => lines.length,
			columns: () => lines[0]?.length ?? 0,
			isOpen: (row, column) => (lines[row]?.[column] ?? '.') !== '.'
		},
		steps
	);
	const press = (key: string, held: { ctrlKey?: boolean } = {}) => {
		let isTaken = false;
		const querySelector = (selector: string) => ({ focus: () => focused.push(selector) });
		const event = { key, ...held, preventDefault: () => (isTaken = true), currentTarget: { querySelector } };
		grid.move(event as unknown as Parameters<MarkGrid['move']>[0]);
		return isTaken;
	};
	const reached = () =>
		lines.flatMap((line, row) =>
			[...line].flatMap((_, column) => (grid.isReached(row, column) ? [`${row} ${column}`] : []))
		);
	return { grid, press, reached, focused };
}

test('[U1] Tab arrives at the first mark there is, and at the one that was looked at last', () => {
	const { grid, reached } = gridOf(['..', './', 'L/']);
	expect(reached()).toEqual(['1 1']);
	grid.look(2, 0);
	expect(reached()).toEqual(['2 0']);
});

test('[U1] arrows go over half-days without a mark, and stay where there is no further one', () => {
	const { press, reached, focused } = gridOf(['/.L', '...', '/..']);
	expect(press('ArrowRight')).toBe(true);
	expect(reached()).toEqual(['0 2']);
	press('ArrowRight');
	press('ArrowDown');
	expect(reached()).toEqual(['0 2']);
	press('ArrowLeft');
	press('ArrowDown');
	expect(reached()).toEqual(['2 0']);
	press('ArrowUp');
	expect(focused).toEqual(['[data-at="0 2"]', '[data-at="0 0"]', '[data-at="2 0"]', '[data-at="0 0"]']);
});

test('[U2] Home and End go to the outermost marks of a row, where the table has them', () => {
	const { press, reached } = gridOf(['.//L.']);
	press('End');
	expect(reached()).toEqual(['0 3']);
	press('Home');
	expect(reached()).toEqual(['0 1']);
	const other = gridOf(['//'], ARROWS);
	expect(other.press('End')).toBe(false);
	expect(other.reached()).toEqual(['0 0']);
});

test('[U1] keys of the browser stay the browser’s', () => {
	const { press, reached } = gridOf(['//']);
	expect(press('ArrowRight', { ctrlKey: true })).toBe(false);
	expect(press('a')).toBe(false);
	expect(reached()).toEqual(['0 0']);
});
