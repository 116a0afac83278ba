import { codeRule } from '$lib/rules/code-table.ts';
import { isCode, type Code } from '$lib/rules/codes.ts';
import type { Agreement, HeldFact, Plan } from '$lib/rules/facts.ts';
import { daysOf, halvesOf, standingPlans, type PlanSpan } from '$lib/rules/plan-days.ts';
import { cutAtSixthDay } from '$lib/rules/plan-suspension.ts';
import { planWarnings } from '$lib/rules/plan-warnings.ts';
import type { Session } from '$lib/rules/sessions.ts';
import { askedBeside, besideCode, saying, type SaidBeside } from './code-needs.ts';
import {
	AFTER,
	patternProblem,
	refusalsOf,
	type PlanProblem,
	type PlanTold,
	type PlanWorld
} from './plan-problems.ts';
import { warningWords, whenWords } from './plan-words.ts';
import { fullName } from './pupil-words.ts';
import { WeekPattern } from './week-pattern.svelte.ts';

/** How long a plan is: one day, days in a row, or weekdays over weeks. */
export type HowLong = 'day' | 'days' | 'pattern';
/** What follows the fifth day of a suspension. */
export type After = 'K' | 'B' | 'D' | 'none';

/** A plan as a form holds it, for one child or many: new, or in the place of plans that stand. */
export class PlanForm {
	pupilIds = $state<string[]>([]);
	code = $state<string>('');
	said = $state<SaidBeside>(saying());
	long = $state<HowLong | null>('day');
	from = $state('');
	to = $state('');
	fromSession = $state<Session | null>('AM');
	toSession = $state<Session | null>('PM');
	/** Which half-days of a week, and when in them. */
	week = new WeekPattern();
	/** Other weekdays of the same weeks that are not like those: a plan of their own each. */
	more = $state.raw<readonly WeekPattern[]>([]);
	back = $state('');
	reason = $state('');
	/** Whether this takes the place of the plans it overlaps. */
	takesPlace = $state(false);
	after = $state<After | null>(null);
	afterDetail = $state('');
	/** The plans that are being corrected, by pupil. */
	readonly before: ReadonlyMap<string, HeldFact<Plan>>;

	constructor(first: { before?: readonly HeldFact<Plan>[]; today: string }) {
		const { before = [], today } = first;
		this.before = byPupil(before);
		this.from = this.to = today;
		const [plan] = before;
		if (plan) this.#fill(plan);
	}

