import { createSubscriber } from 'svelte/reactivity';
import { watch, type Rest } from './watch.ts';

/** A query of the device whose answer any component reads as `.current`; it runs only while something on screen reads it. */
export class Live<T> {
	#answer: T;
	#subscribe: () => void;

	constructor(
		query: () => Promise<T>,
		before: T,
		onFail: (cause: unknown) => void,
		/** Asked at each change; none: it is read at once. */
		rest?: (shown: T) => Rest | undefined
	) {
		this.#answer = before;
		this.#subscribe = createSubscriber((update) =>
			watch(
				query,
				{
					next: (answer) => {
						this.#answer = answer;
						update();
					},
					error: onFail
				},
				() => rest?.(this.#answer)
			)
		);
	}

	get current(): T {
		this.#subscribe();
		return this.#answer;
	}
}
