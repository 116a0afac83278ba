import type { Entry, Fact } from '../rules/facts.ts';

type Filled = 'id' | 'v' | 'clientId' | 'seq' | 'signInId' | 'madeAt' | 'clock';
/** Of a day that this device does not hold, the screen names what it replaces, as the server told it. */
type DraftedEntry = Omit<Entry, Filled | 'replaces'> & Partial<Pick<Entry, 'replaces'>>;
type Drafted<F> = F extends Entry ? DraftedEntry : F extends Fact ? Omit<F, Filled> : never;

/** What a screen knows of a fact before it is recorded; the device adds the rest, and for a mark all entries it holds to what it replaces. */
export type Draft = Drafted<Fact> & {
	/** When it was tapped, by this device's own clock, where it had to wait its turn; else the recording's own time. */
	tappedAt?: number;
	/** The sign-in of whoever tapped it, as far as the screen knows; else of who is signed in as it is recorded. */
	tappedBy?: string;
};
