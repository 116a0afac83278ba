import { NO_IDS } from './ids.ts';
import { keepTicks, readTicks, ticksKey, toggled } from './kept-ticks.ts';

/** How long nobody has ticked before those who are ticked go to the end: no row moves while a finger goes down the list. */
const SETTLE_MS = 3000;

/** Who has been ticked at the assembly point on a day: kept in this browser, and in no register. */
export class AssemblyTicks {
	/** By pupil. */
	ticked: ReadonlySet<string> = $state.raw(NO_IDS);
	/** Those who were ticked when the list last came to rest. */
	settled: ReadonlySet<string> = $state.raw(NO_IDS);
	/** False where the browser keeps nothing, so that a reload would lose the ticks. */
	isKept = $state(true);
	#key: string;
	#timer: ReturnType<typeof setTimeout> | null = null;

	constructor(date: string) {
		this.#key = ticksKey(date);
		this.#read();
	}

	/** Ticks a child, or takes the tick back. */
	toggle(pupilId: string): void {
		this.#become(toggled(this.ticked, pupilId));
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = setTimeout(() => (this.settled = this.ticked), SETTLE_MS);
	}

	/** Takes back every tick. */
	startAgain(): void {
		this.#become(NO_IDS);
		this.settled = NO_IDS;
	}

	/** Another window of this browser may tick too; the answer ends the watching. */
	watch(): () => void {
		const heard = ({ key }: StorageEvent) => {
			if (key === this.#key) this.#read();
		};
		addEventListener('storage', heard);
		return () => {
			removeEventListener('storage', heard);
			if (this.#timer !== null) clearTimeout(this.#timer);
		};
	}

	#become(ticked: ReadonlySet<string>): void {
		this.ticked = ticked;
		this.isKept = keepTicks(this.#key, ticked);
	}

	#read(): void {
		const kept = readTicks(this.#key);
		this.isKept = kept !== null;
		this.ticked = this.settled = kept ?? NO_IDS;
	}
}
