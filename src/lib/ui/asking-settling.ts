import type { RegisterRow } from '$lib/rules/register.ts';
import { phaseAt } from '$lib/rules/sessions.ts';
import type { Answer } from './answer.ts';
import type { TapAt } from './asking.ts';

/** What an answer that settles a dispute has still to be asked: after the close, *Present* and *Late* say when the child came, unless an arrival does. */
export function askedOnSettling(
	row: RegisterRow,
	answer: Answer,
	at: Pick<TapAt, 'window' | 'now'>
): 'in-the-room' | 'when' | null {
	const phase = phaseAt(at.window, at.now);
	if (phase === 'before' || phase === 'open' || row.mark.arrival) return null;
	if (answer === 'late') return 'when';
	return answer === 'present' ? 'in-the-room' : null;
}
