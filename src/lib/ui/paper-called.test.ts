import { expect, it } from 'vitest';
import { calledErrors, type Called } from './paper-called.ts';

const CALLED: Called = { how: 'paper', who: 'Ms Teal', other: '', takenAt: '08:55' };

it.each<[string, Partial<Called>, string | null, number, string[]]>([
	['all is said', {}, '08:56', 3, []],
	['in the minute that it is', {}, '08:55', 3, []],
	['a minute that has not come', {}, '08:54', 3, ['It is 08:54 now. Enter a time that has passed']],
	['any minute of a day that is over', { takenAt: '15:00' }, null, 3, []],
	['neither paper nor word', { how: null }, '09:00', 3, ['Select whether it is from paper or by word']],
	['nobody named', { who: null, other: '  ' }, '09:00', 3, ['Enter who called the register']],
	['someone else named', { who: null, other: 'Mr Day' }, '09:00', 3, []],
	['no time', { takenAt: '' }, '09:00', 3, ['Enter when it was called, for example 08:55']],
	['no child', {}, '09:00', 0, ['State at least one child']]
])('a register from paper is recorded or says why not: %s', (_, said, nowMinute, stated, words) => {
	expect(calledErrors({ ...CALLED, ...said }, nowMinute, stated).map((each) => each.words)).toEqual(words);
});
