import type { Book } from './book.ts';
import { addDays, addSchoolDays } from './calendar.ts';
import type { PupilFact } from './facts.ts';

const NEW_FOR_SCHOOL_DAYS = 5;
const WEEK_DAYS = 7;

/** From which day on a first day makes a pupil new on a date [CF6]. */
export function newSince(book: Book, date: string): string {
	return addSchoolDays(book, date, -NEW_FOR_SCHOOL_DAYS) ?? addDays(date, -WEEK_DAYS);
}

/** The first day of a pupil who began since a day; null for all others [CF6]. */
export function firstDayOf(
	book: Book,
	{ pupilId, register }: PupilFact,
	since: string,
	date: string
): string | null {
	const begins = register?.startingDay;
	// A school that has only begun with Firstbell has places from that day, and pupils who have been there for years.
	if (begins !== undefined && begins < since) return null;
	if (book.classOf(pupilId, addDays(since, -1)) !== null) return null;
	for (let day = since; day <= date; day = addDays(day, 1))
		if (book.classOf(pupilId, day) !== null) return day;
	return null;
}
