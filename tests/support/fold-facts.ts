import type { PlansAt } from '../../src/lib/rules/answers.ts';
import type { Entry, Plan, Seen, Withdrawal } from '../../src/lib/rules/facts.ts';
import { londonInstant } from '../../src/lib/rules/sessions.ts';

const DATE = '2026-11-23';
/** That minute of that morning, epoch ms. */
export const at = (minute: string, seconds = 0) => londonInstant(DATE, minute) + seconds * 1000;
const base = { v: 1, clientId: 'tablet', seq: 1, signInId: 's', clock: { offsetMs: 0, doubtMs: 100 } };
/** Ava’s morning. */
export const cell = { pupilId: 'ava', date: DATE, session: 'AM' as const, classId: '3t' };

/** An entry of Ava’s morning, made at that minute. */
export function entry(id: string, minute: string, over: Partial<Entry>): Entry {
	return {
		...base,
		...cell,
		id,
		kind: 'mark',
		madeAt: at(minute),
		how: 'tapped',
		replaces: [],
		sawPlans: [],
		...over
	};
}
/** A tap in class. */
export const tapped = (id: string, minute: string, code: Entry['code'], replaces: string[] = []) =>
	entry(id, minute, { code, replaces });
/** A fill of the whole class, which had seen these plans. */
export const filled = (id: string, minute: string, sawPlans: string[] = []) =>
	entry(id, minute, { code: '/', how: 'filled', sawPlans });
/** A sign-in at the desk, at the minute of the arrival. */
export const arrival = (id: string, minute: string, code: 'L' | 'U' = 'L', replaces: string[] = []) =>
	entry(id, minute, { code, how: 'desk', arrivedAt: minute, replaces, clientId: 'desk' });
/** An answer of the office. */
export const office = (id: string, minute: string, code: Entry['code'], replaces: string[] = []) =>
	entry(id, minute, { code, how: 'office', replaces, clientId: 'office' });
/** A withdrawal of these entries. */
export const withdraw = (id: string, entries: string[]): Withdrawal => ({
	...base,
	classId: '3t',
	date: DATE,
	session: 'AM',
	id,
	kind: 'withdraw',
	madeAt: at('09:00'),
	entries
});
/** In class, tapped on a child that this arrival had signed in. */
export const seen = (id: string, of: string): Seen => ({
	...base,
	...cell,
	id,
	kind: 'seen',
	madeAt: at('09:04'),
	arrival: of
});
/** A plan of Ava’s day. */
export const plan = (id: string, code: Plan['code'], over: Partial<Plan> = {}): Plan => ({
	...base,
	id,
	kind: 'plan',
	pupilId: 'ava',
	madeAt: at('08:00'),
	from: { date: DATE, session: 'AM' },
	to: { date: DATE, session: 'PM' },
	code,
	replaces: [],
	...over
});
/** What was planned for Ava’s morning. */
export const expecting = (...plans: Plan[]): PlansAt => ({
	expected: plans,
	byId: new Map(plans.map((each) => [each.id, each]))
});
