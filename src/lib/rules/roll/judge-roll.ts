import type { Book } from '../book.ts';
import { isAfter } from '../halves.ts';
import type { Fact } from '../facts.ts';
import { timesProblems } from '../lateness.ts';

/** [J2] [J4] [J5] [J15] [R6] Why a fact of the roll or of the settings cannot stand, whatever screen it came from; null if it can. */
export function rollRefusal(fact: Fact, book: Book): { refused: string; message: string } | null {
	switch (fact.kind) {
		case 'place':
			if (!book.pupil(fact.pupilId))
				return { refused: 'unknown-pupil', message: 'This school does not know that pupil.' };
			if (!book.classNamed(fact.classId))
				return { refused: 'unknown-class', message: 'This school does not know that class.' };
			return null;
		case 'leave':
			if (!book.pupil(fact.pupilId))
				return { refused: 'unknown-pupil', message: 'This school does not know that pupil.' };
			if (!fact.cancelled && !fact.ground.trim())
				return {
					refused: 'no-ground',
					message: 'A name leaves the admission register on a ground of regulation 9 only.'
				};
			return null;
		case 'assign':
			if (!book.classNamed(fact.classId))
				return { refused: 'unknown-class', message: 'This school does not know that class.' };
			if (fact.to && isAfter(fact.from, fact.to))
				return { refused: 'not-possible', message: 'It gives a class until before it begins.' };
			return null;
		case 'settings': {
			const all = [fact.times, ...Object.values(fact.timesByYear ?? {})];
			const [problem] = all.flatMap((times) => timesProblems(times).refused);
			return problem ? { refused: 'times', message: problem } : null;
		}
		default:
			return null;
	}
}
