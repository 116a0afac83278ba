import type { Device, Refusal } from '$lib/device/device.ts';
import { Live } from '$lib/device/live.svelte.ts';
import type { Book } from '$lib/rules/book.ts';
import { addDays, isSchoolDay } from '$lib/rules/calendar.ts';
import { readDay, type Day } from '$lib/rules/day.ts';
import { londonDate } from '$lib/rules/sessions.ts';
import { calmly } from '$lib/ui/calm.ts';
import { idsOf } from '$lib/ui/ids.ts';
import type { SchoolClock } from '$lib/ui/school-clock.svelte.ts';

/** How far back an office's device holds every register, in days. */
const DAYS_HELD = 4;

interface Held {
	book: Book;
	/** School days that have begun and that this device holds, oldest first. */
	days: Day[];
	ids: ReadonlySet<string>;
	unsentIds: ReadonlySet<string>;
	refused: readonly Refusal[];
}

/** How many of some facts the school has, as far as this device knows. */
export interface Received {
	received: number;
	waiting: number;
	refused: number;
	/** Why the first of those refused was, in a sentence. */
	why: string | null;
}

/** The last few days of the whole school as this device holds them, kept live. */
export class HeldDays {
	#device: Device;
	#clock: SchoolClock;

	constructor(device: Device, clock: SchoolClock) {
		this.#device = device;
		this.#clock = clock;
	}

	/** The day that it is: another one where the school puts this device’s clock right. */
	readonly today: string = $derived.by(() => londonDate(this.#clock.now));
	/** The first date that is held. */
	readonly from: string = $derived(addDays(this.today, -DAYS_HELD));
	readonly #live: Live<Held | null> = $derived.by(() => liveFrom(this.#device, this.from, this.today));

	#last: Held | null = null;

	/** The last answer stays until the next day has one: what somebody is filling in does not go with it. */
	get held(): Held | null {
		this.#last = this.#live.current ?? this.#last;
		return this.#last;
	}

	/** What has become of facts that were recorded here. */
	receivedOf(factIds: readonly string[]): Received {
		const held = this.held;
		const of: Received = { received: 0, waiting: 0, refused: 0, why: null };
		for (const id of factIds) {
			const refusal = held?.refused.find(({ fact }) => fact.id === id);
			if (refusal) {
				of.refused += 1;
				of.why ??= refusal.message;
			} else if (held?.ids.has(id) && !held.unsentIds.has(id)) of.received += 1;
			else of.waiting += 1;
		}
		return of;
	}
}

function liveFrom(device: Device, from: string, today: string): Live<Held | null> {
	return new Live<Held | null>(
		calmly(() => readDays(device, from, today)),
		null,
		(cause) => console.error(cause)
	);
}

async function readDays(device: Device, from: string, today: string): Promise<Held> {
	const dates = Array.from({ length: DAYS_HELD + 1 }, (_, at) => addDays(from, at));
	const now = device.schoolNow();
	const days: Day[] = [];
	const [ids, unsentIds] = [new Set<string>(), new Set<string>()];
	const refused: Refusal[] = [];
	let book: Book | null = null;
	// Today's last: what a device has read before, it reads again at once.
	for (const date of dates) {
		if (book && !isSchoolDay(book, date) && date !== today) continue;
		const day = await device.day(date);
		book = day.book;
		refused.push(...day.refused);
		for (const id of idsOf(day.facts)) ids.add(id);
		for (const id of day.unsentIds) unsentIds.add(id);
		if (isSchoolDay(book, date)) days.push(readDay(book, day.facts, date, now));
	}
	if (!book) throw new Error('No day was read.');
	return { book, days, ids, unsentIds, refused };
}
