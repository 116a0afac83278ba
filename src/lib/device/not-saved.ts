import type { HeldFact } from '../rules/facts.ts';

/** Nothing of what was recorded is kept; the message says so in a sentence for the screen. */
export class NotSaved extends Error {
	/** Tries again with the same ids and the time of the first try, so that a late answer cannot double a tap. */
	readonly retry: () => Promise<HeldFact[]>;

	constructor(message: string, retry: () => Promise<HeldFact[]>, cause?: unknown) {
		super(message, { cause });
		this.name = 'NotSaved';
		this.retry = retry;
	}
}

/** This window has nowhere to keep marks, and says so instead of keeping them in memory. */
export class CannotKeep extends Error {
	constructor(cause?: unknown) {
		super(
			'This window cannot keep marks. Open Firstbell in an ordinary window, not a private one, and check that the tablet has space.',
			{ cause }
		);
		this.name = 'CannotKeep';
	}
}
