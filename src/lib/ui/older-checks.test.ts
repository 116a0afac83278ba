import { expect, it } from 'vitest';
import { reachWords } from './older-checks.ts';

it.each([
	[
		{ answer: null, problem: null },
		'What is older than Thursday 19 November is listed once the school’s server has answered.'
	],
	[
		{ answer: null, problem: 'Cannot be asked' },
		'What is older than Thursday 19 November is listed when the school’s server can be reached.'
	],
	[
		{ answer: { from: '2025-09-01', more: 0 }, problem: null },
		'and what nobody decided from Monday 1 September 2025 on.'
	],
	[{ answer: { from: '2025-09-01', more: 3 }, problem: 'Gone' }, '3 more follow as these are decided.']
])('[O5] how far back the list goes is said, asked and not: %o', (asked, words) => {
	const said = reachWords('2026-11-19', asked);
	expect(said).toContain('With what is left since');
	expect(said).toContain('19 November');
	expect(said).toContain(words);
});
