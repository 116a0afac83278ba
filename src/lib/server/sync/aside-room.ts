import { refusedPresence } from '../../rules/refused-presence.ts';
import { londonDate, SESSIONS } from '../../rules/sessions.ts';
import type { Refusal, Writing } from '../store/store.ts';
import type { Sender } from './take.ts';

/** What one device may have kept aside within 24 hours before more of it has to wait there: a term of any honest tablet’s. */
export const MOST_ASIDE = { facts: 2000, bytes: 20_000_000 };
/** What is kept beyond that every ten minutes: as much as one push of a device of any released version. */
export const MOST_AT_ONCE = { facts: 100, chars: 64 * 1024, everyMs: 600_000 };
/** A presence of today that is kept beyond that is at most this long: an honest one with 200 entries before it is half of it. */
const PRESENCE_CHARS_MAX = 20_000;
const DAY_MS = 86_400_000;

type Room = Pick<Writing, 'asideSince' | 'asideLately' | 'book' | 'notice'>;

/**
 * [Z15] Those refusals of a push that may be kept aside now. Where a device has filled its day they are the children whom it says
 * to be here, and every ten minutes one whole push; the rest is neither kept nor answered, and stays on the device, which sends it
 * again. The push that fills the day is still kept whole, and tells the office.
 */
export async function withRoom(
	writing: Room,
	refusals: readonly Refusal[],
	{ deviceId, byFile }: Pick<Sender, 'deviceId' | 'byFile'>,
	now: number
): Promise<readonly Refusal[]> {
	// A person brings a file, once, and may not have the tablet any more.
	if (refusals.length === 0 || byFile) return refusals;
	const before = await writing.asideSince(deviceId, now - DAY_MS);
	if (isFull(before))
		return (await isOneDue(writing, refusals, deviceId, now))
			? refusals
			: presencesOfToday(writing, refusals, deviceId, now);
	const facts = before.facts + refusals.length;
	const bytes = before.bytes + refusals.reduce((sum, { raw }) => sum + raw.length, 0);
	if (isFull({ facts, bytes })) {
		const detail = `${facts} facts of it were not accepted within a day. More that cannot be accepted waits on the device, and comes little by little; nothing of it is lost.`;
		await writing.notice({ at: now, kind: 'aside-full', deviceId, detail });
	}
	return refusals;
}

function isFull({ facts, bytes }: { facts: number; bytes: number }): boolean {
	return facts >= MOST_ASIDE.facts || bytes >= MOST_ASIDE.bytes;
}

/**
 * A device of an older version sends its first hundred again and again until they are answered: what is in order behind them
 * must not have to wait for tomorrow.
 */
async function isOneDue(
	writing: Room,
	refusals: readonly Refusal[],
	deviceId: string,
	now: number
): Promise<boolean> {
	const chars = refusals.reduce((sum, { raw }) => sum + raw.length, 0);
	if (refusals.length > MOST_AT_ONCE.facts || chars > MOST_AT_ONCE.chars) return false;
	return (await writing.asideSince(deviceId, now - MOST_AT_ONCE.everyMs)).facts === 0;
}

/** [V7] The evacuation list must not miss a child: of each pupil of the school one presence a half-day, so that these are bounded too. */
async function presencesOfToday(
	writing: Room,
	refusals: readonly Refusal[],
	deviceId: string,
	now: number
): Promise<Refusal[]> {
	const today = londonDate(now);
	const book = await writing.book();
	const short = refusals.filter(({ raw }) => raw.length <= PRESENCE_CHARS_MAX);
	const wanted = short.flatMap((refusal) => {
		const half = presenceIn(refusal.raw, today);
		return half && book.pupil(half.pupilId) ? [{ refusal, half: half.key }] : [];
	});
	if (wanted.length === 0) return [];
	const lately = await writing.asideLately(deviceId, now - DAY_MS, PRESENCE_CHARS_MAX);
	const kept = new Set(lately.map((raw) => presenceIn(raw, today)?.key));
	return wanted.flatMap(({ refusal, half }) => {
		if (kept.has(half)) return [];
		kept.add(half);
		return [refusal];
	});
}

function presenceIn(raw: string, date: string): { pupilId: string; key: string } | null {
	const fact = JSON.parse(raw) as Record<string, unknown>;
	const who = refusedPresence(fact, date);
	const session = SESSIONS.find((each) => each === fact.session);
	return who && session ? { pupilId: who.pupilId, key: `${who.pupilId}|${session}` } : null;
}
