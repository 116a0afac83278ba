import { dayAndMonth } from './calendar.ts';
import type { Clock } from './facts.ts';
import { londonDate, londonMinute, type SessionWindow } from './sessions.ts';

/** What a fact says of when it was made. */
export interface Timed {
	madeAt: number;
	clock: Clock;
}

/** [T1] The school's time at which a fact was made, epoch milliseconds. */
export function correctedAt(fact: Timed): number {
	return fact.madeAt + fact.clock.offsetMs;
}

/** [T2] How far that time may be out: the measured doubt and the device's own error; Infinity if never measured. A demo's shift is no doubt. */
export function doubtMs(fact: Timed): number {
	const { offsetMs, doubtMs: measured, shiftMs = 0 } = fact.clock;
	return measured === null ? Infinity : measured + Math.abs(offsetMs - shiftMs);
}

/** [T3] Whether the doubt reaches the opening or the close, so that a person should look at the mark. */
export function nearBoundary(fact: Timed, window: SessionWindow): boolean {
	const at = correctedAt(fact);
	const doubt = doubtMs(fact);
	return Math.abs(at - window.opensAt) <= doubt || Math.abs(at - window.closesAt) <= doubt;
}

/** Two measures of one clock differ by a little; that much behind asks nobody anything. */
export const CLOCK_SLACK_MS = 60_000;
const DAY_MS = 86_400_000;

/** [T4] Whether to ask a person what day it is, and the question: the clock is behind the last server time seen, or a day ahead of it. */
export function clockQuestion(state: {
	/** The school's time as this device believes it. */
	schoolNow: number;
	/** The last school time a server told this device; null: none ever did. */
	lastServerTime: number | null;
	/** The date a person here has already said yes to. */
	confirmedDate?: string | null;
}): { ask: boolean; shown: string } {
	const { schoolNow, lastServerTime } = state;
	const date = londonDate(schoolNow);
	const half = londonMinute(schoolNow) < '12:00' ? 'morning' : 'afternoon';
	const isOdd =
		lastServerTime === null ||
		schoolNow < lastServerTime - CLOCK_SLACK_MS ||
		schoolNow >= lastServerTime + DAY_MS;
	return { ask: isOdd && state.confirmedDate !== date, shown: `Is it ${dayAndMonth(date)}, ${half}?` };
}
