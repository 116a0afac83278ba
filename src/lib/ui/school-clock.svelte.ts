import { createSubscriber } from 'svelte/reactivity';

const MINUTE_MS = 60_000;

/** The school's time to the minute, for whatever on screen reads it; it jumps when the device learns that it was wrong. */
export class SchoolClock {
	#schoolNow: () => number;
	#subscribe: () => void;

	/** `onLearnt`: calls back when the school's time was learnt anew, until its answer is called. */
	constructor(schoolNow: () => number, onLearnt: (heard: () => void) => () => void) {
		this.#schoolNow = schoolNow;
		this.#subscribe = createSubscriber((update) => {
			let shown = this.#minute();
			const look = () => {
				if (this.#minute() === shown) return;
				shown = this.#minute();
				update();
			};
			const timer = setInterval(look, 1000);
			document.addEventListener('visibilitychange', look);
			// At once: a form opened meanwhile would begin on the wrong day.
			const unlearn = onLearnt(look);
			return () => {
				unlearn();
				clearInterval(timer);
				document.removeEventListener('visibilitychange', look);
			};
		});
	}

	/** Epoch milliseconds, newly read at least once a minute. */
	get now(): number {
		this.#subscribe();
		return this.#schoolNow();
	}

	#minute(): number {
		return Math.floor(this.#schoolNow() / MINUTE_MS);
	}
}
