import type { Draft } from '$lib/device/draft.ts';
import type { HeldFact } from '$lib/rules/facts.ts';

/** What a register needs of its device: to write facts for good, and to know the school's time. */
export interface Recorder {
	/** Resolves only once all of them are on this device for good; else rejects, and none is. */
	record(...drafts: Draft[]): Promise<HeldFact[]>;
	/** The school's time, epoch milliseconds. */
	schoolNow(): number;
}

export type { Draft };
