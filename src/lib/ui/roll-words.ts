import type { Book } from '$lib/rules/book.ts';
import { isAfter } from '$lib/rules/halves.ts';
import { longDate } from '$lib/rules/calendar.ts';
import type { AssignFact, Half } from '$lib/rules/facts.ts';
import { dateWords } from '$lib/rules/names.ts';
import type { RollLine } from '$lib/rules/roll/amendments.ts';
import type { RollChange, Standing } from '$lib/rules/roll/lists.ts';
import { londonDate, londonMinute } from '$lib/rules/sessions.ts';
import { sessionWords } from './day-words.ts';

/** Where a pupil stands on the roll, in a sentence. */
export function standingWords(book: Book, standing: Standing): string {
	const named = (classId: string) => book.classNamed(classId)?.name ?? 'a class';
	switch (standing.is) {
		case 'on-roll':
			return standing.leaves
				? `In ${named(standing.classId)}. Leaves on ${longDate(standing.leaves.lastDay)}.`
				: `In ${named(standing.classId)}.`;
		case 'to-start':
			return `Starts in ${named(standing.place.classId)} on ${longDate(standing.place.from)}.`;
		case 'left':
			return `Left. The last day was ${longDate(standing.leaving.lastDay)}.`;
		case 'nowhere':
			return 'On no class list.';
	}
}

/** 'starts in 4 Elm', 'moves from 4 Oak to 4 Elm', 'leaves 4 Elm: last day'. */
export function changeWords({ what, className, fromClass, isListed }: RollChange): string {
	if (what === 'starts')
		return isListed ? `starts in ${className}, and is on its list too early` : `starts in ${className}`;
	return what === 'moves'
		? `moves from ${fromClass ?? ''} to ${className}`
		: `leaves ${className} (last day)`;
}

/** 'Since 1 September 2026, until it is taken back', as it stands in a half-day. */
export function givenWords({ from, to }: Pick<AssignFact, 'from' | 'to'>, half: Half): string {
	const begins = isAfter(from, half)
		? `From the ${sessionWords(from.session)} of ${longDate(from.date)}`
		: `Since ${dateWords(from.date)}`;
	return to
		? `${begins}, up to and with the ${sessionWords(to.session)} of ${longDate(to.date)}`
		: `${begins}, until it is taken back`;
}

const LINES: Record<RollLine['what'], string> = {
	entered: 'Entered in the register',
	amended: 'Amended',
	placed: 'Given a class',
	left: 'Leaving recorded',
	'taken-back': 'Taken back'
};

/** What a line of the history is about. */
export function lineWords({ what, changes }: RollLine): string {
	return what === 'placed' && changes.some(({ original }) => original !== '') ? 'Moved' : LINES[what];
}

/** '23 November 2026 at 08:52'. */
export function whenWords(instant: number): string {
	return `${dateWords(londonDate(instant))} at ${londonMinute(instant)}`;
}
