import type { Code } from './codes.ts';
import type { Entry, Seen, Withdrawal } from './facts.ts';

/** The word a screen shows for a mark; a classroom never says more. */
export type Shown = 'unmarked' | 'present' | 'late' | 'absent' | 'away';

/** Two people's unseen answers that no rule reconciles. */
export interface Dispute {
	/** A child may be missing: signed in, not in class. */
	urgent: boolean;
	/** In a sentence, for whoever settles it. */
	why: string;
	/** The entries (and plans) that disagree, by id. */
	between: string[];
}

/** What a pupil's entries for a session add up to. */
export interface Mark {
	shown: Shown;
	/** Null while unmarked, and where a classroom may not know it. */
	code: Code | null;
	/** The entry that shows; null while unmarked. */
	head: string | null;
	/** Every entry that no other replaces. */
	heads: string[];
	/** True where no person's answer stands behind what shows: it counts for nothing until one does. */
	provisional: boolean;
	dispute: Dispute | null;
	/** The arrival at the desk that shows, and whether anyone has seen the child in class since. */
	arrival: { entry: string; at: string; seenInClass: boolean } | null;
	/** Why this is the answer, in words. */
	why: string;
	/** Every entry there is, oldest first, none left out. */
	history: HistoryLine[];
}

export interface HistoryLine {
	entry: Entry;
	standing: 'shows' | 'stands beside' | 'replaced' | 'withdrawn';
}

/** The facts that a mark is made of. */
export type CellFact = Entry | Withdrawal | Seen;
