import { correctedAt } from './clock.ts';
import type { Day } from './day.ts';
import type { Entry, HeldFact, Proposal } from './facts.ts';
import type { Register, RegisterRow } from './register.ts';

/** Something in a register that a person has to look at. */
export interface Check {
	pupilId: string;
	kind: 'dispute' | 'clock' | 'code-differs' | 'proposal';
	/** What a settling names. A dispute is settled by an entry, not by a settling. */
	about: string;
	/** In a sentence, where the facts have one. */
	words: string;
}

/** A flag's own name, so that to settle the flag of an N never takes the child off the list of those to find [O5]. */
export function aboutFlag(entryId: string): string {
	return `flag:${entryId}`;
}

/** What a person has to look at in a register, and has not dealt with [O5]. */
export function checksOf(register: Register, settled: Day['settled']): Check[] {
	return register.rows.flatMap((row) => checksOfRow(row).filter((check) => !settled.has(check.about)));
}

/** The same of one row, dealt with or not. */
export function checksOfRow({ pupil, mark, proposal }: RegisterRow): Check[] {
	const { pupilId } = pupil;
	const checks: Check[] = [];
	if (mark.dispute)
		checks.push({
			pupilId,
			kind: 'dispute',
			about: `dispute:${mark.head ?? pupilId}`,
			words: mark.dispute.why
		});
	for (const { entry, standing } of mark.history) {
		if (standing !== 'shows' && standing !== 'stands beside') continue;
		const flags = (entry as HeldFact<Entry>).flags ?? [];
		// Two flags on one mark are one thing to look at.
		if (flags.includes('code-differs')) checks.push(flag(pupilId, 'code-differs', entry));
		else if (flags.includes('clock')) checks.push(flag(pupilId, 'clock', entry));
	}
	if (proposal && !isDealtWith(proposal, mark))
		checks.push({
			pupilId,
			kind: 'proposal',
			about: proposal.id,
			words: `${proposal.code} is proposed: arrived ${proposal.arrivedAt}.`
		});
	return checks;
}

function flag(pupilId: string, kind: 'clock' | 'code-differs', entry: Entry): Check {
	const words =
		kind === 'clock'
			? 'Made near the opening or the close by a clock that may be out.'
			: `The minute ${entry.arrivedAt ?? ''} says something else than ${entry.code ?? 'the code'}.`;
	return { pupilId, kind, about: aboutFlag(entry.id), words };
}

/** The proposed code stands, or desk or office have answered since. */
function isDealtWith(proposal: HeldFact<Proposal>, mark: RegisterRow['mark']): boolean {
	if (mark.code === proposal.code) return true;
	const proposedAt = correctedAt(proposal);
	return mark.history.some(
		({ entry, standing }) =>
			standing !== 'withdrawn' &&
			correctedAt(entry) > proposedAt &&
			(entry.how === 'office' || (entry.how === 'desk' && proposal.code === 'U'))
	);
}
