import { isAfter } from './halves.ts';
import { isoWeekday } from './calendar.ts';
import { correctedAt } from './clock.ts';
import type { Cell, HeldFact, Plan, SessionTimes } from './facts.ts';
import type { PlansAt } from './answers.ts';

/** The plans of one pupil as a registration sees them; `plans` are all that are held, of any pupil [E12]. */
export function plansAt(plans: readonly HeldFact<Plan>[], cell: Cell, times: SessionTimes | null): PlansAt {
	const own = plans.filter((plan) => plan.pupilId === cell.pupilId);
	const ended = new Set(own.flatMap((plan) => plan.replaces));
	const expected = own
		.filter((plan) => !plan.cancelled && !ended.has(plan.id) && coversRegistration(plan, cell, times))
		.sort((a, b) => correctedAt(b) - correctedAt(a) || (a.id < b.id ? 1 : -1));
	return { expected, byId: new Map(own.map((plan) => [plan.id, plan])) };
}

/** Whether a plan expects the pupil away when that session's register is taken; a timed one only if it spans the taking [E12]. */
export function coversRegistration(plan: Plan, cell: Cell, times: SessionTimes | null): boolean {
	if (isAfter(plan.from, cell) || isAfter(cell, plan.to)) return false;
	if (plan.only && plan.only !== cell.session) return false;
	if (plan.weekdays && !plan.weekdays.includes(isoWeekday(cell.date))) return false;
	if (!plan.times || !times) return true;
	return plan.times.from <= times.open && plan.times.to >= times.close;
}
