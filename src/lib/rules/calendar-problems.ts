import { longDate } from './calendar.ts';
import type { CalendarFact } from './facts.ts';

type Days = Pick<CalendarFact, 'schoolYear' | 'terms' | 'closures'>;

/** First and last day that a school year's calendar may speak of: 1 September to 31 August; null: not such a name as 2026/27. */
export function boundsOf(schoolYear: string): { from: string; to: string } | null {
	const [, first, second] = /^(\d{4})\/(\d{2})$/.exec(schoolYear) ?? [];
	if (!first || (Number(first) + 1) % 100 !== Number(second)) return null;
	return { from: `${first}-09-01`, to: `${Number(first) + 1}-08-31` };
}

/** [K8] What is wrong with a calendar, in sentences; none: it may stand. */
export function calendarProblems({ schoolYear, terms, closures }: Days): string[] {
	const bounds = boundsOf(schoolYear);
	if (!bounds) return [`${schoolYear} is not a school year. Write it like 2026/27.`];
	const problems: string[] = [];
	const isIn = (date: string) => bounds.from <= date && date <= bounds.to;
	for (const { name, from, to } of terms) {
		if (from > to) problems.push(`${name} ends before it begins.`);
		else if (!isIn(from) || !isIn(to))
			problems.push(`${name} is not in the school year ${schoolYear}, which runs from September to August.`);
	}
	const inOrder = [...terms].sort((a, b) => (a.from < b.from ? -1 : 1));
	inOrder.forEach((term, at) => {
		const next = inOrder[at + 1];
		if (next && next.from <= term.to) problems.push(`${term.name} and ${next.name} overlap.`);
	});
	const seen = new Set<string>();
	for (const { date, name } of closures) {
		if (!isIn(date)) problems.push(`${name} (${longDate(date)}) is not in the school year ${schoolYear}.`);
		if (seen.has(date)) problems.push(`${longDate(date)} is there twice.`);
		seen.add(date);
	}
	return problems;
}
