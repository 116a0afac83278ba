import type { Book } from '$lib/rules/book.ts';
import { addDays, isSchoolDay, longDate } from '$lib/rules/calendar.ts';
import { isAfter } from '$lib/rules/halves.ts';
import type { BulkLine } from '$lib/rules/bulk.ts';
import type { BulkPart } from '$lib/rules/bulk-undo.ts';
import type { ClosureFact, Half, SessionTimes, TimesFact } from '$lib/rules/facts.ts';
import { fullName } from '$lib/rules/names.ts';
import { SESSIONS, type Session } from '$lib/rules/sessions.ts';
import { counted, sessionWords } from './day-words.ts';

/** What a closure says before it is recorded. */
export type ClosureAsked = Pick<ClosureFact, 'code' | 'from' | 'to' | 'classIds' | 'reason'>;

/** What the times of one day are before they are recorded. */
export type TimesAsked = Pick<TimesFact, 'date' | 'times' | 'years' | 'reason'>;

/** The longest closure that a form asks for. */
const MOST_DAYS = 60;

/** Every half-day of school from one to another, both included. */
export function halvesBetween(book: Pick<Book, 'calendars'>, from: Half, to: Half): Half[] {
	const halves: Half[] = [];
	for (
		let date = from.date, left = MOST_DAYS;
		date <= to.date && left > 0;
		date = addDays(date, 1), left -= 1
	)
		for (const session of SESSIONS) {
			const half = { date, session };
			if (isSchoolDay(book, date) && !isAfter(from, half) && !isAfter(half, to)) halves.push(half);
		}
	return halves;
}

/** 'Thursday 12 November 2026, afternoon' */
export function halfWords({ date, session }: Half): string {
	return `${longDate(date)}, ${sessionWords(session)}`;
}

/** 'Thursday 12 November 2026', or with the half-days it begins and ends in. */
export function spanWords(from: Half, to: Half): string {
	if (from.date !== to.date) return `${halfWords(from)}, to ${halfWords(to)}`;
	if (from.session !== to.session) return longDate(from.date);
	return halfWords(from);
}

/** 'Ava Example (3 Elm), L, arrived 08:55' */
export function lineWords({ pupil, className, was, arrivedAt }: BulkLine): string {
	const now = was ? `, ${was}` : '';
	return `${fullName(pupil)} (${className})${now}${arrivedAt ? `, arrived ${arrivedAt}` : ''}`;
}

/** '420 children', whatever number of half-days each has. */
export function childrenOf(lines: readonly { pupil: { pupilId: string } }[]): string {
	const count = new Set(lines.map(({ pupil }) => pupil.pupilId)).size;
	return counted(count, 'child', 'children');
}

/** What an act entered, for its heading: 'Y2 for 34 children', or 'Corrected for 12 children' where codes differ. */
export function actWords(parts: readonly BulkPart[]): string {
	const codes = new Set(parts.map(({ entry }) => entry.code ?? ''));
	const [only = ''] = codes;
	return `${codes.size === 1 && only ? only : 'Corrected'} for ${childrenOf(parts)}`;
}

/** 'Opens at 10:00', or what else is changed of a day's times. */
export function timesWords(
	times: Record<Session, SessionTimes>,
	usual: Record<Session, SessionTimes> | null
): string {
	const { AM, PM } = times;
	if (!usual) return `Morning ${AM.open} to ${AM.end}, afternoon ${PM.open} to ${PM.end}`;
	const parts = [
		AM.open !== usual.AM.open ? `Opens at ${AM.open}, registers close at ${AM.close}` : null,
		AM.open === usual.AM.open && AM.close !== usual.AM.close
			? `Morning registers close at ${AM.close}`
			: null,
		AM.end !== usual.AM.end ? `morning ends at ${AM.end}` : null,
		PM.open !== usual.PM.open || PM.close !== usual.PM.close
			? `afternoon registers ${PM.open} to ${PM.close}`
			: null,
		PM.end !== usual.PM.end ? `school ends at ${PM.end}` : null
	].filter((part) => part !== null);
	const said = parts.join(', ');
	return said === '' ? 'The usual times' : said.charAt(0).toUpperCase() + said.slice(1);
}
