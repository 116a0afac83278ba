import type { CalendarFact } from './facts.ts';

/** Whatever knows the school's calendars: a book, or the facts themselves. */
export type Calendars = { calendars(): readonly CalendarFact[] } | readonly CalendarFact[];

/** Why a day inside or outside term has no session; `#` in a printed register [K3]. */
export interface Closure {
	code: '#';
	name: string;
}

/** [K1] Monday to Friday, inside a term, and not a planned closure. */
export function isSchoolDay(calendars: Calendars, date: string): boolean {
	if (isWeekend(date)) return false;
	const held = listed(calendars);
	return held.some((each) => isInTerm(each, date)) && !held.some((each) => closureIn(each, date));
}

/** [K3] What closes the school on a weekday, by name; null on school days and weekends. */
export function closureOn(calendars: Calendars, date: string): Closure | null {
	if (isWeekend(date) || isSchoolDay(calendars, date)) return null;
	const named = listed(calendars)
		.map((each) => closureIn(each, date))
		.find((each) => each !== undefined);
	return { code: '#', name: named?.name ?? 'School holiday' };
}

// A school is never closed for so long; beyond it the calendar has simply not been entered.
const LONGEST_BREAK_DAYS = 120;

/** The first school day after a date; null where the calendar ends [K4]. */
export function nextSchoolDay(calendars: Calendars, date: string): string | null {
	return stepTo(calendars, date, 1);
}

/** The last school day before a date; null where the calendar begins [K4]. */
export function previousSchoolDay(calendars: Calendars, date: string): string | null {
	return stepTo(calendars, date, -1);
}

/** [K4] The nth school day after a date, or before it if n is negative; the date is day 0, a school day or not. */
export function addSchoolDays(calendars: Calendars, date: string, n: number): string | null {
	let day: string | null = date;
	for (let left = Math.abs(n); left > 0 && day !== null; left -= 1)
		day = stepTo(calendars, day, Math.sign(n));
	return day;
}

/** Every school day from one date to another, both included. */
export function schoolDaysBetween(calendars: Calendars, from: string, to: string): string[] {
	const days: string[] = [];
	let day = isSchoolDay(calendars, from) ? from : nextSchoolDay(calendars, from);
	for (; day !== null && day <= to; day = nextSchoolDay(calendars, day)) days.push(day);
	return days;
}

/** [K5] The Mondays of the weeks that hold at least one school day between two dates. */
export function schoolWeeksBetween(calendars: Calendars, from: string, to: string): string[] {
	return [...new Set(schoolDaysBetween(calendars, from, to).map(mondayOf))];
}

/** The Monday of a date's week. */
export function mondayOf(date: string): string {
	return addDays(date, 1 - isoWeekday(date));
}

/** A date some days on, by the calendar on the wall. */
export function addDays(date: string, days: number): string {
	return dateOfDay(dayNumber(date) + days);
}

/** [K6] Whether any calendar has such a day, yyyy-MM-dd: 31 September is none. */
export function isDay(date: string): boolean {
	return addDays(date, 0) === date;
}

/** 1 (Monday) to 7 (Sunday). */
export function isoWeekday(date: string): number {
	return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
	...['January', 'February', 'March', 'April', 'May', 'June'],
	...['July', 'August', 'September', 'October', 'November', 'December']
];

/** A date as people say it: Monday 23 November 2026. */
export function longDate(date: string): string {
	return `${dayAndMonth(date)} ${date.slice(0, 4)}`;
}

/** A date of this year as people say it: Monday 23 November. */
export function dayAndMonth(date: string): string {
	const weekday = WEEKDAYS[isoWeekday(date) - 1] ?? '';
	return `${weekday} ${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''}`;
}

const DAY_MS = 86_400_000;
const isWeekend = (date: string): boolean => isoWeekday(date) > 5;
const dayNumber = (date: string): number => {
	const known = days.get(date);
	if (known !== undefined) return known;
	if (days.size > 5000) days.clear();
	const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
	const number = Date.UTC(year, month - 1, day) / DAY_MS || 0;
	days.set(date, number);
	return number;
};
// Every mark is asked whether its day is a school day, and a year has few of them.
const days = new Map<string, number>();
const dateOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

function listed(calendars: Calendars): readonly CalendarFact[] {
	return 'calendars' in calendars ? calendars.calendars() : calendars;
}

function isInTerm(calendar: CalendarFact, date: string): boolean {
	return calendar.terms.some((term) => term.from <= date && date <= term.to);
}

function closureIn(calendar: CalendarFact, date: string): { date: string; name: string } | undefined {
	return calendar.closures.find((closure) => closure.date === date);
}

function stepTo(calendars: Calendars, date: string, direction: number): string | null {
	const held = listed(calendars);
	const start = dayNumber(date);
	for (let days = 1; days <= LONGEST_BREAK_DAYS; days += 1) {
		const day = dateOfDay(start + days * direction);
		if (isSchoolDay(held, day)) return day;
	}
	return null;
}
