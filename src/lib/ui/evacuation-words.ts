import type { Refusal } from '$lib/device/device.ts';
import type { EvacuationRow, Freshness, RefusedPresence } from '$lib/rules/evacuation.ts';
import { refusedPresence, type PresenceAside } from '$lib/rules/refused-presence.ts';
import { londonMinute } from '$lib/rules/sessions.ts';
import { datesInWords } from './dates-in-words.ts';

/** Whether a child is to be ticked at the assembly point: on site, or nobody knows. */
export function isLookedFor({ where }: Pick<EvacuationRow, 'where'>): boolean {
	return where === 'on-site' || where === 'not-known';
}

/** How new a class's list is: 'received 08:57', 'nothing received'. */
export function freshnessWords(freshness: Freshness | null): string {
	if (!freshness) return 'nothing received';
	const { madeAt, receivedAt } = freshness;
	if (receivedAt === null) return `marked ${londonMinute(madeAt)} here, not yet received by the school`;
	const newer = madeAt > receivedAt ? `, newest ${londonMinute(madeAt)} on this device only` : '';
	return `received ${londonMinute(receivedAt)}${newer}`;
}

/** How far a class is at the assembly point: a tick says that a child was found, and who is out is not looked for. */
export function toFindWords(lookedFor: number, left: number): string {
	if (lookedFor === 0) return 'none to find';
	return left === 0 ? 'all ticked' : `${left} to find`;
}

/** Presences of a day that the school did not accept: this device's own, and what was told of every device's; each once. */
export function refusedPresences(
	date: string,
	own: readonly Pick<Refusal, 'fact' | 'message'>[],
	told: readonly PresenceAside[]
): RefusedPresence[] {
	const ours = own.flatMap(({ fact, message }) => {
		const who = refusedPresence({ ...fact }, date);
		return who ? [{ about: fact.id, ...who, message, where: 'on this device' }] : [];
	});
	const others = told.map((each) => ({
		...each,
		where: each.deviceName ? `on ${each.deviceName}` : 'on another device'
	}));
	const found = new Map<string, RefusedPresence>();
	for (const { about, pupilId, classId, message, where } of [...ours, ...others])
		if (!found.has(about))
			found.set(about, {
				pupilId,
				classId,
				words: `Marked present ${where}. Not accepted: ${datesInWords(message)}`
			});
	return [...found.values()];
}

/** Of which devices such marks are known here, and how new that is: 'Of all devices, as the school’s server said at 09:14'. */
export function refusedFreshness(told: { at: number } | null): string {
	return told
		? `Of all devices, as the school’s server said at ${londonMinute(told.at)}.`
		: 'Of this device only: only the school’s server knows those of others.';
}

/** What the list cannot know of such marks while the server cannot be asked; null: it was asked just now. */
export function refusedUnknown(
	told: { at: number; presences: readonly unknown[] } | null,
	isStale: boolean
): string | null {
	if (!told)
		return 'Only the school’s server knows which marks of other devices it did not accept, and it has not told this device. Those of this device, if there are any, are below.';
	if (!isStale) return null;
	const then = told.presences.length === 0 ? 'there were none' : 'those below were all';
	return `The school’s server cannot be asked now which marks it did not accept. At ${londonMinute(told.at)} ${then}; what came since is not here.`;
}
