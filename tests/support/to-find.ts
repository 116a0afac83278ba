import type { HeldFact } from '../../src/lib/rules/facts.ts';
import type { ToFind } from '../../src/lib/rules/find-row.ts';
import { childrenToFind } from '../../src/lib/rules/find.ts';
import type { Session } from '../../src/lib/rules/sessions.ts';
import type { TabletSeen } from '../../src/lib/rules/tablets.ts';
import { dayAt, desk, officeBook, on, presentButFor, tablet, tap } from './office-day.ts';
import { must } from './school-2026-27.ts';

/** What is said otherwise. */
export interface SeenBeside {
	session?: Session;
	tablets?: readonly TabletSeen[];
	desks?: readonly TabletSeen[];
	tabletsAt?: number | null;
	book?: ReturnType<typeof officeBook>;
}

/** Eve, present all day. */
export const oak = tap('eve', '08:52', '/');
const oakPM = tap('eve', '13:12', '\\', { session: 'PM' });

/** What is to be found at a time; all tablets are heard just now, but for what is said otherwise. */
export function list(time: string, facts: readonly HeldFact[], seen: SeenBeside = {}) {
	const { tablets = [tablet(time)], desks = [desk(time)], tabletsAt = on(time), book = officeBook() } = seen;
	const session = seen.session ?? (time < '12:00' ? 'AM' : 'PM');
	const known = { session, now: on(time), tablets, tabletsAt, desks };
	const oaks = [oak, oakPM].filter(({ madeAt }) => madeAt <= on(time));
	return childrenToFind(dayAt(time, [...oaks, ...facts], book), known);
}
/** The rows alone. */
export const rows = (...args: Parameters<typeof list>): ToFind[] => list(...args).rows;
/** Who is to be found, and why: Dee missing-at-pm, urgent. */
export const kinds = (...args: Parameters<typeof list>): string[] =>
	rows(...args).map(({ pupil, kind, urgent }) => `${pupil.forename} ${kind}${urgent ? ', urgent' : ''}`);
/** The first row. */
export const row = (...args: Parameters<typeof list>): ToFind => must(rows(...args)[0], 'a row');

/** What a row prompts, in words. */
export const prompts = (of: ToFind): string[] => of.prompts.map(({ words }) => words);

/** Dee is absent in a morning register that is otherwise taken. */
export const deeAbsent = () => [...presentButFor('dee'), tap('dee', '08:52', 'N')];
/** Made on another tablet. */
export const unseen = { clientId: 'c-other' };
