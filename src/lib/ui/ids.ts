import type { RowTaking } from './row-taking.svelte.ts';

export const NO_IDS: ReadonlySet<string> = new Set();

/** The ids of some facts, and others beside them. */
export function idsOf(facts: readonly { id: string }[], others: Iterable<string> = []): ReadonlySet<string> {
	return new Set([...others, ...facts.map((fact) => fact.id)]);
}

/** Rows by the pupil they are of. */
export function rowsByPupil(rows: readonly RowTaking[]): ReadonlyMap<string, RowTaking> {
	return new Map(rows.map((each) => [each.pupilId, each]));
}
