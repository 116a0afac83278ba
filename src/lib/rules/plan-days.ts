import { schoolDaysBetween, type Calendars } from './calendar.ts';
import type { Half, HeldFact, Plan } from './facts.ts';
import { coversRegistration } from './plans.ts';
import { SESSIONS } from './sessions.ts';

/** When a plan holds: from a half-day to a half-day, on some weekdays, in one session only. */
export type PlanSpan = Pick<Plan, 'from' | 'to' | 'weekdays' | 'only'>;

/** [X1] The plans that stand: none that another replaces, and none that only ends others. */
export function standingPlans<P extends Plan = HeldFact<Plan>>(plans: readonly P[]): P[] {
	const ended = new Set(plans.flatMap((plan) => plan.replaces));
	return plans.filter((plan) => !plan.cancelled && !ended.has(plan.id));
}

/** [X2] The half-days with school that a plan is about, oldest first; its minutes are passed over. */
export function halvesOf(span: PlanSpan, calendars: Calendars): Half[] {
	return schoolDaysBetween(calendars, span.from.date, span.to.date).flatMap((date) =>
		SESSIONS.map((session) => ({ date, session })).filter((half) => isAbout(span, half))
	);
}

/** Whether a plan is about a half-day, whatever its minutes. */
export function isAbout(span: PlanSpan, half: Half): boolean {
	const { from, to, weekdays, only } = span;
	const bare = { from, to, weekdays, only } as Plan;
	return coversRegistration(bare, { ...half, pupilId: '' }, null);
}

/** The days among half-days, each once. */
export function daysOf(halves: readonly Half[]): string[] {
	return [...new Set(halves.map((half) => half.date))];
}

/** [X3] Plans that stand and are about a half-day that this one is about too; those it replaces are left out. */
export function overlapping<P extends Plan>(
	plan: PlanSpan & Pick<Plan, 'replaces'>,
	others: readonly P[],
	calendars: Calendars
): P[] {
	const halves = halvesOf(plan, calendars);
	return standingPlans(others).filter(
		(other) => !plan.replaces.includes(other.id) && halves.some((half) => isAbout(other, half))
	);
}
