import type { Book } from './book.ts';
import { isAfter } from './halves.ts';
import type { ClosureFact, Half, HeldFact } from './facts.ts';
import { SESSIONS } from './sessions.ts';

type Closures = Pick<Book, 'closures'>;

/** [M1] The unexpected closure that a class's half-day lies in; of several that of the whole school. */
export function closureAt(book: Closures, half: Half & { classId: string }): HeldFact<ClosureFact> | null {
	const over = book.closures().filter((each) => covers(each, half, half.classId));
	return over.find((each) => each.code === 'Y4') ?? over[0] ?? null;
}

/** [M1] Whether a half-day of a class is in a closure. */
export function covers({ code, from, to, classIds }: ClosureFact, half: Half, classId: string): boolean {
	if (isAfter(from, half) || isAfter(half, to)) return false;
	return code === 'Y4' || (classIds ?? []).includes(classId);
}

/** [N1] Whether the whole school was closed unexpectedly on both half-days of a date: no session was held on it. */
export function isClosedAllDay(book: Closures, date: string): boolean {
	const whole = book.closures().filter(({ code }) => code === 'Y4');
	return SESSIONS.every((session) => whole.some((each) => covers(each, { date, session }, '')));
}

/** 'School closed from the afternoon: boiler failed', as screens of that day say it. */
export function closureWords({ code, from, to, reason }: ClosureFact, date: string): string {
	const what = code === 'Y4' ? 'School closed' : 'Class closed';
	const begins = from.date === date && from.session === 'PM' ? ' from the afternoon' : '';
	const ends = to.date === date && to.session === 'AM' ? ' for the morning' : '';
	return `${what}${begins}${ends}: ${reason}`;
}
