import { addDays } from './calendar.ts';
import { londonDate, londonInstant } from './sessions.ts';

/** Years that each entry is kept from the day on which it was made [Q1]. */
export const KEPT_YEARS = 6;

/** Why something may not go yet. */
export type Kept = 'six-years' | 'held';

/** The day (yyyy-MM-dd) on which, or after which, whatever was made stays, as of `today` [Q1]. */
export function keptSince(today: string): string {
	const [year, month, day] = [Number(today.slice(0, 4)) - KEPT_YEARS, today.slice(5, 7), today.slice(8, 10)];
	const date = `${String(year).padStart(4, '0')}-${month}-${day}`;
	// A year without 29 February: the day before, so that nothing goes a day early.
	return addDays(date, 0) === date ? date : addDays(date, -1);
}

/** What was made, or received, before this instant is over six years old at `now`; epoch ms [Q1]. */
export function sixYearLine(now: number): number {
	return londonInstant(keptSince(londonDate(now)), '00:00');
}

/** When a fact counts as made: by its maker's clock or by its receipt, whichever is later, for a clock may be years wrong [Q1]. */
export function countsFrom(fact: { madeAt: number; receivedAt: number }): number {
	return Math.max(fact.madeAt, fact.receivedAt);
}

/** Why a cell is kept whose newest fact counts from `newestAt`; null: a named person may purge it [Q2, Q3]. */
export function whyKept(cell: { newestAt: number; isHeld: boolean }, now: number): Kept | null {
	if (cell.newestAt >= sixYearLine(now)) return 'six-years';
	return cell.isHeld ? 'held' : null;
}

/** A named person with a position, as “Jane Attwell, Attendance Officer” says it; null where either is missing [Q4]. */
export function namedPerson(said: string): { name: string; position: string } | null {
	const comma = said.indexOf(',');
	const name = said.slice(0, Math.max(comma, 0)).trim();
	const position = said.slice(comma + 1).trim();
	return comma > 0 && name.length > 1 && position.length > 1 ? { name, position } : null;
}
