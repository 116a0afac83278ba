import type { HeldFact } from '$lib/rules/facts.ts';
import type { Draft } from './recorder.ts';

/** One act on its way to the device: its drafts, and the facts that stand for them on screen meanwhile. */
export interface Act {
	/** Asked for when its turn has come: an undo names entries that had no id of their own when it was tapped. */
	drafts: () => Draft[];
	shown: HeldFact[];
	/** The sign-in of whoever made it; '' where the screen does not know. */
	by: string;
	/** When it was tapped, by the machine's clock, where that was before it came here. */
	tappedAt?: number;
}

type Waiting = Required<Act> & { done: () => void };

/**
 * Acts in the order in which people made them. What cannot be written stays at the head, and all that came later
 * stays behind it: written out of order, an earlier tap would replace a later one.
 */
export class Outgoing {
	#waiting: Waiting[] = [];
	#isWriting = false;
	/** What to try again: the same facts, with the ids and the time of the first try. */
	#again: { acts: Waiting[]; retry: () => Promise<HeldFact[]> } | null = null;
	#record: (...drafts: Draft[]) => Promise<HeldFact[]>;
	#written: (shown: HeldFact[], held: HeldFact[]) => void;
	#failed: (cause: unknown) => void;

	constructor(
		record: (...drafts: Draft[]) => Promise<HeldFact[]>,
		written: (shown: HeldFact[], held: HeldFact[]) => void,
		failed: (cause: unknown) => void
	) {
		this.#record = record;
		this.#written = written;
		this.#failed = failed;
	}

	/** Queues an act and tries to write; resolves once it is written, however many tries that takes. */
	add(act: Act): Promise<void> {
		const done = new Promise<void>((resolve) =>
			this.#waiting.push({ tappedAt: Date.now(), ...act, done: resolve })
		);
		void this.drain();
		return done;
	}

	/** Writes what waits, oldest first, until none is left or one cannot be written. */
	async drain(): Promise<void> {
		if (this.#isWriting) return;
		this.#isWriting = true;
		try {
			for (let batch = this.#next(); batch.length > 0; batch = this.#next()) {
				const held = await this.#write(batch);
				this.#waiting.splice(0, batch.length);
				this.#again = null;
				this.#written(
					batch.flatMap((act) => act.shown),
					held
				);
				for (const act of batch) act.done();
			}
		} catch (cause) {
			this.#failed(cause);
		} finally {
			this.#isWriting = false;
		}
	}

	async #write(batch: Waiting[]): Promise<HeldFact[]> {
		if (this.#again) return this.#again.retry();
		try {
			return await this.#record(...batch.flatMap(draftsOf));
		} catch (cause) {
			if (canRetry(cause)) this.#again = { acts: batch, retry: cause.retry };
			throw cause;
		}
	}

	/** Quick taps share a transaction, as long as no pupil is in it twice. */
	#next(): Waiting[] {
		if (this.#again) return this.#again.acts;
		const pupils = new Set<string>();
		const batch: Waiting[] = [];
		for (const act of this.#waiting) {
			const own = act.shown.map((fact) => (fact.kind === 'mark' ? fact.pupilId : ''));
			const isAlone = own.some((pupilId) => pupilId === '' || pupils.has(pupilId));
			if (isAlone) return batch.length > 0 ? batch : [act];
			for (const pupilId of own) pupils.add(pupilId);
			batch.push(act);
		}
		return batch;
	}
}

/** What was tapped keeps its maker, and, where it waited, however short, its time: one just before the close must not be made just after it. */
function draftsOf({ drafts, tappedAt, by }: Waiting): Draft[] {
	const told = { ...(Date.now() === tappedAt ? {} : { tappedAt }), ...(by ? { tappedBy: by } : {}) };
	return drafts().map((draft) => ({ ...draft, ...told }));
}

/** A device's *not saved* knows how to try the very same facts again. */
export function canRetry(cause: unknown): cause is { retry: () => Promise<HeldFact[]> } {
	return typeof cause === 'object' && cause !== null && 'retry' in cause && typeof cause.retry === 'function';
}
