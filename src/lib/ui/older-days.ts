import type { Asked } from '$lib/device/asking.ts';
import type { Book } from '$lib/rules/book.ts';
import { isAfter } from '$lib/rules/halves.ts';
import { addDays, schoolDaysBetween } from '$lib/rules/calendar.ts';
import { readDay, type Day } from '$lib/rules/day.ts';
import type { ClosureFact, HeldFact } from '$lib/rules/facts.ts';
import { joined } from '$lib/rules/past.ts';

/** Days that follow each other, yyyy-MM-dd, both included. */
export interface Span {
	from: string;
	to: string;
}

/** As many days as one answer of the school’s holds. */
const DAYS_AT_ONCE = 30;

/**
 * Asks the school for every class’s registers over some days, class by class; all of them or a sentence that says why
 * not: half a school’s registers must not look like a whole one’s.
 */
export async function askOlder(
	ask: (path: string) => Promise<Asked<{ facts: HeldFact[] }>>,
	classIds: readonly string[],
	span: Span,
	onread: (classes: number) => void = () => {}
): Promise<{ facts: HeldFact[] } | { problem: string }> {
	const facts = new Map<string, HeldFact>();
	for (const [at, classId] of classIds.entries()) {
		for (let from = span.from; from <= span.to; from = addDays(from, DAYS_AT_ONCE)) {
			const last = addDays(from, DAYS_AT_ONCE - 1);
			const to = last < span.to ? last : span.to;
			const asked = await ask(`/api/past?${new URLSearchParams({ classId, from, to })}`);
			if (!asked.ok) return { problem: asked.message };
			for (const fact of asked.body.facts) facts.set(fact.id, fact);
		}
		onread(at + 1);
	}
	return { facts: [...facts.values()] };
}

/** The school days of a span, from what the school told and what this device recorded since, oldest first. */
export function olderDays(
	held: { book: Book; facts: readonly HeldFact[] },
	told: readonly HeldFact[],
	{ from, to }: Span,
	now: number
): Day[] {
	const { book, facts } = joined(held, { facts: told, amendments: [] });
	const byDate = Map.groupBy(facts, (fact) => ('session' in fact ? fact.date : ''));
	const undated = byDate.get('') ?? [];
	return schoolDaysBetween(book, from, to).map((date) =>
		readDay(book, [...(byDate.get(date) ?? []), ...undated], date, now)
	);
}

/** The span made as wide as the closures that touch it, up to the last day that is asked for: a closure is undone whole. */
export function widened(span: Span, closures: readonly ClosureFact[], last: string): Span {
	const touching = closures.filter(({ from, to }) => from.date <= span.to && to.date >= span.from);
	const dates = touching.flatMap(({ from, to }) => [from.date, to.date]);
	const to = [span.to, ...dates].sort().at(-1) ?? span.to;
	return { from: [span.from, ...dates].sort()[0] ?? span.from, to: to < last ? to : last };
}

/** Closures whose days are neither held nor read, the latest first. */
export function closuresBefore(
	book: Pick<Book, 'closures'>,
	heldFrom: string,
	read: Span | null
): HeldFact<ClosureFact>[] {
	return book
		.closures()
		.filter(({ from, to }) => to.date < heldFrom && !(read && from.date >= read.from && to.date <= read.to))
		.sort((a, b) => (isAfter(a.from, b.from) ? -1 : 1));
}
