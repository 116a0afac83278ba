import type { Book } from '$lib/rules/book.ts';
import type { HeldFact, Plan } from '$lib/rules/facts.ts';
import { judgePlanned, type PlanInQuestion } from '$lib/rules/plan-lawful.ts';
import type { Role } from '$lib/rules/roles.ts';
import { fullName } from './pupil-words.ts';

/** Something to put right before a plan can be recorded. */
export interface PlanProblem {
	/** The id of the field it is about. */
	field: string;
	words: string;
}

/** What the school knows where a plan is made. */
export interface PlanWorld {
	book: Book;
	role: Role;
	plans: readonly HeldFact<Plan>[];
	/** yyyy-MM-dd */
	today: string;
}

/** A plan as it would be recorded. */
export type PlanTold = PlanInQuestion & { kind: 'plan' };

/** The reason of what follows a suspension. */
export const AFTER = 'After a suspension';

/** Why plans of some children may not stand, once for each sentence: many are refused for one cause. */
export function refusalsOf(plans: readonly PlanTold[], children: number, world: PlanWorld): PlanProblem[] {
	const refused = plans.flatMap((plan) => {
		const known = { ...world, plans: world.plans.filter((each) => each.pupilId === plan.pupilId) };
		const judged = judgePlanned(plan, known);
		if (!('refused' in judged)) return [];
		const pupil = world.book.pupil(plan.pupilId);
		const field = plan.reason === AFTER ? 'plan-after-detail' : fieldOf(judged.refused);
		return [{ field, message: judged.message, who: pupil ? [fullName(pupil)] : [] }];
	});
	return [...Map.groupBy(refused, (each) => each.message).values()].flatMap((same) => {
		const [first] = same;
		const who = same.flatMap((each) => each.who);
		if (!first) return [];
		const { field, message } = first;
		return [
			{ field, words: who.length === children ? message : `${who.slice(0, 3).join(', ')}: ${message}` }
		];
	});
}

const FIELDS: Record<string, string> = {
	'detail-missing': 'plan-detail',
	'home-learning': 'plan-detail',
	'not-mobile': 'plan-detail',
	'agreement-missing': 'plan-parent',
	'not-in-advance': 'plan-asked',
	'not-by-parent-at-home': 'plan-parent',
	'licence-missing': 'plan-licence',
	'no-pattern': 'plan-weekdays',
	'ends-before': 'plan-from',
	'no-days': 'plan-from',
	'too-long': 'plan-from',
	'one-day-only': 'plan-from',
	age: 'plan-from'
};

function fieldOf(refused: string): string {
	return FIELDS[refused] ?? 'plan-code';
}
