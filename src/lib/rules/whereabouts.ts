import { CLOCK_SLACK_MS, correctedAt } from './clock.ts';
import type { Back, Elsewhere, HeldFact, Out, SettingsFact } from './facts.ts';
import { londonInstant } from './sessions.ts';

/** Where a child is said to be on a day, beside what was marked. */
export interface Whereabouts {
	/** The leaving that has begun and that nothing has ended. */
	out: HeldFact<Out> | null;
	/** Every leaving of the day that stands, with the coming back that ended it, oldest first. */
	outs: { out: HeldFact<Out>; back: HeldFact<Back> | null }[];
	/** In school, and not in the room. */
	elsewhere: HeldFact<Elsewhere> | null;
	/** A leaving was recorded, and has ended or was taken back: whoever it is about is here again, or never left. */
	isBack: boolean;
}

type Whereabout = HeldFact<Out> | HeldFact<Back> | HeldFact<Elsewhere>;

const NOWHERE: Whereabouts = { out: null, outs: [], elsewhere: null, isBack: false };

/**
 * What is said of one child's whereabouts on one day, at an instant (epoch ms), from facts in any order, however often
 * they came [B1] [B5]. Without `times` an *elsewhere* that names no end does not end by itself.
 */
export function whereaboutsOf(
	facts: readonly HeldFact[],
	now: number,
	times: SettingsFact['times'] | null = null
): Whereabouts {
	const said = facts.filter(isWhereabout);
	if (said.length === 0) return NOWHERE;
	const leavings = said.filter((fact) => fact.kind === 'out');
	const backs = standing(said.filter((fact) => fact.kind === 'back')).sort(byTime);
	const outs = standing(leavings)
		.sort(byTime)
		.map((out) => ({ out, back: backEnding(out, leavings, backs) }));
	const begun = outs.filter(({ out }) => hasBegun(out, now));
	const elsewhere = standing(said.filter((fact) => fact.kind === 'elsewhere'))
		.sort(byTime)
		.filter((fact) => hasBegun(fact, now) && !isPast(fact, now, times))
		.filter((fact) => !begun.some(({ out }) => byTime(out, fact) > 0));
	const out = begun.findLast(({ back }) => !back || !hasBegun(back, now))?.out ?? null;
	return {
		out,
		outs,
		elsewhere: elsewhere.at(-1) ?? null,
		isBack: out === null && leavings.some((leaving) => hasBegun(leaving, now))
	};
}

/** Whether a child who left was expected back by now and is not [B2]. */
export function isOverdueBack(out: Out, now: number): boolean {
	return out.expectedBack !== undefined && now >= londonInstant(out.date, out.expectedBack);
}

/** Of facts of one kind that correct each other, those that stand, each once: not replaced, and not a mere taking back [B3]. */
export function standing<F extends { id: string; replaces: string[]; cancelled?: true }>(
	facts: readonly F[]
): F[] {
	const replaced = new Set(facts.flatMap((fact) => fact.replaces.filter((id) => id !== fact.id)));
	const once = new Map(facts.map((fact) => [fact.id, fact]));
	return [...once.values()].filter((fact) => !fact.cancelled && !replaced.has(fact.id));
}

const GONE: Record<Out['why'], string> = {
	ill: 'gone home',
	appointment: 'appointment',
	lunch: 'home for lunch',
	trip: 'trip',
	other: ''
};

/** 'Out since 10:40: dentist': where to, as far as it was said. */
export function outWords(out: Out, where: string = out.where || GONE[out.why]): string {
	return where ? `Out since ${out.at}: ${where}` : `Out since ${out.at}`;
}

/** 'In school, elsewhere: library', or with which class. */
export function elsewhereWords(fact: Elsewhere, className: string | undefined): string {
	return className ? `In school, with ${className}` : `In school, elsewhere: ${fact.where}`;
}

/** Whether a fact says that a child has gone somewhere or come back. */
export function isWhereabout(fact: HeldFact): fact is Whereabout {
	return fact.kind === 'out' || fact.kind === 'back' || fact.kind === 'elsewhere';
}

/** The coming back that names the leaving, or one that it corrects; else the first after it: who is back has not left twice. */
function backEnding(
	out: HeldFact<Out>,
	leavings: readonly HeldFact<Out>[],
	backs: readonly HeldFact<Back>[]
): HeldFact<Back> | null {
	const names = corrected(out, leavings);
	return backs.find((back) => names.has(back.out)) ?? backs.find((back) => byTime(back, out) > 0) ?? null;
}

/** A leaving's id and the ids of all that it takes the place of, one after the other. */
function corrected(out: HeldFact<Out>, leavings: readonly HeldFact<Out>[]): Set<string> {
	const names = new Set([out.id]);
	// A set grows while it is walked, and holds each id once: a ring ends too.
	for (const id of names)
		for (const each of leavings) if (each.id === id) for (const before of each.replaces) names.add(before);
	return names;
}

/** From its minute on; two clocks differ by a little. */
function hasBegun(fact: Whereabout, now: number): boolean {
	return now >= londonInstant(fact.date, fact.at) - CLOCK_SLACK_MS;
}

function isPast(fact: Elsewhere, now: number, times: SettingsFact['times'] | null): boolean {
	const until = fact.until ?? times?.[fact.session].end;
	return until !== undefined && now >= londonInstant(fact.date, until);
}

function byTime(a: Whereabout, b: Whereabout): number {
	return a.at === b.at ? correctedAt(a) - correctedAt(b) || (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1;
}
