import { correctedAt } from './clock.ts';
import { evidenceClass, type Code, type EvidenceClass } from './codes.ts';
import { evidenceRank } from './evidence.ts';
import type { Entry, HeldFact, Plan } from './facts.ts';
import type { Shown } from './mark.ts';
import { londonInstant } from './sessions.ts';

/** The plans of one pupil, as one registration sees them. */
export interface PlansAt {
	/** Those that stand and cover this registration. */
	expected: readonly Plan[];
	/** All of the pupil's, by id: an entry that confirms one takes its code. */
	byId: ReadonlyMap<string, Plan>;
}

/** One live entry with what the fold needs to weigh it. */
export interface Answer {
	entry: HeldFact<Entry>;
	code: Code | null;
	class: EvidenceClass;
	/** Equal keys, equal codes; a classroom compares tags where it may not know the code. */
	key: string;
	rank: number;
	at: number;
	/** The stated minute, as the instant it begins; null where this is no arrival. */
	arrivedAt: number | null;
}

/** What one entry says, and how strongly. */
export function answerOf(entry: HeldFact<Entry>, plans: PlansAt): Answer {
	const plan = entry.confirms === undefined ? undefined : plans.byId.get(entry.confirms);
	const code = entry.code ?? plan?.code ?? null;
	const of = code === null ? 'away' : evidenceClass(code);
	const isArrival =
		entry.arrivedAt !== undefined && (entry.how === 'desk' || entry.how === 'office') && isOnSite(of);
	return {
		entry,
		code,
		class: of,
		key: code ?? entry.tag ?? plan?.tag ?? `plan ${entry.confirms ?? entry.id}`,
		rank: isArrival ? evidenceRank('desk', of) : evidenceRank(entry.how, of),
		at: saidAt(entry),
		arrivedAt: isArrival && entry.arrivedAt !== undefined ? londonInstant(entry.date, entry.arrivedAt) : null
	};
}

/** When the answer was given in the room: one entered from paper or by word was true when the register was called [E15]. */
function saidAt(entry: HeldFact<Entry>): number {
	const at = correctedAt(entry);
	if (entry.takenAt === undefined || (entry.how !== 'paper' && entry.how !== 'told')) return at;
	return Math.min(at, londonInstant(entry.date, entry.takenAt));
}

/** Made in the room, or told or written there. */
export const isClassroom = (entry: Entry): boolean =>
	entry.how !== 'desk' && entry.how !== 'office' && entry.how !== 'import';
/** Codes of a child who is in school. */
export const isOnSite = (of: EvidenceClass): boolean =>
	of === 'present' || of === 'late' || of === 'late-after';

const SHOWN: Record<EvidenceClass, Shown> = {
	present: 'present',
	late: 'late',
	'late-after': 'late',
	none: 'absent',
	away: 'away'
};
/** The word a screen shows. */
export const shownOf = (of: EvidenceClass): Shown => SHOWN[of];

const WORDS: Record<EvidenceClass, string> = {
	present: 'present',
	late: 'late',
	'late-after': 'arrived after registers closed',
	none: 'absent',
	away: 'away, as known'
};

/** What an answer was, in words that follow on: `marked absent in class`. */
export function wordsOf(answer: Answer): string {
	if (answer.arrivedAt !== null) return 'signed in at the desk';
	if (answer.entry.how === 'filled') return 'present by rest present';
	if (answer.entry.how === 'office')
		return answer.class === 'away'
			? 'absence entered by the office'
			: `${WORDS[answer.class]}, by the office`;
	return `marked ${WORDS[answer.class]} in class`;
}

/** A sentence's beginning. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
