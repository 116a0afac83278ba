import { correctedAt } from '$lib/rules/clock.ts';
import type { Call, HeldFact } from '$lib/rules/facts.ts';
import type { ToFind } from '$lib/rules/find-row.ts';
import { londonMinute } from '$lib/rules/sessions.ts';

/** What can come of a call, as the buttons say it and as the list says it afterwards. */
export const OUTCOMES: readonly { outcome: Call['outcome']; button: string; said: string }[] = [
	{ outcome: 'spoke', button: 'Spoke', said: 'Spoke to' },
	{ outcome: 'message-left', button: 'Left message', said: 'Left a message for' },
	{ outcome: 'no-answer', button: 'No answer', said: 'No answer from' },
	{ outcome: 'wrong-number', button: 'Wrong number', said: 'Wrong number for' }
];

/** 'Left a message for Ann Price at 09:12', and what was said. */
export function callWords(call: HeldFact<Call>): string {
	const said = OUTCOMES.find(({ outcome }) => outcome === call.outcome)?.said ?? 'Rang';
	const reason = call.reason ? `: ${call.reason}` : '';
	return `${said} ${call.contact.name} at ${londonMinute(correctedAt(call))}${reason}`;
}

/** What somebody said of the child since it was missed, and no code has come of yet. */
export function spokenOf({ calls, since }: ToFind): HeldFact<Call> | null {
	return calls.findLast((call) => call.outcome === 'spoke' && correctedAt(call) >= since) ?? null;
}

/** What comes before ringing and beside it, a sentence each; `numbersAre` says where on this screen the numbers stand. */
export function promptWords({ askFirst, prompts }: ToFind, numbersAre: string): string[] {
	const said = prompts.map(({ words, isToRing }) => (isToRing ? `${words} (${numbersAre})` : words));
	return askFirst === null ? said : [askFirst, ...said];
}

/** A number as a telephone takes it. */
export function telOf(phone: string): string {
	return `tel:${phone.replace(/[^+\d]/g, '')}`;
}
