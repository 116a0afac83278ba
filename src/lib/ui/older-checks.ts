import { dayAndMonth } from '$lib/rules/calendar.ts';
import { birthdayWords, counted } from './day-words.ts';

/** How far back the lists go, in a sentence. */
export function reachWords(
	heldFrom: string,
	asked: { answer: { from: string; more: number } | null; problem: string | null }
): string {
	const { answer, problem } = asked;
	const since = dayAndMonth(heldFrom);
	if (answer) {
		const more =
			answer.more > 0 ? `. ${counted(answer.more, 'more follows', 'more follow')} as these are decided` : '';
		return `Undecided or flagged since ${birthdayWords(answer.from)}${more}`;
	}
	return problem === null
		? `Undecided or flagged since ${since}. What is older is listed once the school’s server has answered`
		: `Undecided or flagged since ${since}. What is older is listed when the school’s server can be reached`;
}
