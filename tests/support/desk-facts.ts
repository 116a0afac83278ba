import { readDay, type Day } from '../../src/lib/rules/day.ts';
import type { Back, Elsewhere, Entry, HeldFact, Out, Plan } from '../../src/lib/rules/facts.ts';
import { at, CLASS_3T, entry, PUPILS, schoolBook } from './school-2026-27.ts';

/** Facts of the desk in the small named world: Ava's, on Monday 14 September 2026, but for what is said otherwise. */
export const MONDAY = '2026-09-14';

const cell = { pupilId: PUPILS.ava.pupilId, classId: CLASS_3T.classId, date: MONDAY, session: 'AM' as const };

function base(id: string, minute: string) {
	const { v, seq, clock } = entry();
	return { id, v, seq, clock, clientId: 'c-desk', signInId: 'in-s-recep', madeAt: at(MONDAY, minute) };
}

export const out = (id: string, minute: string, over: Partial<HeldFact<Out>> = {}): HeldFact<Out> => ({
	...base(id, minute),
	...cell,
	kind: 'out',
	at: minute,
	why: 'ill',
	replaces: [],
	...over
});

export const back = (
	id: string,
	minute: string,
	of: string,
	over: Partial<HeldFact<Back>> = {}
): HeldFact<Back> => ({
	...base(id, minute),
	...cell,
	kind: 'back',
	at: minute,
	out: of,
	replaces: [],
	...over
});

export const elsewhere = (
	id: string,
	minute: string,
	over: Partial<HeldFact<Elsewhere>> = {}
): HeldFact<Elsewhere> => ({
	...base(id, minute),
	...cell,
	kind: 'elsewhere',
	at: minute,
	where: 'library',
	replaces: [],
	...over
});

/** Signed in at the desk at a stated minute. */
export const arrival = (id: string, minute: string, over: Partial<HeldFact<Entry>> = {}): HeldFact<Entry> =>
	entry({ ...base(id, minute), how: 'desk', code: 'L', arrivedAt: minute, ...over });

/** Tapped in class. */
export const tapped = (
	id: string,
	minute: string,
	code: Entry['code'],
	over: Partial<HeldFact<Entry>> = {}
): HeldFact<Entry> => entry({ id, madeAt: at(MONDAY, minute), code, ...over });

/** Ava's mother says at 08:31 that she has a cold, today. */
export const message = (id: string, over: Partial<HeldFact<Plan>> = {}): HeldFact<Plan> => ({
	...base(id, '08:31'),
	kind: 'plan',
	pupilId: PUPILS.ava.pupilId,
	from: { date: MONDAY, session: 'AM' },
	to: { date: MONDAY, session: 'PM' },
	reason: 'cold',
	replaces: [],
	message: { from: 'mother', via: 'phone' },
	...over
});

/** The small school's Monday as these facts have it, read at a minute. */
export function dayAt(minute: string, facts: readonly HeldFact[], date = MONDAY): Day {
	return readDay(schoolBook(), facts, date, at(date, minute));
}
