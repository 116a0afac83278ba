import type { Trouble } from '$lib/device/device.ts';
import { longDate } from '$lib/rules/calendar.ts';
import type { Clock } from '$lib/rules/facts.ts';
import { londonDate, londonMinute } from '$lib/rules/sessions.ts';
import { SILENCE_MS } from '$lib/rules/status.ts';
import type { TabletSeen } from '$lib/rules/tablets.ts';

const TROUBLE: Record<Exclude<Trouble, null>, string> = {
	'no-connection': 'The school cannot be reached from here now',
	'not-the-school': 'Something else answered in place of the school, perhaps a Wi-Fi sign-in page',
	'school-error': 'The school’s server answered with an error. The tablet tries again by itself',
	'not-allowed': 'The school’s server did not accept this tablet. Sign in again'
};

/** Why the last try to reach the school did not work, in a sentence; null if it did. */
export function troubleWords(trouble: Trouble): string | null {
	return trouble === null ? null : TROUBLE[trouble];
}

/** How far this device's clock is from the school's; a demo school's shifted clock is no fault of the device. */
export function clockWords(clock: Clock): string {
	if (clock.doubtMs === null) return 'Never compared with the school’s';
	const seconds = Math.round((clock.offsetMs - (clock.shiftMs ?? 0)) / 1000);
	if (Math.abs(seconds) < 2) return 'Agrees with the school’s';
	const size = Math.abs(seconds);
	const amount =
		size < 120
			? `${size} seconds`
			: size < 7200
				? `${Math.round(size / 60)} minutes`
				: `${Math.round(size / 3600)} hours`;
	return `${amount} ${seconds > 0 ? 'slow' : 'fast'}, which is allowed for`;
}

/** A moment in words: '08:41', or '08:41 on Friday 20 November 2026' where it was another day. */
export function momentWords(at: number, now: number): string {
	const date = londonDate(at);
	return date === londonDate(now) ? londonMinute(at) : `${londonMinute(at)} on ${longDate(date)}`;
}

/** Devices that are silent, each in words: heard today and not since, or never once since it signed in. Others not heard today are named so elsewhere. */
export function silentWords(tablets: readonly TabletSeen[], heardUntil: number, now: number): string[] {
	return tablets.flatMap(({ name, lastSeenAt }) => {
		if (lastSeenAt === null) return [`${name} was never heard from since it signed in`];
		const isSilent =
			londonDate(lastSeenAt) === londonDate(heardUntil) && heardUntil - lastSeenAt > SILENCE_MS;
		return isSilent ? [`${name} since ${momentWords(lastSeenAt, now)}`] : [];
	});
}

const NOTICES: Record<string, string> = {
	'cloned-device': 'A tablet turned out to be a copy of another',
	'lost-facts': 'Numbers are missing: something recorded on a tablet never arrived',
	'began-anew': 'A tablet came with an empty store',
	'past-changed': 'The school’s past was changed: a backup was put back, or a file copied',
	restored: 'A backup was put back',
	'backup-failed': 'No backup was made: ask whoever looks after the school’s server',
	'aside-full': 'More than can be kept in a day was not accepted from a tablet',
	denied: 'Somebody asked for a register that is not theirs',
	'file-taken-in': 'A tablet’s file was taken in'
};

/** What the office is told of a tablet, in a sentence. */
export function noticeWords(kind: string): string {
	return NOTICES[kind] ?? `The server noted: ${kind}`;
}
