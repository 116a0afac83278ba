import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALENDAR } from '../../../tests/support/school-2026-27.ts';
import { calendarProblems } from './calendar-problems.ts';
import { kindOfName, yearTotals, type YearDays } from './calendar-year.ts';
import { nameOf, takenEvents, withEvents, type FileEvent } from './ical-terms.ts';

const EMPTY: YearDays = { schoolYear: '2026/27', terms: [], closures: [] };
const YEAR: YearDays = { schoolYear: '2026/27', terms: CALENDAR.terms, closures: CALENDAR.closures };
const one = (title: string, from: string, to = from): FileEvent => ({ title, from, to });

describe('term dates from a file', () => {
	it.each([
		['Autumn Term', '2026-09-01', '2026-12-18', 'term'],
		['Autumn half term', '2026-10-26', '2026-10-30', 'holiday'],
		['Christmas holidays', '2026-12-21', '2027-01-01', 'holiday'],
		['INSET day', '2026-11-27', '2026-11-27', 'inset'],
		['Staff training day (school closed to pupils)', '2026-11-27', '2026-11-27', 'inset'],
		['Early May bank holiday', '2027-05-03', '2027-05-03', 'bank-holiday'],
		['Good Friday', '2027-03-26', '2027-03-26', 'bank-holiday'],
		['Sports day', '2027-07-01', '2027-07-01', 'nothing'],
		['Term photographs', '2027-07-01', '2027-07-01', 'nothing']
	])('[K10] %s is taken for %s', (title, from, to, takenFor) => {
		expect(takenEvents([one(title, from, to)], '2026/27').events[0]?.takenFor).toBe(takenFor);
	});

	it('[K10] a beginning and the next end are one term', () => {
		const { events } = takenEvents(
			[
				one('Autumn term ends', '2026-12-18'),
				one('Autumn term begins', '2026-09-01'),
				one('INSET', '2026-09-01'),
				one('Spring term: first day for pupils', '2027-01-05'),
				one('Spring term: last day', '2027-03-25')
			],
			'2026/27'
		);
		expect(events.map(({ title, from, to, takenFor }) => [title, from, to, takenFor])).toEqual([
			['Autumn term', '2026-09-01', '2026-12-18', 'term'],
			['INSET', '2026-09-01', '2026-09-01', 'inset'],
			['Spring term', '2027-01-05', '2027-03-25', 'term']
		]);
	});

	it('[K10] events of other school years are counted and left out', () => {
		const read = takenEvents([one('Boxing Day', '2019-12-26'), one('Boxing Day', '2026-12-26')], '2026/27');
		expect(read).toMatchObject({ otherYears: 1, events: [{ from: '2026-12-26' }] });
	});

	it('[K10] an event over the end of August belongs to both years, and each year takes its own part of it', () => {
		const closed = one('Building works: closed', '2026-08-24', '2026-09-04');
		const term = one('Long summer term', '2027-04-12', '2027-09-03');
		const yearOf = (schoolYear: string) => takenEvents([closed, term], schoolYear);
		expect(yearOf('2025/26')).toMatchObject({ otherYears: 1, events: [closed] });
		expect(yearOf('2026/27')).toMatchObject({ otherYears: 0, events: [closed, term] });
		expect(yearOf('2027/28')).toMatchObject({ otherYears: 1, events: [term] });
		expect(yearOf('2028/29')).toEqual({ otherYears: 2, events: [], notShown: 0 });
		const year = withEvents(YEAR, yearOf('2026/27').events);
		expect(year.terms).toEqual([{ name: 'Long summer term', from: '2027-04-12', to: '2027-08-31' }]);
		expect(calendarProblems({ ...year, closures: [] })).toEqual([]);
		const next = withEvents({ ...EMPTY, schoolYear: '2027/28' }, yearOf('2027/28').events);
		expect(next.terms).toEqual([{ name: 'Long summer term', from: '2027-09-01', to: '2027-09-03' }]);
		const works = takenEvents([closed], '2026/27').events.map((event) => ({
			...event,
			takenFor: 'closure' as const
		}));
		const shut = withEvents({ ...YEAR, closures: [] }, works);
		expect(shut.closures.map(({ date }) => date)).toEqual([
			...['2026-09-01', '2026-09-02', '2026-09-03', '2026-09-04']
		]);
		expect(calendarProblems(shut)).toEqual([]);
	});

	it('[K10] a file of a thousand events: all that is taken for something is offered, and what is not is counted', () => {
		const menus = Array.from({ length: 1000 }, (_, at) =>
			one(`Menu ${at}`, plusDays('2026-09-01', at % 300))
		);
		const { events, notShown, otherYears } = takenEvents(
			[...menus, one('Summer term', '2027-04-12', '2027-07-20'), one('Boxing Day', '2019-12-26')],
			'2026/27'
		);
		expect(events.map(({ title }) => title)).toContain('Summer term');
		expect(events).toHaveLength(301);
		expect({ notShown, otherYears }).toEqual({ notShown: 700, otherYears: 1 });
		expect(new Set(events.map(({ id }) => id)).size).toBe(301);
	});

	it('[K11] a closure of more than a month closes every one of its days', () => {
		const [works] = takenEvents([one('Works', '2026-11-02', '2026-12-18')], '2026/27').events;
		const year = withEvents(YEAR, works ? [{ ...works, takenFor: 'closure' }] : []);
		expect(yearTotals(YEAR).days - yearTotals(year).days).toBe(34);
	});

	it('[K11] a file of terms, half terms and INSET days makes the same year as the school’s', () => {
		const { events } = takenEvents(
			[
				one('Autumn term', '2026-09-01', '2026-12-18'),
				one('October half term', '2026-10-26', '2026-10-30'),
				one('Spring term', '2027-01-04', '2027-03-25'),
				one('February half term', '2027-02-15', '2027-02-19'),
				one('Summer term', '2027-04-12', '2027-07-20'),
				one('May half term', '2027-05-31', '2027-06-04'),
				one('Christmas Day', '2026-12-25'),
				one('Early May bank holiday', '2027-05-03'),
				...['2026-09-01', '2026-11-27', '2027-01-04', '2027-06-07'].map((date) => one('INSET', date))
			],
			'2026/27'
		);
		const year = withEvents(EMPTY, events);
		expect(yearTotals(year)).toEqual({ days: 190, sessions: 380, weeks: 40 });
		expect(year.terms.map(({ name }) => name)).toContain('Autumn term (2)');
		expect(year.closures.map(({ date }) => date)).not.toContain('2026-12-25');
	});

	it('[K11] a file without terms changes only what it names, and what is left out changes nothing', () => {
		const [polling] = takenEvents([one('Polling day', '2026-11-12')], '2026/27').events;
		if (!polling) throw new Error('one event');
		expect(withEvents(YEAR, [polling])).toEqual(YEAR);
		const year = withEvents(YEAR, [{ ...polling, takenFor: 'closure' }]);
		expect(year.terms).toEqual(YEAR.terms);
		expect(yearTotals(year).days).toBe(189);
	});

	it('[K11] a day is read again as what it was taken for', () => {
		for (const kind of ['inset', 'bank-holiday', 'closure'] as const)
			for (const title of ['', 'INSET', 'Good Friday', 'Snow', 'x'.repeat(200)])
				expect(kindOfName(nameOf(kind, title))).toBe(kind);
	});

	it('[K11] whatever holidays a file has, what is left of the terms is in order and none overlaps', () => {
		const day = fc.integer({ min: 0, max: 330 }).map((days) => plusDays('2026-09-01', days));
		const event = fc.tuple(day, fc.integer({ min: 0, max: 40 })).map(([from, days]) => ({
			...one('Holiday', from, plusDays(from, days)),
			id: 'x',
			takenFor: 'holiday' as const
		}));
		fc.assert(
			fc.property(fc.array(event, { maxLength: 8 }), (events) => {
				const year = withEvents(YEAR, events);
				expect(calendarProblems({ ...year, closures: [] })).toEqual([]);
				expect(yearTotals(year).days).toBeLessThanOrEqual(190);
			})
		);
	});
});

function plusDays(date: string, days: number): string {
	return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
