import type { Writing } from './store.ts';

/** Some work in a transaction. `isAlone`: nothing else shares the transaction, so that there is nothing to shield from it. */
export type Job = (writing: Writing, isAlone: boolean) => Promise<void>;

/**
 * Work for one school, one after another. What arrives while a commit is in flight is committed together, and every
 * caller is answered only after its own commit: an answer is a promise that the work is on disk.
 */
export class GroupCommit {
	#commit: (schoolId: string, jobs: readonly Job[]) => Promise<void>;
	#waiting = new Map<string, { job: Job; settle: () => void; fail: (cause: unknown) => void }[]>();
	#running = new Set<string>();

	constructor(commit: (schoolId: string, jobs: readonly Job[]) => Promise<void>) {
		this.#commit = commit;
	}

	run<T>(schoolId: string, work: (writing: Writing) => Promise<T>): Promise<T> {
		return new Promise<T>((resolve, reject) => {
			let outcome: { value: T } | { cause: unknown } | null = null;
			const job: Job = async (writing, isAlone) => {
				if (isAlone) {
					outcome = { value: await work(writing) };
					return;
				}
				try {
					outcome = { value: await writing.attempt(() => work(writing)) };
				} catch (cause) {
					outcome = { cause };
				}
			};
			const settle = () => {
				if (outcome && 'value' in outcome) resolve(outcome.value);
				else reject(outcome ? outcome.cause : new Error('The work did not run.'));
			};
			const waiting = this.#waiting.get(schoolId) ?? [];
			waiting.push({ job, settle, fail: reject });
			this.#waiting.set(schoolId, waiting);
			void this.#drain(schoolId);
		});
	}

	async #drain(schoolId: string): Promise<void> {
		if (this.#running.has(schoolId)) return;
		this.#running.add(schoolId);
		try {
			for (;;) {
				const batch = this.#waiting.get(schoolId) ?? [];
				this.#waiting.delete(schoolId);
				if (batch.length === 0) return;
				try {
					await this.#commit(
						schoolId,
						batch.map((each) => each.job)
					);
					for (const each of batch) each.settle();
				} catch (cause) {
					// The commit itself failed: nobody is told that anything was kept.
					for (const each of batch) each.fail(cause);
				}
			}
		} finally {
			this.#running.delete(schoolId);
		}
	}
}
