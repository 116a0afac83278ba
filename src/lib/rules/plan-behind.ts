import type { Book } from './book.ts';
import type { ClassFact, HeldFact, Plan, PupilFact } from './facts.ts';

/** A class that mostly goes, and who of it does not. */
export interface LeftBehind {
	schoolClass: HeldFact<ClassFact>;
	pupils: HeldFact<PupilFact>[];
}

/** [X15] Of each class of which at least half goes, the children who are on its list that day and do not go. */
export function leftBehind(plans: readonly Plan[], book: Book, date: string): LeftBehind[] {
	const going = new Set(plans.map((plan) => plan.pupilId));
	const classIds = new Set([...going].flatMap((pupilId) => book.classOf(pupilId, date) ?? []));
	return book.classes().flatMap((schoolClass) => {
		if (!classIds.has(schoolClass.classId)) return [];
		const roll = book.rollOf(schoolClass.classId, date);
		const pupils = roll.filter((pupil) => !going.has(pupil.pupilId));
		return pupils.length > 0 && pupils.length * 2 <= roll.length ? [{ schoolClass, pupils }] : [];
	});
}
