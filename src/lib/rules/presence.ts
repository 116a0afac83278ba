import { isOnSite } from './answers.ts';
import { evidenceClass } from './codes.ts';
import type { Entry, HeldFact } from './facts.ts';
import type { Mark } from './mark.ts';
import type { RegisterRow } from './register.ts';

/** The entry that a mark shows, or null. */
export function shownEntry(mark: Mark): HeldFact<Entry> | null {
	return mark.history.find((line) => line.standing === 'shows')?.entry ?? null;
}

/** Whether the mark says that the child is in school, and a person stands behind it. */
export function isHere(mark: Mark): boolean {
	return (mark.shown === 'present' || mark.shown === 'late') && !mark.provisional;
}

/** Whether an entry says that the child is in school. */
export function saysHere(entry: Entry): boolean {
	return entry.code !== undefined && isOnSite(evidenceClass(entry.code));
}

/** Whether people disagree about a child's being in school, whichever answer shows. */
export function isPresenceDoubtful(mark: Mark): boolean {
	const between = new Set(mark.dispute?.between);
	return mark.provisional || mark.history.some(({ entry }) => between.has(entry.id) && saysHere(entry));
}

/** [CF7] Confirmed in class as a known absence that somebody has taken back or given other days, so that no plan expects the child away. */
export function restsOnNoPlan({ mark, plans }: Pick<RegisterRow, 'mark' | 'plans'>): boolean {
	const { how, confirms } = shownEntry(mark) ?? {};
	if (mark.shown !== 'away' || how !== 'plan' || confirms === undefined || plans.expected.length > 0)
		return false;
	return [...plans.byId.values()].some((plan) => plan.replaces.includes(confirms));
}
