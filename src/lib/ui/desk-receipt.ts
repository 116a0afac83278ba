import type { HeldFact } from '$lib/rules/facts.ts';
import type { LastAct } from './desk.svelte.ts';
import { isWaiting } from './waiting.ts';

/** How far what was done last has come, in a sentence: never further than its slowest part, and in step with the list beside it. */
export function receiptOf(
	last: Pick<LastAct, 'actId' | 'isSaved' | 'cards'>,
	held: { facts: readonly HeldFact[]; unsentIds: ReadonlySet<string> },
	isBusy: boolean
): string {
	if (!last.isSaved) return 'Saving.';
	const own = held.facts.filter(
		(fact) =>
			('actId' in fact && fact.actId === last.actId) ||
			(fact.kind === 'propose' && last.cards.includes(fact.pupilId))
	);
	// What is not in the day on screen yet is on this device, and no more is known of it.
	if (isBusy || own.length === 0) return 'Saved on this device.';
	return own.some((fact) => isWaiting(fact, held.unsentIds))
		? 'Saved on this device, waiting to send.'
		: 'Received.';
}
