import { correctedAt } from './clock.ts';
import type { Back, Elsewhere, HeldFact, Out } from './facts.ts';
import { londonInstant } from './sessions.ts';

/** Where a child is said to be on a day, beside what was marked. */
export interface Whereabouts {
	/** The leaving that nothing has ended. */
	out: HeldFact<Out> | null;
	/** Every leaving of the day that stands, with the coming back that ended it, oldest first. */
	outs: { out: HeldFact<Out>; back: HeldFact<Back> | null }[];
	/** In school, and not in the room. */
	elsewhere: HeldFact<Elsewhere> | null;
}

type Whereabout = HeldFact<Out> | HeldFact<Back> | HeldFact<Elsewhere>;

/** What is said of one child's whereabouts on one day, at an instant (epoch ms), from facts in any order [B1]. */
export function whereaboutsOf(facts: readonly HeldFact[], now: number): Whereabouts {
	const said = standing(facts.filter(isWhereabout)).sort(byTime);
	const outs = said
		.filter((fact) => fact.kind === 'out')
		.map((out) => ({
			out,
			back: said.find((fact): fact is HeldFact<Back> => fact.kind === 'back' && fact.out === out.id) ?? null
		}));
	const elsewhere = said.filter((fact) => fact.kind === 'elsewhere').filter((fact) => !isPast(fact, now));
	return {
		out: outs.findLast(({ back }) => back === null)?.out ?? null,
		outs,
		elsewhere: elsewhere.at(-1) ?? null
	};
}

/** Whether a child who left was expected back by now and is not [B2]. */
export function isOverdueBack(out: Out, now: number): boolean {
	return out.expectedBack !== undefined && now >= londonInstant(out.date, out.expectedBack);
}

/** Of facts that correct each other, those that stand: not replaced, and not a mere taking back [B3]. */
export function standing<F extends { id: string; replaces: string[]; cancelled?: true }>(
	facts: readonly F[]
): F[] {
	const replaced = new Set(facts.flatMap((fact) => fact.replaces));
	return facts.filter((fact) => !fact.cancelled && !replaced.has(fact.id));
}

function isWhereabout(fact: HeldFact): fact is Whereabout {
	return fact.kind === 'out' || fact.kind === 'back' || fact.kind === 'elsewhere';
}

function isPast(fact: Elsewhere, now: number): boolean {
	return fact.until !== undefined && now >= londonInstant(fact.date, fact.until);
}

function byTime(a: Whereabout, b: Whereabout): number {
	return a.at === b.at ? correctedAt(a) - correctedAt(b) || (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1;
}
