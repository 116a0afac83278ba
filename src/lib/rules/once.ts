import type { FactBase, HeldFact } from './facts.ts';

/** The same fact twice is one fact; of two tellings the one that the school has placed is kept. */
export function once<F extends HeldFact<FactBase>>(facts: Iterable<F>): F[] {
	const byId = new Map<string, F>();
	for (const fact of facts) keepFuller(byId, fact);
	return [...byId.values()];
}

/** Keeps a fact under its id, unless what is kept there tells more; whichever comes first, the same is kept. */
export function keepFuller<F extends HeldFact<FactBase>>(byId: Map<string, F>, fact: F): void {
	const held = byId.get(fact.id);
	if (!held || tellsMore(fact, held)) byId.set(fact.id, fact);
}

function tellsMore(a: HeldFact<FactBase>, b: HeldFact<FactBase>): boolean {
	const placed = Number(a.position !== undefined) - Number(b.position !== undefined);
	return placed !== 0 ? placed > 0 : JSON.stringify(a) < JSON.stringify(b);
}
