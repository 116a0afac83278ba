import type { Book } from '../../rules/book.ts';
import type { HeldFact } from '../../rules/facts.ts';
import { isOfGuest } from '../store/concern.ts';
import type { Guest } from '../store/guests.ts';

/** What a class's device holds, and how far the school had come when it was asked. */
export interface Holding {
	book: Book;
	classIds: readonly string[];
	guests: readonly Guest[];
	upTo: number;
}

/**
 * [Z8] Of facts about pupils of some classes, those that the classes need: of a child who has left for another class nothing that is
 * about a later day. Whatever gives a day back to a class brings what was passed over (`givesBack`), so that a cursor may pass it.
 */
export function neededIn(facts: readonly HeldFact[], holding: Holding): HeldFact[] {
	const { classIds, guests } = holding;
	return facts.filter((fact) => {
		const day = dayOf(fact);
		if (day === null || !('pupilId' in fact)) return true;
		if ('classId' in fact && classIds.includes(fact.classId)) return true;
		return guests.some((guest) => isOfGuest(fact, guest)) || isTheirsThen(fact.pupilId, day, holding);
	});
}

/** Whether a fact of the roll may give a class days of a child back: a move or a leaving that is corrected or taken back. */
export function givesBack(fact: HeldFact): fact is HeldFact & { pupilId: string } {
	return fact.kind === 'leave' || (fact.kind === 'place' && fact.replaces !== undefined);
}

/** The day from which on a fact is about its pupil, yyyy-MM-dd; null: it is about no day, or ends what was told of an earlier one. */
function dayOf(fact: HeldFact): string | null {
	if ('session' in fact) return fact.date;
	return fact.kind === 'plan' && fact.replaces.length === 0 ? fact.from.date : null;
}

/** Whether the pupil is on the roll of one of the classes that day or will be; what was before a child came stays with the class it is in now. */
function isTheirsThen(pupilId: string, date: string, { book, classIds, upTo }: Holding): boolean {
	if (book.classesSince(pupilId, date).some((classId) => classIds.includes(classId))) return true;
	// The book may already know what is not committed, and may yet come to nothing.
	return book.rollFacts(pupilId).some(({ position }) => position === undefined || position > upTo);
}
