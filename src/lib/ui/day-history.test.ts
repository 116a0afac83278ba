import { describe, expect, test } from 'vitest';
import { AVA, DATE, deskAt } from '../../../tests/support/desk-at.ts';
import { at, entry } from '../../../tests/support/school-2026-27.ts';
import { dayHistory, hasHistory } from './day-history.ts';
import { historyWords } from './history-words.ts';

const absent = entry({ id: 'a', code: 'N' });
const corrected = entry({
	...{ id: 'b', how: 'office' as const, clientId: 'office', code: 'I' as const, replaces: ['a'] },
	madeAt: at(DATE, '09:40')
});
const afternoon = entry({ id: 'p', session: 'PM' as const, madeAt: at(DATE, '13:12') });

const historyOf = ({ day, child }: ReturnType<typeof deskAt>) => {
	const today = day();
	return dayHistory(today.day, child(AVA), today.now);
};

describe('the history of a child’s day', () => {
	test('[H18] both half-days open, though only the afternoon was marked last', () => {
		const school = deskAt('13:20', [absent, corrected, afternoon]);
		const halves = historyOf(school);
		expect(halves.map(({ session, row }) => [session, row.mark.history.length])).toEqual([
			['AM', 2],
			['PM', 1]
		]);
	});

	test('[H18] [A8] what was changed after the close of its own half-day says that it is a correction', () => {
		const school = deskAt('13:20', [absent, corrected, afternoon]);
		const words = historyOf(school).flatMap(({ row, closesAt }) => historyWords(row, closesAt));
		expect(words.map((line) => line.what.startsWith('Correction: '))).toEqual([false, true, false]);
	});

	test('[H18] an afternoon is not opened before its register is, unless something is recorded for it', () => {
		const sessions = (minute: string, ...facts: Parameters<typeof deskAt>[1] & object) =>
			historyOf(deskAt(minute, facts)).map(({ session }) => session);
		expect(sessions('11:00', absent)).toEqual(['AM']);
		expect(sessions('13:20', absent)).toEqual(['AM', 'PM']);
		expect(sessions('11:00', absent, afternoon)).toEqual(['AM', 'PM']);
	});

	test('of whom nothing is recorded there is no history', () => {
		expect(hasHistory(deskAt('09:00').child(AVA))).toBe(false);
		expect(hasHistory(deskAt('09:00', [absent]).child(AVA))).toBe(true);
		expect(hasHistory(deskAt('13:20', [afternoon]).child(AVA))).toBe(true);
	});
});
