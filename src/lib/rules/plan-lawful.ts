import { csaEnd, csaStart } from './age.ts';
import type { Book } from './book.ts';
import { isAfter } from './halves.ts';
import { addDays, dayAndMonth, longDate, previousSchoolDay } from './calendar.ts';
import { ofReligiousDay } from './code-needs.ts';
import { refuse, type Refused } from './code-question.ts';
import { codeRule } from './code-table.ts';
import { ADMIN, NEVER_PREFILL, type Code } from './codes.ts';
import type { Half, Plan } from './facts.ts';
import { judgeCode, type Judgement } from './legality.ts';
import { daysOf, halvesOf, standingPlans } from './plan-days.ts';
import { sixthDayInARow } from './plan-suspension.ts';
import { observedBeside, schoolDaysBeside, type MarkedDays } from './religious-day.ts';
import { keepsTheRecord, MAY_ENTER, whoEnters, type Role } from './roles.ts';

/** A plan as far as it is on trial. */
export type PlanInQuestion = Omit<
	Plan,
	'id' | 'kind' | 'v' | 'clientId' | 'seq' | 'signInId' | 'madeAt' | 'clock'
> & { id?: string };

/** Who plans, and what the school knows: the pupil's other plans as far as they are held. */
export interface PlanKnown {
	book: Book;
	role: Role;
	plans: readonly Plan[];
	/** What the pupil's marks of the school days beside say, where they were looked up [X9]. */
	marked?: MarkedDays;
}

/** A plan is for one school year at the most. */
const MOST_DAYS = 366;
const TOO_LONG = 'It is longer than a year. Plan one school year at a time.';
/** [X4] What is said of minutes that are no span of time: no register would ever expect the child away in them. */
export const MINUTES_REVERSED = 'The first time has to be before the second.';

/**
 * [X4] Whether a plan is lawful: on every half-day it is about, its code is one that this person could enter for this pupil
 * with what the plan says. The same answer on the screen that makes it and on the server.
 */
export function judgePlanned(plan: PlanInQuestion, known: PlanKnown): Judgement {
	return refusalOf(plan, known) ?? { ok: true };
}

function refusalOf(plan: PlanInQuestion, known: PlanKnown): Refused | null {
	const { book, role } = known;
	const pupil = book.pupil(plan.pupilId);
	if (!pupil) return refuse('unknown-pupil', 'This school does not know that pupil.');
	if (isAfter(plan.from, plan.to)) return refuse('ends-before', 'It ends before it begins.');
	const replaced = known.plans.filter((each) => plan.replaces.includes(each.id));
	if (plan.cancelled || plan.code === undefined) return ofUncoded(plan, role, replaced);
	const { code } = plan;
	if (NEVER_PREFILL.has(code) || ADMIN.has(code))
		return refuse('not-by-plan', 'That code cannot be planned: it is for what has happened.');
	// What was granted once is not granted again by ending it sooner, whatever the rules have become.
	if (keepsTheRecord(role) && replaced.some((each) => shortens(plan, each))) return null;
	if (isTooLong(plan)) return refuse('too-long', TOO_LONG);
	if (isReversed(plan)) return refuse('minutes-reversed', MINUTES_REVERSED);
	if (!MAY_ENTER[role].includes(code)) return refuse('not-your-code', whoEnters(code, role));
	const halves = halvesOf(plan, book);
	if (halves.length === 0)
		return refuse('no-days', 'No school day falls in it, so there is nothing to expect. Check the dates.');
	return ofHalves(plan, code, halves, known) ?? ofCode(plan, code, halves, known);
}

/** [X5] A parent's word has no code yet, and who takes a plan back says only that it ends. */
function ofUncoded(plan: PlanInQuestion, role: Role, replaced: readonly Plan[]): Refused | null {
	if (!plan.cancelled && !plan.message) return refuse('no-code', 'Select a code for the planned absence.');
	// Whatever is taken back, however long it was, may be.
	if (!plan.cancelled && isTooLong(plan)) return refuse('too-long', TOO_LONG);
	if (!plan.cancelled && isReversed(plan)) return refuse('minutes-reversed', MINUTES_REVERSED);
	const takesBackCode = replaced.find((each) => each.code !== undefined)?.code;
	if (plan.cancelled && takesBackCode && !keepsTheRecord(role))
		return refuse('not-your-code', 'A planned absence is ended by the attendance office or the head.');
	return null;
}

function isTooLong({ from, to }: PlanInQuestion): boolean {
	return addDays(from.date, MOST_DAYS) < to.date;
}

/** [X4] Whether a plan's minutes end before they have begun, or as they begin. */
export function isReversed({ times }: Pick<Plan, 'times'>): boolean {
	return times !== undefined && times.from >= times.to;
}

