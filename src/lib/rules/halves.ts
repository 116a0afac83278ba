import type { Half } from './facts.ts';
import { SESSIONS, type Session } from './sessions.ts';

/** Whether half-day `a` comes after half-day `b`. */
export function isAfter(a: Half, b: Half): boolean {
	return a.date === b.date ? order(a.session) > order(b.session) : a.date > b.date;
}

const order = (session: Session): number => SESSIONS.indexOf(session);
