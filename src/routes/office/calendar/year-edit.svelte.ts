import { calendarProblems } from '$lib/rules/calendar-problems.ts';
import {
	calendarChange,
	dayOf,
	yearTotals,
	type ClosureKind,
	type YearDays
} from '$lib/rules/calendar-year.ts';
import { nameOf, withEvents, type TakenEvent } from '$lib/rules/ical-terms.ts';

/** A school year's calendar being edited: nothing of it holds until it is saved. */
export class YearEdit {
	days: YearDays = $state.raw({ schoolYear: '', terms: [], closures: [] });
	/** As it is saved; null where this year has no calendar yet. */
	base: YearDays | null = $state.raw(null);
	/** Of the saved calendar, to know when another takes its place. */
	baseId: string | null = $state(null);
	readonly #today: () => string;

	constructor(today: () => string) {
		this.#today = today;
	}

	/** Only terms that say both days count while they are being typed. */
	readonly shown: YearDays = $derived({
		...this.days,
		terms: this.days.terms.filter(({ from, to }) => from && to && from <= to)
	});
	readonly totals = $derived(yearTotals(this.shown));
	readonly change = $derived.by(() => calendarChange(this.base, this.shown, this.#today()));
	readonly isChanged = $derived(
		JSON.stringify(inOrder(this.days)) !==
			JSON.stringify(inOrder(this.base ?? { ...this.days, terms: [], closures: [] }))
	);

	get problems(): string[] {
		const { terms } = this.days;
		const half = terms.filter(({ from, to, name }) => !from || !to || name.trim() === '');
		if (half.length > 0) return ['Give each term a name, a first and a last day.'];
		return calendarProblems(this.days);
	}

	/** Begins from what is saved, or from an empty year. */
	begin(schoolYear: string, saved: (YearDays & { id: string }) | null): void {
		const { terms, closures } = saved ?? { terms: [], closures: [] };
		this.days = { schoolYear, terms, closures };
		this.base = saved && { schoolYear, terms, closures };
		this.baseId = saved?.id ?? null;
	}

	setTerm(at: number, part: 'name' | 'from' | 'to', value: string): void {
		const terms = this.days.terms.map((term, index) => (index === at ? { ...term, [part]: value } : term));
		this.days = { ...this.days, terms };
	}

	addTerm(): void {
		this.days = { ...this.days, terms: [...this.days.terms, { name: '', from: '', to: '' }] };
	}

	removeTerm(at: number): void {
		this.days = { ...this.days, terms: this.days.terms.filter((_, index) => index !== at) };
	}

	/** Makes a day of term a school day again, or one without school. */
	setDay(date: string, kind: ClosureKind | 'school', name: string): void {
		const others = this.days.closures.filter((each) => each.date !== date);
		const closures = kind === 'school' ? others : [...others, { date, name: nameOf(kind, name) }];
		this.days = { ...this.days, closures: closures.sort((a, b) => (a.date < b.date ? -1 : 1)) };
	}

	dayOf(date: string) {
		return dayOf(this.shown, date);
	}

	take(events: readonly TakenEvent[]): void {
		this.days = withEvents(this.days, events);
	}

	/** What is saved: terms in their order. */
	get saved(): YearDays {
		return inOrder(this.days);
	}
}

function inOrder({ schoolYear, terms, closures }: YearDays): YearDays {
	const sorted = [...terms].sort((a, b) => (a.from < b.from ? -1 : 1));
	return {
		schoolYear,
		terms: sorted.map(({ name, from, to }) => ({ name: name.trim(), from, to })),
		closures: [...closures]
			.map(({ date, name }) => ({ date, name }))
			.sort((a, b) => (a.date < b.date ? -1 : 1))
	};
}
