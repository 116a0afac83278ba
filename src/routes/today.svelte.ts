import type { Device } from '$lib/device/device.ts';
import { londonDate } from '$lib/rules/sessions.ts';
import type { SchoolClock } from '$lib/ui/school-clock.svelte.ts';
import { LiveDay } from './live-day.svelte.ts';

/** Today's school, live: a window left open over night, or one whose clock the school puts right, goes on to the day that it is. */
export class Today {
	#clock: SchoolClock;
	#device: Device;

	constructor(device: Device, clock: SchoolClock) {
		this.#device = device;
		this.#clock = clock;
	}

	readonly #date: string = $derived.by(() => londonDate(this.#clock.now));
	readonly #begun: LiveDay = $derived.by(() => beginning(this.#date, this.#device, this.#clock));
	#shown: LiveDay | null = null;

	/**
	 * The day that it is now: a new one only when the date changes, and once it has been read. Until then the day before stays, so
	 * that no screen goes blank in between and takes a half-filled form with it.
	 */
	readonly live: LiveDay = $derived.by(() => {
		if (this.#shown === null || this.#begun.held !== null) this.#shown = this.#begun;
		return this.#shown;
	});
}

/** A live day begins on the date that its device has now; the date is named so that another one begins another. */
function beginning(_date: string, device: Device, clock: SchoolClock): LiveDay {
	return new LiveDay(device, clock);
}
