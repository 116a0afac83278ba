import { londonMinute } from '../../rules/sessions.ts';
import type { Denial } from './same-origin.ts';

export type { Denial } from './same-origin.ts';

const MINUTE_MS = 60_000;

/** The same words whether the name or the password is wrong: nobody learns who works here. */
export function notRight(): Denial {
	return { status: 401, code: 'not-right', message: 'The username or password is not right.' };
}

/** Says until when, in the school's minutes, rounded up so that waiting until then is enough. */
export function accountLocked(until: number, now: number): Denial {
	const minute = londonMinute(Math.ceil(until / MINUTE_MS) * MINUTE_MS);
	return {
		status: 429,
		code: 'locked',
		message: `This account is locked until ${minute}. Wait until then, and try again.`,
		retryAfter: Math.ceil((until - now) / 1000)
	};
}

/** The password was right, and the appointment is over. */
export function accountOver(): Denial {
	return { status: 403, code: 'account-over', message: 'This account is no longer in use. Ask the office.' };
}

/** The browser still holds another school's register, which must never reach this one. */
export function otherSchool(): Denial {
	return {
		status: 409,
		code: 'other-school',
		message:
			'This tablet holds the register of another school. Forget this tablet first, then sign in. Nothing on it is lost.'
	};
}

/** Nobody's name and password are of that length; nothing was looked up or hashed to say so. */
export function tooLong(): Denial {
	return {
		status: 413,
		code: 'too-large',
		message: 'The username or password is not right: what was entered is too long. Check it, and try again.'
	};
}

/** What a form left out. */
export function missing(what: 'username' | 'password'): Denial {
	return { status: 400, code: `missing-${what}`, message: `Enter your ${what}.` };
}
