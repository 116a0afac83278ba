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
		return `Undecided since ${birthdayWords(answer.from)}, flagged since ${since}${more}`;
	}
	return problem === null
		? `Undecided since ${since}. What is older is listed once the school’s server has answered`
		: `Undecided since ${since}. What is older is listed when the school’s server can be reached`;
}
