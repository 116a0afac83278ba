import type { Book } from '../book.ts';
import type { Entry } from '../facts.ts';

/** [C11] Whether a pupil is not on the register on that day and is to join that class once the starting day has come: the child whom `Z` is for. */
export function isToJoin(
	book: Pick<Book, 'pupil' | 'classOf' | 'placesOf'>,
	{ pupilId, classId, date }: Pick<Entry, 'pupilId' | 'classId' | 'date'>
): boolean {
	const startsOn = book.pupil(pupilId)?.register?.startingDay;
	if (startsOn === undefined || date >= startsOn || book.classOf(pupilId, date) !== null) return false;
	return book.placesOf(pupilId).some((place) => place.classId === classId && place.from > date);
}
