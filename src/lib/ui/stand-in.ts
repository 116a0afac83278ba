import type { FactBase, HeldFact } from '../rules/facts.ts';
import type { Draft } from './recorder.ts';

/** Whose taps these are: as much of a fact as says so. */
export type Maker = Pick<FactBase, 'clientId' | 'signInId'>;

const STAND_IN = 'shown ';

/** Whether a fact, by its id, is on screen only: the device has not written it yet. */
export function isStandIn(id: string | null): boolean {
	return id?.startsWith(STAND_IN) ?? false;
}

/** The fact that a draft will be, as far as the screen can know before the device has written it: a mark replaces what is `held`. */
export function standInFor(
	draft: Draft,
	{ number, madeAt, clientId, signInId }: Maker & { number: number; madeAt: number },
	held: readonly HeldFact[]
): HeldFact {
	const base = {
		...{ id: `${STAND_IN}${number}`, v: 1, seq: 0, clientId, signInId, madeAt },
		clock: { offsetMs: 0, doubtMs: 0 }
	};
	if (draft.kind !== 'mark') return { ...base, ...draft };
	return { ...base, ...draft, replaces: held.flatMap((fact) => (fact.kind === 'mark' ? [fact.id] : [])) };
}
