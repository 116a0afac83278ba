import { expect, it } from 'vitest';
import { datesInWords } from './dates-in-words.ts';

it('the dates of a refusal are read as people write them; what is no date stays as it is', () => {
	expect(datesInWords('Ava was not on the roll on 2026-11-23.')).toBe(
		'Ava was not on the roll on Monday 23 November 2026.'
	);
	expect(datesInWords('There is no such day as 2026-13-40.')).toBe('There is no such day as 2026-13-40.');
	expect(datesInWords('A mark needs a reason.')).toBe('A mark needs a reason.');
});
