import type { HeldFact } from '$lib/rules/facts.ts';

/** Whether the school is not known to have a fact: a plan lies in no half-day, and is known to be received when it has come back with its place. */
export function isWaiting(fact: HeldFact, unsentIds: ReadonlySet<string>): boolean {
	return unsentIds.has(fact.id) || (fact.kind === 'plan' && fact.position === undefined);
}
