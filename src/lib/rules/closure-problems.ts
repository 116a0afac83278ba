import type { Book } from './book.ts';
import { isAfter } from './halves.ts';
import { calendarProblems } from './calendar-problems.ts';
import { isSchoolDay, longDate } from './calendar.ts';
import type { ClosureFact, Fact, TimesFact } from './facts.ts';
import { timesProblems } from './lateness.ts';
import { settingsProblem } from './settings-problems.ts';

type Told<F> = Pick<F, Exclude<keyof F, 'id' | 'v' | 'clientId' | 'seq' | 'signInId' | 'madeAt' | 'clock'>>;

/** [M2] What is wrong with a closure, in a sentence; null if it may stand. */
export function closureProblem(
	{ code, from, to, classIds, reason, cancelled }: Told<ClosureFact>,
	book: Pick<Book, 'calendars' | 'classNamed'>
): string | null {
	if (cancelled) return null;
	if (reason.trim().length < 3) return 'Enter why the school is closed.';
	if (isAfter(from, to)) return 'The closure ends before it begins.';
	for (const { date } of [from, to])
		if (!isSchoolDay(book, date)) return `${longDate(date)} is not a school day.`;
	if (code === 'Y4')
		return classIds === undefined ? null : 'Y4 is for the whole school. For some classes use Y3.';
	if (!classIds?.length) return 'Select the classes that cannot be taught.';
	return classIds.every((classId) => book.classNamed(classId))
		? null
		: 'This school does not know that class.';
}

/** [S6] [S7] What is wrong with the times of one day, in a sentence; null if they may stand. */
export function dayTimesProblem(
	{ date, times, reason, cancelled }: Told<TimesFact>,
	book: Pick<Book, 'calendars'>
): string | null {
	if (cancelled) return null;
	if (!isSchoolDay(book, date)) return `${longDate(date)} is not a school day.`;
	if (reason.trim().length < 3) return 'Enter why the times are changed.';
	return timesProblems(times).refused[0] ?? null;
}

/** What is wrong with a fact about the school's days and times made on `today`, in a sentence: asked on the device and again on the server [P5]. */
export function schoolProblem(fact: Fact, book: Book, today: string): string | null {
	switch (fact.kind) {
		case 'closure':
			return closureProblem(fact, book);
		case 'times':
			return dayTimesProblem(fact, book);
		case 'calendar':
			return calendarProblems(fact)[0] ?? null;
		case 'settings':
			return settingsProblem(fact, { book, today });
		default:
			return null;
	}
}
