import type { RegisterOf } from '$lib/rules/register.ts';

/** What a class was asked from this window: the minute (HH:MM) at which the server took it, or that it could not. */
export type Reminded = { at: string } | 'asking' | 'not-asked';

// For as long as the app is open, whichever screen is on: no fact, and nobody else's business.
let held: Readonly<Record<string, Reminded>> = $state.raw({});

/** What came of the last asking for a register from here; undefined: there was none. */
export function remindedOf(of: RegisterOf): Reminded | undefined {
	return held[keyOf(of)];
}

/** Remembers what came of asking for a register. */
export function rememberReminder(of: RegisterOf, what: Reminded): void {
	held = { ...held, [keyOf(of)]: what };
}

const keyOf = ({ classId, date, session }: RegisterOf): string => `${classId} ${date} ${session}`;
