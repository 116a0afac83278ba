import type { Book } from './book.ts';
import { nextSchoolDay, schoolDaysBetween } from './calendar.ts';
import { isClosedAllDay } from './closures.ts';
import type { Cell, HeldFact, InstructionFact } from './facts.ts';
import { inOrderMade } from './order-made.ts';

/** [N1] School days after the session's own within which the reason has to be entered. */
export const REASON_WITHIN_DAYS = 5;

/** [N3] What an O says where nobody found the reason in time (case E5). */
export const NOT_ESTABLISHED = 'Not established in 5 school days';

/** [N4] A half-day that was entered as O because nobody found the reason in time, and is followed up still. */
export interface OpenFollowUp extends Cell {
	classId: string;
	/** The entry of O. */
	entry: string;
}

/** [N4] The name under which a follow-up is closed, so that to close it settles nothing else. */
export function aboutFollowUp(entryId: string): string {
	return `follow-up:${entryId}`;
}

/** A mark that is still N. */
export interface StandingN extends Cell {
	classId: string;
	/** The entry that shows. */
	entry: string;
	/** Every entry of that half-day: what is entered next names them all. */
	entries: string[];
	/** Whether people disagree about it: which is right comes before why. */
	isDisputed: boolean;
}

/** How an N stands to its last day; `soon` with two school days or fewer left. */
export type NState = 'overdue' | 'due' | 'soon' | 'later';

/** An N with its last day. */
export interface TimedN extends StandingN {
	/** The last day, yyyy-MM-dd; null: past the end of the calendar, so nobody can say yet. */
	deadline: string | null;
	state: NState;
}

const SOON_DAYS = 2;

/** The days on which the clock may tick, and what closed the school on some of them. */
type SchoolDays = Pick<Book, 'calendars' | 'closures'>;

/** [N1] The last day on which the reason of a session's N may be entered; null past the end of the calendar [K4]. */
export function lastDayOf(school: SchoolDays, date: string): string | null {
	let day: string | null = date;
	for (let left = REASON_WITHIN_DAYS; left > 0 && day !== null;) {
		day = nextSchoolDay(school, day);
		// A day that the school lost is none on which anybody could have found the reason out.
		if (day !== null && !isClosedAllDay(school, day)) left -= 1;
	}
	return day;
}

/** [N2] Where an N of that date stands today (yyyy-MM-dd). */
export function nStateOf(school: SchoolDays, date: string, today: string): NState {
	const deadline = lastDayOf(school, date);
	if (deadline === null) return 'later';
	if (today > deadline) return 'overdue';
	if (today === deadline) return 'due';
	// From tomorrow on, the last day included.
	const left = schoolDaysBetween(school, today, deadline).filter(
		(day) => day > today && !isClosedAllDay(school, day)
	);
	return left.length <= SOON_DAYS ? 'soon' : 'later';
}

/** [N2] Every N with its last day, the oldest first. */
export function timed(school: SchoolDays, standing: readonly StandingN[], today: string): TimedN[] {
	const known = new Map<string, Pick<TimedN, 'deadline' | 'state'>>();
	const of = (date: string) => {
		const found = known.get(date) ?? {
			deadline: lastDayOf(school, date),
			state: nStateOf(school, date, today)
		};
		known.set(date, found);
		return found;
	};
	return standing
		.map((each) => ({ ...each, ...of(each.date) }))
		.sort((a, b) => order(a) - order(b) || (a.pupilId < b.pupilId ? -1 : 1));

	function order({ date, session }: Cell): number {
		return Number(date.replaceAll('-', '')) * 2 + (session === 'PM' ? 1 : 0);
	}
}

/** [N5] The head's standing instruction that holds on a day; of two the one made last. */
export function instructionOn(
	book: Pick<Book, 'instructions'>,
	date: string
): HeldFact<InstructionFact> | null {
	const begun = book.instructions().filter((each) => each.what === 'overdue-N-is-O' && each.from <= date);
	return inOrderMade(begun).at(-1) ?? null;
}

/** [N5] What a person enters as O under a standing instruction: the overdue N's, and only where it names that person. */
export function toEnterUnder(
	instruction: Pick<InstructionFact, 'staffId'> | null,
	staffId: string,
	all: readonly TimedN[]
): TimedN[] {
	if (instruction?.staffId !== staffId) return [];
	return all.filter((each) => each.state === 'overdue' && !each.isDisputed);
}
