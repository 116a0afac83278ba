import { isSchoolDay, nextSchoolDay, type Calendars } from './calendar.ts';
import { correctedAt } from './clock.ts';
import type { Half, HeldFact, Plan } from './facts.ts';
import { isAbout, standingPlans } from './plan-days.ts';
import { SESSIONS } from './sessions.ts';

/** Where a plan lies from a day: about this very day, on days to come, or over. */
export type PlanWhen = 'today' | 'ahead' | 'ended';

/** Plans of one act that say the same: a class's visit, brothers and sisters. */
export interface PlanGroup {
	/** The plan by which it is addressed. */
	first: HeldFact<Plan>;
	plans: HeldFact<Plan>[];
	when: PlanWhen;
	/** The next half-day it is about, today's too; null where none is left. */
	next: Half | null;
}

/** [X11] The plans that stand, those of one act that say the same as one, by when they are next about a day; ended ones the latest first. */
export function planList(
	plans: readonly HeldFact<Plan>[],
	{ today, calendars }: { today: string; calendars: Calendars }
): PlanGroup[] {
	const groups = Map.groupBy(standingPlans(plans), groupKey);
	return [...groups.values()]
		.flatMap((each): PlanGroup[] => {
			const own = each.toSorted((a, b) => (a.id < b.id ? -1 : 1));
			const [first] = own;
			if (!first) return [];
			const next = first.to.date < today ? null : nextHalf(first, today, calendars);
			const when = !next ? 'ended' : next.date === today ? 'today' : 'ahead';
			return [{ first, plans: own, when, next }];
		})
		.sort(byWhen);
}

/** [X12] The plans of one act that stand and say the same as this one, itself included. */
export function sameAct(plan: HeldFact<Plan>, plans: readonly HeldFact<Plan>[]): HeldFact<Plan>[] {
	const key = groupKey(plan);
	return standingPlans(plans).filter((each) => groupKey(each) === key);
}

/** [X16] What was planned for the same child in the same act and says something else: another pattern of the week, what follows a suspension. */
export function besideInAct(plan: HeldFact<Plan>, plans: readonly HeldFact<Plan>[]): HeldFact<Plan>[] {
	if (plan.actId === undefined) return [];
	return standingPlans(plans).filter(
		(each) => each.actId === plan.actId && each.pupilId === plan.pupilId && each.id !== plan.id
	);
}

/** One step of what became of a plan. */
export interface PlanStep {
	plan: HeldFact<Plan>;
	what: 'told' | 'planned' | 'changed' | 'ended';
}

/** [X13] All that was said before and after about the same absence, oldest first: a plan that was changed or ended is still read. */
export function planHistory(id: string, plans: readonly HeldFact<Plan>[]): PlanStep[] {
	const linked = new Set([id]);
	for (let before = 0; before !== linked.size;) {
		before = linked.size;
		for (const plan of plans)
			if (linked.has(plan.id) || plan.replaces.some((each) => linked.has(each))) {
				linked.add(plan.id);
				for (const each of plan.replaces) linked.add(each);
			}
	}
	return plans
		.filter((plan) => linked.has(plan.id))
		.sort((a, b) => correctedAt(a) - correctedAt(b) || (a.id < b.id ? -1 : 1))
		.map((plan) => ({ plan, what: stepOf(plan) }));
}

/** [X13] The plan that stands in the place of one, and itself where it stands; null where it was ended. */
export function standingFor(id: string, plans: readonly HeldFact<Plan>[]): HeldFact<Plan> | null {
	const linked = new Set(planHistory(id, plans).map((step) => step.plan.id));
	const standing = standingPlans(plans).filter((plan) => linked.has(plan.id));
	// Two may stand in the place of one: each is then read as itself.
	return standing.find((plan) => plan.id === id) ?? standing[0] ?? null;
}

function stepOf(plan: Plan): PlanStep['what'] {
	if (plan.cancelled) return 'ended';
	if (plan.replaces.length > 0) return 'changed';
	return plan.message && plan.code === undefined ? 'told' : 'planned';
}

function nextHalf(plan: Plan, today: string, calendars: Calendars): Half | null {
	const from = plan.from.date > today ? plan.from.date : today;
	let date = isSchoolDay(calendars, from) ? from : nextSchoolDay(calendars, from);
	for (; date !== null && date <= plan.to.date; date = nextSchoolDay(calendars, date))
		for (const session of SESSIONS) if (isAbout(plan, { date, session })) return { date, session };
	return null;
}

function groupKey(plan: Plan): string {
	const { id, actId, code, from, to, weekdays, only, times, detail, reason } = plan;
	const said = [code, from.date, from.session, to.date, to.session, weekdays, only, times, detail, reason];
	return JSON.stringify([actId ?? id, ...said]);
}

const ORDER: readonly PlanWhen[] = ['today', 'ahead', 'ended'];

function byWhen(a: PlanGroup, b: PlanGroup): number {
	if (a.when !== b.when) return ORDER.indexOf(a.when) - ORDER.indexOf(b.when);
	// What is so every week is known by heart: what is new today comes first.
	const [first, second] = [isPattern(a), isPattern(b)];
	if (a.when === 'today' && first !== second) return first ? 1 : -1;
	const [left, right] = [keyOf(a), keyOf(b)];
	if (left === right) return a.first.id < b.first.id ? -1 : 1;
	return (left < right ? -1 : 1) * (a.when === 'ended' ? -1 : 1);
}

const isPattern = ({ first }: PlanGroup): boolean =>
	first.from.date !== first.to.date && (first.weekdays !== undefined || first.only !== undefined);
const keyOf = ({ next, first }: PlanGroup): string => next?.date ?? first.to.date;
