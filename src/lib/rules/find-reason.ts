import type { Book } from './book.ts';
import type { Entry, HeldFact, Plan } from './facts.ts';
import type { Register, RegisterRow } from './register.ts';
import type { Session, SessionWindow } from './sessions.ts';

/** Why a child is to be found, in the order to look; those that may be urgent come first [CF1]. */
export const FIND_KINDS = [
	'signed-in-not-in-class',
	'missing-at-pm',
	'turned-absent',
	'overdue-back',
	'no-reason',
	'new-starter',
	'blank',
	'disputed',
	'plan'
] as const;
export type FindKind = (typeof FIND_KINDS)[number];

/** One reason to look for a child. */
export interface Reason {
	kind: FindKind;
	urgent: boolean;
	/** In sentences. */
	words: string;
	/** Since when (epoch ms, the school's time). */
	since: number;
	/** What a settling names. */
	about: string;
	session: Session;
	/** False where a parent has said that the child is away, and where only a register is missing: nobody rings [CF7]. */
	mayRing: boolean;
	/** Whether somebody has to look in class before it is known that the child is missing at all: until then no call is due [CF2]. */
	isToAsk: boolean;
	/** From when on a family may be rung: the close of the session in which the child was missed, or the minute of an expected return. */
	closesAt: number;
	/** The entries that it rests on: whoever settles it must have been able to see them all [CF8]. */
	rests: readonly HeldFact<Entry>[];
}

/** One register, as the reasons are read from it. */
export interface Reading {
	book: Book;
	register: Register;
	className: string;
	window: SessionWindow;
	/** Whether anything has come from the room. */
	hasReported: boolean;
	/** Whether the register was finished, or only children with a known absence are left to mark. */
	isTaken: boolean;
	/** A pupil whose first day was before is not new. */
	newSince: string;
	now: number;
}

/** A reason that one register's row gives. */
export function because(
	{ mark, plans }: RegisterRow,
	{ register, window }: Reading,
	kind: FindKind,
	words: string,
	since: number
): Reason {
	return {
		...{ kind, words, since },
		urgent: false,
		about: mark.head ?? '',
		session: register.session,
		mayRing: messageOf(plans.expected) === undefined,
		isToAsk: false,
		closesAt: window.closesAt,
		rests: mark.history.map(({ entry }) => entry)
	};
}

/** The plan that is what a parent said. */
export function messageOf(plans: readonly Plan[]): Plan | undefined {
	return plans.find((plan) => plan.message);
}
