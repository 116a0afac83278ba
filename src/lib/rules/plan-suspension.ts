import { previousSchoolDay, type Calendars } from './calendar.ts';
import type { Half } from './facts.ts';

/** From this day of a suspension on, other education is due. */
const DUE_ON_DAY = 6;

/** [X6] The first day that is the sixth school day in a row of those given; null where no run is so long. */
export function sixthDayInARow(dates: readonly string[], calendars: Calendars): string | null {
	const suspended = new Set(dates);
	for (const date of [...suspended].sort()) {
		let inARow = 1;
		let before = previousSchoolDay(calendars, date);
		while (before !== null && suspended.has(before) && inARow < DUE_ON_DAY) {
			inARow += 1;
			before = previousSchoolDay(calendars, before);
		}
		if (inARow >= DUE_ON_DAY) return date;
	}
	return null;
}

/** [X6] A suspension cut at its sixth school day: E up to the fifth, and what is arranged from the sixth on; null where it is not so long. */
export function cutAtSixthDay(
	span: { from: Half; to: Half },
	dates: readonly string[],
	calendars: Calendars
): { first: { from: Half; to: Half } | null; rest: { from: Half; to: Half } } | null {
	const sixth = sixthDayInARow(dates, calendars);
	if (sixth === null || span.to.date < sixth) return null;
	const rest = { from: { date: sixth, session: 'AM' as const }, to: span.to };
	const last = previousSchoolDay(calendars, sixth);
	if (last === null || last < span.from.date) return { first: null, rest };
	return { first: { from: span.from, to: { date: last, session: 'PM' } }, rest };
}
