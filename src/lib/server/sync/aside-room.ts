import type { Refusal, Writing } from '../store/store.ts';
import type { Sender } from './take.ts';

/** What one device may have kept aside within 24 hours before more of it has to wait there: a term of any honest tablet’s. */
export const MOST_ASIDE = { facts: 2000, bytes: 20_000_000 };
const DAY_MS = 86_400_000;

/**
 * [Z15] Whether the refusals of a push may be kept aside now. Where a device has filled its day they may not: then they are neither
 * kept nor answered, and stay on the device, which sends them again. The push that fills the day is still kept whole, and tells the office.
 */
export async function hasRoom(
	writing: Pick<Writing, 'asideSince' | 'notice'>,
	refusals: readonly Refusal[],
	{ deviceId, byFile }: Pick<Sender, 'deviceId' | 'byFile'>,
	now: number
): Promise<boolean> {
	// A person brings a file, once, and may not have the tablet any more.
	if (refusals.length === 0 || byFile) return true;
	const before = await writing.asideSince(deviceId, now - DAY_MS);
	if (isFull(before)) return false;
	const facts = before.facts + refusals.length;
	const bytes = before.bytes + refusals.reduce((sum, { raw }) => sum + raw.length, 0);
	if (isFull({ facts, bytes })) {
		const detail = `${facts} facts of it were not accepted within a day. More that cannot be accepted waits on the device until tomorrow; nothing of it is lost.`;
		await writing.notice({ at: now, kind: 'aside-full', deviceId, detail });
	}
	return true;
}

function isFull({ facts, bytes }: { facts: number; bytes: number }): boolean {
	return facts >= MOST_ASIDE.facts || bytes >= MOST_ASIDE.bytes;
}
