import type { Trouble } from '$lib/device/device.ts';
import type { Clock } from '$lib/rules/facts.ts';

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
