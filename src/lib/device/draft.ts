import type { Entry, Fact } from '../rules/facts.ts';

type Filled = 'id' | 'v' | 'clientId' | 'seq' | 'signInId' | 'madeAt' | 'clock';
type Drafted<F> = F extends Entry ? Omit<F, Filled | 'replaces'> : F extends Fact ? Omit<F, Filled> : never;

/** What a screen knows of a fact before it is recorded; the device adds the rest, and for a mark what it replaces. */
export type Draft = Drafted<Fact> & {
	/** When it was tapped, by this device's own clock, where it had to wait its turn; else the recording's own time. */
	tappedAt?: number;
};
