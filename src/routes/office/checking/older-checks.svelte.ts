import type { Device, HeldPast } from '$lib/device/device.ts';
import { Live } from '$lib/device/live.svelte.ts';
import type { ToCheckAnswer } from '$lib/protocol/past.ts';
import { addDays } from '$lib/rules/calendar.ts';
import type { ToCheck } from '$lib/rules/checking.ts';
import { olderToCheck } from '$lib/rules/checking-older.ts';
import { calmly } from '$lib/ui/calm.ts';
import type { HeldDays } from '../held-days.svelte.ts';
import { Asking } from '../past.svelte.ts';

/** As far back as anything is asked for: this school year and the one before. */
const YEARS_DAYS = 760;

/** What nobody decided before the days that this device holds: asked of the school while a screen is about it; made while a component begins. */
export class OlderChecks {
	readonly asking: Asking<ToCheckAnswer>;
	#device: Device;
	#days: HeldDays;

	/** Asks the server while `isAllowed` says so. */
	constructor(device: Device, days: HeldDays, isAllowed: () => boolean) {
		this.#device = device;
		this.#days = days;
		this.asking = new Asking<ToCheckAnswer>(
			device,
			() => (isAllowed() ? '/api/to-check' : null),
			() => `${this.#own.current?.unsentIds.size ?? 0} ${days.from}`
		);
	}

	readonly #own: Live<HeldPast | null> = $derived.by(() => liveOwn(this.#device, this.#days.from));

	/** Null until the school has answered once. */
	readonly lists: ToCheck | null = $derived.by(() => {
		const own = this.#own.current;
		const { answer } = this.asking;
		return own && answer && olderToCheck(own, answer, this.#days.from, this.#device.schoolNow());
	});
}

function liveOwn(device: Device, before: string): Live<HeldPast | null> {
	return new Live<HeldPast | null>(
		calmly(() => device.past({ of: 'own', from: addDays(before, -YEARS_DAYS), to: before })),
		null,
		(cause) => console.error(cause)
	);
}
