import { addDays, isoWeekday } from './calendar.ts';

/** [G1] The first day of compulsory school age: the first 31 March, 31 August or 31 December on or after the fifth birthday. */
export function csaStart(dob: string): string {
	const fifth = birthday(dob, 5);
	const year = fifth.slice(0, 4);
	const day = ['03-31', '08-31', '12-31'].find((each) => fifth.slice(5) <= each) ?? '12-31';
	return `${year}-${day}`;
}

/** [G2] The last day of it: the last Friday in June of the school year in which the pupil turns 16. */
export function csaEnd(dob: string): string {
	const sixteenth = birthday(dob, 16);
	const year = Number(sixteenth.slice(0, 4)) + (sixteenth.slice(5) >= '09-01' ? 1 : 0);
	const lastOfJune = `${year}-06-30`;
	return addDays(lastOfJune, -((isoWeekday(lastOfJune) + 2) % 7));
}

/** [G3] Whether a pupil born on a date is of compulsory school age on another, both yyyy-MM-dd. */
export function isCompulsoryAge(dob: string, date: string): boolean {
	return csaStart(dob) <= date && date <= csaEnd(dob);
}

/** [G4] Age in whole years on a date. */
export function ageOn(dob: string, date: string): number {
	const years = Number(date.slice(0, 4)) - Number(dob.slice(0, 4));
	return date.slice(5) < dob.slice(5) ? years - 1 : years;
}

function birthday(dob: string, years: number): string {
	return `${String(Number(dob.slice(0, 4)) + years).padStart(4, '0')}${dob.slice(4)}`;
}
