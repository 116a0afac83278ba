import type { Agreement, Plan } from '../../src/lib/rules/facts.ts';
import { judgePlanned, type PlanInQuestion } from '../../src/lib/rules/plan-lawful.ts';
import type { Role } from '../../src/lib/rules/roles.ts';
import { PUPILS, schoolBook, SETTINGS } from './school-2026-27.ts';

const { ava } = PUPILS;
/** The small school, which uses S and W as well. */
export const book = schoolBook().add([
	{ ...SETTINGS, id: 'f-settings-2', position: 99, switchedOn: ['S', 'W'] }
]);

/** Leave that was asked for a week ahead, by a parent at home. */
export const ASKED: Agreement = { askedOn: '2026-11-02', askedByParentAtHome: true, parent: 'Mrs Example' };
/** A part-time timetable that was agreed on. */
export const TIMETABLE: Agreement = {
	from: '2026-11-02',
	to: '2026-12-18',
	parent: 'Mrs Example',
	review: '2026-11-30'
};

/** A plan for Ava, ill on Monday 9 November 2026, but for what is said otherwise. */
export function plan(over: Partial<PlanInQuestion> = {}): PlanInQuestion {
	return {
		pupilId: ava.pupilId,
		from: { date: '2026-11-09', session: 'AM' },
		to: { date: '2026-11-09', session: 'PM' },
		code: 'I',
		replaces: [],
		...over
	};
}
/** The days from Monday 9 November, or another day, up to this one. */
export const until = (date: string, from = '2026-11-09') => ({
	from: { date: from, session: 'AM' as const },
	to: { date, session: 'PM' as const }
});
let made = 0;
/** The same as a plan that stands already. */
export const held = (over: Partial<PlanInQuestion>): Plan => ({
	...plan(over),
	id: over.id ?? `plan-${(made += 1)}`,
	kind: 'plan',
	v: 1,
	clientId: 'c',
	seq: made,
	signInId: 's',
	madeAt: made,
	clock: { offsetMs: 0, doubtMs: 0 }
});
/** Why the plan is refused to that role, or ok. */
export function judge(over: Partial<PlanInQuestion> = {}, role: Role = 'head', plans: Plan[] = []): string {
	const judged = judgePlanned(plan(over), { book, role, plans });
	return 'refused' in judged ? judged.refused : 'ok';
}
/** The sentence of the refusal; nothing where it is none. */
export function sentence(over: Partial<PlanInQuestion>, plans: Plan[] = []): string {
	const judged = judgePlanned(plan(over), { book, role: 'head', plans });
	return 'refused' in judged ? judged.message : '';
}
