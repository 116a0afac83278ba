import { addDays } from '$lib/rules/calendar.ts';
import { schoolYearOf } from '$lib/rules/calendar-year.ts';
import type { ClosureFact } from '$lib/rules/facts.ts';

/** The longest closure whose days are shown. */
const MOST_DAYS = 60;

/** School years whose calendar can be looked at or begun: those that have one, this one and the next. */
export function yearChoices(begun: readonly string[], today: string): { value: string; words: string }[] {
	return [...new Set([...begun, schoolYearOf(today), schoolYearOf(addDays(today, 365))])]
		.sort()
		.map((value) => ({ value, words: begun.includes(value) ? value : `${value}, not begun yet` }));
}

/** Days on which the whole school was closed unexpectedly, in words. */
export function closedDays(closures: readonly ClosureFact[]): ReadonlyMap<string, string> {
	return new Map(
		closures
			.filter((each) => each.code === 'Y4')
			.flatMap(({ from, to, reason }) =>
				datesBetween(from.date, to.date).map((date) => [date, `School closed: ${reason}`] as const)
			)
	);
}

function datesBetween(from: string, to: string): string[] {
	const dates: string[] = [];
	for (let date = from; date <= to && dates.length < MOST_DAYS; date = addDays(date, 1)) dates.push(date);
	return dates;
}
