import type { Book } from '../book.ts';
import type { LeaveFact, PlaceFact } from '../facts.ts';
import { calledName, dateWords } from '../names.ts';
import type { Wrong } from './details.ts';
import { isDate } from './details.ts';
import { groundsFor, groundWords } from './grounds.ts';
import { startPutOff } from './lists.ts';

/** A start or a move, as a form gives it. */
export type Placing = Pick<PlaceFact, 'pupilId' | 'classId' | 'from' | 'replaces'>;

/** [J4] What is wrong with a start or a move. */
export function placingProblems(book: Book, placing: Placing): Wrong[] {
	const { pupilId, classId, from } = placing;
	if (!book.classNamed(classId)) return [{ field: 'classId', words: 'Select the class' }];
	if (!isDate(from)) return [{ field: 'from', words: 'Enter the first day in the class' }];
	const pupil = book.pupil(pupilId);
	const startingDay = pupil?.register?.startingDay;
	if (startingDay && from < startingDay)
		return [
			{ field: 'from', words: `The starting day is ${dateWords(startingDay)}: a class begins then or later` }
		];
	if (!placing.replaces && book.classOf(pupilId, from) === classId)
		return [
			{
				field: 'classId',
				words: `${pupil ? calledName(pupil) : 'The pupil'} is in that class already on ${dateWords(from)}`
			}
		];
	return [];
}

/** [J4] Said where a starting day was put off and the class was not: the pupil stands on a class list before it; null otherwise. */
export function listedTooEarly(book: Book, pupilId: string): string | null {
	const pupil = book.pupil(pupilId);
	const startingDay = pupil ? startPutOff(book, pupil) : null;
	if (startingDay === null) return null;
	return `On a class list before the starting day, ${dateWords(startingDay)}, and so in its registers. Correct the first day in the class`;
}

/** A leaving, as a form gives it: the ground by its id. */
export type Leaving = Pick<LeaveFact, 'pupilId' | 'lastDay' | 'nextSchool' | 'evidence'> & {
	groundId: string;
};

/** [J5] What is wrong with a leaving: a name leaves on a ground of regulation 9, and otherwise stays. */
export function leavingProblems(book: Book, leaving: Leaving): Wrong[] {
	const { pupilId, lastDay } = leaving;
	if (!isDate(lastDay)) return [{ field: 'lastDay', words: 'Enter the last day on roll' }];
	const pupil = book.pupil(pupilId);
	const wrong: Wrong[] = [];
	if (!pupil || book.classOf(pupilId, lastDay) === null)
		wrong.push({ field: 'lastDay', words: `The pupil is not on the roll on ${dateWords(lastDay)}` });
	const ground = pupil && groundsFor(pupil.dob, lastDay).find(({ id }) => id === leaving.groundId);
	if (!ground) return [...wrong, { field: 'ground', words: 'Select the ground of regulation 9 that is met' }];
	if (ground.needsSchool && !leaving.nextSchool?.trim())
		wrong.push({ field: 'nextSchool', words: 'Enter the name of the school' });
	if (ground.shows && !leaving.evidence?.trim())
		wrong.push({ field: 'evidence', words: `Enter what shows it. ${ground.shows}` });
	return wrong;
}

/** The words of a ground, for the fact; '' where there is no such ground. */
export function groundNamed(dob: string, lastDay: string, groundId: string): string {
	const ground = groundsFor(dob, lastDay).find(({ id }) => id === groundId);
	return ground ? groundWords(ground) : '';
}
