import type { ExpressionBuilder } from 'kysely';
import type { Book } from '../../rules/book.ts';
import type { HeldFact } from '../../rules/facts.ts';
import type { Guest } from './guests.ts';
import type { Tables } from './tables.ts';

/** What every device of a school may know: it names no pupil. */
const SCHOOL_KINDS: readonly string[] = ['class', 'assign', 'calendar', 'settings', 'times', 'closure'];

/** Whether whoever holds these classes is told everything: there is no need then to name each pupil. */
export function holdsAll(book: Book, classIds: readonly string[]): boolean {
	return classIds.length > 0 && book.classes().every(({ classId }) => classIds.includes(classId));
}

/** What is known of a guest beside the day: who the child is, and what is expected. */
const GUEST_KINDS: readonly string[] = ['pupil', 'place', 'leave', 'plan'];

/** Which facts concern some classes, any pupil who was ever in them or is their guest, or the whole school; as a condition of a query. */
export function isAbout(book: Book, classIds: readonly string[], guests: readonly Guest[]) {
	const pupilIds = book
		.pupils()
		.map((pupil) => pupil.pupilId)
		.filter((pupilId) => classIds.some((classId) => book.hasBeenIn(pupilId, classId)));
	const others = classesBeside(book, classIds, pupilIds);
	return (eb: ExpressionBuilder<Tables, 'fact' | 'payload'>) =>
		eb.or([
			eb.and([eb('fact.pupilId', 'is', null), eb('fact.kind', 'in', SCHOOL_KINDS)]),
			...(classIds.length ? [eb('fact.classId', 'in', classIds)] : []),
			...(pupilIds.length ? [eb('fact.pupilId', 'in', pupilIds)] : []),
			...(others.length
				? [eb.and([eb('fact.kind', '=', 'withdraw'), eb('fact.classId', 'in', others)])]
				: []),
			...guests.flatMap(({ pupilId, classId, date }) => [
				eb.and([
					eb('fact.pupilId', '=', pupilId),
					eb.or([eb('fact.date', '=', date), eb('fact.kind', 'in', GUEST_KINDS)])
				]),
				eb.and([
					eb('fact.kind', '=', 'withdraw'),
					eb('fact.classId', '=', classId),
					eb('fact.date', '=', date)
				])
			])
		]);
}

/** Other classes in which some pupils were: what was taken back there may be a mark of theirs. */
function classesBeside(book: Book, classIds: readonly string[], pupilIds: readonly string[]): string[] {
	return book
		.classes()
		.map(({ classId }) => classId)
		.filter((classId) => !classIds.includes(classId))
		.filter((classId) => pupilIds.some((pupilId) => book.hasBeenIn(pupilId, classId)));
}

/** The same of facts in hand: those that `changesAfter` would tell. */
export function thoseAbout(
	facts: readonly HeldFact[],
	book: Book,
	classIds: readonly string[],
	guests: readonly Guest[]
): HeldFact[] {
	if (holdsAll(book, classIds)) return [...facts];
	const isIn = (pupilId: string) => classIds.some((classId) => book.hasBeenIn(pupilId, classId));
	return facts.filter((fact) => {
		if (fact.kind === 'withdraw' && !classIds.includes(fact.classId))
			return (
				guests.some((guest) => isOfGuest(fact, guest)) ||
				book.pupils().some(({ pupilId }) => isIn(pupilId) && book.hasBeenIn(pupilId, fact.classId))
			);
		if ('classId' in fact && classIds.includes(fact.classId)) return true;
		if (guests.some((guest) => isOfGuest(fact, guest))) return true;
		if (!('pupilId' in fact)) return SCHOOL_KINDS.includes(fact.kind);
		return isIn(fact.pupilId);
	});
}

/** Whether a fact is about a guest, or of the day that the guest is with another class. */
export function isOfGuest(fact: HeldFact, { pupilId, classId, date }: Guest): boolean {
	const isThatDay = 'session' in fact && fact.date === date;
	if (fact.kind === 'withdraw') return isThatDay && fact.classId === classId;
	return 'pupilId' in fact && fact.pupilId === pupilId && (isThatDay || GUEST_KINDS.includes(fact.kind));
}
