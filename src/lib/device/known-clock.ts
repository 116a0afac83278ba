import { clockQuestion } from '../rules/clock.ts';
import { londonDate } from '../rules/sessions.ts';
import { Jumps } from './clock.ts';
import type { Database } from './database.ts';
import { readMeta, writeMeta, type Meta } from './meta.ts';
import type { DeviceOptions } from './surroundings.ts';
import { watch } from './watch.ts';

const REMEMBERED = ['clock', 'lastServerTime', 'confirmedDate'] as const;
type Remembered = Partial<Pick<Meta, (typeof REMEMBERED)[number]>>;

/** One device's clock beside the school's: what any tab has measured of it, how far it has jumped since, and who hears of a new measure. */
export class KnownClock {
	#db: Database;
	#world: DeviceOptions;
	#remembered: Remembered = {};
	#jumps: Jumps;
	#onClock = new Set<() => void>();
	/** Ends the watching of what other tabs measure. */
	readonly end: () => void;

	constructor(db: Database, world: DeviceOptions) {
		this.#db = db;
		this.#world = world;
		this.#jumps = new Jumps(...this.#clocks());
		this.end = watch(() => this.read(), { next: () => {}, error: () => {} });
	}

	/** Takes what is remembered now. */
	async read(): Promise<void> {
		const remembered = await readMeta(this.#db, REMEMBERED);
		const isNew = remembered.clock && remembered.clock.measuredAt !== this.#remembered.clock?.measuredAt;
		if (isNew) this.#jumps.restart(...this.#clocks());
		this.#remembered = remembered;
		if (isNew) for (const heard of this.#onClock) heard();
	}

	/** How far a demo school's clock is shifted, as last heard; null elsewhere. */
	get shiftMs(): number | null {
		return this.#remembered.clock?.shiftMs ?? null;
	}

	/** The school's time as well as this device knows it, epoch milliseconds. */
	schoolNow(): number {
		return this.#world.now() + (this.#remembered.clock?.offsetMs ?? 0);
	}

	/** How far the device's clock has jumped since the last measure; 0 if it ran on. */
	jumpedMs(): number {
		return this.#jumps.jumpedMs(...this.#clocks());
	}

	/** Calls back at each new measure; the answer ends it. */
	onClock(heard: () => void): () => void {
		this.#onClock.add(heard);
		return () => this.#onClock.delete(heard);
	}

	/** Whether a person should be asked what day it is, and the question. */
	clockQuestion(): { ask: boolean; shown: string } {
		const { lastServerTime = null, confirmedDate = null } = this.#remembered;
		return clockQuestion({ schoolNow: this.schoolNow(), lastServerTime, confirmedDate });
	}

	/** Takes the answer. */
	async confirmDate(answer: boolean): Promise<void> {
		await writeMeta(this.#db, { confirmedDate: londonDate(this.schoolNow()), clockDenied: !answer });
		return this.read();
	}

	/** Watches for jumps from now on: while the page is out of sight they prove less. The answer stops it. */
	watchPage(): () => void {
		return this.#world.page.listen((what) => {
			if (what === 'hidden' || what === 'visible') this.#jumps[what](...this.#clocks());
		});
	}

	/** The clock on the wall, and the one that only runs on. */
	#clocks(): [number, number] {
		return [this.#world.now(), this.#world.mono()];
	}
}
