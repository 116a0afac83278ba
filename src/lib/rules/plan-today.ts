import type { Day } from './day.ts';
import type { Plan } from './facts.ts';
import type { Session } from './sessions.ts';

/** What a register made of the children of a plan. */
export interface PlanToday {
	/** Somebody said that it has come true. */
	confirmed: number;
	/** In school all the same: what is marked stands, and the plan stays in the history. */
	here: number;
	/** Absent, and marked with something else than the plan. */
	otherwise: number;
	/** No answer yet. */
	unmarked: number;
}

/** [X14] What the registers of a half-day made of some plans; each child is counted once, and who is on no list that day not at all. */
export function planToday(plans: readonly Plan[], day: Day, session: Session): PlanToday {
	const counts: PlanToday = { confirmed: 0, here: 0, otherwise: 0, unmarked: 0 };
	for (const plan of plans) {
		const row = day.pupils.get(plan.pupilId)?.[session];
		if (!row) continue;
		const { mark, facts } = row;
		const head = facts.find((fact) => fact.id === mark.head);
		const confirms = head?.kind === 'mark' ? head.confirms : undefined;
		const isThisPlan = confirms === plan.id || plan.replaces.includes(confirms ?? '');
		if (mark.shown === 'unmarked' || mark.provisional) counts.unmarked += 1;
		else if (mark.shown === 'present' || mark.shown === 'late') counts.here += 1;
		else if (isThisPlan || (mark.code !== null && mark.code === plan.code)) counts.confirmed += 1;
		else counts.otherwise += 1;
	}
	return counts;
}
