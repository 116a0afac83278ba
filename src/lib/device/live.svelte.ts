import { liveQuery } from 'dexie';
import { createSubscriber } from 'svelte/reactivity';

/** A Dexie query whose answer any component reads as `.current`; it runs only while something on screen reads it. */
export class Live<T> {
	#answer: T;
	#subscribe: () => void;

	constructor(query: () => Promise<T>, before: T, onFail: (cause: unknown) => void) {
		this.#answer = before;
		this.#subscribe = createSubscriber((update) => {
			const running = liveQuery(query).subscribe({
				next: (answer) => {
					this.#answer = answer;
					update();
				},
				error: onFail
			});
			return () => running.unsubscribe();
		});
	}

	get current(): T {
		this.#subscribe();
		return this.#answer;
	}
}
