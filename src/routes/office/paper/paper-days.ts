import type { Book } from '$lib/rules/book.ts';
import { addDays, isSchoolDay, longDate } from '$lib/rules/calendar.ts';
import { OFFICE_DAYS_HELD } from '$lib/rules/days-held.ts';
import type { Half } from '$lib/rules/facts.ts';
import { londonDate, sessionNow } from '$lib/rules/sessions.ts';
import { sessionWords } from '$lib/ui/day-words.ts';

/** The half-days whose registers can be entered from paper at an instant (epoch ms), the newest first: begun, and held here. */
export function paperHalves(book: Book, now: number): Half[] {
	const today = londonDate(now);
	const isBegun = ({ date, session }: Half) =>
		date < today || session === 'AM' || sessionNow(book, now)?.session === 'PM';
	return Array.from({ length: OFFICE_DAYS_HELD + 1 }, (_, at) => addDays(today, -at))
		.filter((date) => isSchoolDay(book, date))
		.flatMap((date): Half[] => [
			{ date, session: 'PM' },
			{ date, session: 'AM' }
		])
		.filter(isBegun);
}

/** A half-day as the value of a choice. */
export function halfNamed({ date, session }: Half): string {
	return `${date} ${session}`;
}

/** 'Morning, Monday 23 November 2026': as a choice, where a narrow list cuts off the end. */
export function choiceWords({ date, session }: Half): string {
	return `${session === 'AM' ? 'Morning' : 'Afternoon'}, ${longDate(date)}`;
}

/** 'Monday 23 November 2026, morning register' */
export function paperWords({ date, session }: Half): string {
	return `${longDate(date)}, ${sessionWords(session)} register`;
}
