import type { Entry, HeldFact } from '../../src/lib/rules/facts.ts';
import { at, entry, PUPILS, STAFF } from './school-2026-27.ts';
import { REGISTER } from './small-school.ts';

/** The small school’s devices, each with who is signed in on it. */
export const TABLET = { deviceId: 'tablet', person: STAFF.teal };
/** The one at the front desk. */
export const DESK = { deviceId: 'desk', person: STAFF.recep };
/** The one in the office. */
export const OFFICE = { deviceId: 'office', person: STAFF.office };
/** The same, with the head teacher at it. */
export const HEAD = { deviceId: 'office', person: STAFF.head };

/** What became of each fact that was sent. */
export const statuses = (reply: { results: { status: string }[] }) =>
	reply.results.map((each) => each.status);
/** Why each fact was refused; nothing for one that was not. */
export const codes = (reply: { results: { code?: string | undefined }[] }) =>
	reply.results.map((each) => each.code);
/** Why each fact was refused, or else what became of it. */
export const codesOrStatuses = (reply: { results: { status: string; code?: string | undefined }[] }) =>
	reply.results.map(({ status, code }) => code ?? status);

/** Ava, in the register that most tests are about. */
export const inCell = { ...REGISTER, pupilId: PUPILS.ava.pupilId };

/** What every fact says that the office records at 08:30 that morning. */
export const base = (id: string, seq = 1) => ({
	id,
	v: 1,
	clientId: 'c-office',
	seq,
	signInId: 'in-s-office',
	madeAt: at(REGISTER.date, '08:30'),
	clock: { offsetMs: 0, doubtMs: 0 }
});
/** What the office records at 08:30 that morning. */
export const made = (id: string, seq: number, over: Record<string, unknown>) => ({
	...base(id, seq),
	...over
});
/** An entry that the office makes. */
export const byOffice = (over: Partial<HeldFact<Entry>>) =>
	entry({ clientId: 'c-office', signInId: 'in-s-office', how: 'office', ...over });
/** The office’s plan for Ava, ill for that day, but for what is said otherwise. */
export const planned = (id: string, over: Record<string, unknown> = {}) => ({
	...base(id),
	kind: 'plan',
	pupilId: PUPILS.ava.pupilId,
	from: { date: REGISTER.date, session: 'AM' },
	to: { date: REGISTER.date, session: 'PM' },
	code: 'I',
	replaces: [],
	...over
});