	#fill(plan: Plan): void {
		const { from, to, weekdays, only, back, code, reason } = plan;
		this.pupilIds = [...this.before.keys()];
		this.code = code ?? '';
		this.said = saying(plan);
		[this.from, this.to] = [from.date, to.date];
		[this.fromSession, this.toSession] = [from.session, to.session];
		const isOneDay = from.date === to.date;
		this.long = weekdays?.length || (only && !isOneDay) ? 'pattern' : isOneDay ? 'day' : 'days';
		const part = only ?? (isOneDay && from.session === to.session ? from.session : 'all');
		this.week = new WeekPattern(plan, part);
		this.back = back ?? '';
		this.reason = reason ?? '';
	}

	/** [X16] The patterns of the week, a plan each. */
	get patterns(): readonly WeekPattern[] {
		return this.mayHaveMore ? [this.week, ...this.more] : [this.week];
	}

	/** Only where weekdays are chosen, and never of a suspension, whose days are counted in a row. */
	get mayHaveMore(): boolean {
		return this.long === 'pattern' && this.code !== 'E';
	}

	/** The half-days that were chosen, those of the first pattern; null while a date is missing. */
	get span(): PlanSpan | null {
		return this.#spanOf(this.week);
	}

	#spanOf(week: WeekPattern): PlanSpan | null {
		const to = this.long === 'day' ? this.from : this.to;
		if (!this.from || !to) return null;
		const { session } = week;
		if (this.long === 'days')
			return {
				from: { date: this.from, session: this.fromSession ?? 'AM' },
				to: { date: to, session: this.toSession ?? 'PM' }
			};
		const isOneDay = this.long === 'day';
		const weekdays = isOneDay ? [] : week.weekdays.map(Number).sort();
		return {
			from: { date: this.from, session: isOneDay ? (session ?? 'AM') : 'AM' },
			to: { date: to, session: isOneDay ? (session ?? 'PM') : 'PM' },
			...(weekdays.length > 0 ? { weekdays } : {}),
			...(session ? { only: session } : {})
		};
	}

	/** A suspension that reaches its sixth school day, cut there; null where it does not. */
	cut(world: PlanWorld) {
		const { span } = this;
		if (this.code !== 'E' || !span) return null;
		const others = standingPlans(world.plans).filter(
			(plan) =>
				plan.code === 'E' &&
				this.pupilIds.includes(plan.pupilId) &&
				this.before.get(plan.pupilId)?.id !== plan.id
		);
		const halves = [...others, span].flatMap((each) => halvesOf(each, world.book));
		return cutAtSixthDay(span, daysOf(halves), world.book);
	}

	/** What would be recorded, a plan for each child and pattern; two where a suspension goes over into other education. */
	plans(world: PlanWorld, actId?: string): PlanTold[] {
		if (!this.span || !isCode(this.code)) return [];
		const cut = this.cut(world);
		const rest = this.after === 'none' || this.after === null ? null : this.after;
		return this.pupilIds.flatMap((pupilId) => {
			if (!cut)
				return this.patterns.flatMap((week) => {
					const span = this.#spanOf(week);
					return span ? [this.#plan(pupilId, week, span, world, actId)] : [];
				});
			return [
				...(cut.first ? [this.#plan(pupilId, this.week, cut.first, world, actId)] : []),
				...(rest ? [this.#afterPlan(pupilId, rest, cut.rest, actId)] : [])
			];
		});
	}

	#plan(pupilId: string, week: WeekPattern, span: PlanSpan, world: PlanWorld, actId?: string): PlanTold {
		const { agreement, detail } = besideCode(this.code, this.said);
		// What is corrected is one plan, and the first pattern takes its place.
		const before = week === this.week ? this.before.get(pupilId) : undefined;
		const told: PlanTold = {
			kind: 'plan',
			pupilId,
			...span,
			...this.#timesOf(week),
			...(isCode(this.code) ? { code: this.code } : {}),
			...(this.reason.trim() ? { reason: this.reason.trim() } : {}),
			...(detail ? { detail } : {}),
			...withAgreement(this.code, agreement, span),
			...(before?.message ? { message: before.message } : {}),
			...(actId ? { actId } : {}),
			replaces: before ? [before.id] : []
		};
		return this.takesPlace ? { ...told, replaces: [...told.replaces, ...overlapped(told, world)] } : told;
	}

	#timesOf(week: WeekPattern): Pick<Plan, 'times' | 'back'> {
		return {
			...(this.long === 'days' ? {} : week.times),
			...(this.back && this.long === 'day' ? { back: this.back } : {})
		};
	}

	#afterPlan(pupilId: string, code: Code, span: Pick<Plan, 'from' | 'to'>, actId?: string): PlanTold {
		const detail = this.afterDetail.trim();
		return {
			kind: 'plan',
			pupilId,
			...span,
			code,
			...(detail ? { detail } : {}),
			reason: AFTER,
			...(actId ? { actId } : {}),
			replaces: []
		};
	}

	/** What has to be put right; none: it may be recorded. The server judges again. */
	problems(world: PlanWorld): PlanProblem[] {
		const { span } = this;
		if (this.pupilIds.length === 0) return [{ field: 'plan-find', words: 'Select at least one child' }];
		if (!isCode(this.code)) return [{ field: 'plan-code', words: 'Select a code' }];
		if (!span) return [{ field: 'plan-from', words: 'Enter the days it is for' }];
		const wrong = this.long !== 'days' && patternProblem(this.patterns, this.#spans, world.book);
		if (wrong) return [wrong];
		if (this.cut(world) && this.after === null)
			return [
				{ field: 'plan-after', words: 'Select what is arranged from the sixth school day of the suspension' }
			];
		const asked = askedBeside(this.code);
		if (asked.timetable && !this.said.review)
			return [{ field: 'plan-review', words: 'Enter the day on which the timetable is looked at again' }];
		return refusalsOf(this.plans(world), this.pupilIds.length, world);
	}

	/** What is allowed and worth a look, in sentences with the child's name. */
	warnings(world: PlanWorld): { words: string; isOverlap: boolean }[] {
		const all = this.plans(world).flatMap((plan) => {
			const before = this.before.get(plan.pupilId);
			const bare = { ...plan, replaces: before ? [before.id] : [] };
			const pupil = world.book.pupil(plan.pupilId);
			return planWarnings(bare, world).map((warning) => ({
				words: `${pupil && this.pupilIds.length > 1 ? `${fullName(pupil)}: ` : ''}${warningWords(warning)}`,
				isOverlap: warning.kind === 'overlaps'
			}));
		});
		// Two patterns of a child may meet the same plan.
		return all.filter(({ words }, at) => all.findIndex((each) => each.words === words) === at);
	}

	/** How many registers each child's plans are about. */
	registers(world: PlanWorld): number {
		return this.#spans.flatMap((span) => halvesOf(span, world.book)).length;
	}

	get #spans(): PlanSpan[] {
		return this.patterns.flatMap((week) => this.#spanOf(week) ?? []);
	}

	/** When, in words, pattern by pattern. */
	get when(): string[] {
		return this.patterns.flatMap((week) => {
			const span = this.#spanOf(week);
			return span ? [whenWords({ ...span, ...this.#timesOf(week) })] : [];
		});
	}
}

/** Never changed, so nothing has to watch it. */
function byPupil(plans: readonly HeldFact<Plan>[]): ReadonlyMap<string, HeldFact<Plan>> {
	return new Map(plans.map((plan) => [plan.pupilId, plan]));
}

function overlapped(plan: PlanTold, world: PlanWorld): string[] {
	const warning = planWarnings(plan, world).find((each) => each.kind === 'overlaps');
	return warning?.kind === 'overlaps' ? warning.with.map((each) => each.id) : [];
}

/** Leave that was granted, and a timetable that was agreed, are for the days of the plan. */
function withAgreement(
	code: string,
	agreement: Agreement | undefined,
	{ from, to }: Pick<Plan, 'from' | 'to'>
): { agreement?: Agreement } {
	const needs = isCode(code) ? codeRule(code).needs : [];
	const isForItsDays = needs.includes('agreement') || code === 'C';
	if (!isForItsDays) return agreement ? { agreement } : {};
	return { agreement: { ...agreement, from: from.date, to: to.date } };
}
