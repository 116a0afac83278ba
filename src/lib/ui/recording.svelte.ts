import type { HeldFact } from '$lib/rules/facts.ts';
import { canRetry } from './outgoing.ts';
import type { Draft, Recorder } from './recorder.ts';

/** One thing at a time recorded from a form: what could not be kept is said, and tried again as the same facts. */
export class Recording {
	/** Why the last was not kept, in a sentence; null if it was. */
	problem: string | null = $state(null);
	isBusy = $state(false);
	#recorder: Recorder;
	#again: (() => Promise<HeldFact[]>) | null = null;
	#kept: (facts: HeldFact[]) => void = () => {};

	constructor(recorder: Recorder) {
		this.#recorder = recorder;
	}

	/** Records all or none, or tries again what was not kept; `kept` hears of it once it is on this device for good. */
	record(drafts: readonly Draft[], kept: (facts: HeldFact[]) => void = () => {}): Promise<void> {
		this.#kept = kept;
		return this.#try(this.#again ?? (() => this.#recorder.record(...drafts)));
	}

	/** What was not kept, in words. */
	get unwritten(): readonly string[] {
		return this.problem === null ? [] : ['What you last entered on this page'];
	}

	/** Tries again to keep it: the same facts, with the time of their tap. */
	tryAgain(): Promise<void> {
		return this.#again ? this.#try(this.#again) : Promise.resolve();
	}

	/** Gives the last try up: what comes next is something else. */
	giveUp(): void {
		this.problem = this.#again = null;
	}

	async #try(write: () => Promise<HeldFact[]>): Promise<void> {
		if (this.isBusy) return;
		this.isBusy = true;
		try {
			const facts = await write();
			this.problem = this.#again = null;
			this.#kept(facts);
		} catch (cause) {
			this.problem = cause instanceof Error ? cause.message : 'It could not be kept on this device.';
			this.#again = canRetry(cause) ? cause.retry : null;
		} finally {
			this.isBusy = false;
		}
	}
}
