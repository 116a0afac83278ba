import type { After } from './exchange.ts';
import type { Outcome } from './sync.ts';

const SHORTEST_MS = 1_000;
const LONGEST_MS = 60_000;
const POLL_MS = 15_000;
const POLL_SPREAD = 0.2;
const WATCH_MS = 30_000;
const SILENCE_MS = 90_000;

/** What decides when to sync again. */
export interface RhythmWorld {
	/** Asks for a run; `force` does not wait for another tab's. */
	run: (force: boolean) => Promise<void>;
	countWaiting: () => Promise<number>;
	isVisible: () => boolean;
	mono: () => number;
	random: () => number;
	after: After;
}

/**
 * When to sync without being asked. While all is well and the page is seen: every 15 seconds. While something waits or fails:
 * after a random time that doubles to a minute. A run that somebody asks for never waits for either.
 */
export class Rhythm {
	#world: RhythmWorld;
	#failures = 0;
	#lastTryAt: number;
	#cancelNext: () => void = () => {};
	#cancelWatch: () => void = () => {};
	#isStopped = false;

	constructor(world: RhythmWorld) {
		this.#world = world;
		this.#lastTryAt = world.mono();
		this.#watch();
	}

	/** A run begins, whoever asked for it. */
	began(): void {
		this.#lastTryAt = this.#world.mono();
		this.#cancelNext();
	}

	/** The run under way hears something: however long it takes, it is not stuck. */
	heard(): void {
		this.#lastTryAt = this.#world.mono();
	}

	/** A run is over: the next one is set by what it came to. */
	ended(outcome: Outcome | 'busy', waiting: number): void {
		this.#cancelNext();
		if (this.#isStopped || outcome === 'not-set-up') return;
		const isWell = outcome === 'done' && waiting === 0;
		this.#failures = isWell || outcome === 'busy' ? 0 : this.#failures + 1;
		if (isWell && !this.#world.isVisible()) return;
		const delay = isWell ? this.#poll() : this.#backoff();
		this.#cancelNext = this.#world.after(delay, () => void this.#world.run(false));
	}

	stop(): void {
		this.#isStopped = true;
		this.#cancelNext();
		this.#cancelWatch();
	}

	#poll(): number {
		return POLL_MS * (1 + POLL_SPREAD * (2 * this.#world.random() - 1));
	}

	#backoff(): number {
		const most = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.min(this.#failures, 10));
		return SHORTEST_MS + this.#world.random() * (most - SHORTEST_MS);
	}

	// A timer that a sleeping tablet lost, or a lock that a frozen tab never gave back, must not strand what waits.
	#watch(): void {
		this.#cancelWatch = this.#world.after(WATCH_MS, () => {
			this.#watch();
			const { isVisible, mono, countWaiting, run } = this.#world;
			if (!isVisible() || mono() - this.#lastTryAt < SILENCE_MS) return;
			void countWaiting().then(
				(waiting) => (waiting > 0 ? run(true) : undefined),
				() => undefined
			);
		});
	}
}
