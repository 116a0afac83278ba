import type { Book } from './book.ts';
import type { BulkEntry } from './bulk.ts';
import { correctedAt } from './clock.ts';
import type { Code } from './codes.ts';
import type { ClassDay, Day } from './day.ts';
import type { Entry, HeldFact, PupilFact, SessionTimes } from './facts.ts';
import { markOnArrival } from './lateness.ts';
import { shownEntry } from './presence.ts';
import { londonMinute, SESSIONS, type Session } from './sessions.ts';

/** An arrival that says something else under other times of the day. */
export interface TimedAgain {
	pupil: HeldFact<PupilFact>;
	classId: string;
	className: string;
	date: string;
	session: Session;
	/** HH:MM, as it was stated at the desk, or tapped in class. */
	at: string;
	was: Code;
	becomes: Code;
	/** The minute, where the entry that stands states one, or the new code wants one. */
	arrivedAt?: string;
	sawPlans: string[];
}

/**
 * [L7] Which timed arrivals of a day would be another code under other times: proposed to a person, never changed by
 * itself. `timesOf` gives a class's times as they would be.
 */
export function timedAgain(
	day: Day,
	timesOf: (classId: string) => Record<Session, SessionTimes> | null
): TimedAgain[] {
	return day.classes.flatMap((classDay) => {
		const times = timesOf(classDay.schoolClass.classId);
		return times ? SESSIONS.flatMap((session) => againIn(classDay, session, times[session])) : [];
	});
}

function againIn(
	{ schoolClass, ...registers }: ClassDay,
	session: Session,
	times: SessionTimes
): TimedAgain[] {
	const { rows, date, classId } = registers[session];
	return rows.flatMap(({ pupil, mark, plans }): TimedAgain[] => {
		const entry = shownEntry(mark);
		const at = entry && minuteOf(entry);
		const was = mark.code;
		const becomes = at ? markOnArrival(at, session, times)?.code : undefined;
		if (!entry || !at || !was || !becomes || becomes === was) return [];
		const states = entry.arrivedAt !== undefined || becomes === 'U' ? { arrivedAt: at } : {};
		const sawPlans = plans.expected.map((plan) => plan.id);
		return [
			{ pupil, classId, className: schoolClass.name, date, session, at, was, becomes, ...states, sawPlans }
		];
	});
}

/** The minute a child came at, as far as anybody said: stated, or, of an L tapped in class, its tap [P7]. */
function minuteOf(entry: HeldFact<Entry>): string | null {
	const isTimed = entry.code === 'L' || entry.code === 'U' || entry.code === '/' || entry.code === '\\';
	if (!isTimed) return null;
	if (entry.arrivedAt !== undefined) return entry.arrivedAt;
	if (entry.code !== 'L') return null;
	return entry.takenAt ?? londonMinute(correctedAt(entry));
}

/** What a timed arrival becomes, as one entry of an act with its reason. */
export function timedAgainEntries(
	lines: readonly TimedAgain[],
	said: { reason: string; actId: string }
): BulkEntry[] {
	return lines.map(({ pupil, classId, date, session, becomes, arrivedAt, sawPlans }) => ({
		...{ kind: 'mark' as const, pupilId: pupil.pupilId, classId, date, session, how: 'office' as const },
		...{ code: becomes, sawPlans, ...said },
		...(arrivedAt === undefined ? {} : { arrivedAt })
	}));
}

/** A class's times on a date but for what was changed for that one day; null where there are none. */
export function usualTimes(
	book: Pick<Book, 'settingsOn' | 'classNamed'>,
	date: string,
	classId: string
): Record<Session, SessionTimes> | null {
	const settings = book.settingsOn(date);
	const year = book.classNamed(classId)?.years[0];
	return (year === undefined ? undefined : settings?.timesByYear?.[year]) ?? settings?.times ?? null;
}
