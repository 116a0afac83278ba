import { isDay } from './calendar.ts';
import type { Fact } from './facts.ts';

/** [K6] The first day of a fact that no calendar has, as it was said; null where there is none. Who takes back what holds from a day names it as it was taken in. */
export function strangeDay(fact: Fact): string | null {
	if (!('session' in fact) && 'cancelled' in fact && fact.cancelled) return null;
	return daysOf(fact).find((date) => !isDay(date)) ?? null;
}

function daysOf(fact: Fact): string[] {
	if ('date' in fact) return [fact.date];
	switch (fact.kind) {
		case 'place':
			return [fact.from];
		case 'leave':
			return [fact.lastDay];
		case 'assign':
			return [fact.from.date, ...(fact.to ? [fact.to.date] : [])];
		case 'calendar':
			return [...fact.terms.flatMap(({ from, to }) => [from, to]), ...fact.closures.map(({ date }) => date)];
		case 'pupil':
			return [fact.dob, ...(fact.register?.startingDay ? [fact.register.startingDay] : [])];
		default:
			return [];
	}
}
