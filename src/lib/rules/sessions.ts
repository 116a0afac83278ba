import type { Book } from './book.ts';
import { isSchoolDay } from './calendar.ts';

/** A school half-day. Never a login. */
export const SESSIONS = ['AM', 'PM'] as const;
export type Session = (typeof SESSIONS)[number];

/** Where a moment lies in a session: the taking runs from `opensAt` up to, and without, `closesAt` [S3]. */
export type Phase = 'before' | 'open' | 'closed' | 'over';

/** One session of one day as instants, epoch milliseconds, each on the left of its interval. */
export interface SessionWindow {
	opensAt: number;
	closesAt: number;
	endsAt: number;
}

/** The session a register screen is about at some moment. */
export interface SessionNow extends SessionWindow {
	date: string;
	session: Session;
	phase: Phase;
}

type SchoolTimes = Pick<Book, 'calendars' | 'timesOn'>;

/** [S2] The session to show at an instant: the morning's until the morning ends, then the afternoon's; null: no school that day. By a class's own times where one is named. */
export function sessionNow(book: SchoolTimes, instant: number, classId?: string): SessionNow | null {
	const date = londonDate(instant);
	const morning = sessionWindow(book, date, 'AM', classId);
	const afternoon = sessionWindow(book, date, 'PM', classId);
	if (!morning || !afternoon) return null;
	const isMorning = instant < morning.endsAt;
	const window = isMorning ? morning : afternoon;
	return { date, session: isMorning ? 'AM' : 'PM', phase: phaseAt(window, instant), ...window };
}

/** When a session opens, closes and ends, for a class where one is named; null where there is none that day [S1] [K2]. */
export function sessionWindow(
	book: SchoolTimes,
	date: string,
	session: Session,
	classId?: string
): SessionWindow | null {
	const times = book.timesOn(date, classId)?.[session];
	if (!times || !isSchoolDay(book, date)) return null;
	return {
		opensAt: londonInstant(date, times.open),
		closesAt: londonInstant(date, times.close),
		endsAt: londonInstant(date, times.end)
	};
}

/** Where an instant lies: at the very close the taking is over, at the very end the session is [S3]. */
export function phaseAt(window: SessionWindow, instant: number): Phase {
	if (instant < window.opensAt) return 'before';
	if (instant < window.closesAt) return 'open';
	return instant < window.endsAt ? 'closed' : 'over';
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
// Years of four digits and whole-minute offsets: a device's nonsense must not make a rule throw.
const EARLIEST_MS = Date.UTC(1900, 0, 2);
const LATEST_MS = Date.UTC(9999, 11, 30);

/** The date in London at an instant, yyyy-MM-dd, whatever the machine's own zone [S4]. */
export function londonDate(instant: number): string {
	return wallClock(instant).slice(0, 10);
}

/** The time of day in London at an instant, HH:MM; seconds are cut off, not rounded [S4]. */
export function londonMinute(instant: number): string {
	return wallClock(instant).slice(11, 16);
}

/** The instant at which a London clock shows a date and HH:MM: of two, the first; of none, an hour later [S5]. */
export function londonInstant(date: string, minute: string): number {
	const key = `${date} ${minute}`;
	const known = instants.get(key);
	if (known !== undefined) return known;
	if (instants.size > 5000) instants.clear();
	const instant = instantOf(date, minute);
	instants.set(key, instant);
	return instant;
}

// Every mark is asked for its session's opening and close, and a day has few of them.
const instants = new Map<string, number>();

function instantOf(date: string, minute: string): number {
	const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
	const [hours = 0, minutes = 0] = minute.split(':').map(Number);
	const asWinter = Date.UTC(year, month - 1, day, hours, minutes);
	const asSummer = asWinter - HOUR_MS;
	return londonOffsetMs(asSummer) === HOUR_MS ? asSummer : asWinter;
}

function wallClock(instant: number): string {
	const bounded = Math.min(Math.max(instant || 0, EARLIEST_MS), LATEST_MS);
	return new Date(bounded + londonOffsetMs(bounded)).toISOString();
}

/**
 * How far London is from UTC: an hour in summer, from the last Sunday of March to the last Sunday of October, changing at
 * 01:00 UTC (Summer Time Act 1972 as amended in 2002). To ask the time zones' table costs a tablet a tenth of the app's
 * start; a test holds this against it. Of the years before 1996, of which no register is kept, it need not be true.
 */
function londonOffsetMs(instant: number): number {
	const year = new Date(instant).getUTCFullYear();
	if (summer.year !== year) summer = { year, from: lastSundayAtOne(year, 2), to: lastSundayAtOne(year, 9) };
	return instant >= summer.from && instant < summer.to ? HOUR_MS : 0;
}

// Asked at every tap and of every mark, nearly always of one year.
let summer = { year: 0, from: 0, to: 0 };

/** 01:00 UTC on the last Sunday of a month of 31 days; January is 0. */
function lastSundayAtOne(year: number, month: number): number {
	const last = Date.UTC(year, month, 31, 1);
	return last - new Date(last).getUTCDay() * DAY_MS;
}
