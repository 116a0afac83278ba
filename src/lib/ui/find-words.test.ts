import { expect, test } from 'vitest';
import { arrival, presentButFor } from '../../../tests/support/office-day.ts';
import { deeAbsent, row } from '../../../tests/support/to-find.ts';
import { promptWords } from './find-words.ts';

test('[CF2] where to find the numbers of one who may have to be rung is said by each screen in its own words', () => {
	const unseen = row('09:12', [...presentButFor('dee'), arrival('dee', '09:01')]);
	const asked = 'Ask in 3 Elm first: no call is due yet. If not there, tell the safeguarding lead and ring';
	expect(promptWords(unseen, 'numbers under More')).toEqual([`${asked} (numbers under More)`]);
	expect(promptWords(unseen, 'numbers below')).toEqual([`${asked} (numbers below)`]);
});

test('[CF4] whom to ask first comes before all other prompts', () => {
	expect(promptWords(row('09:12', deeAbsent(), { desks: [] }), 'numbers below')).toEqual([
		'Desk not known, ask first',
		'Has a social worker: tell them this morning'
	]);
});
