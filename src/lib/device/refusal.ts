import type { HeldFact } from '../rules/facts.ts';

/** The server's reasoned no to one fact of this device; the fact is kept, and the office decides. */
export interface Refusal {
	fact: HeldFact;
	/** Why, for a machine. */
	code: string;
	/** Why, in a sentence. */
	message: string;
	/** The school's time of the refusal. */
	at: number;
}
