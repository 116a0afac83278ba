import { correctedAt } from './clock.ts';
import type { Call, Contact, HeldFact, PupilFact } from './facts.ts';
import { hasShown, lastHeardAt, minuteOn, type TabletSeen } from './tablets.ts';

/** How long after the close a row asks for those who have not been heard from. */
export const ASK_FIRST_MS = 10 * 60_000;

/** Whom to ring next: contact 1 of 3. */
export interface Ring {
	contact: Contact;
	/** 1 is the first in the school's order of calling. */
	index: number;
	of: number;
}

/** A pupil's contacts with a number, in the order in which to ring them [CF5]. */
export function contactsOf(pupil: PupilFact): Contact[] {
	return (pupil.register?.contacts ?? [])
		.filter((each) => each.phones.length > 0)
		.sort((a, b) => a.order - b.order);
}

/**
 * Whom to ring next: whoever was tried least, in order, and no wrong number twice. Null where somebody has been spoken to since the
 * child was missed (epoch ms), and where there is nobody to ring [CF5].
 */
export function nextToRing(
	contacts: readonly Contact[],
	calls: readonly HeldFact<Call>[],
	missedAt: number
): Ring | null {
	if (hasSpoken(calls, missedAt)) return null;
	let next: Ring | null = null;
	let fewest = Infinity;
	contacts.forEach((contact, index) => {
		const own = calls.filter((call) => isTo(call, contact));
		const tries = own.filter((call) => call.outcome !== 'spoke').length;
		if (own.some((call) => call.outcome === 'wrong-number') || tries >= fewest) return;
		fewest = tries;
		next = { contact, index: index + 1, of: contacts.length };
	});
	return next;
}

/** Whether somebody has been spoken to since the child was missed. */
export function hasSpoken(calls: readonly Call[], missedAt: number): boolean {
	return calls.some((call) => call.outcome === 'spoke' && correctedAt(call) >= missedAt);
}

/** Whether each contact has been tried, and nobody was reached. */
export function areAllTried(contacts: readonly Contact[], calls: readonly Call[]): boolean {
	return contacts.every((contact) => calls.some((call) => isTo(call, contact)));
}

// A contact list that was changed meanwhile is another: whoever took the old one's place has not been rung.
function isTo({ contact }: Call, { name, order }: Contact): boolean {
	return contact.name === name && contact.order === order;
}

/**
 * Whom to ask before ringing, in words, in the first ten minutes after a close: the desk and the class's own tablets, while they
 * have not been heard from since; null: nobody [CF4].
 */
export function askFirst(
	className: string,
	of: { classId: string; date: string },
	known: {
		/** The close (epoch ms) of the session in which the child was missed. */
		closesAt: number;
		now: number;
		tabletsAt: number | null;
		desks: readonly TabletSeen[];
		/** The class's tablets. */
		own: readonly TabletSeen[];
	}
): string | null {
	const { closesAt, now, tabletsAt, own } = known;
	if (now < closesAt || now >= closesAt + ASK_FIRST_MS) return null;
	if (tabletsAt === null) return 'Tablets not known, ask first';
	const isSilent = (each: TabletSeen) => each.lastSeenAt === null || each.lastSeenAt < closesAt;
	const desks = known.desks.filter((each) => !each.isRevoked);
	const silentDesk = quietest(desks.filter(isSilent));
	// A tablet that showed this register may hold answers; of those that only might have, one that was heard is enough.
	const mayHold = own.filter((each) => hasShown(each, of));
	const silentOwn =
		mayHold.length > 0
			? quietest(mayHold.filter(isSilent))
			: own.every(isSilent)
				? lastHeardAt(own)
				: undefined;
	const asks = [
		desks.length === 0 ? 'Desk not known' : heard('Desk', silentDesk, of.date),
		own.length === 0 ? `${className}’s tablet not known` : heard(`${className}’s tablet`, silentOwn, of.date)
	].filter((ask) => ask !== null);
	return asks.length > 0 ? `${asks.join('; ')}, ask first` : null;
}

/** When the one that has been silent longest was heard; null: never; undefined: none is silent. */
function quietest(silent: readonly TabletSeen[]): number | null | undefined {
	if (silent.length === 0) return undefined;
	return silent.some((each) => each.lastSeenAt === null)
		? null
		: Math.min(...silent.map((each) => each.lastSeenAt ?? Infinity));
}

function heard(who: string, at: number | null | undefined, date: string): string | null {
	if (at === undefined) return null;
	const minute = minuteOn(date, at);
	return minute ? `${who} last heard ${minute}` : `${who} not heard from today`;
}
