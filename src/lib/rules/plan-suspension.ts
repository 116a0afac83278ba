import { previousSchoolDay, type Calendars } from './calendar.ts';
import type { Half } from './facts.ts';

/** From this day of a suspension on, other education is due. */
const DUE_ON_DAY = 6;

/** [X6] The sixth school day of a run of those given in which one of `own` takes part; null where no such run is so long. */
export function sixthDayInARow(
	dates: readonly string[],
	calendars: Calendars,
	own: readonly string[]
): string | null {
	const asked = new Set(own);
	const runs: string[][] = [];
	for (const date of [...new Set([...dates, ...own])].sort()) {
		const run = runs.at(-1);
		if (run && run.at(-1) === previousSchoolDay(calendars, date)) run.push(date);
		else runs.push([date]);
	}
	const long = runs.find((run) => run.length >= DUE_ON_DAY && run.some((date) => asked.has(date)));
	return long?.[DUE_ON_DAY - 1] ?? null;
}

/** [X6] A suspension cut at its sixth school day: E up to the fifth, and what is arranged from the sixth on; null where it is not so long. */
export function cutAtSixthDay(
	span: { from: Half; to: Half },
	dates: readonly string[],
	calendars: Calendars
): { first: { from: Half; to: Half } | null; rest: { from: Half; to: Half } } | null {
	const own = dates.filter((date) => span.from.date <= date && date <= span.to.date);
	const sixth = sixthDayInARow(dates, calendars, own);
	if (sixth === null || span.to.date < sixth) return null;
	// It may join a run that was long enough before.
	const from = sixth < span.from.date ? span.from : { date: sixth, session: 'AM' as const };
	const rest = { from, to: span.to };
	const last = previousSchoolDay(calendars, sixth);
	if (last === null || last < span.from.date) return { first: null, rest };
	return { first: { from: span.from, to: { date: last, session: 'PM' } }, rest };
}
