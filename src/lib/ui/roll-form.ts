import type { AdmissionDetails, Contact, PupilFact } from '$lib/rules/facts.ts';
import { inCallOrder } from '$lib/rules/roll/amendments.ts';
import type { PupilDetails } from '$lib/rules/roll/details.ts';
import { upnOf } from '$lib/rules/roll/upn.ts';

/** One contact as a form holds it. */
export interface ContactForm {
	/** Stays with the contact while others come and go. */
	key: string;
	name: string;
	relation: string;
	isParent: boolean;
	livesWith: boolean;
	phone: string;
	otherPhone: string;
	address: string;
}

/** A pupil's line in the admission register as a form holds it: every field a text or a tick. */
export interface PupilForm {
	forename: string;
	surname: string;
	knownAs: string;
	dob: string;
	sex: 'F' | 'M' | '';
	year: string;
	upn: string;
	startingDay: string;
	address: string;
	lastSchool: string;
	lastSchoolAddress: string;
	otherSchool: string;
	otherSchoolFrom: string;
	hasSocialWorker: boolean;
	future: { parent: string; address: string; from: string };
	contacts: ContactForm[];
}

/** What the form begins with: the pupil as the register has them, or nothing. */
export function pupilForm(pupil: PupilFact | null): PupilForm {
	const register: Partial<AdmissionDetails> = pupil?.register ?? {};
	return {
		forename: pupil?.forename ?? '',
		surname: pupil?.surname ?? '',
		knownAs: pupil?.knownAs ?? '',
		dob: pupil?.dob ?? '',
		sex: register.sex ?? '',
		year: pupil?.year ?? '',
		upn: register.upn ?? '',
		startingDay: register.startingDay ?? '',
		address: register.address ?? '',
		lastSchool: register.lastSchool ?? '',
		lastSchoolAddress: register.lastSchoolAddress ?? '',
		otherSchool: register.otherSchool ?? '',
		otherSchoolFrom: register.otherSchoolFrom ?? '',
		hasSocialWorker: register.hasSocialWorker ?? false,
		future: { ...(register.futureAddress ?? { parent: '', address: '', from: '' }) },
		contacts: pupil ? inCallOrder(register.contacts ?? []).map(contactForm) : [newContact()]
	};
}

/** An empty contact. */
export function newContact(): ContactForm {
	return {
		key: crypto.randomUUID(),
		...{ name: '', relation: '', isParent: false, livesWith: false, phone: '', otherPhone: '', address: '' }
	};
}

/** What the form says, as the register keeps it: empty fields are left out, contacts are rung in their order. */
export function detailsOfForm(
	form: PupilForm,
	pupil: Pick<PupilFact, 'pupilId' | 'photo' | 'register'>
): PupilDetails {
	const { future } = form;
	const isMoving = [future.parent, future.address, future.from].some((each) => each.trim() !== '');
	const before = new Map((pupil.register?.contacts ?? []).map((each) => [each.name, each]));
	return {
		pupilId: pupil.pupilId,
		forename: form.forename.trim(),
		surname: form.surname.trim(),
		...optional('knownAs', form.knownAs),
		dob: form.dob,
		year: form.year,
		...(pupil.photo ? { photo: pupil.photo } : {}),
		register: {
			sex: form.sex === '' ? 'F' : form.sex,
			address: form.address.trim(),
			...optional('upn', upnOf(form.upn)),
			startingDay: form.startingDay,
			...optional('lastSchool', form.lastSchool),
			...optional('lastSchoolAddress', form.lastSchoolAddress),
			...optional('otherSchool', form.otherSchool),
			...optional('otherSchoolFrom', form.otherSchoolFrom),
			...(isMoving
				? {
						futureAddress: { parent: future.parent.trim(), address: future.address.trim(), from: future.from }
					}
				: {}),
			...(form.hasSocialWorker ? { hasSocialWorker: true } : {}),
			siblings: [...(pupil.register?.siblings ?? [])],
			contacts: form.contacts.filter(isBegun).map((contact, at) => asContact(contact, at, before))
		}
	};
}

function contactForm(contact: Contact): ContactForm {
	const { name, relation, isParent, livesWith, phones, address } = contact;
	const [phone = '', otherPhone = ''] = phones;
	return {
		key: crypto.randomUUID(),
		...{ name, relation, isParent, livesWith, phone, otherPhone },
		address: address ?? ''
	};
}

function asContact(form: ContactForm, at: number, before: ReadonlyMap<string, Contact>): Contact {
	const { name, relation, isParent, livesWith } = form;
	// A form has room for two numbers; a third that an import brought stays.
	const more = before.get(name)?.phones.slice(2) ?? [];
	return {
		...{ name: name.trim(), relation: relation.trim(), isParent, livesWith },
		order: at + 1,
		phones: [form.phone.trim(), form.otherPhone.trim(), ...more].filter(Boolean),
		...optional('address', form.address)
	};
}

const isBegun = ({ name, relation, phone, otherPhone, address }: ContactForm): boolean =>
	[name, relation, phone, otherPhone, address].some((each) => each.trim() !== '');

function optional<K extends string>(key: K, text: string): Partial<Record<K, string>> {
	return text.trim() === '' ? {} : ({ [key]: text.trim() } as Record<K, string>);
}
