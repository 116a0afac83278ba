import type { EvidenceClass } from './codes.ts';
import type { How } from './facts.ts';

/**
 * The full matrix of design: how an answer came to be known, by the class of its code; 1 is the strongest [E3].
 * `desk` with an on-site code is an arrival with its stated minute (an office entry with one counts as `desk`).
 */
export const EVIDENCE: Record<How, Record<EvidenceClass, number>> = {
	desk: { present: 1, late: 1, 'late-after': 1, none: 4, away: 3 },
	tapped: { present: 2, late: 2, 'late-after': 2, none: 4, away: 5 },
	told: { present: 2, late: 2, 'late-after': 2, none: 4, away: 3 },
	paper: { present: 2, late: 2, 'late-after': 2, none: 4, away: 3 },
	office: { present: 2, late: 2, 'late-after': 2, none: 4, away: 3 },
	plan: { present: 5, late: 5, 'late-after': 5, none: 5, away: 5 },
	filled: { present: 6, late: 6, 'late-after': 6, none: 6, away: 6 },
	import: { present: 7, late: 7, 'late-after': 7, none: 7, away: 7 }
};

/** How strong an answer is against one that it has not seen: 1 shows before 2, and so on [E3]. */
export function evidenceRank(how: How, of: EvidenceClass): number {
	return EVIDENCE[how][of];
}
