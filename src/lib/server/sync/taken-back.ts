import type { Entry, HeldFact, Withdrawal } from '../../rules/facts.ts';
import type { Store } from '../store/store.ts';
import { neededIn, type Holding } from './needed.ts';

/**
 * [E1] Facts for a class's device with what takes back those of other classes among them, wherever that lies: a withdrawal names
 * entries and no pupil, and without it the new class of a child would show a mark that the former took back. Others' are left out.
 */
export async function withTakenBack(
	store: Store,
	schoolId: string,
	facts: readonly HeldFact[],
	holding: Holding
): Promise<HeldFact[]> {
	const isForeign = (fact: HeldFact) => 'classId' in fact && !holding.classIds.includes(fact.classId);
	const marks = facts.filter((fact): fact is HeldFact<Entry> => fact.kind === 'mark' && isForeign(fact));
	const loose = facts.filter(
		(fact): fact is HeldFact<Withdrawal> => fact.kind === 'withdraw' && isForeign(fact)
	);
	if (marks.length + loose.length === 0) return [...facts];
	const behind = await store.withdrawalsIn(schoolId, marks);
	const named = await store.facts(
		schoolId,
		loose.flatMap(({ entries }) => entries)
	);
	const theirs = new Set([...marks, ...neededIn([...named.values()], holding)].map(({ id }) => id));
	const isOfTheirs = ({ entries }: Withdrawal) => entries.some((id) => theirs.has(id));
	return [
		...facts.filter((fact) => fact.kind !== 'withdraw' || !isForeign(fact) || isOfTheirs(fact)),
		...behind.filter(isOfTheirs)
	];
}
