import type { Book } from '../book.ts';
import { isAfter } from '../halves.ts';
import type { AssignFact, Half, HeldFact } from '../facts.ts';
import { mayEnterHow } from '../permissions.ts';
import type { Role } from '../roles.ts';
import { isDate, type Wrong } from './details.ts';

/** A class that is given to a person, as a form gives it. */
export type Giving = Pick<AssignFact, 'staffId' | 'classId' | 'from' | 'to'>;

/** [R6] Who has a class in a half-day or will have it after, those first who had it first. */
export function whoHas(book: Book, classId: string, half: Half): HeldFact<AssignFact>[] {
	return book
		.givenOf(classId)
		.filter(({ to }) => !to || !isAfter(half, to))
		.sort((a, b) => (isAfter(a.from, b.from) || (!isAfter(b.from, a.from) && a.id > b.id) ? 1 : -1));
}

/** [R6] Whether somebody in this role can take a register in the room, and so be given a class. */
export function mayHaveClass(role: Role): boolean {
	return mayEnterHow(role, 'tapped');
}

/** [R6] What is wrong with giving a class, at the field where it is put right. */
export function givingProblems(book: Book, giving: Giving): Wrong[] {
	const { staffId, classId, from, to } = giving;
	const wrong: Wrong[] = [];
	if (!staffId) wrong.push({ field: 'staffId', words: 'Select who takes the register' });
	if (!isDate(from.date)) wrong.push({ field: 'from', words: 'Enter the first day' });
	if (to && !isDate(to.date)) wrong.push({ field: 'to', words: 'Enter the last day' });
	if (wrong.length > 0) return wrong;
	if (to && isAfter(from, to)) return [{ field: 'to', words: 'The end is before the beginning' }];
	const hasThen = book
		.givenOf(classId)
		.some(
			(each) =>
				each.staffId === staffId &&
				!isAfter(each.from, from) &&
				(!each.to || (to !== undefined && !isAfter(to, each.to)))
		);
	return hasThen ? [{ field: 'staffId', words: 'This person has the class then already' }] : [];
}
