import { FIRST_MISHAPS, MISHAPS } from './mishaps.ts';
import { FIRST_TAPS, TAPS } from './taps.ts';
import type { Town } from './town.ts';

/** All that may happen. */
export const STEPS = [...TAPS, ...MISHAPS];

/** In their order of the first days: a seed repeats a run only with the steps that it was drawn from. */
export const FIRST_STEPS = [
	...FIRST_TAPS.taps,
	...FIRST_MISHAPS.before,
	...FIRST_TAPS.others,
	...FIRST_MISHAPS.after
];

/** Everything works again, and everybody syncs until nothing more comes of it. */
export async function heal(town: Town): Promise<void> {
	for (const tablet of town.tablets) {
		tablet.fates = [];
		tablet.skewMs = 0;
		await tablet.deliverOvertaken();
		if (tablet.who === null && !tablet.isWithdrawn) await tablet.signIn('teal');
	}
	// Twice, so that what the first round brought has reached those who went first; a new epoch asks for once more.
	for (let round = 0; round < 4; round += 1) for (const tablet of town.tablets) await tablet.sync();
}
