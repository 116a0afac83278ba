import { isCompulsoryAge } from '../age.ts';

/** One ground on which a name leaves the admission register. */
export interface Ground {
	/** Stands in a form; the letter of reg 9(1) where that is known. */
	id: string;
	words: string;
	/** What shows that it is met, as a question; none: the ground speaks for itself. */
	shows?: string;
	/** Whether the next school must be named. */
	needsSchool?: true;
}

/** [J5] The grounds of reg 9(1), for a pupil of compulsory school age: there are no others. */
export const GROUNDS: readonly Ground[] = [
	{ id: 'a', words: 'Registered at another school', needsSchool: true },
	{ id: 'b', words: 'Finished nursery, and will not go on to this school' },
	{
		id: 'c',
		words: 'Also registered at another school, and will not come back here',
		needsSchool: true,
		shows: 'Which schools have agreed, and when?'
	},
	{
		id: 'd',
		words: 'A school attendance order now names another school',
		needsSchool: true,
		shows: 'Which order, and of which date?'
	},
	{
		id: 'e',
		words: 'A school attendance order was revoked, because suitable education is arranged',
		shows: 'Which order, and when was it revoked?'
	},
	{
		id: 'f',
		words: 'A parent told the school in writing that the pupil will be educated otherwise than at school',
		shows: 'Which letter or email, of which date, and from which day?'
	},
	{
		id: 'g',
		words: 'No longer lives within a reasonable distance, and is not expected back',
		shows: 'How does the school know?'
	},
	{
		id: 'h',
		words: 'Did not come back within 10 school days after leave, and cannot be found',
		shows: 'What inquiries did the school and the council make together?'
	},
	{
		id: 'i',
		words: 'Absent without authority for 20 school days in a row, and cannot be found',
		shows: 'What inquiries did the school and the council make together?'
	},
	{
		id: 'custody',
		words: 'In custody for more than four months, and not expected back',
		shows: 'Which order, and of which date?'
	},
	{ id: 'died', words: 'The pupil has died' },
	{ id: 'age', words: 'No longer of compulsory school age, and is leaving' },
	{
		id: 'excluded',
		words: 'Permanently excluded, and the reviews are over or their time has passed',
		shows: 'When did the exclusion become final?'
	}
];

/** For a pupil who is not of compulsory age reg 9(3) has a list of its own: its ground is entered in words. */
const OTHER_AGE: Ground = {
	id: 'not-of-age',
	words: 'Not of compulsory school age: another ground of regulation 9(3)',
	shows: 'Which ground, and what shows it?'
};

/** [J5] The grounds that can be met by a pupil born on a date whose last day is another. */
export function groundsFor(dob: string, lastDay: string): readonly Ground[] {
	return isCompulsoryAge(dob, lastDay) ? GROUNDS.filter(({ id }) => id !== 'age') : [...GROUNDS, OTHER_AGE];
}

/** A ground as it is recorded: its letter, where it has one, and its words. */
export function groundWords({ id, words }: Ground): string {
	return /^[a-i]$/.test(id) ? `Regulation 9(1)(${id}): ${words}` : words;
}
