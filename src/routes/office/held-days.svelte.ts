import type { Device, Refusal } from '$lib/device/device.ts';
import { Live } from '$lib/device/live.svelte.ts';
import type { Book } from '$lib/rules/book.ts';
import { addDays, isSchoolDay } from '$lib/rules/calendar.ts';
import { OFFICE_DAYS_HELD } from '$lib/rules/days-held.ts';
import { readDay, type Day } from '$lib/rules/day.ts';
import { londonDate } from '$lib/rules/sessions.ts';
import { calmly } from '$lib/ui/calm.ts';
import { idsOf } from '$lib/ui/ids.ts';
import { widened, type Span } from '$lib/ui/older-days.ts';
import type { SchoolClock } from '$lib/ui/school-clock.svelte.ts';
import { OlderDays } from './older-days.svelte.ts';

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

/** The last few days of the whole school as this device holds them, kept live; and older ones, once the school was asked for them. */
export class HeldDays {
	readonly older: OlderDays;
	#device: Device;
	#clock: SchoolClock;

	constructor(device: Device, clock: SchoolClock) {
		this.#device = device;
		this.#clock = clock;
		this.older = new OlderDays(device);
	}

	/** The day that it is: another one where the school puts this device’s clock right. */
	readonly today: string = $derived.by(() => londonDate(this.#clock.now));
	/** The first date that is held. */
	readonly from: string = $derived(addDays(this.today, -OFFICE_DAYS_HELD));
	readonly #live: Live<Held | null> = $derived.by(() => liveFrom(this.#device, this.from, this.today));

	#last: Held | null = null;

	/** The last answer stays until the next day has one: what somebody is filling in does not go with it. */
	get held(): Held | null {
		this.#last = this.#live.current ?? this.#last;
		return this.#last;
	}

	/** All days at hand, oldest first: those that were asked for, and those held. */
	readonly days: readonly Day[] = $derived.by(() => [
		...this.older.days.filter(({ date }) => date < this.from),
		...(this.held?.days ?? [])
	]);

	/** Asks for what is older of some days, and of the closures that touch them; true once all of it is at hand. */
	async reach(span: Span): Promise<boolean> {
		const { held, from, older } = this;
		if (!held) return false;
		if (span.from >= from) return true;
		const wanted = widened(span, held.book.closures(), addDays(from, -1));
		return wanted.to < wanted.from || older.read(held.book, wanted);
	}

	/** What has become of facts that were recorded here. */
	receivedOf(factIds: readonly string[]): Received {
		const held = this.held;
		const before = this.older.held;
		const idsBefore = idsOf(before?.facts ?? []);
		const refusedBefore = before?.refused ?? [];
		const of: Received = { received: 0, waiting: 0, refused: 0, why: null };
		for (const id of factIds) {
			const refusal =
				held?.refused.find(({ fact }) => fact.id === id) ?? refusedBefore.find(({ fact }) => fact.id === id);
			if (refusal) {
				of.refused += 1;
				of.why ??= refusal.message;
			} else if (held?.ids.has(id) && !held.unsentIds.has(id)) of.received += 1;
			else if (before && idsBefore.has(id) && !before.unsentIds.has(id)) of.received += 1;
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
	const dates = Array.from({ length: OFFICE_DAYS_HELD + 1 }, (_, at) => addDays(from, at));
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
