import { expect, it } from 'vitest';
import { reachWords } from './older-checks.ts';

it.each([
	[
		{ answer: null, problem: null },
		'Undecided or flagged since Thursday 19 November. What is older is listed once the school’s server has answered'
	],
	[
		{ answer: null, problem: 'Cannot be asked' },
		'Undecided or flagged since Thursday 19 November. What is older is listed when the school’s server can be reached'
	],
	[{ answer: { from: '2025-09-01', more: 0 }, problem: null }, 'Undecided or flagged since 1 September 2025'],
	[
		{ answer: { from: '2025-09-01', more: 3 }, problem: 'Gone' },
		'Undecided or flagged since 1 September 2025. 3 more follow as these are decided'
	]
])('[O5] how far back the list goes is said, asked and not: %o', (asked, words) => {
	expect(reachWords('2026-11-19', asked)).toBe(words);
});
