import type { RegisterRow } from '$lib/rules/register.ts';
import { thirdMeans, type Answer } from './answer.ts';

/** A place in the register: which pupil, and 0 for the name or 1 to 3 for the answers. */
export interface Place {
	index: number;
	column: number;
}

/** Where a key leads among `count` pupils: up and down by name, left and right by answer; null for any other key. */
export function stepOf(key: string, from: Place, count: number): Place | null {
	const to = (index: number, column = from.column): Place => ({
		index: Math.min(Math.max(index, 0), count - 1),
		column: Math.min(Math.max(column, 0), 3)
	});
	switch (key) {
		case 'ArrowDown':
			return to(from.index + 1);
		case 'ArrowUp':
			return to(from.index - 1);
		case 'ArrowLeft':
			return to(from.index, from.column - 1);
		case 'ArrowRight':
			return to(from.index, from.column + 1);
		case 'Home':
			return to(0);
		case 'End':
			return to(count - 1);
		default:
			return null;
	}
}

/** The answer a key stands for: P or / present, L late, N whatever the third button says; null for any other key. */
export function answerOfKey(key: string, row: RegisterRow): Answer | null {
	switch (key.toLowerCase()) {
		case 'p':
		case '/':
			return 'present';
		case 'l':
			return 'late';
		case 'n':
			return thirdMeans(row);
		default:
			return null;
	}
}
