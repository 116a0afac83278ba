import type { PupilDay } from './day.ts';
import type { Call, Contact, HeldFact, PupilFact } from './facts.ts';
import type { FindKind, Reading, Reason } from './find-reason.ts';
import { areAllTried, askFirst, contactsOf, hasSpoken, nextToRing, type Ring } from './find-ring.ts';
import type { Session } from './sessions.ts';
import type { TabletSeen } from './tablets.ts';
import { elsewhereWords } from './whereabouts.ts';

/** A child to find: one row, by the most pressing reason there is. */
export interface ToFind {
	pupil: HeldFact<PupilFact>;
	classId: string;
	className: string;
	kind: FindKind;
	urgent: boolean;
	/** In sentences. */
	words: string;
	/** Since when (epoch ms, the school's time). */
	since: number;
	/** The half-day in which the child was missed. */
	session: Session;
	/** What a settling names. */
	about: string;
	/** Those with a number, in the order in which to ring them. */
	contacts: Contact[];
	/** Whom to ring next; null: nobody now. */
	ring: Ring | null;
	/** Today's tries, oldest first. */
	calls: HeldFact<Call>[];
	/** Whom to ask before ringing: Desk last heard 08:58, ask first. */
	askFirst: string | null;
	prompts: Prompt[];
}

/** What is to be done about a child beside ringing, in a sentence. */
export interface Prompt {
	words: string;
	/** Whether it says to ring, though nobody is to be rung yet: where the numbers stand is the screen’s to say. */
	isToRing: boolean;
}

/** What is known beside the facts. Instants are the school's time in epoch ms. */
export interface FindKnown {
	session: Session;
	now: number;
	tablets: readonly TabletSeen[];
	/** When the server said so; null: it has not. */
	tabletsAt: number | null;
	/** The devices of reception and office. */
	desks: readonly TabletSeen[];
}

/** What a settling of this row names, so that screen and rule agree [CF8]. */
export function aboutOf(row: Pick<ToFind, 'about'>): string {
	return row.about;
}

/** The row of a reason. */
export function rowFor(
	{ pupil, classId, calls, whereabouts }: PupilDay,
	className: string,
	reason: Reason,
	{ book, register }: Reading,
	known: FindKnown & { own: readonly TabletSeen[] }
): ToFind {
	const { kind, urgent, words, since, session, about, closesAt, isToAsk } = reason;
	const contacts = contactsOf(pupil);
	const mayRing = reason.mayRing && (urgent || known.now >= closesAt);
	const of = { classId, date: register.date };
	const { elsewhere } = whereabouts;
	return {
		...{ pupil, classId, className, kind, urgent, words, since, session, about, contacts, calls },
		ring: mayRing ? nextToRing(contacts, calls, since) : null,
		askFirst: askFirst(className, of, { ...known, closesAt }),
		prompts: [
			// Two places cannot both be first.
			kind === 'signed-in-not-in-class' && !elsewhere ? askInClass(className, isToAsk) : null,
			prompt(
				elsewhere &&
					`${elsewhereWords(elsewhere, book.classNamed(elsewhere.withClass ?? '')?.name)}: look there first`
			),
			prompt(urgent && !isToAsk ? 'Tell the safeguarding lead now' : null),
			prompt(pupil.register?.hasSocialWorker && kind !== 'plan' && !isToAsk ? socialWorker(session) : null),
			prompt(mayRing ? contactsPrompt(contacts, calls, since) : null)
		].filter((each) => each !== null)
	};
}

/** [CF2] What comes before any call, and, where nobody in class has been asked yet, what follows if the child is not there. */
function askInClass(className: string, isToAsk: boolean): Prompt {
	const first = `Ask in ${className} first`;
	return isToAsk
		? {
				words: `${first}: no call is due yet. If not there, tell the safeguarding lead and ring`,
				isToRing: true
			}
		: { words: first, isToRing: false };
}

function prompt(words: string | null): Prompt | null {
	return words === null ? null : { words, isToRing: false };
}

function socialWorker(session: Session): string {
	return `Has a social worker: tell them this ${session === 'AM' ? 'morning' : 'afternoon'}`;
}

function contactsPrompt(contacts: readonly Contact[], calls: readonly Call[], since: number): string | null {
	if (contacts.length === 0) return 'No number to ring: tell the safeguarding lead';
	if (hasSpoken(calls, since) || !areAllTried(contacts, calls)) return null;
	return 'Every contact tried: tell the safeguarding lead';
}
