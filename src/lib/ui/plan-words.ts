import { longDate } from '$lib/rules/calendar.ts';
import { correctedAt } from '$lib/rules/clock.ts';
import type { Agreement, HeldFact, Plan } from '$lib/rules/facts.ts';
import type { PlanStep } from '$lib/rules/plan-list.ts';
import type { PlanToday } from '$lib/rules/plan-today.ts';
import type { PlanWarning } from '$lib/rules/plan-warnings.ts';
import { londonDate, londonMinute } from '$lib/rules/sessions.ts';
import { MAYBE_AT_HOME } from './code-needs.ts';
import { birthdayWords, counted } from './day-words.ts';
import { makerWords } from './history-words.ts';
import { codeWords, messageWords } from './office-words.ts';

const WEEKDAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays'];

/** 'Monday 23 November 2026, morning, 08:30 to 10:00', 'Thursdays and Fridays, 1 September 2026 to 20 July 2027'. */
export function whenWords(plan: Pick<Plan, 'from' | 'to' | 'weekdays' | 'only' | 'times' | 'back'>): string {
	const { from, to, weekdays, only, times, back } = plan;
	const half = only ?? (from.date === to.date && from.session === to.session ? from.session : null);
	const part = half === null ? '' : half === 'AM' ? 'morning' : 'afternoon';
	const timed = times ? `, ${times.from} to ${times.to}` : '';
	const returning = back ? `, back at ${back}` : '';
	if (from.date === to.date) return `${longDate(from.date)}${part ? `, ${part}` : ''}${timed}${returning}`;
	const begins = !only && from.session === 'PM' ? 'From the afternoon of ' : '';
	const ends = !only && to.session === 'AM' ? 'the morning of ' : '';
	const span = `${begins}${longDate(from.date)} to ${ends}${longDate(to.date)}`;
	const isEveryDay = !weekdays?.length || WEEKDAYS.every((_, at) => weekdays.includes(at + 1));
	const days = isEveryDay ? '' : listed(weekdays.map((each) => WEEKDAYS[each - 1] ?? ''));
	const parts = part && (days ? `${part}s` : part === 'morning' ? 'Every morning' : 'Every afternoon');
	const pattern = [days, parts].filter(Boolean).join(', ');
	return `${pattern ? `${pattern}: ` : ''}${span}${timed}${returning}`;
}

/** 'Visit or trip (V): Choir at the Town Hall', or what a parent said where there is no code yet. */
export function whatWords(plan: Plan): string {
	const detail = plan.detail ? `: ${plan.detail}` : '';
	if (plan.code) return `${codeWords(plan.code)}${detail}`;
	return plan.message ? messageWords(plan.message, plan.reason) : 'No code yet';
}

/** What its code rests on, in sentences. */
export function restsOnWords({ parent, askedOn, askedByParentAtHome: atHome, ...rest }: Agreement): string[] {
	const { from, to, review, licence, mobileChild } = rest;
	const who = parent ?? 'somebody';
	return [
		...(askedOn ? [`Asked for by ${who} on ${longDate(askedOn)}.`] : []),
		...(!askedOn && parent ? [`Agreed with ${parent}.`] : []),
		...(atHome === undefined ? [] : [`The child ${atHome ? 'normally lives' : 'does not live'} with them.`]),
		...(from && to ? [`For ${birthdayWords(from)} to ${birthdayWords(to)}.`] : []),
		...(review ? [`Looked at again on ${longDate(review)}.`] : []),
		...(licence ? [`Licence or exemption: ${licence}.`] : []),
		...(mobileChild === undefined
			? []
			: [mobileChild ? 'The family has no fixed home.' : 'The family has a fixed home.'])
	];
}

/** What should be seen before a plan is recorded, in a sentence. */
export function warningWords(warning: PlanWarning): string {
	switch (warning.kind) {
		case 'overlaps':
			return `Already known: ${warning.with.map((plan) => `${whatWords(plan)}, ${whenWords(plan)}`).join('; ')}.`;
		case 'expected-at-register':
			return 'It leaves out the minutes in which a register is taken, so the register expects the child to be here.';
		case 'begins-in-the-past':
			return 'It begins on a day that has gone. Registers already taken stay as they are.';
		case 'no-review':
			return 'It says no day on which the timetable is looked at again.';
		case 'maybe-at-home':
			return MAYBE_AT_HOME;
		case 'not-on-roll':
			return 'The child is on no class list on its first day.';
	}
}

const STEPS: Record<PlanStep['what'], string> = {
	told: 'A parent’s message was recorded',
	planned: 'Planned',
	changed: 'Changed',
	ended: 'Ended'
};

/** One step of a plan's history, in words. */
export function stepWords({ plan, what }: PlanStep): { what: string; said: string; who: string } {
	const at = correctedAt(plan);
	const maker = plan.maker ? makerWords(plan.maker) : 'Somebody on this device';
	const when = `${longDate(londonDate(at))} at ${londonMinute(at)}`;
	return {
		what: STEPS[what],
		said:
			what === 'ended'
				? plan.reason
					? `Why: ${plan.reason}`
					: ''
				: `${whatWords(plan)}. ${whenWords(plan)}.${plan.code && plan.reason ? ` ${plan.reason}` : ''}`,
		who: `${maker}, ${when}${isWaiting(plan) ? '. Waiting to send' : ''}`
	};
}

/** Whether the school has not told us that it has the plan. */
export function isWaiting(plan: HeldFact<Plan>): boolean {
	return plan.position === undefined;
}

/** '5 confirmed, 1 here after all, 2 not marked yet'; of one child 'Not marked yet', for there is nothing to count. */
export function todayWords({ confirmed, here, otherwise, unmarked }: PlanToday): string {
	const isOne = confirmed + here + otherwise + unmarked === 1;
	const said = [
		[confirmed, 'confirmed'],
		[here, 'here after all'],
		[otherwise, 'marked otherwise'],
		[unmarked, 'not marked yet']
	] as const;
	return said
		.filter(([count]) => count > 0)
		.map(([count, words]) =>
			isOne ? words.replace(/^./, (letter) => letter.toUpperCase()) : `${count} ${words}`
		)
		.join(', ');
}

/** 'child', 'children' with their number. */
export const childrenWords = (count: number): string => counted(count, 'child', 'children');

/** 'A', 'A and B', 'A, B and C'. */
export function listed(words: readonly string[]): string {
	if (words.length < 2) return words.join('');
	return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
