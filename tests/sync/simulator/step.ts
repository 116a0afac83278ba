import fc from 'fast-check';
import type { Draft } from '../../../src/lib/device/draft.ts';
import { NotSaved } from '../../../src/lib/device/not-saved.ts';
import { readRegister } from '../../../src/lib/rules/register.ts';
import { PUPILS } from '../../support/school-2026-27.ts';
import { REGISTER } from '../../support/small-school.ts';
import type { SimulatedTablet } from './tablet.ts';
import type { Town } from './town.ts';

export const PUPIL_IDS = Object.values(PUPILS).map((pupil) => pupil.pupilId);
export const MOST_TABLETS = 6;

/** Any tablet, and any pupil of the class. */
export const which = fc.nat({ max: MOST_TABLETS - 1 });
export const pupil = fc.constantFrom(...PUPIL_IDS);

type Model = object;

/** One thing that happens in the town; after it, everything recorded is accounted for. */
export class Step implements fc.AsyncCommand<Model, Town> {
	#words: string;
	#happen: (town: Town) => Promise<void>;

	constructor(words: string, happen: (town: Town) => Promise<void>) {
		this.#words = words;
		this.#happen = happen;
	}

	check(): boolean {
		return true;
	}

	async run(_model: Model, town: Town): Promise<void> {
		town.pass(137);
		await this.#happen(town);
		await town.ledger.check(town);
	}

	toString(): string {
		return this.#words;
	}
}

/** The tablet of that number, counted round those that there are. */
export function on(town: Town, at: number): SimulatedTablet {
	const tablet = town.tablets[at % town.tablets.length];
	if (!tablet) throw new Error('There is no tablet.');
	return tablet;
}

/** Records; where nobody is signed in the device says so and takes nothing, and nothing is in the ledger. */
export async function tryTo(tablet: SimulatedTablet, town: Town, ...drafts: Draft[]): Promise<void> {
	if (drafts.length === 0) return;
	try {
		await tablet.record(...drafts);
	} catch (cause) {
		if (!(cause instanceof NotSaved) || tablet.who !== null) throw cause;
		town.met.note('not signed in');
	}
}

/** The register as a tablet shows it. */
export async function registerOn(tablet: SimulatedTablet) {
	const { book, facts } = await tablet.device.registerFacts(
		REGISTER.classId,
		REGISTER.date,
		REGISTER.session
	);
	return { facts, register: readRegister(book, facts, REGISTER) };
}
