import type { Book } from './book.ts';
import { isAfter } from './halves.ts';
import { isSchoolDay, nextSchoolDay, schoolDaysBetween } from './calendar.ts';
import type { Half } from './facts.ts';
import { londonDate, sessionNow } from './sessions.ts';

/** From one half-day to another, both included. */
export interface Span {
	from: Half;
	to: Half;
}

/** How long an absence message is for, as the desk asks it: this half-day, today, or until a date (yyyy-MM-dd). */
export type SpanChoice = 'session' | 'today' | { until: string };

/** From so many on the school sees to it that the child is well, whatever the cause [policy]; and a wrong month or year makes as many. */
const LONG_SCHOOL_DAYS = 10;

type School = Pick<Book, 'calendars' | 'timesOn'>;

/** The half-day that a message at an instant is about: the one under way, else the next there is; null past the calendar's end [H5]. */
export function absenceSession(now: number, book: School, classId?: string): Half | null {
	const here = sessionNow(book, now, classId);
	if (here && here.phase !== 'over') return { date: here.date, session: here.session };
	return morningAfter(londonDate(now), book);
}

/** The half-days that a message is for; null where there are none: no school today, or a date before the first of them [H5]. */
export function messageSpan(choice: SpanChoice, now: number, book: School, classId?: string): Span | null {
	const first = absenceSession(now, book, classId);
	const today = londonDate(now);
	if (choice === 'today')
		return isSchoolDay(book, today)
			? { from: { date: today, session: 'AM' }, to: { date: today, session: 'PM' } }
			: null;
	if (!first) return null;
	if (choice === 'session') return { from: first, to: first };
	// Who is not here this afternoon either was away this morning for the same cause; a present mark stands all the same.
	return upTo({ date: first.date, session: 'AM' }, choice.until);
}

/**
 * What a message is for where it is about children of several classes, in their order: a half-day that was named is the first
 * child’s, for it is what was said; until a date, each begins with the day that the child’s own class has next. Null where one has none [H5].
 */
export function messageSpans(
	choice: SpanChoice,
	now: number,
	book: School,
	classIds: readonly string[]
): Span[] | null {
	const [first] = classIds;
	const spans = classIds.map((own) => messageSpan(choice, now, book, choice === 'session' ? first : own));
	return spans.every((span) => span !== null) ? spans : null;
}

/** How many school days a message is for, where they are so many that a person is asked whether that is right; else null [H5]. */
export function longMessageDays({ from, to }: Span, book: School): number | null {
	const days = schoolDaysBetween(book, from.date, to.date).length;
	return days < LONG_SCHOOL_DAYS ? null : days;
}

/** The half-days that *went home ill* is for: from the next that opens on, to the end of that day or of a later one; null where none is left [H6]. */
export function wentHomeSpan(
	left: { date: string; minute: string; classId?: string },
	book: School,
	until: string = left.date
): Span | null {
	const times = book.timesOn(left.date, left.classId);
	if (!times || !isSchoolDay(book, left.date)) return null;
	if (left.minute <= times.PM.open)
		return upTo({ date: left.date, session: left.minute <= times.AM.open ? 'AM' : 'PM' }, until);
	const next = morningAfter(left.date, book);
	return next && upTo(next, until);
}

function morningAfter(date: string, book: School): Half | null {
	const next = nextSchoolDay(book, date);
	return next === null ? null : { date: next, session: 'AM' };
}

function upTo(from: Half, until: string): Span | null {
	const to: Half = { date: until, session: 'PM' };
	return isAfter(from, to) ? null : { from, to };
}
