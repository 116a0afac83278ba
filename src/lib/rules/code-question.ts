import type { Code } from './codes.ts';
import type { Agreement, How, Plan, SessionTimes } from './facts.ts';
import type { DayBeside } from './religious-day.ts';
import type { Role } from './roles.ts';
import type { Session } from './sessions.ts';

/** One entry, as far as its code is on trial. What is left out is taken as not known, and then not held against it. */
export interface CodeInQuestion {
	/** The code; absent where a classroom confirms a plan whose code it may not know. */
	code?: string;
	date: string;
	session: Session;
	role: Role;
	how: How;
	pupil: { dob: string; otherSchool?: string; startsOn?: string };
	/** The session's times; null: there is no such session that day [K2]. */
	times?: SessionTimes | null;
	/** The plan the entry confirms; null: named, and not held. */
	plan?: Pick<Plan, 'code' | 'cancelled'> | null;
	/** HH:MM */
	arrivedAt?: string;
	detail?: string;
	/** Corrected instant of the making, epoch milliseconds, if the device's clock was ever measured. */
	madeAt?: number;
	/** The school's time now, where the server knows it. */
	now?: number;
	agreement?: Agreement;
	/** A standing plan of this very code for this session: what it says need not be said again. */
	covering?: Pick<Plan, 'detail' | 'agreement'>;
	/** True where the entry is one of a whole school's, made as one act. */
	wholeSchool?: boolean;
	/** Whether a part-time or dual-registered pupil is due here this session. */
	dueHere?: boolean;
	/** What the school days before and after say, for a code that holds for one day only. */
	daysBeside?: readonly DayBeside[];
	/** Codes a primary school has switched on besides the usual ones. */
	switchedOn?: readonly Code[];
}

export const REFUSALS = [
	'no-session',
	'not-yet',
	'day-over',
	'no-code',
	'no-such-plan',
	'not-the-plan',
	'not-in-force',
	'wrong-session',
	'not-your-code',
	'not-by-plan',
	'calendar-only',
	'on-register',
	'not-used-here',
	'age',
	'due-here',
	'arrival-missing',
	'session-over',
	'detail-missing',
	'home-learning',
	'agreement-missing',
	'not-in-advance',
	'not-by-parent-at-home',
	'licence-missing',
	'whole-school-only',
	'not-mobile',
	'one-day-only',
	'alternative-due',
	'no-pattern',
	'no-days',
	'too-long',
	'ends-before',
	'minutes-reversed',
	'unknown-pupil'
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

/** A no, with a code for a machine and a sentence that says what would be right. */
export interface Refused {
	refused: RefusalCode;
	message: string;
}

/** Says no. */
export function refuse(refused: RefusalCode, message: string): Refused {
	return { refused, message };
}
