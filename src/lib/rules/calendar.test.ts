import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { CALENDAR, schoolBook } from '../../../tests/support/school-2026-27.ts';
import {
	addDays,
	addSchoolDays,
	closureOn,
	dayAndMonth,
	isDay,
	isoWeekday,
	isSchoolDay,
	longDate,
	mondayOf,
	nextSchoolDay,
	previousSchoolDay,
	schoolDaysBetween,
	schoolWeeksBetween
} from './calendar.ts';

const book = schoolBook();
const FIRST = '2026-09-01';
const LAST = '2027-07-20';

describe('school days', () => {
	it.each([
		['2026-10-23', 38],
		['2026-12-18', 72],
		['2027-02-12', 101],
		['2027-03-25', 125],
		['2027-05-28', 159],
		['2027-07-20', 190]
	])('[K1] there are as many school days to %s as the cases count: %i', (date, days) => {
		expect(schoolDaysBetween(book, FIRST, date)).toHaveLength(days);
	});

	it('[K1] a weekend in term, an INSET day, a bank holiday and half-term are no school days', () => {
		const days = ['2026-09-12', '2026-09-13', '2026-11-27', '2027-05-03', '2026-10-28', '2026-09-01'];
		expect(days.filter((date) => isSchoolDay(book, date))).toEqual([]);
		expect(isSchoolDay(book, '2026-09-14')).toBe(true);
	});

	it('[K1] the facts alone answer as the book does, and no calendar means no school', () => {
		expect(isSchoolDay([CALENDAR], '2026-09-14')).toBe(true);
		expect(isSchoolDay([], '2026-09-14')).toBe(false);
	});

	it('[K1] a closure entered in one school year also closes a day that another covers', () => {
		const other = { ...CALENDAR, schoolYear: '2026/27b', closures: [{ date: '2026-09-14', name: 'Strike' }] };
		expect(isSchoolDay([CALENDAR, other], '2026-09-14')).toBe(false);
	});
});

describe('closures', () => {
	it('[K3] case A17: INSET on Friday 27 November 2026 shows as # with its name', () => {
		expect(closureOn(book, '2026-11-27')).toEqual({ code: '#', name: 'INSET' });
	});

	it('[K3] a weekday outside term is a school holiday', () => {
		expect(closureOn(book, '2026-10-28')).toEqual({ code: '#', name: 'School holiday' });
	});

	it('[K3] school days and weekends are no closures', () => {
		expect(closureOn(book, '2026-09-14')).toBeNull();
		expect(closureOn(book, '2026-09-12')).toBeNull();
	});
});

describe('dates', () => {
	it('[K6] a day that no calendar has is none: 31 September, 29 February of a common year', () => {
		const days = ['2026-09-30', '2028-02-29', '2026-09-31', '2027-02-29', '2026-13-01', 'soon'];
		expect(days.filter(isDay)).toEqual(['2026-09-30', '2028-02-29']);
	});
});

describe('counting', () => {
	it.each([
		['2026-09-14', '2026-09-21'],
		['2026-10-21', '2026-11-04'],
		['2026-12-17', '2027-01-08']
	])('[K4] the fifth school day after %s is %s (cases E1, E2, E4)', (date, fifth) => {
		expect(addSchoolDays(book, date, 5)).toBe(fifth);
	});

	it('[K4] case J11: ten school days before Monday 30 November 2026, an INSET day between, is Friday 13 November', () => {
		expect(addSchoolDays(book, '2026-11-30', -10)).toBe('2026-11-13');
	});

	it('[K4] the date itself is day 0', () => {
		expect(addSchoolDays(book, '2026-10-28', 0)).toBe('2026-10-28');
	});

	it('[K4] the day after half-term follows the day before it', () => {
		expect(nextSchoolDay(book, '2026-10-23')).toBe('2026-11-02');
		expect(previousSchoolDay(book, '2026-11-02')).toBe('2026-10-23');
	});

	it('[K4] beyond the calendar there is no answer rather than a wrong one', () => {
		expect(nextSchoolDay(book, LAST)).toBeNull();
		expect(previousSchoolDay(book, '2026-09-02')).toBeNull();
		expect(addSchoolDays(book, LAST, 3)).toBeNull();
	});

	it('[K4] as many days forwards as back leads home again', () => {
		const days = schoolDaysBetween(book, FIRST, LAST);
		fc.assert(
			fc.property(fc.constantFrom(...days), fc.integer({ min: 1, max: 40 }), (day, n) => {
				const there = addSchoolDays(book, day, n);
				if (there !== null) expect(addSchoolDays(book, there, -n)).toBe(day);
			})
		);
	});

	it('[K5] the year has 40 school weeks, the first that of Monday 31 August 2026, half-term none of them', () => {
		const weeks = schoolWeeksBetween(book, FIRST, LAST);
		expect(weeks).toHaveLength(40);
		expect(weeks[0]).toBe('2026-08-31');
		expect(weeks[2]).toBe('2026-09-14');
		expect(weeks[11]).toBe('2026-11-23');
		expect(weeks).not.toContain('2026-10-26');
	});
});

describe('dates on the wall', () => {
	it('[K6] a date keeps its weekday wherever the machine believes it is', () => {
		expect(isoWeekday('2026-11-23')).toBe(1);
		expect(isoWeekday('2026-03-29')).toBe(7);
		expect(isoWeekday('1969-12-31')).toBe(3);
		expect(mondayOf('2026-11-29')).toBe('2026-11-23');
	});

	it('[K6] days are added across a change of the clocks and a leap day', () => {
		expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
		expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
		expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
	});

	it('[K6] a date is said as people say it', () => {
		expect(longDate('2026-11-23')).toBe('Monday 23 November 2026');
		expect(dayAndMonth('2027-01-04')).toBe('Monday 4 January');
	});
});
