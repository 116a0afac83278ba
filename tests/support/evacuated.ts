import { evacuation } from '../../src/lib/rules/evacuation.ts';
import type { HeldFact } from '../../src/lib/rules/facts.ts';
import { dayAt, MONDAY, tapped } from './desk-facts.ts';
import { at, must } from './school-2026-27.ts';

/** The evacuation list of that minute. */
export const list = (minute: string, facts: HeldFact[]) =>
	evacuation(dayAt(minute, facts), [], at(MONDAY, minute));
/** The one class on it. */
export const classOf = (minute: string, facts: HeldFact[]) =>
	must(list(minute, facts).classes[0], 'one class');
/** Ava, marked present in the morning. */
export const here = tapped('p', '08:52', '/');
/** What makes an entry one of the afternoon. */
export const afternoon = { session: 'PM' } as const;
