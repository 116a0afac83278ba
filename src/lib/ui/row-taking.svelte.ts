import type { HeldFact } from '$lib/rules/facts.ts';
import { rowOf, type RegisterRow } from '$lib/rules/register.ts';
import type { Whereabouts } from '$lib/rules/whereabouts.ts';
import type { RowState } from './row-state.ts';

/** One pupil's row on screen: drawn anew only when something about that pupil changes. */
export class RowTaking {
	readonly pupilId: string;
	/** How far what the row shows has got. */
	state: RowState = $state(null);
	/** Where the child is said to have gone; null where nobody said anything. */
	whereabouts: Whereabouts | null = $state.raw(null);
	/** Why the school did not accept an answer of this row; null where it did. */
	refused: string | null = $state(null);
	#row: RegisterRow;
	#pupil: RegisterRow['pupil'];

	constructor(row: RegisterRow) {
		this.pupilId = row.pupil.pupilId;
		this.#row = $state.raw(row);
		this.#pupil = $state.raw(row.pupil);
	}

	/** Apart from the row: what reads only names is not asked again at every tap. */
	get pupil(): RegisterRow['pupil'] {
		return this.#pupil;
	}

	get row(): RegisterRow {
		return this.#row;
	}

	/** Takes a newer reading of the same pupil; one that says the same leaves the screen alone. */
	become(row: RegisterRow): this {
		if (row.pupil.id !== this.#pupil.id) this.#pupil = row.pupil;
		if (!isSameRow(this.#row, row)) this.#row = row;
		return this;
	}
}

/** Whether two readings of a pupil are made of the same facts. */
function isSameRow(a: RegisterRow, b: RegisterRow): boolean {
	if (a === b) return true;
	const isSame = (x: HeldFact | null | undefined, y: HeldFact | null | undefined) =>
		x?.id === y?.id && x?.position === y?.position;
	return (
		isSame(a.pupil, b.pupil) &&
		isSame(a.proposal, b.proposal) &&
		a.facts.length === b.facts.length &&
		a.facts.every((fact, at) => isSame(fact, b.facts[at])) &&
		a.plans.expected.length === b.plans.expected.length &&
		a.plans.expected.every((plan, at) => plan.id === b.plans.expected[at]?.id) &&
		a.plans.byId.size === b.plans.byId.size
	);
}

/** The row with one fact more: only this pupil's mark is folded anew. */
export function withFact(row: RegisterRow, fact: HeldFact): RegisterRow {
	const { pupil, plans } = row;
	if (fact.kind === 'propose') return rowOf(pupil, row.facts, plans, fact);
	if (fact.kind !== 'mark' && fact.kind !== 'seen' && fact.kind !== 'withdraw') return row;
	if (fact.kind === 'withdraw' && !row.facts.some((each) => fact.entries.includes(each.id))) return row;
	return rowOf(pupil, [...row.facts, fact], plans, row.proposal);
}

/** The row without some facts. */
export function withoutFacts(row: RegisterRow, gone: ReadonlySet<string>): RegisterRow {
	const facts = row.facts.filter((fact) => !gone.has(fact.id));
	const proposal = row.proposal && gone.has(row.proposal.id) ? null : row.proposal;
	if (facts.length === row.facts.length && proposal === row.proposal) return row;
	return rowOf(row.pupil, facts, row.plans, proposal);
}
