import type { DayFacts, Device } from '$lib/device/device.ts';
import { Live } from '$lib/device/live.svelte.ts';
import { calmly } from '$lib/ui/calm.ts';

/** A day of the whole school as this device holds it, kept live. */
export function dayHeld(device: Device, date: string): Live<DayFacts | null> {
	return new Live<DayFacts | null>(
		calmly(() => device.day(date)),
		null,
		(cause) => console.error(cause)
	);
}
