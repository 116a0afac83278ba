import type { HeldFact } from '../../src/lib/rules/facts.ts';
import { PLACES, PUPILS } from './school-2026-27.ts';
import type { SmallSchool } from './small-school.ts';

/** Fills class 3T up to thirty pupils; answers the ids of all thirty, in the order of the class list. */
export async function thirtyPupils(school: SmallSchool): Promise<string[]> {
	const [place] = PLACES;
	if (!place) throw new Error('The small school has no places.');
	const more = Array.from({ length: 26 }, (_, at) => `p-more-${String(at + 1).padStart(2, '0')}`);
	await school.add(
		...more.flatMap((pupilId): HeldFact[] => [
			{ ...PUPILS.ava, id: `f-${pupilId}`, pupilId, forename: `Pupil ${pupilId.slice(-2)}` },
			{ ...place, id: `f-place-${pupilId}`, pupilId }
		])
	);
	return [...Object.values(PUPILS).map((pupil) => pupil.pupilId), ...more];
}
