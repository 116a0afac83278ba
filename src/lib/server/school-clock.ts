import type { Book } from '../rules/book.ts';
import { addDays, dayAndMonth, isSchoolDay, nextSchoolDay, previousSchoolDay } from '../rules/calendar.ts';
import { londonDate, londonInstant, londonMinute } from '../rules/sessions.ts';

type SchoolTimes = Pick<Book, 'calendars' | 'timesOn'>;

/** Why the school's clock shows what it shows. */
export type ClockReason = 'real' | 'asked' | 'closed' | 'kept';

export interface ClockChoice {
	/** Add to real time to get the school's; 0 in any school that is no demo. */
	shiftMs: number;
	why: ClockReason;
	/** The time that was asked for, where the school is past it already. */
	notAsAsked?: string;
}

export interface ClockAsked {
	demo: boolean;
	/** FIRSTBELL_CLOCK, e.g. 2026-11-23T08:50 in London; empty or absent: not given. */
	env: string | undefined;
	/** The shift of the last start; null for a school that is being made. */
	storedShiftMs: number | null;
	book: SchoolTimes;
}

export interface SchoolClock extends ClockChoice {
	/** The school's time, epoch milliseconds. */
	now: () => number;
}

/** The school's clock: real time, and in a demo school a constant away from it. Throws one plain sentence. */
export function schoolClock(asked: ClockAsked & { realNow: () => number }): SchoolClock {
	const choice = chooseShift(asked, asked.realNow());
	return { ...choice, now: () => asked.realNow() + choice.shiftMs };
}

/**
 * How far a school's clock is to be shifted at a start, at real time `realNow`. A demo is asked for a time, or finds the
 * school closed and picks the latest 8:50 of a school day; but its time never goes back over a restart. Where that
 * leaves a demo closed once more, it goes on to its next 8:50: a newcomer always meets a register.
 */
export function chooseShift(asked: ClockAsked, realNow: number): ClockChoice {
	const given = asked.env?.trim() ?? '';
	if (!asked.demo) {
		if (given !== '')
			throw new Error(
				'FIRSTBELL_CLOCK is for demo schools only: start without it, and the school keeps real time.'
			);
		return { shiftMs: 0, why: 'real' };
	}
	const picked =
		given === '' ? pickTime(asked.book, realNow) : { at: askedTime(given), why: 'asked' as const };
	const kept = asked.storedShiftMs === null ? -Infinity : realNow + asked.storedShiftMs;
	if (kept <= picked.at) return { shiftMs: picked.at - realNow, why: picked.why };
	// Who asked for a time outside school asked for it.
	const next = given !== '' || isOpen(asked.book, kept) ? null : nextOpening(asked.book, kept);
	return next === null
		? { shiftMs: kept - realNow, why: 'kept', ...(given === '' ? {} : { notAsAsked: given }) }
		: { shiftMs: next - realNow, why: 'closed' };
}

/** What the school's clock shows, in a sentence, and why it is not what was asked for; null where it is the real time and nothing else was asked. */
export function clockSentence(clock: ClockChoice, schoolNow: number): string | null {
	const { shiftMs, notAsAsked } = clock;
	if (shiftMs === 0 && notAsAsked === undefined) return null;
	const shown = `${dayAndMonth(londonDate(schoolNow))}, ${londonMinute(schoolNow)}`;
	const so = `In this demo school it is ${shown}, ${shiftMs === 0 ? 'the real time' : 'not the real time'}.`;
	if (notAsAsked === undefined) return so;
	return `${so} Its clock never goes back, so FIRSTBELL_CLOCK=${notAsAsked} needs a new school: name another folder with DATA_DIR.`;
}

const SHAPE = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/;

function askedTime(given: string): number {
	const [date = '', minute = ''] = given.split('T');
	if (!SHAPE.test(given) || addDays(date, 0) !== date)
		throw new Error(
			`FIRSTBELL_CLOCK must be a date and a time like 2026-11-23T08:50, and “${given}” is not.`
		);
	return londonInstant(date, minute);
}

function pickTime(book: SchoolTimes, realNow: number): { at: number; why: ClockReason } {
	if (isOpen(book, realNow)) return { at: realNow, why: 'real' };
	const today = londonDate(realNow);
	const opening = openingOn(book, today);
	if (opening !== null && opening <= realNow) return { at: opening, why: 'closed' };
	const before = latestSchoolDay(book, today);
	return { at: before ?? nextOpening(book, realNow) ?? realNow, why: 'closed' };
}

const DOORS_BEFORE_MS = 10 * 60_000;

/** From ten minutes before the morning's register to the end of the afternoon. */
function isOpen(book: SchoolTimes, at: number): boolean {
	const date = londonDate(at);
	const opening = openingOn(book, date);
	const end = book.timesOn(date)?.PM.end;
	return (
		opening !== null && end !== undefined && at >= opening - DOORS_BEFORE_MS && at < londonInstant(date, end)
	);
}

/** When the morning's register opens, or null on a day without school. */
function openingOn(book: SchoolTimes, date: string): number | null {
	const open = book.timesOn(date)?.AM.open;
	return open !== undefined && isSchoolDay(book.calendars(), date) ? londonInstant(date, open) : null;
}

function latestSchoolDay(book: SchoolTimes, date: string): number | null {
	const before = previousSchoolDay(book.calendars(), date) ?? lastDayOfAll(book, date);
	return before === null ? null : openingOn(book, before);
}

// Long after the calendar's end, the demo still has its last day of term.
function lastDayOfAll(book: SchoolTimes, date: string): string | null {
	const ends = book.calendars().flatMap((calendar) => calendar.terms.map((term) => term.to));
	const last = ends
		.filter((end) => end < date)
		.sort()
		.at(-1);
	if (last === undefined) return null;
	return isSchoolDay(book.calendars(), last) ? last : previousSchoolDay(book.calendars(), last);
}

function nextOpening(book: SchoolTimes, at: number): number | null {
	const today = londonDate(at);
	const opening = openingOn(book, today);
	if (opening !== null && opening > at) return opening;
	const next = nextSchoolDay(book.calendars(), today) ?? firstDayOfAll(book, today);
	return next === null ? null : openingOn(book, next);
}

function firstDayOfAll(book: SchoolTimes, date: string): string | null {
	const starts = book.calendars().flatMap((calendar) => calendar.terms.map((term) => term.from));
	const first = starts.filter((start) => start > date).sort()[0];
	if (first === undefined) return null;
	return isSchoolDay(book.calendars(), first) ? first : nextSchoolDay(book.calendars(), first);
}
