import { lookAlikes } from '$lib/rules/look-alikes.ts';
import type { Found } from './pupil-search.ts';

/** The most that a list of results shows: who types one letter more finds the rest. */
const MOST_SHOWN = 6;

/** As many results as fit, and with them whoever can be taken for one of them [H8]. */
export function withLookAlikes(found: readonly Found[]): readonly Found[] {
	const first = found.slice(0, MOST_SHOWN);
	if (found.length <= MOST_SHOWN) return first;
	const near = found.slice(0, 2 * MOST_SHOWN).map((each) => each.pupil);
	const alike = lookAlikes(
		first.map((each) => each.pupil),
		near
	);
	const ids = new Set([...alike.values()].flat().map((each) => each.pupilId));
	return [...first, ...found.slice(MOST_SHOWN).filter((each) => ids.has(each.pupil.pupilId))];
}
