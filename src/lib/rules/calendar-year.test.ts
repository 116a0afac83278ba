import { describe, expect, it } from 'vitest';
import { CALENDAR } from '../../../tests/support/school-2026-27.ts';
import { boundsOf, calendarProblems } from './calendar-problems.ts';
import {
	calendarChange,
	dayOf,
	schoolYearOf,
	yearMonths,
	yearTotals,
	type YearDays
} from './calendar-year.ts';

const { schoolYear, terms, closures } = CALENDAR;
const YEAR: YearDays = { schoolYear, terms, closures };
const without = (date: string): YearDays => ({
	...YEAR,
	closures: closures.filter((each) => each.date !== date)
});
const withDay = (date: string, name: string): YearDays => ({
	...YEAR,
	closures: [...closures, { date, name }]
});

describe('a school year', () => {
	it('[K1] [K2] has 190 days, 380 sessions and 40 weeks (case fixture)', () => {
		expect(yearTotals(YEAR)).toEqual({ days: 190, sessions: 380, weeks: 40 });
		expect(yearTotals(withDay('2026-11-12', 'Polling day'))).toEqual({ days: 189, sessions: 378, weeks: 40 });
	});

	it.each([
		['2026-08-31', '2025/26'],
		['2026-09-01', '2026/27'],
		['2027-08-31', '2026/27'],
		['2099-09-01', '2099/00']
	])('[K7] %s lies in %s', (date, year) => {
		expect(schoolYearOf(date)).toBe(year);
		expect(boundsOf(year)).not.toBeNull();
	});

	it.each([
		['2026-11-12', 'school', 'School day'],
		['2026-11-27', 'inset', 'INSET'],
		['2027-05-03', 'bank-holiday', 'Bank holiday'],
		['2026-10-28', 'holiday', 'School holiday'],
		['2026-11-14', 'weekend', 'Weekend']
	])('[K7] %s is %s', (date, kind, name) => {
		expect(dayOf(YEAR, date)).toEqual({ date, kind, name });
	});

	it('[K7] a day with a name of its own is a planned closure, a staff training day is INSET', () => {
		expect(dayOf(withDay('2026-11-12', 'Polling day'), '2026-11-12').kind).toBe('closure');
		expect(dayOf(withDay('2026-11-12', 'Staff training day'), '2026-11-12').kind).toBe('inset');
	});

	it('[K7] is shown from September to July, each day once, weeks from Monday', () => {
		const months = yearMonths(YEAR);
		expect(months.map(({ name }) => name)).toHaveLength(11);
		expect([months[0]?.name, months[10]?.name]).toEqual(['September 2026', 'July 2027']);
		const days = months.flatMap(({ weeks }) => weeks.flat().filter((day) => day !== null));
		expect(days).toHaveLength(334);
		expect(new Set(days.map(({ date }) => date)).size).toBe(334);
		expect(days.filter(({ kind }) => kind === 'school')).toHaveLength(190);
		expect(months.every(({ weeks }) => weeks.every((week) => week.length === 7))).toBe(true);
		// 1 September 2026 is a Tuesday.
		expect(months[0]?.weeks[0]?.map((day) => day?.date ?? null).slice(0, 2)).toEqual([null, '2026-09-01']);
		expect(months[2]?.named).toEqual([
			{ date: '2026-11-02', words: 'Autumn 2 begins', kind: 'school' },
			{ date: '2026-11-27', words: 'INSET', kind: 'inset' }
		]);
	});
});

describe('a calendar that cannot be', () => {
	it('[K8] the fixture’s may stand', () => {
		expect(calendarProblems(YEAR)).toEqual([]);
	});

	it.each<[string, Partial<YearDays>]>([
		['2026/28 is not a school year. Write it like 2026/27.', { schoolYear: '2026/28' }],
		['Late ends before it begins.', { terms: [{ name: 'Late', from: '2026-10-02', to: '2026-10-01' }] }],
		[
			'Early is not in the school year 2026/27, which runs from September to August.',
			{ terms: [{ name: 'Early', from: '2026-08-31', to: '2026-10-01' }] }
		],
		[
			'A and B overlap.',
			{
				terms: [
					{ name: 'B', from: '2026-10-01', to: '2026-12-01' },
					{ name: 'A', from: '2026-09-01', to: '2026-10-01' }
				]
			}
		],
		[
			'INSET (Tuesday 1 September 2026) is not in the school year 2027/28.',
			{ schoolYear: '2027/28', terms: [] }
		],
		[
			'Friday 27 November 2026 is there twice.',
			{ closures: [...closures, { date: '2026-11-27', name: 'Again' }] }
		]
	])('[K8] %s', (sentence, over) => {
		expect(calendarProblems({ ...YEAR, ...over })).toContain(sentence);
	});
});

describe('what saving it changes', () => {
	it('[K9] names the days that are lost and won, and how many there are', () => {
		const change = calendarChange(YEAR, withDay('2026-12-03', 'Polling day'), '2026-11-23');
		expect(change.sentences).toEqual([
			'No longer a school day: Thursday 3 December 2026.',
			'190 school days before, 189 after.'
		]);
		expect(change.lostWithMarks).toEqual([]);
		expect(calendarChange(YEAR, without('2026-11-27'), '2026-11-23').sentences[0]).toBe(
			'Newly a school day: Friday 27 November 2026.'
		);
	});

	it('[K9] a day that has begun may hold marks, and is named: marks are never lost', () => {
		expect(calendarChange(YEAR, withDay('2026-11-12', 'Snow'), '2026-11-12').lostWithMarks).toEqual([
			'2026-11-12'
		]);
		expect(calendarChange(YEAR, withDay('2026-11-12', 'Snow'), '2026-11-11').lostWithMarks).toEqual([]);
	});

	it('[K9] of many days names the first four', () => {
		const shorter = { ...YEAR, terms: terms.slice(0, 5) };
		expect(calendarChange(YEAR, shorter, '2026-11-12').sentences[0]).toMatch(
			/^No longer school days \(31\): Tuesday 8 June 2027, .* and 27 more\.$/
		);
	});

	it('[K9] says a new name, a term’s new name, a new year, and nothing where nothing changes', () => {
		const renamed = { ...without('2026-11-27'), closures: [{ date: '2026-11-27', name: 'Staff training' }] };
		expect(calendarChange(YEAR, renamed, '2026-11-12').sentences).toContain(
			'Friday 27 November 2026 is called Staff training, and was INSET.'
		);
		const named = { ...YEAR, terms: terms.map((term) => ({ ...term, name: `The ${term.name}` })) };
		expect(calendarChange(YEAR, named, '2026-11-12').sentences).toEqual([
			'Terms have other names or other first and last days; no school day changes.'
		]);
		expect(calendarChange(null, YEAR, '2026-11-12').sentences).toEqual([
			'2026/27 is new: 190 school days, 380 sessions.'
		]);
		expect(calendarChange(YEAR, YEAR, '2026-11-12').sentences).toEqual([]);
	});
});
