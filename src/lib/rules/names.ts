import { longDate } from './calendar.ts';
import type { PupilFact } from './facts.ts';

type Named = Pick<PupilFact, 'forename' | 'surname' | 'knownAs'>;

/** The name a pupil is called by in class. */
export function calledName(pupil: Named): string {
	return pupil.knownAs || pupil.forename;
}

/** The called name and the surname. */
export function fullName(pupil: Named): string {
	return `${calledName(pupil)} ${pupil.surname}`;
}

/** What tells two children of one name apart: 'Amina Yusuf, Year 4, born 12 March 2018' [H8]. */
export function whoWords(pupil: Named & Pick<PupilFact, 'dob' | 'year'>): string {
	const name = `${pupil.forename} ${pupil.surname}`;
	const called = pupil.knownAs && pupil.knownAs !== pupil.forename ? `, called ${pupil.knownAs}` : '';
	return `${name}${called}, ${yearWords(pupil.year)}, born ${dateWords(pupil.dob)}`;
}

/** 'Nursery', 'Reception', 'Year 4'. */
export function yearWords(year: string): string {
	return { N: 'Nursery', R: 'Reception' }[year] ?? `Year ${year}`;
}

/** '12 March 2018', of a date yyyy-MM-dd. */
export function dateWords(date: string): string {
	return longDate(date).split(' ').slice(1).join(' ');
}

/** A name without accents, case and blanks at its ends: two spellings of one name are one. */
export function plainName(name: string): string {
	return name
		.normalize('NFD')
		.replace(/\p{Diacritic}/gu, '')
		.toLowerCase()
		.trim();
}
