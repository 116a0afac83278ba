import { presentCode } from './codes.ts';
import type { SessionTimes } from './facts.ts';
import { londonInstant, SESSIONS, type Session, type SessionWindow } from './sessions.ts';

/** What an arrival earns, and how late it was: whole minutes begun since the opening, 0 on time. */
export interface ArrivalMark {
	code: '/' | '\\' | 'L' | 'U';
	minutesLate: number;
}

/** [L1] The mark for an arrival by a clock that shows whole minutes, HH:MM; null: that session was never attended. */
export function markOnArrival(arrivedAt: string, session: Session, times: SessionTimes): ArrivalMark | null {
	const late = minuteOfDay(arrivedAt) - minuteOfDay(times.open);
	return markBetween(arrivedAt, times.open, times.close, times.end, session, late);
}

/** [L1] The mark for an arrival at an instant, where seconds are known; null: that session was never attended. */
export function markOnArrivalAt(
	instant: number,
	session: Session,
	window: SessionWindow
): ArrivalMark | null {
	const late = Math.ceil((instant - window.opensAt) / 60_000);
	return markBetween(instant, window.opensAt, window.closesAt, window.endsAt, session, late);
}

/** [L5] The mark of a child who is in the room when a register is begun late: present, unless the gate or the desk logged another time. */
export function markWhenSeated(
	loggedAt: string | null,
	session: Session,
	times: SessionTimes
): ArrivalMark | null {
	return loggedAt === null
		? { code: presentCode(session), minutesLate: 0 }
		: markOnArrival(loggedAt, session, times);
}

/** [L6] Whether an L or U says something else than its arrival minute does under these times: for a person to look at, never rewritten. */
export function codeDiffers(
	entry: { code?: string; session: Session; arrivedAt?: string },
	times: SessionTimes
): boolean {
	if ((entry.code !== 'L' && entry.code !== 'U') || entry.arrivedAt === undefined) return false;
	return markOnArrival(entry.arrivedAt, entry.session, times)?.code !== entry.code;
}

/** [L6] Whether an arrival states a minute that is still to come at an instant: the mark stands, for the child may be there, and a person looks. */
export function statesWhatIsToCome(entry: { date: string; arrivedAt?: string }, now: number): boolean {
	return entry.arrivedAt !== undefined && londonInstant(entry.date, entry.arrivedAt) > now;
}

const LONGEST_TAKING_MINUTES = 30;

/** [S6] What is wrong with a school's session times, in sentences: `refused` must be put right, `warnings` may stand. */
export function timesProblems(times: Record<Session, SessionTimes>): {
	refused: string[];
	warnings: string[];
} {
	const refused = SESSIONS.flatMap((session) => windowProblems(session, times[session]));
	if (times.AM.end > times.PM.open) refused.push('The afternoon must open after the morning has ended.');
	const [morning, afternoon] = [takingMinutes(times.AM), takingMinutes(times.PM)];
	const warnings =
		morning === afternoon
			? []
			: [
					`Registers stay open ${morning} minutes in the morning and ${afternoon} in the afternoon. They should be the same.`
				];
	return { refused, warnings };
}

function windowProblems(session: Session, times: SessionTimes): string[] {
	const half = session === 'AM' ? 'morning' : 'afternoon';
	const minutes = takingMinutes(times);
	const problems: string[] = [];
	if (minutes <= 0) problems.push(`The ${half} register must close after it opens.`);
	if (minutes > LONGEST_TAKING_MINUTES)
		problems.push(`The ${half} register stays open ${minutes} minutes. The longest allowed is 30 minutes.`);
	if (times.end <= times.close) problems.push(`The ${half} must end after its register closes.`);
	return problems;
}

const takingMinutes = (times: SessionTimes): number => minuteOfDay(times.close) - minuteOfDay(times.open);

function minuteOfDay(minute: string): number {
	return Number(minute.slice(0, 2)) * 60 + Number(minute.slice(3, 5));
}

function markBetween<T extends number | string>(
	at: T,
	opens: T,
	closes: T,
	ends: T,
	session: Session,
	late: number
): ArrivalMark | null {
	if (at <= opens) return { code: presentCode(session), minutesLate: 0 };
	if (at < closes) return { code: 'L', minutesLate: late };
	return at < ends ? { code: 'U', minutesLate: late } : null;
}
