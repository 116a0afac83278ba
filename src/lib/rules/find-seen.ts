import { correctedAt } from './clock.ts';
import type { PupilDay } from './day.ts';
import type { Entry, HeldFact, Plan } from './facts.ts';
import type { Mark } from './mark.ts';
import { isHere, saysHere, shownEntry } from './presence.ts';
import { isLeft } from './received.ts';
import type { RegisterRow } from './register.ts';
import { londonInstant, SESSIONS } from './sessions.ts';

/** Whether of the answers that disagree one says here and one says not here. */
export function isPresenceDisputed({ dispute, history }: Mark): boolean {
	if (!dispute) return false;
	const between = history.flatMap(({ entry }) => (dispute.between.includes(entry.id) ? [entry] : []));
	const here = between.filter(saysHere).length;
	return here > 0 && here < between.length;
}

/** Whether the answer before this one was that the child is here; what was taken back was no answer. */
export function wasHereBefore({ history }: Mark, headId: string): boolean {
	const stood = history.filter(({ standing }) => standing !== 'withdrawn');
	const before = stood[stood.findIndex(({ entry }) => entry.id === headId) - 1];
	return before !== undefined && saysHere(before.entry);
}

/**
 * The child with what is still so of the day's messages: whoever went home ill and came back, or never left after all, is not
 * accounted for by the message that told of it; nor in the afternoon is who came this morning in spite of a message [CF7].
 */
export function asKnownNow(child: PupilDay): PupilDay {
	const { isBack } = child.whereabouts;
	// Of most children nobody has told anything: the board asks this of every one.
	if (!isBack && !child.PM.plans.expected.some((plan) => plan.message)) return child;
	const isStillSo = (plan: HeldFact<Plan>): boolean =>
		!plan.message?.wentHome ? !hasComeInSpiteOf(plan, child) : !isBack;
	const stillSo = (row: RegisterRow): RegisterRow => {
		const expected = row.plans.expected.filter(isStillSo);
		return expected.length === row.plans.expected.length
			? row
			: { ...row, plans: { ...row.plans, expected } };
	};
	return { ...child, AM: isBack ? stillSo(child.AM) : child.AM, PM: stillSo(child.PM) };
}

/** Whether a message had told of this morning too, and somebody saw the child here after it. */
function hasComeInSpiteOf(plan: HeldFact<Plan>, { AM }: PupilDay): boolean {
	if (!plan.message || !AM.plans.expected.some(({ id }) => id === plan.id)) return false;
	const head = shownEntry(AM.mark);
	return isHere(AM.mark) && head !== null && isSighting(head) && seenAt(head) > correctedAt(plan);
}

/** When a child who has not come back left (epoch ms); -Infinity: nobody said so. */
export function leftAt({ whereabouts: { out } }: PupilDay): number {
	return out ? londonInstant(out.date, out.at) : -Infinity;
}

/**
 * Whether the child was signed out and is not back; one marked absent before that never came, and another child left. A trip’s
 * register is its leader’s: who is marked absent in it, however late, did not go with it [CF3].
 */
export function hasLeft(child: PupilDay, head: HeldFact<Entry> | null): boolean {
	const at = leftAt(child);
	if (at === -Infinity || (head?.code === 'N' && isOnTrip(child))) return false;
	const morning = child.AM.mark.shown === 'absent' ? shownEntry(child.AM.mark) : null;
	const neverCame = (entry: Entry | null) => entry?.code === 'N' && correctedAt(entry) < at;
	return !neverCame(head) && !neverCame(morning);
}

/** Whether the child was signed out with a trip of the school’s. */
export function isOnTrip({ whereabouts: { out } }: PupilDay): boolean {
	return out?.why === 'trip';
}

/** Whether someone has seen the child here at or after an instant (epoch ms); a fill is no sighting [E6], and a doubted answer none. */
export function isSightedSince(child: PupilDay, instant: number): boolean {
	return SESSIONS.some((session) => {
		const row = child[session];
		const head = shownEntry(row.mark);
		return (
			isHere(row.mark) && !row.mark.dispute && head !== null && isSighting(head) && seenAt(head) >= instant
		);
	});
}

/** Whether the office has stated a cause at or after an instant (epoch ms). */
export function isCausedSince(child: PupilDay, instant: number): boolean {
	return SESSIONS.some((session) => {
		const head = shownEntry(child[session].mark);
		const isCause = child[session].mark.shown === 'away' && head?.how === 'office';
		return isCause && correctedAt(head) >= instant;
	});
}

/** Whether what the morning left open still is: until the afternoon has an answer of someone who looked and knows where the child is [CF9]. */
export function isMorningOpen({ PM }: PupilDay): boolean {
	const { how, closure } = shownEntry(PM.mark) ?? {};
	// Whoever entered a closure looked for nobody.
	// A fill is no sighting [E6].
	return (
		isLeft(PM) || closure !== undefined || how === 'filled' || how === 'import' || PM.mark.shown === 'absent'
	);
}

function isSighting({ how, arrivedAt }: Entry): boolean {
	if (how === 'office') return arrivedAt !== undefined;
	return how === 'tapped' || how === 'told' || how === 'paper' || how === 'desk';
}

/** A register called in class and entered later was true when it was called. */
function seenAt(entry: Entry): number {
	const stated = entry.arrivedAt ?? entry.takenAt;
	return stated === undefined ? correctedAt(entry) : londonInstant(entry.date, stated);
}
