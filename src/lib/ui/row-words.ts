import { isAmendment } from '$lib/rules/amendment.ts';
import { shownAs } from '$lib/rules/codes.ts';
import type { Entry, HeldFact, Plan, ShownAs } from '$lib/rules/facts.ts';
import type { Shown } from '$lib/rules/mark.ts';
import type { RegisterRow } from '$lib/rules/register.ts';
import { elsewhereWords, type Whereabouts } from '$lib/rules/whereabouts.ts';
import type { Tone } from './tone.ts';

/** A line under a pupil's name. */
export interface Note {
	words: string;
	tone: Tone;
}

const AWAY: Record<ShownAs, string> = { known: 'Absence known', trip: 'On a trip', 'not-in': 'Not in today' };

/** What a classroom may say of a known absence: never the code, never why. */
export function awayWords(known: Pick<Plan, 'code' | 'shownAs'> & { back?: string }): string {
	const words = AWAY[known.shownAs ?? (known.code ? shownAs(known.code) : 'known')];
	return known.back ? `${words}, back ${known.back}` : words;
}

/** Where a child has gone and come from, without why: 'Left 10:40, back 11:30', 'In school, elsewhere: library'. */
export function whereaboutsNotes({ outs, elsewhere }: Whereabouts): Note[] {
	const left = outs.map(({ out, back }): Note => {
		if (back) return { tone: 'quiet', words: `Left ${out.at}, back ${back.at}` };
		const expected = out.expectedBack ? `, expected back ${out.expectedBack}` : '';
		return { tone: 'news', words: `Left ${out.at}${expected}` };
	});
	if (!elsewhere) return left;
	// A classroom may not hold the other class: what was said of it is in the words.
	const withWhom = elsewhere.withClass && elsewhere.where.replace(/^with /, '');
	return [...left, { tone: 'news', words: elsewhereWords(elsewhere, withWhom || undefined) }];
}

/** What stands under the name, most pressing first; `refused` is the office's answer where one was not accepted. */
export function notesOf(
	row: RegisterRow,
	refused: string | null,
	whereabouts: Whereabouts | null = null,
	closesAt: number | null = null
): Note[] {
	const { mark, plan, proposal } = row;
	const notes: Note[] = [];
	const arrivedAt = headOf(row)?.arrivedAt;
	if (refused) notes.push({ tone: 'alert', words: `Not accepted: ${refused}` });
	if (whereabouts) notes.push(...whereaboutsNotes(whereabouts));
	if (mark.dispute) notes.push({ tone: 'alert', words: `Which is right? ${mark.dispute.why}` });
	if (mark.arrival && !mark.dispute) {
		const where = mark.arrival.seenInClass ? 'in class' : 'on the way';
		notes.push({
			tone: mark.arrival.seenInClass ? 'quiet' : 'news',
			words: `Signed in ${mark.arrival.at}, ${where}`
		});
	}
	if (proposal && mark.code !== 'U')
		notes.push({
			tone: 'news',
			words: `Arrived ${proposal.arrivedAt}, ${isReceived(proposal) ? '' : 'to be '}sent to the office`
		});
	if (mark.shown === 'absent')
		notes.push({ tone: 'quiet', words: plan ? 'An absence is known now' : 'No reason yet' });
	else if (plan && (mark.shown === 'unmarked' || mark.shown === 'away'))
		notes.push({ tone: mark.shown === 'away' ? 'quiet' : 'news', words: awayWords(plan) });
	else if (mark.shown === 'away') notes.push({ tone: 'quiet', words: awayWords(headOf(row) ?? {}) });
	else if (mark.code === 'U') notes.push({ tone: 'quiet', words: 'Arrived after registers closed' });
	else if (mark.shown === 'late' && !mark.arrival && arrivedAt)
		notes.push({ tone: 'quiet', words: `Arrived ${arrivedAt}` });
	if (mark.head && correctionsIn(row, closesAt).has(mark.head))
		notes.push({ tone: 'quiet', words: 'Corrected after registers closed' });
	return notes;
}

/** [A8] The entries of a row that are amendments, as far as the register itself tells; `closesAt` in epoch ms. */
export function correctionsIn({ facts, plans }: RegisterRow, closesAt: number | null): ReadonlySet<string> {
	const entries = facts.filter((fact) => fact.kind === 'mark');
	// Nearly every mark is one answer.
	if (closesAt === null || entries.length < 2) return new Set();
	const window = { opensAt: closesAt, closesAt, endsAt: closesAt };
	const all = { window, own: [], finished: false, plans: [...plans.byId.values()] };
	const isCorrection = (entry: Entry) =>
		isAmendment({ ...all, entry, replaced: entries.filter(({ id }) => entry.replaces.includes(id)) });
	return new Set(entries.filter(isCorrection).map(({ id }) => id));
}

const READ: Record<Shown, string> = {
	unmarked: 'Not marked',
	present: 'Present',
	late: 'Late',
	absent: 'Absent',
	away: 'Away'
};

/** The mark in one word, where a register is only read. */
export function readWords(row: RegisterRow): string {
	return READ[row.mark.provisional ? 'unmarked' : row.mark.shown];
}

const isReceived = (fact: HeldFact): boolean => fact.receivedAt !== undefined;

/** The entry that shows. */
export function headOf(row: RegisterRow): Entry | null {
	const head = row.facts.find((fact) => fact.id === row.mark.head);
	return head?.kind === 'mark' ? head : null;
}
