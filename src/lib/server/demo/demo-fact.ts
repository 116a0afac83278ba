import type { Fact } from '../../rules/facts.ts';
import type { RegisterOf } from '../../rules/register.ts';
import { Chance, demoId } from './chance.ts';

/** A made-up fact, who made it, and when the server would have had it. */
export interface DemoFact {
	fact: Fact;
	staffId: string;
	receivedAt: number;
	/** The register it belongs to: if real people took that one, the demo leaves it alone. */
	of: RegisterOf | null;
}

type Told<F> = F extends Fact
	? Omit<F, 'id' | 'v' | 'clientId' | 'seq' | 'signInId' | 'madeAt' | 'clock'>
	: never;

/** A fact as if made at an instant by a member of staff; `key` is what makes its id the same at every start. */
export function demoFact(
	staffId: string,
	madeAt: number,
	key: readonly (string | number)[],
	told: Told<Fact>,
	of: RegisterOf | null = null
): DemoFact {
	const id = demoId(madeAt, told.kind, ...key);
	const base = {
		id,
		v: 1,
		clientId: '',
		seq: 1,
		signInId: `demo-${staffId}`,
		madeAt,
		clock: { offsetMs: 0, doubtMs: 120 }
	};
	return {
		fact: withoutHoles({ ...base, ...told }),
		staffId,
		receivedAt: madeAt + new Chance(id).between(300, 4000),
		of
	};
}

// A field that is not told is not there: what is hashed and what is stored must be the same.
function withoutHoles<F extends Fact>(fact: F): F {
	for (const [field, value] of Object.entries(fact))
		if (value === undefined) Reflect.deleteProperty(fact, field);
	return fact;
}

/** Facts in the order in which they were made, numbered from 1 as one client's. */
export function numbered(clientId: string, facts: readonly DemoFact[]): DemoFact[] {
	return [...facts]
		.sort((a, b) => a.fact.madeAt - b.fact.madeAt || (a.fact.id < b.fact.id ? -1 : 1))
		.map((each, index) => ({ ...each, fact: { ...each.fact, clientId, seq: index + 1 } }));
}
