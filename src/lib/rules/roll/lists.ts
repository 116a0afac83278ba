import type { Book } from '../book.ts';
import { addDays } from '../calendar.ts';
import type { ClassFact, HeldFact, LeaveFact, PlaceFact, PupilFact } from '../facts.ts';
import { calledName } from '../names.ts';

/** A class and who is on its roll on a date. */
export interface ClassList {
	schoolClass: HeldFact<ClassFact>;
	pupils: HeldFact<PupilFact>[];
}

/** A change of the roll that is to come, or has just been. */
export interface RollChange {
	pupil: HeldFact<PupilFact>;
	/** The day from which it holds; for a leaver the last day. */
	date: string;
	what: 'starts' | 'moves' | 'leaves';
	/** The class started in or moved to; of a leaver the class left. */
	className: string;
	/** For a move: the class before. */
	fromClass?: string;
	/** For a start that was put off: the class was not, so the pupil stands on its list already. */
	isListed?: true;
}

/** [J1] The class lists of a date, in the school's order, each by name. */
export function classLists(book: Book, date: string, order: 'forename' | 'surname' = 'surname'): ClassList[] {
	const byClass = new Map<string, HeldFact<PupilFact>[]>();
	for (const pupil of book.pupils()) {
		const classId = book.classOf(pupil.pupilId, date);
		if (classId === null) continue;
		const list = byClass.get(classId);
		if (list) list.push(pupil);
		else byClass.set(classId, [pupil]);
	}
	return book.classes().map((schoolClass) => ({
		schoolClass,
		pupils: (byClass.get(schoolClass.classId) ?? []).sort(byName(order))
	}));
}

/** [J1] Who starts, moves or leaves between two dates, both included, by date. */
export function rollChanges(book: Book, from: string, to: string): RollChange[] {
	const isWithin = (date: string) => from <= date && date <= to;
	const nameOf = (classId: string | null) => (classId === null ? '' : (book.classNamed(classId)?.name ?? ''));
	return book
		.pupils()
		.flatMap((pupil): RollChange[] => {
			const changes: RollChange[] = [];
			const putOff = startPutOff(book, pupil);
			let isPutOffSoon = putOff !== null && isWithin(putOff);
			for (const place of book.placesOf(pupil.pupilId)) {
				if (!isWithin(place.from) || book.classOf(pupil.pupilId, place.from) !== place.classId) continue;
				const before = book.classOf(pupil.pupilId, addDays(place.from, -1));
				if (before === place.classId) continue;
				// A start that was put off is told by its new day alone.
				if (before === null && putOff !== null && place.from < putOff) {
					isPutOffSoon = true;
					continue;
				}
				changes.push({
					pupil,
					date: place.from,
					what: before === null ? 'starts' : 'moves',
					className: nameOf(place.classId),
					...(before === null ? {} : { fromClass: nameOf(before) })
				});
			}
			if (putOff !== null && isPutOffSoon)
				changes.push({
					...{ pupil, date: putOff, what: 'starts', isListed: true },
					className: nameOf(book.classOf(pupil.pupilId, putOff))
				});
			for (const { leaving } of book.leavingsOf(pupil.pupilId)) {
				if (!isWithin(leaving.lastDay) || !isGone(book, pupil.pupilId, leaving)) continue;
				changes.push({
					pupil,
					date: leaving.lastDay,
					what: 'leaves',
					className: nameOf(book.classOf(pupil.pupilId, leaving.lastDay))
				});
			}
			return changes;
		})
		.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : byName('surname')(a.pupil, b.pupil)));
}

/** [J4] The starting day of a pupil who stands on a class list before it: it was put off, and the class was not; null otherwise. */
export function startPutOff(book: Book, { pupilId, register }: PupilFact): string | null {
	const startingDay = register?.startingDay;
	return startingDay && book.classOf(pupilId, addDays(startingDay, -1)) !== null ? startingDay : null;
}

/** Where a pupil stands on a date: on a class list, not yet started, left, or never placed. */
export type Standing =
	| { is: 'on-roll'; classId: string; leaves: HeldFact<LeaveFact> | null }
	| { is: 'to-start'; place: HeldFact<PlaceFact> }
	| { is: 'left'; leaving: HeldFact<LeaveFact> }
	| { is: 'nowhere' };

/** [J1] Where a pupil stands on the roll on a date. */
export function standingOn(book: Book, pupilId: string, date: string): Standing {
	const classId = book.classOf(pupilId, date);
	const leaving = book.leavingOf(pupilId);
	if (classId !== null)
		return { is: 'on-roll', classId, leaves: leaving && leaving.lastDay >= date ? leaving : null };
	const place = book
		.placesOf(pupilId)
		.filter((each) => each.from > date && book.classOf(pupilId, each.from) !== null)
		.sort((a, b) => (a.from < b.from ? -1 : 1))[0];
	if (place) return { is: 'to-start', place };
	return leaving ? { is: 'left', leaving } : { is: 'nowhere' };
}

function isGone(book: Book, pupilId: string, leaving: LeaveFact): boolean {
	return book.classOf(pupilId, addDays(leaving.lastDay, 1)) === null;
}

const collator = new Intl.Collator('en-GB', { sensitivity: 'base' });

/** By the name a list is ordered by, then the other. */
export function byName(order: 'forename' | 'surname') {
	return (a: PupilFact, b: PupilFact): number => {
		const surnames = collator.compare(a.surname, b.surname);
		const forenames = collator.compare(calledName(a), calledName(b));
		return (
			(order === 'surname' ? surnames || forenames : forenames || surnames) ||
			(a.pupilId < b.pupilId ? -1 : 1)
		);
	};
}
