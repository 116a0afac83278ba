import { correctedAt } from './clock.ts';
import type { FactBase, HeldFact } from './facts.ts';
import { once } from './once.ts';

const DAY_MS = 86_400_000;

/**
 * [R4] Facts about one thing, each once, in the order in which they were made: whatever came in when, and whichever way a
 * restored school heard it, the last of them holds. The same facts in any order are put in the same order.
 */
export function inOrderMade<F extends HeldFact<FactBase>>(facts: Iterable<F>): F[] {
	const each = once(facts).map((fact): Placed<F> => ({
		fact,
		at: countsAsMade(fact),
		position: fact.position ?? Infinity
	}));
	if (each.length < 2) return each.map(({ fact }) => fact);
	const devices = Map.groupBy(each, ({ fact }) => fact.clientId);
	return [...devices]
		.flatMap(([clientId, own]) => (clientId === '' ? own : inOwnOrder(own)))
		.sort((a, b) => byTime(a, b) || compare(a.fact.clientId, b.fact.clientId) || byNumber(a, b))
		.map(({ fact }) => fact);
}

/** A fact and its place among those about the same thing. */
interface Placed<F> {
	fact: F;
	at: number;
	/** Infinity where the school has not placed it yet. */
	position: number;
}

/** When a fact counts as made: never after the school had it, and only then where nobody can vouch for the day of its clock. */
function countsAsMade({ receivedAt = Infinity, ...fact }: HeldFact<FactBase>): number {
	const { doubtMs } = fact.clock;
	const isUnknown = doubtMs === null || doubtMs >= DAY_MS;
	return isUnknown ? receivedAt : Math.min(correctedAt(fact), receivedAt);
}

/** Of one device nothing counts as made before what it had numbered lower: its clock may have been put right in between. */
function inOwnOrder<F extends HeldFact<FactBase>>(own: readonly Placed<F>[]): Placed<F>[] {
	let latest: Placed<F> | null = null;
	return own.toSorted(byNumber).map((placed) => {
		const isBehind: boolean = latest !== null && byTime(placed, latest) < 0;
		latest = isBehind && latest ? { ...latest, fact: placed.fact } : placed;
		return latest;
	});
}

type Order = (a: Placed<HeldFact<FactBase>>, b: Placed<HeldFact<FactBase>>) => number;

const byTime: Order = (a, b) => compare(a.at, b.at) || compare(a.position, b.position);

/** Numbers that two facts share are no evidence: a copied device gave them. */
const byNumber: Order = (a, b) => a.fact.seq - b.fact.seq || byTime(a, b) || compare(a.fact.id, b.fact.id);

// Nothing is less or more than itself: endless ones too, whose difference is no number.
const compare = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
