import { isReason } from '../../rules/amendment.ts';
import { correctedAt } from '../../rules/clock.ts';
import type { Accepted, HeldFact, Withdrawal } from '../../rules/facts.ts';
import { keepsTheRecord } from '../../rules/roles.ts';

/** What the school knows beside a withdrawal: the facts it names, and what this client made of the register before. */
interface Known {
	named: ReadonlyMap<string, HeldFact>;
	earlier: readonly HeldFact[];
}

/** [A7] [M6] Why marks may not be taken back, or null: one’s own before the close, a bulk act’s whole by whoever keeps the record; `at` is the instant by which it is judged [T3]. */
export function withdrawalRefusal(
	fact: Withdrawal,
	{ named, earlier }: Known,
	maker: Accepted['maker'],
	{ at, closesAt }: { at: number; closesAt: number }
): { refused: string; message: string } | null {
	const taken = fact.entries.flatMap((id) => named.get(id) ?? []);
	const isUndoing = keepsTheRecord(maker.role) && isReason(fact.reason) && taken.every(isBulk);
	if (!isUndoing && taken.some((entry) => entry.maker?.staffId !== maker.staffId))
		return {
			refused: 'not-yours',
			message: 'Only whoever made a mark can take it back. Correct it instead.'
		};
	const isElsewhere = taken.some(
		(entry) =>
			entry.kind !== 'mark' ||
			entry.classId !== fact.classId ||
			entry.date !== fact.date ||
			entry.session !== fact.session
	);
	if (isElsewhere) return { refused: 'other-register', message: 'It takes back marks of another register.' };
	const begunBeforeClose = earlier.some((each) => each.kind === 'mark' && correctedAt(each) < closesAt);
	const finished = earlier.some((each) => each.kind === 'finish');
	if (
		!isUndoing &&
		at >= closesAt &&
		(begunBeforeClose || finished || taken.some((entry) => correctedAt(entry) < closesAt))
	)
		return {
			refused: 'after-close',
			message: 'Registers had closed: this is a correction, with its reason, not an undo.'
		};
	return null;
}

/** [M6] One of many entries that the office made together: undone whole, by whoever keeps the record, with a reason. */
function isBulk(fact: HeldFact): boolean {
	return fact.kind === 'mark' && fact.how === 'office' && fact.actId !== undefined;
}
