import { dayAndMonth, longDate } from '$lib/rules/calendar.ts';
import { counted } from './day-words.ts';

/** How far back the lists go, in a sentence. */
export function reachWords(
	heldFrom: string,
	asked: { answer: { from: string; more: number } | null; problem: string | null }
) {
	const { answer, problem } = asked;
	const held = `With what is left since ${dayAndMonth(heldFrom)}`;
	if (answer) {
		const more =
			answer.more > 0 ? ` ${counted(answer.more, 'more follows', 'more follow')} as these are decided.` : '';
		return `${held}, and what nobody decided from ${longDate(answer.from)} on.${more}`;
	}
	const older = `What is older than ${dayAndMonth(heldFrom)} is listed`;
	return problem === null
		? `${held}. ${older} once the school’s server has answered.`
		: `${held}. ${older} when the school’s server can be reached.`;
}