/** The mark's own rule, on every half-day of the plan. */
function ofHalves(
	plan: PlanInQuestion,
	code: Code,
	halves: readonly Half[],
	{ book, role }: PlanKnown
): Refused | null {
	const pupil = book.pupil(plan.pupilId);
	if (!pupil) return null;
	const { dob, register } = pupil;
	for (const { date, session } of halves) {
		const judged = judgeCode({
			...{ code, date, session, role, how: 'office', detail: plan.detail, agreement: plan.agreement },
			pupil: { dob, otherSchool: register?.otherSchool, startsOn: register?.startingDay },
			switchedOn: book.settingsOn(date)?.switchedOn
		});
		if (!('refused' in judged)) continue;
		const isLater = date !== halves[0]?.date;
		const on = isLater ? ` That is so on ${longDate(date)}: let the plan end before.` : '';
		return refuse(
			judged.refused,
			`${judged.message}${judged.refused === 'age' ? ageWords(code, dob) : ''}${on}`
		);
	}
	return null;
}

/** [G1] When compulsory age begins or ends for this pupil, so that a plan can be made that fits. */
function ageWords(code: Code, dob: string): string {
	if (code !== 'X' && code !== 'C2' && code !== 'T') return '';
	return ` This pupil is of compulsory school age from ${longDate(csaStart(dob))} to ${longDate(csaEnd(dob))}.`;
}

/** What holds of a plan as a whole. */
function ofCode(
	plan: PlanInQuestion,
	code: Code,
	halves: readonly Half[],
	{ book, plans, marked }: PlanKnown
): Refused | null {
	const { group } = codeRule(code);
	const others = standingPlans(plans.filter((each) => each.pupilId === plan.pupilId)).filter(
		(each) => each.id !== plan.id && !plan.replaces.includes(each.id)
	);
	const isSaid = (plan.detail ?? '').trim() !== '';
	if (group === 'elsewhere' && code !== 'D' && !isSaid)
		return refuse('detail-missing', 'Enter what the activity is.');
	if (group === 'unable' && !isSaid)
		return refuse('detail-missing', 'Enter what keeps the pupil from coming.');
	if (code === 'C2' && !plan.weekdays?.length && !plan.only)
		return refuse(
			'no-pattern',
			'A part-time timetable names the sessions in which the pupil is not due in. Select weekdays, mornings or afternoons.'
		);
	if (code === 'R') return ofObservance(plan, halves, others, { book, marked });
	if (code === 'E') {
		const suspended = others.filter((each) => each.code === 'E').flatMap((each) => halvesOf(each, book));
		const own = daysOf(halves);
		const sixth = sixthDayInARow(daysOf(suspended), book, own);
		if (sixth !== null) return alternativeDue(sixth, own, book);
	}
	return null;
}

/** [X6] Case C17: the sixth school day in a row asks for other education. */
function alternativeDue(sixth: string, own: readonly string[], book: Book): Refused {
	const last = previousSchoolDay(book, sixth);
	const isAnothers = !own.includes(sixth);
	return refuse(
		'alternative-due',
		`Other education is due from the sixth school day. Let E end on ${last === null ? 'the fifth' : longDate(last)}, and plan K, B or D from ${longDate(sixth)}.${isAnothers ? ' E is planned for that day already: end that plan first.' : ''}`
	);
}

/** [X9] Case C14: the one day that the religious body sets apart. */
function ofObservance(
	plan: PlanInQuestion,
	halves: readonly Half[],
	others: readonly Plan[],
	{ book, marked }: Pick<PlanKnown, 'book' | 'marked'>
): Refused | null {
	const days = daysOf(halves);
	const day = days[0] ?? plan.from.date;
	if (days.length > 1)
		return refuse(
			'one-day-only',
			`R is for the one day that the religious body sets apart: ${dayAndMonth(day)}. A further day needs leave from the head (C), or is unauthorised (O).`
		);
	const known = new Map(schoolDaysBeside(book, day).map((date) => [date, marked?.get(date) ?? []]));
	return ofReligiousDay(plan.detail, observedBeside(day, known, others, book));
}

/** [X10] The same plan, over sooner or begun later: who ends it early grants nothing. */
function shortens(plan: PlanInQuestion, before: Plan): boolean {
	return (
		before.code === plan.code &&
		before.pupilId === plan.pupilId &&
		!isAfter(before.from, plan.from) &&
		!isAfter(plan.to, before.to) &&
		same(before.weekdays, plan.weekdays) &&
		same(before.times, plan.times) &&
		before.only === plan.only &&
		same(before.agreement, plan.agreement) &&
		before.detail === plan.detail
	);
}

const same = (a: object | undefined, b: object | undefined): boolean => wordsOf(a) === wordsOf(b);
const wordsOf = (value: object = {}): string =>
	JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
