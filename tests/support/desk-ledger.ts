import type { School } from './school.ts';

/** What the school takes in from now on, told apart by kind. */
export function watchLedger(school: School) {
	const before = school.ledger.head();
	const since = () => school.ledger.since(before);
	return {
		since,
		of: <K extends ReturnType<typeof since>[number]['kind']>(kind: K) =>
			since().filter((fact) => fact.kind === kind)
	};
}
