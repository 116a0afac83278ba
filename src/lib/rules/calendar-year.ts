import { addDays, isoWeekday, isSchoolDay, longDate, mondayOf } from './calendar.ts';
import { boundsOf } from './calendar-problems.ts';
import type { CalendarFact } from './facts.ts';

/** A school year's days, as a person edits them. */
export type YearDays = Pick<CalendarFact, 'schoolYear' | 'terms' | 'closures'>;

/** What a day of the year is [K7]. */
export const DAY_KINDS = ['school', 'inset', 'bank-holiday', 'closure', 'holiday', 'weekend'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** A day that a calendar names is of one of these kinds. */
export type ClosureKind = Extract<DayKind, 'inset' | 'bank-holiday' | 'closure'>;

export const KIND_WORDS: Record<DayKind, string> = {
	school: 'School day',
	inset: 'INSET day',
	'bank-holiday': 'Bank holiday',
	closure: 'Planned closure',
	holiday: 'School holiday',
	weekend: 'Weekend'
};

export interface YearDay {
	date: string;
	kind: DayKind;
	/** The closure's name, or what the kind is called. */
	name: string;
}

export interface YearMonth {
	/** September 2026 */
	name: string;
	/** Monday first; null: a day of another month. */
	weeks: (YearDay | null)[][];
	/** Its named days, and the days on which a term begins or ends. */
	named: { date: string; words: string; kind: DayKind }[];
}

const INSET = /\b(inset|training|staff development|non[- ]?pupil|teacher day)\b/i;
const BANK_HOLIDAY =
	/\b(bank holiday|may day|early may|good friday|easter monday|christmas day|boxing day|new year.?s day|new year day)\b/i;

/** What a named day is, by its name [K7]. */
export function kindOfName(name: string): ClosureKind {
	if (INSET.test(name)) return 'inset';
	return BANK_HOLIDAY.test(name) ? 'bank-holiday' : 'closure';
}

/** The school year that a date lies in: 2026/27 runs from 1 September 2026 to 31 August 2027. */
export function schoolYearOf(date: string): string {
	const first = Number(date.slice(0, 4)) - (date.slice(5, 7) >= '09' ? 0 : 1);
	return `${first}/${String((first + 1) % 100).padStart(2, '0')}`;
}

/** What a day is in a calendar [K7]. */
export function dayOf(calendar: YearDays, date: string): YearDay {
	if (isoWeekday(date) > 5) return { date, kind: 'weekend', name: KIND_WORDS.weekend };
	const closure = calendar.closures.find((each) => each.date === date);
	if (closure) return { date, kind: kindOfName(closure.name), name: closure.name };
	const isTerm = calendar.terms.some(({ from, to }) => from <= date && date <= to);
	return isTerm
		? { date, kind: 'school', name: KIND_WORDS.school }
		: { date, kind: 'holiday', name: KIND_WORDS.holiday };
}

/** September to July, each month as a wall calendar has it. */
export function yearMonths(calendar: YearDays): YearMonth[] {
	const from = boundsOf(calendar.schoolYear)?.from;
	if (!from) return [];
	const year = Number(from.slice(0, 4));
	return Array.from({ length: 11 }, (_, at) => {
		const month = (8 + at) % 12;
		return monthOf(calendar, `${month >= 8 ? year : year + 1}-${String(month + 1).padStart(2, '0')}`);
	});
}

/** School days, sessions and school weeks of a calendar: 190 days, 380 sessions [K1] [K2] [K5]. */
export function yearTotals(calendar: YearDays): { days: number; sessions: number; weeks: number } {
	const days = schoolDaysOf(calendar);
	return { days: days.length, sessions: 2 * days.length, weeks: new Set(days.map(mondayOf)).size };
}

/** Every school day of a calendar, in order. */
export function schoolDaysOf(calendar: YearDays): string[] {
	const facts = [calendar as CalendarFact];
	const days = new Set<string>();
	for (const { from, to } of calendar.terms)
		for (let day = from, left = 400; day <= to && left > 0; day = addDays(day, 1), left -= 1)
			if (isSchoolDay(facts, day)) days.add(day);
	return [...days].sort();
}

/** What saving a calendar would change [K9]. */
export interface CalendarChange {
	/** Days that are school days now and would not be. */
	lost: string[];
	gained: string[];
	/** Of those lost, the days that have begun: registers of them may hold marks. */
	lostWithMarks: string[];
	/** In sentences, for whoever saves it. */
	sentences: string[];
}

/** [K9] What one calendar changes in another, said before it is saved; `today` and every day before it may hold marks. */
export function calendarChange(before: YearDays | null, after: YearDays, today: string): CalendarChange {
	const [then, now] = [before ? schoolDaysOf(before) : [], schoolDaysOf(after)];
	const lost = missingFrom(then, now);
	const gained = missingFrom(now, then);
	const totals = yearTotals(after);
	const sentences: string[] = [];
	if (!before)
		sentences.push(`${after.schoolYear} is new: ${totals.days} school days, ${totals.sessions} sessions.`);
	else {
		if (lost.length > 0) sentences.push(`No longer ${schoolDaysWords(lost.length)}: ${datesWords(lost)}.`);
		if (gained.length > 0) sentences.push(`Newly ${schoolDaysWords(gained.length)}: ${datesWords(gained)}.`);
		for (const { date, name } of after.closures) {
			const was = before.closures.find((each) => each.date === date);
			if (was && was.name !== name)
				sentences.push(`${longDate(date)} is called ${name}, and was ${was.name}.`);
		}
		if (termNames(before) !== termNames(after) && lost.length + gained.length === 0)
			sentences.push('Terms have other names or other first and last days; no school day changes.');
		if (lost.length + gained.length > 0)
			sentences.push(`${then.length} school days before, ${now.length} after.`);
	}
	return { lost, gained, lostWithMarks: lost.filter((date) => date <= today), sentences };
}

const MONTHS = [
	...['January', 'February', 'March', 'April', 'May', 'June'],
	...['July', 'August', 'September', 'October', 'November', 'December']
];

function monthOf(calendar: YearDays, month: string): YearMonth {
	const first = `${month}-01`;
	const weeks: (YearDay | null)[][] = [];
	for (let monday = mondayOf(first); monday.slice(0, 7) <= month; monday = addDays(monday, 7))
		weeks.push(
			Array.from({ length: 7 }, (_, at) => addDays(monday, at)).map((date) =>
				date.startsWith(month) ? dayOf(calendar, date) : null
			)
		);
	const ends = calendar.terms.flatMap(({ name, from, to }) => [
		{ date: from, words: `${name} begins`, kind: 'school' as const },
		{ date: to, words: `${name} ends`, kind: 'school' as const }
	]);
	const closures = calendar.closures.map(({ date, name }) => ({
		date,
		words: name,
		kind: dayOf(calendar, date).kind
	}));
	return {
		name: `${MONTHS[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`,
		weeks,
		named: [...ends, ...closures]
			.filter(({ date }) => date.startsWith(month))
			.sort((a, b) => (a.date < b.date ? -1 : 1))
	};
}

const MOST_NAMED = 4;

/** 'Monday 2 November 2026, Tuesday 3 November 2026 and 3 more' */
export function datesWords(dates: readonly string[]): string {
	const said = dates.slice(0, MOST_NAMED).map(longDate).join(', ');
	return dates.length > MOST_NAMED ? `${said} and ${dates.length - MOST_NAMED} more` : said;
}

const missingFrom = (these: readonly string[], those: readonly string[]): string[] => {
	const held = new Set(those);
	return these.filter((date) => !held.has(date));
};
const schoolDaysWords = (count: number): string => (count === 1 ? 'a school day' : `school days (${count})`);
const termNames = ({ terms }: YearDays): string =>
	terms.map(({ name, from, to }) => `${name} ${from} ${to}`).join('|');
