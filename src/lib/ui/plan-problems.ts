import type { Book } from '$lib/rules/book.ts';
import { longDate, type Calendars } from '$lib/rules/calendar.ts';
import type { HeldFact, Plan } from '$lib/rules/facts.ts';
import { halvesOf, type PlanSpan } from '$lib/rules/plan-days.ts';
import { judgePlanned, type PlanInQuestion } from '$lib/rules/plan-lawful.ts';
import type { Role } from '$lib/rules/roles.ts';
import { fullName } from './pupil-words.ts';
import { patternField, type WeekPattern } from './week-pattern.svelte.ts';

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
		return [{ field, message: judged.message, pupilId: plan.pupilId, who: pupil ? fullName(pupil) : '' }];
	});
	return [...Map.groupBy(refused, (each) => each.message).values()].flatMap((same) => {
		const [first] = same;
		// A child may have two patterns that are refused for one cause.
		const who = [...new Map(same.map((each) => [each.pupilId, each.who])).values()].filter(Boolean);
		if (!first) return [];
		const { field, message } = first;
		return [
			{ field, words: who.length === children ? message : `${who.slice(0, 3).join(', ')}: ${message}` }
		];
	});
}

/** [X16] What is wrong with the patterns of a week: minutes that cannot be, weekdays not chosen, or a half-day that stands in two of them. */
export function patternProblem(
	patterns: readonly WeekPattern[],
	spans: readonly PlanSpan[],
	calendars: Calendars
): PlanProblem | null {
	const taken = new Set<string>();
	for (const [at, pattern] of patterns.entries()) {
		const field = patternField('plan-weekdays', at);
		const { wrongTimes } = pattern;
		if (wrongTimes) return { field: patternField('plan-time-from', at), words: wrongTimes };
		if (at > 0 && pattern.weekdays.length === 0)
			return { field, words: 'Select the weekdays of this pattern, or remove it' };
		const span = spans[at];
		const halves = span ? halvesOf(span, calendars) : [];
		const twice = halves.find(({ date, session }) => taken.has(`${date} ${session}`));
		if (twice)
			return {
				field,
				words: `${longDate(twice.date)}, ${twice.session === 'AM' ? 'morning' : 'afternoon'}, is in two patterns. Let each half-day be in one`
			};
		for (const { date, session } of halves) taken.add(`${date} ${session}`);
	}
	return null;
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
	'minutes-reversed': 'plan-time-from',
	'no-days': 'plan-from',
	'too-long': 'plan-from',
	'one-day-only': 'plan-from',
	age: 'plan-from'
};

function fieldOf(refused: string): string {
	return FIELDS[refused] ?? 'plan-code';
}
