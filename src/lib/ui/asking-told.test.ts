import { expect, test } from 'vitest';
import { TIMES } from '../../../tests/support/school-2026-27.ts';
import { arrivalOutcome, reasonProblem } from './asking-told.ts';

const at = { session: 'AM', times: TIMES.AM, nowMinute: '09:40' } as const;

test.each([
	['08:50', 'present'],
	['08:51', 'late'],
	['09:09', 'late'],
	['09:10', 'propose'],
	['09:40', 'propose']
])('[L1] case A10: an arrival told as %s comes to: %s', (minute, kind) => {
	expect(arrivalOutcome(minute, at)).toEqual({ kind });
});

test.each([
	['', 'Enter the time they arrived'],
	['9:5', 'Enter the time they arrived'],
	['24:00', 'Enter the time they arrived'],
	['09:41', 'It is 09:40 now. Enter a time that has passed']
])('an arrival told as “%s” is sent back with a sentence', (minute, sentence) => {
	expect(arrivalOutcome(minute, at)).toMatchObject({
		kind: 'wrong',
		sentence: expect.stringContaining(sentence) as string
	});
});

test('[L1] case A7: from the end of the session nobody has arrived for it', () => {
	const outcome = arrivalOutcome('12:00', { ...at, nowMinute: '12:30' });
	expect(outcome).toMatchObject({
		kind: 'wrong',
		sentence: expect.stringContaining('ended at 12:00') as string
	});
});

test('case F1: a blank reason is refused with a sentence, and words are not', () => {
	expect(reasonProblem('  ')).toMatch(/few words/);
	expect(reasonProblem('Wrong row')).toBe(null);
});
