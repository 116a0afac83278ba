import type { Book } from './book.ts';
import { isAfter } from './halves.ts';
import type { Half, Plan } from './facts.ts';
import { whereLearning } from './home-learning.ts';
import { halvesOf, overlapping } from './plan-days.ts';
import type { PlanInQuestion } from './plan-lawful.ts';
import { coversRegistration } from './plans.ts';

/** What is allowed, and worth a look before it is recorded. */
export type PlanWarning =
	/** Another plan of the pupil is about some of the same half-days. */
	| { kind: 'overlaps'; with: Plan[] }
	/** It is over before a register is taken, or begins after: the register expects the pupil. */
	| { kind: 'expected-at-register' }
	/** Registers of days that have gone stay as they are. */
	| { kind: 'begins-in-the-past' }
	/** A part-time timetable that nobody is to look at again. */
	| { kind: 'no-review' }
	/** What is said of a B may be learning at home, which is an absence [C12]. */
	| { kind: 'maybe-at-home' }
	/** The pupil is on no class list on its first day. */
	| { kind: 'not-on-roll' };

/** [X3] What should be seen before a plan is recorded; `today` is yyyy-MM-dd. */
export function planWarnings(
	plan: PlanInQuestion,
	{ book, plans, today }: { book: Book; plans: readonly Plan[]; today: string }
): PlanWarning[] {
	const halves = halvesOf(plan, book);
	const own = plans.filter((each) => each.pupilId === plan.pupilId);
	const others = overlapping(plan, own, book);
	const first = halves[0]?.date ?? plan.from.date;
	return [
		...(others.length > 0 ? [{ kind: 'overlaps' as const, with: others }] : []),
		...(plan.times && !halves.some((half) => expectsAt(plan, half, book))
			? [{ kind: 'expected-at-register' as const }]
			: []),
		...(isAfter({ date: today, session: 'AM' }, plan.from) ? [{ kind: 'begins-in-the-past' as const }] : []),
		...(plan.code === 'C2' && !plan.agreement?.review ? [{ kind: 'no-review' as const }] : []),
		...(plan.code === 'B' && whereLearning(plan.detail ?? '') === 'ask'
			? [{ kind: 'maybe-at-home' as const }]
			: []),
		...(book.classOf(plan.pupilId, first) === null ? [{ kind: 'not-on-roll' as const }] : [])
	];
}

/** [E12] Whether the plan expects the pupil away when that half-day's register is taken. */
function expectsAt(plan: PlanInQuestion, half: Half, book: Book): boolean {
	const classId = book.classOf(plan.pupilId, half.date) ?? undefined;
	const times = book.timesOn(half.date, classId)?.[half.session] ?? null;
	return coversRegistration(plan as Plan, { ...half, pupilId: plan.pupilId }, times);
}
