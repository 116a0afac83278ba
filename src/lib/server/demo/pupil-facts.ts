import type { PupilFact } from '../../rules/facts.ts';
import { londonInstant } from '../../rules/sessions.ts';
import { demoFact, type DemoFact } from './demo-fact.ts';
import type { DemoPupil } from './pupils.ts';
import { ATTENDANCE } from './staff.ts';

/** A pupil's line in the admission register, and the class they sit in from which day. */
export function pupilFacts(pupil: DemoPupil, index: number): DemoFact[] {
	const { pupilId, classId, from } = pupil;
	// Who joins in the year is entered the week before.
	const day = from > '2026-09-02' ? '2026-10-21' : '2026-08-25';
	const madeAt = londonInstant(day, '10:00') + index * 1000;
	return [
		demoFact(ATTENDANCE, madeAt, [pupilId], told(pupil)),
		demoFact(ATTENDANCE, madeAt + 1, [pupilId], { kind: 'place', pupilId, classId, from })
	];
}

/** What is told of a pupil, as the fact that tells it. */
export function asPupilFact(pupil: DemoPupil): PupilFact {
	const { fact } = demoFact(ATTENDANCE, 0, [pupil.pupilId], told(pupil));
	if (fact.kind !== 'pupil') throw new Error('A pupil was told, and is none.');
	return fact;
}

function told({ pupilId, forename, surname, knownAs, dob, year, register }: DemoPupil) {
	return { kind: 'pupil', pupilId, forename, surname, knownAs, dob, year, register } as const;
}
