import { Batch } from './batch.ts';
import type { Database } from './database.ts';
import { inOne } from './in-one.ts';
import { countUnsent } from './outbox.ts';
import { Rhythm } from './rhythm.ts';
import type { DeviceOptions, PageEvent } from './surroundings.ts';
import { sync, type Outcome } from './sync.ts';

/** Nudges reach every tablet of a school at once; their answers are spread over this time, but for the few that show the whole school. */
const NUDGE_SPREAD_MS = 2_000;
const WATCHING_SPREAD_MS = 100;
/** A hand that goes down the list is not disturbed by the sending of each tap: what follows a first one waits for a rest, and never longer. */
const HAND_RESTS_MS = 500;
const TAP_WAITS_MS = 2_000;

/** The runs of one page: one at a time, one more after it for all who asked meanwhile, and a rhythm between them. */
export class Syncing {
	#db: Database;
	#world: DeviceOptions;
	#openRegister: () => string | null;
	#ran: () => Promise<void>;
	#batch = new Batch();
	#rhythm: Rhythm | null = null;
	#running: Promise<void> | null = null;
	#next: Promise<void> | null = null;
	#abort = new AbortController();
	#stopNudges: (() => void) | null = null;
	#cancelNudged: (() => void) | null = null;
	/** When a tap was sent last, by the clock that only grows; and the one that waits for the hand to rest. */
	#sentTapAt = -Infinity;
	#cancelTapped: (() => void) | null = null;
	/** Screens that show the whole school live. */
	#watching = 0;

	/** `ran` is called after each run, whatever it came to. */
	constructor(
		db: Database,
		world: DeviceOptions,
		openRegister: () => string | null,
		ran: () => Promise<void>
	) {
		this.#db = db;
		this.#world = world;
		this.#openRegister = openRegister;
		this.#ran = ran;
	}

	/** True between `start` and its end. */
	get isStarted(): boolean {
		return this.#rhythm !== null;
	}

	/** Runs now; if a run is under way, once more after it. */
	run(): Promise<void> {
		if (!this.#running) return this.#begin(false);
		this.#next ??= this.#running.then(() => {
			this.#next = null;
			return this.run();
		});
		return this.#next;
	}

	/** Runs at once after a tap; what is tapped in the two seconds after that is sent together, as soon as the hand rests. */
	tapped(): void {
		const now = this.#world.mono();
		const sinceMs = now - this.#sentTapAt;
		this.#cancelTapped?.();
		const waitMs = sinceMs >= TAP_WAITS_MS ? 0 : Math.min(HAND_RESTS_MS, TAP_WAITS_MS - sinceMs);
		this.#cancelTapped = this.#world.after(waitMs, () => this.#sendTapped());
	}

	#sendTapped(): void {
		this.#cancelTapped?.();
		this.#cancelTapped = null;
		this.#sentTapAt = this.#world.mono();
		void this.run();
	}

	/** Resolves when no run is under way. */
	async idle(): Promise<void> {
		await this.#running;
	}

	/** Runs by itself from now on; the answer ends it. */
	start(): () => void {
		const { page, mono, random, after } = this.#world;
		const rhythm = new Rhythm({
			run: (force) => (force ? this.#begin(true) : this.run()),
			countWaiting: () => this.#countWaiting(),
			isVisible: page.isVisible,
			mono,
			random,
			after
		});
		this.#rhythm?.stop();
		this.#rhythm = rhythm;
		const stopListening = page.listen((what) => this.#heard(what));
		void this.run();
		return () => {
			stopListening();
			rhythm.stop();
			this.#closeNudges();
			if (this.#rhythm === rhythm) this.#rhythm = null;
		};
	}

	/** From now on a nudge is answered at once; the answer ends it. */
	watchClosely(): () => void {
		this.#watching += 1;
		return () => (this.#watching -= 1);
	}

	/** Ends what is under way, and all that would come. */
	end(): void {
		this.#cancelTapped?.();
		this.#rhythm?.stop();
		this.#rhythm = null;
		this.#closeNudges();
		this.#abort.abort();
	}

	#begin(force: boolean): Promise<void> {
		const run = this.#run(force).finally(() => {
			if (this.#running === run) this.#running = null;
		});
		this.#running = run;
		return run;
	}

	async #run(force: boolean): Promise<void> {
		const outcome = await this.#attempt(force);
		await this.#ran().catch(() => undefined);
		this.#rhythm?.ended(outcome, await this.#countWaiting().catch(() => 0));
		if (outcome === 'done') this.#openNudges();
	}

	async #attempt(force: boolean): Promise<Outcome | 'busy'> {
		const run = () => {
			this.#rhythm?.began();
			const { post, now, mono, after, newId, version, condition } = this.#world;
			return sync({
				...{ post, now, mono, after, newId, version, condition },
				db: this.#db,
				batch: this.#batch,
				openRegister: this.#openRegister,
				signal: this.#abort.signal,
				heard: () => this.#rhythm?.heard()
			});
		};
		try {
			return force ? await run() : await this.#world.alone(`${this.#world.name} sync`, run);
		} catch {
			// The database or the browser failed, not the school: nothing was taken for an answer, and it is tried again.
			return 'failing';
		}
	}

	#heard(what: PageEvent): void {
		if (what === 'hidden') {
			// A tablet that is put away may not wake up for a while.
			if (this.#cancelTapped) this.#sendTapped();
			this.#closeNudges();
		}
		if (what === 'pagehide') {
			// A page that is put to sleep in the middle of a run would keep the lock from every other tab.
			this.#abort.abort();
			this.#abort = new AbortController();
			this.#closeNudges();
		}
		if (what === 'online' || what === 'visible' || what === 'pageshow') void this.run();
	}

	// Opened after a good run, because only a tablet that the school knows is let in; lost, it is opened after the next.
	#openNudges(): void {
		if (this.#stopNudges || !this.#rhythm || !this.#world.page.isVisible()) return;
		this.#stopNudges = this.#world.nudges(
			() => this.#nudged(),
			() => (this.#stopNudges = null)
		);
	}

	#closeNudges(): void {
		this.#cancelNudged?.();
		this.#cancelNudged = null;
		this.#stopNudges?.();
		this.#stopNudges = null;
	}

	#nudged(): void {
		const spreadMs = this.#watching > 0 ? WATCHING_SPREAD_MS : NUDGE_SPREAD_MS;
		this.#cancelNudged ??= this.#world.after(this.#world.random() * spreadMs, () => {
			this.#cancelNudged = null;
			void this.run();
		});
	}

	#countWaiting(): Promise<number> {
		return inOne(this.#db, 'r', ['meta', 'outbox', 'receipts', 'recovered'], async (tx) => {
			const [unsent, recovered] = await Promise.all([countUnsent(tx), tx.recovered.count()]);
			return unsent + recovered;
		});
	}
}
