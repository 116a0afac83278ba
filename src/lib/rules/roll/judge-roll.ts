import type { Book } from '../book.ts';
import { correctedAt } from '../clock.ts';
import { isAfter } from '../halves.ts';
import type { Fact } from '../facts.ts';
import { changedFields } from './amendments.ts';

/** [J2] [J4] [J5] [J6] [R6] Why a fact of the roll cannot stand, whatever screen it came from; null if it can. */
export function rollRefusal(fact: Fact, book: Book): { refused: string; message: string } | null {
	switch (fact.kind) {
		case 'pupil': {
			const before = book.pupil(fact.pupilId);
			// After a restore the first entry may come home after its amendment: it amends nothing.
			const isOlder = before !== undefined && correctedAt(fact) < correctedAt(before);
			const amends = before !== undefined && !isOlder && changedFields(before, fact).length > 0;
			return amends && !isSaid(fact.reason) ? NO_REASON : null;
		}
		case 'place':
			if (fact.replaces?.length && !isSaid(fact.reason)) return NO_REASON;
			if (!book.pupil(fact.pupilId))
				return { refused: 'unknown-pupil', message: 'This school does not know that pupil.' };
			if (!book.classNamed(fact.classId))
				return { refused: 'unknown-class', message: 'This school does not know that class.' };
			return null;
		case 'leave':
			if (!book.pupil(fact.pupilId))
				return { refused: 'unknown-pupil', message: 'This school does not know that pupil.' };
			if (fact.cancelled && !isSaid(fact.reason)) return NO_REASON;
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
		default:
			return null;
	}
}

const NO_REASON = {
	refused: 'missing-reason',
	message: 'An amendment of the admission register needs its reason.'
};
const isSaid = (reason: string | undefined): boolean => (reason ?? '').trim() !== '';
