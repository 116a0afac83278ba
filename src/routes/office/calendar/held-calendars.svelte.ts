import type { DayFacts, Device } from '$lib/device/device.ts';
import type { Live } from '$lib/device/live.svelte.ts';
import type { Book } from '$lib/rules/book.ts';
import type { CalendarFact, HeldFact } from '$lib/rules/facts.ts';
import { closedDays, yearChoices } from '$lib/ui/calendar-words.ts';
import { dayHeld } from '../day-held.ts';

/** The school's calendars as this device holds them, kept live. */
export class HeldCalendars {
	#device: Device;
	#today: () => string;
	#last: DayFacts | null = null;

	constructor(device: Device, today: () => string) {
		this.#device = device;
		this.#today = today;
	}

	readonly #live: Live<DayFacts | null> = $derived.by(() => dayHeld(this.#device, this.#today()));

	/** On another day the last one's answer stays until there is a new one: what is being looked at does not go with it. */
	readonly #held: DayFacts | null = $derived.by(() => (this.#last = this.#live.current ?? this.#last));

	/** Null until the device has answered. */
	readonly book: Book | null = $derived(this.#held?.book ?? null);

	readonly #all: readonly HeldFact<CalendarFact>[] = $derived(this.book?.calendars() ?? []);

	/** School years that can be chosen, in words. */
	readonly years: readonly { value: string; words: string }[] = $derived.by(() =>
		yearChoices(
			this.#all.map((each) => each.schoolYear),
			this.#today()
		)
	);

	/** Days on which the school was closed unexpectedly, in words. */
	readonly closed: ReadonlyMap<string, string> = $derived(closedDays(this.book?.closures() ?? []));

	/** The calendar of a school year; null where it has none yet. */
	savedOf(schoolYear: string): HeldFact<CalendarFact> | null {
		return this.#all.find((each) => each.schoolYear === schoolYear) ?? null;
	}

	/** How many marks of today are held. */
	marksToday(): number {
		const today = this.#today();
		return this.#held?.facts.filter((fact) => fact.kind === 'mark' && fact.date === today).length ?? 0;
	}
}
