import { untrack } from 'svelte';
import type { Device, HeldPast, PastOf } from '$lib/device/device.ts';
import { Live } from '$lib/device/live.svelte.ts';
import type { PastAnswer } from '$lib/protocol/past.ts';
import { joined, type PastFacts } from '$lib/rules/past.ts';
import { CALM } from '$lib/ui/calm.ts';

const AGAIN_MS = 10_000;

/** What the school's server says of something, asked while a screen is about it; made while a component begins. */
export class Asking<T> {
	/** The last answer to this very question; null before the first. */
	answer: T | null = $state.raw(null);
	/** Why the last asking brought nothing, in a sentence. */
	problem: string | null = $state(null);
	isAsking = $state(true);
	#device: Device;
	#path: string | null = null;
	#round = 0;

	/** Asks anew when the path changes, or what `when` reads; no path, and nobody is asked. */
	constructor(device: Device, path: () => string | null, when: () => unknown = () => null) {
		this.#device = device;
		$effect(() => {
			const asked = path();
			when();
			untrack(() => {
				if (aboutOf(asked) !== aboutOf(this.#path)) this.answer = null;
				this.#path = asked;
				void this.ask();
			});
		});
		$effect(() => {
			if (this.problem === null) return;
			const timer = setInterval(() => void this.ask(), AGAIN_MS);
			return () => clearInterval(timer);
		});
	}

	/** Asks now. */
	async ask(): Promise<void> {
		const round = (this.#round += 1);
		if (this.#path === null) return;
		this.isAsking = true;
		const asked = await this.#device.ask<T>(this.#path);
		// An answer to an older question is none.
		if (round !== this.#round) return;
		this.isAsking = false;
		// The line is back: what waits here need not wait for its turn.
		if (asked.ok && this.problem !== null) void this.#device.sync('heard again');
		this.problem = asked.ok ? null : asked.message;
		if (asked.ok) this.answer = asked.body;
	}
}

/** A question without how much of its answer is asked for, and of whom: what was answered before stays until more of it has come. */
function aboutOf(path: string | null): string | null {
	return path && (path.split('&narrowed')[0] ?? path);
}

/** A stretch of the register: what this device holds, and, while the server can be asked, all of it. */
export class Past {
	readonly asking: Asking<PastAnswer>;
	#held: Live<HeldPast | null>;

	constructor(device: Device, what: PastOf & { of: 'days' | 'pupil' }, path: string) {
		this.#held = new Live<HeldPast | null>(
			() => device.past(what),
			null,
			(cause) => console.error(cause),
			() => CALM
		);
		this.asking = new Asking<PastAnswer>(
			device,
			() => path,
			() => this.unsent
		);
	}

	/** What of it waits to be sent. */
	get unsent(): number {
		return this.#held.current?.unsentIds.size ?? 0;
	}

	/** Whether an entry was recorded here and has not been acknowledged. */
	isUnsent(id: string): boolean {
		return this.#held.current?.unsentIds.has(id) ?? false;
	}

	/** What of it the school did not accept. */
	get refused(): HeldPast['refused'] {
		return this.#held.current?.refused ?? [];
	}

	/** Both together; null until the device has answered. */
	readonly facts: PastFacts | null = $derived.by(() => {
		const held = this.#held.current;
		return held && joined(held, this.asking.answer);
	});
}
