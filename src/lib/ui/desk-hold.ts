import type { Book } from '$lib/rules/book.ts';
import { londonDate, londonMinute, sessionNow } from '$lib/rules/sessions.ts';

type School = Pick<Book, 'calendars' | 'timesOn'>;

/** A minute that arrivals are recorded at while a queue is signed in, and the stretch of a day that it was held in. */
export interface Hold {
	/** HH:MM */
	minute: string;
	stretch: string;
}

/** Holds a minute from an instant on. */
export function holdFrom(minute: string, now: number, book: School): Hold {
	return { minute, stretch: stretchOf(now, book) };
}

/** The minute that is held at an instant: none once the half-day in which it was held is over [H14]. */
export function heldAt(hold: Hold | null, now: number, book: School): string | null {
	return hold?.stretch === stretchOf(now, book) ? hold.minute : null;
}

/** HH:MM at which what is held at an instant ends by itself; null where only midnight ends it. */
export function holdEnds(now: number, book: School): string | null {
	const here = sessionNow(book, now);
	return here && here.phase !== 'over' ? londonMinute(here.endsAt) : null;
}

/** A half-day of a date with what goes before it, or what comes after school. */
function stretchOf(now: number, book: School): string {
	return `${londonDate(now)} until ${holdEnds(now, book) ?? 'midnight'}`;
}
