import type { AdmissionDetails, Contact, PupilFact } from '../facts.ts';
import { ageOn } from '../age.ts';
import { upnProblem } from './upn.ts';

/** A pupil's line in the admission register, as a form or a file gives it. */
export type PupilDetails = Pick<
	PupilFact,
	'pupilId' | 'forename' | 'surname' | 'knownAs' | 'dob' | 'year' | 'photo'
> & {
	register: AdmissionDetails;
};

/** Something that is wrong, at the place where it is put right. */
export interface Wrong {
	field: string;
	words: string;
}

/** The years a primary school teaches, youngest first. */
export const YEARS = ['N', 'R', '1', '2', '3', '4', '5', '6'] as const;

/** [J2] What must be put right before a pupil's details are kept, in sentences. */
export function detailsProblems(pupil: PupilDetails, today: string): Wrong[] {
	const { register } = pupil;
	const wrong: Wrong[] = [];
	const say = (field: string, words: string) => wrong.push({ field, words });
	if (!pupil.forename.trim()) say('forename', 'Enter the forename');
	if (!pupil.surname.trim()) say('surname', 'Enter the surname');
	if (!isDate(pupil.dob)) say('dob', 'Enter the date of birth');
	else if (pupil.dob >= today) say('dob', 'The date of birth must be in the past');
	else if (ageOn(pupil.dob, today) > 19) say('dob', 'Check the date of birth: the pupil would be over 19');
	if (!(YEARS as readonly string[]).includes(pupil.year)) say('year', 'Select the year group');
	if (!isDate(register.startingDay)) say('startingDay', 'Enter the starting day');
	const upn = upnProblem(register.upn ?? '');
	if (upn) say('upn', upn);
	register.contacts.forEach((contact, at) => {
		if (!contact.name.trim()) say(`contact-${at}`, `Enter the name of contact ${at + 1}`);
	});
	const future = register.futureAddress;
	if (future && !(future.parent && future.address && isDate(future.from)))
		say('future', 'A future address needs the parent’s name, the address and its first day');
	return wrong;
}

/** [J3] What is lawful and still to be looked at: contacts above all (case H7). */
export function detailsWarnings(pupil: PupilDetails): string[] {
	const { contacts, address } = pupil.register;
	const numbers = new Set(contacts.flatMap(({ phones }) => phones.filter((each) => each.trim() !== '')));
	const home = contacts.filter((each) => each.isParent && each.livesWith);
	return [
		...(numbers.size === 0
			? ['There is no telephone number. The law asks for one for each parent the pupil lives with.']
			: []),
		...(numbers.size === 1 ? ['There is one telephone number. The DfE advises more than one.'] : []),
		...(numbers.size > 0
			? home
					.filter(hasNoPhone)
					.map(({ name }) => `${name || 'A parent'} lives with the pupil and has no telephone number.`)
			: []),
		...(home.length === 0 ? ['Nobody is named as a parent the pupil normally lives with.'] : []),
		...(address.trim() === '' ? ['The pupil’s address is missing.'] : [])
	];
}

/** Whether a text is a day of the calendar, yyyy-MM-dd. */
export function isDate(text: string): boolean {
	const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
	if (!year) return false;
	const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
	return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

const hasNoPhone = ({ phones }: Contact): boolean => phones.every((each) => each.trim() === '');
