import { addDays } from './calendar.ts';
import { boundsOf } from './calendar-problems.ts';
import { dayOf, kindOfName, KIND_WORDS, type ClosureKind, type YearDays } from './calendar-year.ts';

/** One event of a calendar file; both days included. */
export interface FileEvent {
	title: string;
	/** yyyy-MM-dd */
	from: string;
	to: string;
}

/** What an event of a file is taken for [K10]. */
export const TAKEN_FOR = ['term', 'holiday', 'inset', 'bank-holiday', 'closure', 'nothing'] as const;
export type TakenFor = (typeof TAKEN_FOR)[number];

export const TAKEN_WORDS: Record<TakenFor, string> = {
	term: 'Term',
	holiday: 'School holiday',
	inset: KIND_WORDS.inset,
	'bank-holiday': KIND_WORDS['bank-holiday'],
	closure: KIND_WORDS.closure,
	nothing: 'Leave out'
};

export interface TakenEvent extends FileEvent {
	id: string;
	takenFor: TakenFor;
}

const HOLIDAY = /\b(half[- ]?term|holidays?|break|vacation|closed)\b/i;
const TERM = /\bterm\b/i;
const BEGINS = /\b(starts?|begins?|first day|opens?|reopens?|return)\b/i;
const ENDS = /\b(ends?|finish(es)?|last day|closes?|breaks? up)\b/i;
const SHORTEST_TERM_DAYS = 14;
/** As many that are taken for nothing as anybody can look through. */
const MOST_OF_NOTHING = 300;

/** A file as it is offered for a school year; what is not in it is counted. */
export interface TakenFile {
	events: TakenEvent[];
	/** No day of theirs is in the school year. */
	otherYears: number;
	/** Taken for nothing, and too many to look through. */
	notShown: number;
}

/** [K10] What the events of a file are taken for in each school year that they touch, in their order; what is not offered is counted. */
export function takenEvents(events: readonly FileEvent[], schoolYear: string): TakenFile {
	const bounds = boundsOf(schoolYear);
	const own = events.filter(({ from, to }) => bounds && from <= bounds.to && to >= bounds.from);
	const inOrder = [...own].sort((a, b) => (a.from === b.from ? 0 : a.from < b.from ? -1 : 1));
	const all = withTermsJoined(inOrder).map((event, at) => ({
		...event,
		id: `event-${at}`,
		takenFor: takenFor(event)
	}));
	let left = MOST_OF_NOTHING;
	const shown = all.filter((event) => event.takenFor !== 'nothing' || (left -= 1) >= 0);
	return {
		events: shown,
		otherYears: events.length - own.length,
		notShown: all.length - shown.length
	};
}

/** [K11] A school year with the accepted events in it: terms of the file take the place of all terms, holidays are cut out of them, named days are added. */
export function withEvents(calendar: YearDays, events: readonly TakenEvent[]): YearDays {
	const bounds = boundsOf(calendar.schoolYear);
	const own = events.flatMap((event) => (bounds ? within(event, bounds) : [event]));
	const of = (kind: TakenFor) => own.filter((event) => event.takenFor === kind);
	const fromFile = of('term').map(({ title, from, to }) => ({ name: termName(title), from, to }));
	const whole = fromFile.length > 0 ? fromFile : calendar.terms;
	const terms = of('holiday').reduce(withoutDays, [...whole]);
	const closures = new Map(calendar.closures.map((each) => [each.date, each]));
	const next = { ...calendar, terms, closures: [] };
	for (const kind of ['inset', 'bank-holiday', 'closure'] as const)
		for (const { title, from, to } of of(kind))
			for (let date = from; date <= to; date = addDays(date, 1))
				// On a weekend or in the holidays it changes nothing.
				if (dayOf(next, date).kind === 'school') closures.set(date, { date, name: nameOf(kind, title) });
	const sorted = [...closures.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
	return { ...next, closures: sorted };
}

/** The name under which a day of a kind is kept, so that it is read as that kind again. */
export function nameOf(kind: ClosureKind, title: string): string {
	const name = title.trim().slice(0, 100);
	if (name === '') return kind === 'inset' ? 'INSET' : KIND_WORDS[kind];
	if (kindOfName(name) === kind) return name;
	const named = `${KIND_WORDS[kind]}: ${name}`.slice(0, 100);
	return kind !== 'closure' && kindOfName(named) === kind ? named : KIND_WORDS[kind];
}

function takenFor({ title, from, to }: FileEvent): TakenFor {
	const kind = kindOfName(title);
	if (kind !== 'closure') return kind;
	if (HOLIDAY.test(title)) return 'holiday';
	if (TERM.test(title) && addDays(from, SHORTEST_TERM_DAYS) <= to) return 'term';
	return 'nothing';
}

/** *Autumn term starts* and the next *Autumn term ends* are one term. */
function withTermsJoined(events: readonly FileEvent[]): FileEvent[] {
	const joined: FileEvent[] = [];
	let begun: FileEvent | null = null;
	for (const event of events) {
		const isEnd = isBoundary(event, ENDS);
		if (begun && isEnd) {
			joined.splice(joined.indexOf(begun), 1, {
				title: termName(begun.title),
				from: begun.from,
				to: event.to
			});
			begun = null;
			continue;
		}
		if (isBoundary(event, BEGINS)) begun = event;
		joined.push(event);
	}
	return joined;
}

function isBoundary({ title, from, to }: FileEvent, which: RegExp): boolean {
	const isShort = addDays(from, 1) >= to;
	return (
		isShort && which.test(title) && kindOfName(title) === 'closure' && !/half[- ]?term|holiday/i.test(title)
	);
}

function termName(title: string): string {
	const name = title
		.replace(/\b(starts?|begins?|first day( of)?|opens?|reopens?|return(s)?( to school)?)\b.*$/i, '')
		.replace(/[\s:,\-–]+$/, '')
		.trim();
	return (name === '' ? 'Term' : name).slice(0, 60);
}

/** Of an event that goes on over the end of a year, what lies in this one. */
function within(event: TakenEvent, bounds: { from: string; to: string }): TakenEvent[] {
	const from = event.from < bounds.from ? bounds.from : event.from;
	const to = event.to > bounds.to ? bounds.to : event.to;
	return from <= to ? [{ ...event, from, to }] : [];
}

type Term = YearDays['terms'][number];

function withoutDays(terms: Term[], { from, to }: FileEvent): Term[] {
	return terms.flatMap((term) => {
		if (to < term.from || from > term.to) return [term];
		const before = { ...term, to: addDays(from, -1) };
		const after = { ...term, name: `${term.name} (2)`.slice(0, 60), from: addDays(to, 1) };
		const parts = [before, after].filter((each) => each.from <= each.to);
		const [only] = parts;
		return parts.length === 1 && only ? [{ ...only, name: term.name }] : parts;
	});
}
