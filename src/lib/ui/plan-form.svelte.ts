import { codeRule } from '$lib/rules/code-table.ts';
import { isCode, type Code } from '$lib/rules/codes.ts';
import type { Agreement, HeldFact, Plan } from '$lib/rules/facts.ts';
import { daysOf, halvesOf, standingPlans } from '$lib/rules/plan-days.ts';
import { cutAtSixthDay } from '$lib/rules/plan-suspension.ts';
import { planWarnings } from '$lib/rules/plan-warnings.ts';
import type { Session } from '$lib/rules/sessions.ts';
import { askedBeside, besideCode, saying, type SaidBeside } from './code-needs.ts';
import { AFTER, refusalsOf, type PlanProblem, type PlanTold, type PlanWorld } from './plan-problems.ts';
import { warningWords, whenWords } from './plan-words.ts';
import { fullName } from './pupil-words.ts';

/** How long a plan is: one day, days in a row, or weekdays over weeks. */
export type HowLong = 'day' | 'days' | 'pattern';
export type Part = 'all' | Session;
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
	part = $state<Part | null>('all');
	fromSession = $state<Session | null>('AM');
	toSession = $state<Session | null>('PM');
	weekdays = $state<string[]>([]);
	/** HH:MM each, where the absence is only for some hours. */
	timeFrom = $state('');
	timeTo = $state('');
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
		const { from, to, weekdays, only, times, back, code, reason } = plan;
		this.pupilIds = [...this.before.keys()];
		this.code = code ?? '';
		this.said = saying(plan);
		[this.from, this.to] = [from.date, to.date];
		[this.fromSession, this.toSession] = [from.session, to.session];
		const isOneDay = from.date === to.date;
		this.long = weekdays?.length || (only && !isOneDay) ? 'pattern' : isOneDay ? 'day' : 'days';
		this.part = only ?? (isOneDay && from.session === to.session ? from.session : 'all');
		this.weekdays = (weekdays ?? []).map(String);
		[this.timeFrom, this.timeTo, this.back] = [times?.from ?? '', times?.to ?? '', back ?? ''];
		this.reason = reason ?? '';
	}

	/** The half-days that were chosen; null while a date is missing. */
	get span(): Pick<Plan, 'from' | 'to' | 'weekdays' | 'only'> | null {
		const to = this.long === 'day' ? this.from : this.to;
		if (!this.from || !to) return null;
		const part = this.part ?? 'all';
		const session = part === 'all' ? null : part;
		if (this.long === 'days')
			return {
				from: { date: this.from, session: this.fromSession ?? 'AM' },
				to: { date: to, session: this.toSession ?? 'PM' }
			};
		const isOneDay = this.long === 'day';
		const weekdays = isOneDay ? [] : this.weekdays.map(Number).sort();
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

	/** What would be recorded, one plan a child, or two where a suspension goes over into other education. */
	plans(world: PlanWorld, actId?: string): PlanTold[] {
		const { span } = this;
		if (!span || !isCode(this.code)) return [];
		const cut = this.cut(world);
		if (!cut) return this.pupilIds.map((pupilId) => this.#plan(pupilId, span, world, actId));
		const rest = this.after === 'none' || this.after === null ? null : this.after;
		return this.pupilIds.flatMap((pupilId) => [
			...(cut.first ? [this.#plan(pupilId, cut.first, world, actId)] : []),
			...(rest ? [this.#afterPlan(pupilId, rest, cut.rest, actId)] : [])
		]);
	}

	#plan(
		pupilId: string,
		span: Pick<Plan, 'from' | 'to' | 'weekdays' | 'only'>,
		world: PlanWorld,
		actId?: string
	): PlanTold {
		const { agreement, detail } = besideCode(this.code, this.said);
		const before = this.before.get(pupilId);
		const times =
			this.long !== 'days' && this.timeFrom && this.timeTo
				? { times: { from: this.timeFrom, to: this.timeTo } }
				: {};
		const told: PlanTold = {
			kind: 'plan',
			pupilId,
			...span,
			...times,
			...(this.back && this.long === 'day' ? { back: this.back } : {}),
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
		if (Boolean(this.timeFrom) !== Boolean(this.timeTo))
			return [{ field: 'plan-time-from', words: 'Enter both times, or neither' }];
		if (this.timeFrom && this.timeFrom >= this.timeTo)
			return [{ field: 'plan-time-from', words: 'The first time has to be before the second' }];
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
		return this.plans(world).flatMap((plan) => {
			const bare = { ...plan, replaces: this.before.has(plan.pupilId) ? plan.replaces.slice(0, 1) : [] };
			const pupil = world.book.pupil(plan.pupilId);
			return planWarnings(bare, world).map((warning) => ({
				words: `${pupil && this.pupilIds.length > 1 ? `${fullName(pupil)}: ` : ''}${warningWords(warning)}`,
				isOverlap: warning.kind === 'overlaps'
			}));
		});
	}

	/** How many registers each child's plan is about. */
	registers(world: PlanWorld): number {
		return this.span ? halvesOf(this.span, world.book).length : 0;
	}

	/** When, in words. */
	get when(): string {
		const { span } = this;
		if (!span) return '';
		const times = this.timeFrom && this.timeTo ? { times: { from: this.timeFrom, to: this.timeTo } } : {};
		return whenWords({ ...span, ...times, ...(this.back && this.long === 'day' ? { back: this.back } : {}) });
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
