import type { Refusal } from '$lib/device/device.ts';
import type { EvacuationRow, Freshness, RefusedPresence } from '$lib/rules/evacuation.ts';
import { ON_SITE } from '$lib/rules/codes.ts';
import { londonMinute } from '$lib/rules/sessions.ts';
import type { Refused } from './told-by-server.ts';

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

/** Presences of a day that the school did not accept: this device's own, and all that the office is told of; each once. */
export function refusedPresences(
	date: string,
	own: readonly Pick<Refusal, 'fact' | 'message'>[],
	told: readonly Refused[]
): RefusedPresence[] {
	const all = [
		...own.map(({ fact, message }) => ({ id: fact.id, raw: { ...fact }, message, where: 'on this device' })),
		...told.map(({ about, raw, message, deviceName }) => ({
			id: about,
			raw,
			message,
			where: deviceName ? `on ${deviceName}` : 'on another device'
		}))
	];
	const found = new Map<string, RefusedPresence>();
	for (const { id, raw, message, where } of all) {
		const said: Record<string, unknown> = raw;
		const { kind, pupilId, classId, code } = said;
		if (kind !== 'mark' || said.date !== date || typeof code !== 'string' || !ON_SITE.has(code)) continue;
		if (typeof pupilId !== 'string' || typeof classId !== 'string' || found.has(id)) continue;
		found.set(id, { pupilId, classId, words: `Marked present ${where}. Not accepted: ${message}` });
	}
	return [...found.values()];
}
