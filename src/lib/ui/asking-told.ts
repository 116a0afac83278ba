import { isReason } from '$lib/rules/amendment.ts';
import type { SessionTimes } from '$lib/rules/facts.ts';
import { markOnArrival } from '$lib/rules/lateness.ts';
import type { Session } from '$lib/rules/sessions.ts';

/** What a stated minute comes to: a mark with its arrival, a word to the office, or a sentence what is wrong with it. */
export type ArrivalOutcome = { kind: 'present' | 'late' | 'propose' } | { kind: 'wrong'; sentence: string };

/** What follows from the minute a teacher states, HH:MM, at `nowMinute`. */
export function arrivalOutcome(
	arrivedAt: string,
	at: { session: Session; times: SessionTimes; nowMinute: string }
): ArrivalOutcome {
	const wrong = (sentence: string): ArrivalOutcome => ({ kind: 'wrong', sentence });
	if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(arrivedAt))
		return wrong('Enter the time they arrived, for example 09:25');
	if (arrivedAt > at.nowMinute) return wrong(`It is ${at.nowMinute} now. Enter a time that has passed`);
	const mark = markOnArrival(arrivedAt, at.session, at.times);
	if (!mark) return wrong(`The session ended at ${at.times.end}. Enter an earlier time`);
	if (mark.code === 'U') return { kind: 'propose' };
	return { kind: mark.code === 'L' ? 'late' : 'present' };
}

/** Why a reason will not do, in a sentence; null if it will. */
export function reasonProblem(reason: string): string | null {
	return isReason(reason) ? null : 'Say in a few words why the register is being corrected';
}
