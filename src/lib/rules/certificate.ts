import { codeOn, type CodeClass } from './code-table.ts';
import type { PastCell } from './past.ts';

/** A pupil's sessions counted as the guidance counts them [C2]. */
export interface Totals {
	/** Sessions that the pupil could have attended. */
	possible: number;
	attended: number;
	authorised: number;
	unauthorised: number;
	/** Outside every rate: not possible, or administrative. */
	notCounted: number;
	/** Nobody has marked them, or no person stands behind the mark; in no rate until somebody does. */
	unmarked: number;
	/** An absence is known and has no code yet; in no rate until the office settles one. */
	noCode: number;
	lateBefore: number;
	lateAfter: number;
	/** No reason yet: they count as unauthorised while they stand. */
	noReason: number;
}

/** [U4] Counts half-days that have come; nothing is rounded here. */
export function totalsOf(cells: readonly Pick<PastCell, 'row' | 'date'>[]): Totals {
	const totals: Totals = {
		...{ possible: 0, attended: 0, authorised: 0, unauthorised: 0, notCounted: 0 },
		...{ unmarked: 0, noCode: 0, lateBefore: 0, lateAfter: 0, noReason: 0 }
	};
	for (const { row, date } of cells) {
		const { mark } = row;
		// As the law had it that day: an old register holds codes that have ended since [C9].
		const rule = mark.code === null ? null : codeOn(mark.code, date);
		if (mark.provisional || mark.shown === 'unmarked') totals.unmarked += 1;
		else if (!rule) totals.noCode += 1;
		else {
			if (rule.possible) totals.possible += 1;
			totals[PLACE[rule.class]] += 1;
			if (mark.code === 'L') totals.lateBefore += 1;
			if (mark.code === 'U') totals.lateAfter += 1;
			if (mark.code === 'N') totals.noReason += 1;
		}
	}
	return totals;
}

/** [U4] Attendance in per cent with one decimal, '96.1'; null where no session was possible (case I7). */
export function attendancePercent({
	attended,
	possible
}: Pick<Totals, 'attended' | 'possible'>): string | null {
	if (possible === 0) return null;
	// In whole numbers: tenths of a per cent, half up.
	const tenths = Math.floor((attended * 2000 + possible) / (2 * possible));
	return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

const PLACE: Record<CodeClass, 'attended' | 'authorised' | 'unauthorised' | 'notCounted'> = {
	attending: 'attended',
	elsewhere: 'attended',
	authorised: 'authorised',
	unauthorised: 'unauthorised',
	'not-possible': 'notCounted',
	admin: 'notCounted'
};
