import { createSubscriber } from 'svelte/reactivity';
import type { DayFacts, Device } from '$lib/device/device.ts';
import { Live } from '$lib/device/live.svelte.ts';
import type { OfficeToday } from '$lib/protocol/office.ts';
import { readDay, type Day } from '$lib/rules/day.ts';
import { londonDate, sessionNow, type SessionNow } from '$lib/rules/sessions.ts';
import { calmly } from '$lib/ui/calm.ts';
import type { SchoolClock } from '$lib/ui/school-clock.svelte.ts';

/** How often the server is asked about its tablets while someone looks, beside the asking at each change. */
const ASK_MS = 10_000;
/** From here on what was asked is old, and the screen says so. */
const STALE_MS = 30_000;
/** A push brings several changes; they are read once. */
const BURST_MS = 40;

/** Today's whole school as this device holds it, kept live; and what the server says of its tablets, while it can be asked. */
export class LiveDay {
	#device: Device;
	#clock: SchoolClock;
	#facts: Live<DayFacts | null>;
	#asked: { today: OfficeToday; at: number } | null = null;
	#hear: () => void;
	#date: string;

	constructor(device: Device, clock: SchoolClock) {
		this.#device = device;
		this.#clock = clock;
		this.#date = londonDate(device.schoolNow());
		this.#facts = new Live(
			calmly(() => device.day(this.#date), BURST_MS),
			null,
			(cause) => console.error(cause)
		);
		this.#hear = createSubscriber((update) => this.#askOnAndOn(update));
	}

	/** What the device holds; null until it has answered. */
	get held(): DayFacts | null {
		return this.#facts.current;
	}

	readonly day: Day | null = $derived.by(() =>
		this.held ? readDay(this.held.book, this.held.facts, this.#date, this.now) : null
	);

	readonly session: SessionNow | null = $derived.by(() =>
		this.held ? sessionNow(this.held.book, this.now) : null
	);

	/** What the server last said of its tablets; null where it never did. */
	get today(): OfficeToday | null {
		this.#hear();
		return this.#asked?.today ?? null;
	}

	/** The school's time at which it said so. */
	get todayAt(): number | null {
		this.#hear();
		return this.#asked?.at ?? null;
	}

	/** Whether the server has not been heard from for half a minute: what is shown may be old. */
	get isStale(): boolean {
		this.#hear();
		return this.#asked === null || this.#device.schoolNow() - this.#asked.at > STALE_MS;
	}

	get date(): string {
		return this.#date;
	}

	get now(): number {
		return this.#clock.now;
	}

	/** Asks the server now. */
	async ask(): Promise<void> {
		const today = await this.#device.today();
		if (today) this.#asked = { today, at: this.#device.schoolNow() };
	}

	/** While anything on screen reads it: at once, at every change of the register, and every ten seconds. */
	#askOnAndOn(update: () => void): () => void {
		const stopWatching = this.#device.watchClosely();
		let isOver = false;
		const ask = async () => {
			void this.#device.sync('live');
			await this.ask();
			if (!isOver) update();
		};
		void ask();
		const timer = setInterval(() => void ask(), ASK_MS);
		return () => {
			isOver = true;
			clearInterval(timer);
			stopWatching();
		};
	}
}
