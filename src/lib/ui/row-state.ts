import type { HeldFact } from '$lib/rules/facts.ts';
import type { RegisterRow } from '$lib/rules/register.ts';

/** How far what a row shows has got: on screen, on this tablet, with the school; null where nothing was said. */
export type RowState = 'writing' | 'not-saved' | 'saved' | 'received' | null;

/** How far a row has got: as far as the least of its answers has. */
export function rowState(
	row: RegisterRow,
	unsent: ReadonlySet<string>,
	isStandIn: (id: string) => boolean,
	isNotSaved: boolean
): RowState {
	const said: HeldFact[] = row.facts.filter((fact) => fact.kind !== 'withdraw');
	if (row.proposal) said.push(row.proposal);
	if (said.some((fact) => isStandIn(fact.id))) return isNotSaved ? 'not-saved' : 'writing';
	if (said.some((fact) => unsent.has(fact.id))) return 'saved';
	return row.mark.shown === 'unmarked' && !row.proposal ? null : 'received';
}
