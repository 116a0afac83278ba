import { toCheckOver, type ToCheck } from './checking.ts';
import type { Book } from './book.ts';
import { readDay } from './day.ts';
import type { HeldFact } from './facts.ts';
import { joined } from './past.ts';

/** What is still to be decided of the days before `heldFrom`, as the school told it and with what was recorded here since, the latest day first. */
export function olderToCheck(
	own: { book: Book; facts: readonly HeldFact[] },
	answer: { facts: readonly HeldFact[] },
	heldFrom: string,
	now: number
): ToCheck {
	const told = new Set(answer.facts.map(({ id }) => id));
	const cells = new Set(answer.facts.flatMap((fact) => cellOf(fact) ?? []));
	// Of a half-day that the school did not tell of, this device may hold one answer of many.
	const since = own.facts.filter((fact) => {
		if (fact.kind === 'withdraw') return fact.entries.some((id) => told.has(id));
		return fact.kind === 'settle' || fact.kind === 'plan' || cells.has(cellOf(fact) ?? '');
	});
	const { facts } = joined({ book: own.book, facts: since }, { facts: answer.facts, amendments: [] });
	const byDate = Map.groupBy(facts, (fact) => ('session' in fact ? fact.date : ''));
	const undated = byDate.get('') ?? [];
	const dates = new Set(answer.facts.flatMap((fact) => ('session' in fact ? fact.date : [])));
	const days = [...dates]
		.filter((date) => date < heldFrom)
		.sort()
		.toReversed()
		.map((date) => readDay(own.book, [...(byDate.get(date) ?? []), ...undated], date, now));
	return toCheckOver(days);
}

const cellOf = (fact: HeldFact): string | null =>
	fact.kind === 'mark' || fact.kind === 'seen' || fact.kind === 'propose'
		? `${fact.pupilId}|${fact.date}|${fact.session}`
		: null;
