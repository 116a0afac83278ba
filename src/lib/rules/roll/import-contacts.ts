import type { Contact } from '../facts.ts';
import { plainName } from '../names.ts';
import type { ReadPupil } from './import-lines.ts';

/** As many as an entry of the register has room for. */
const MOST_CONTACTS = 12;
const MOST_PHONES = 5;

/**
 * [J11] A file's contacts beside those that are held: a number that is new is added, and nobody is taken away. What there
 * is no room for is said in sentences.
 */
export function mergedContacts(
	held: readonly Contact[],
	read: ReadPupil['contacts']
): { contacts: Contact[]; notKept: string[] } {
	const contacts = held.map((each) => ({ ...each, phones: [...each.phones] }));
	const notKept: string[] = [];
	for (const { name: said, relation, phone } of read) {
		// Whose it is, somebody has said before.
		if (said === '' && contacts.some((each) => each.phones.some((has) => isSame(has, phone)))) continue;
		const name = said || nameless(relation);
		const same = contacts.find((each) => plain(each.name) === plain(name));
		if (!same && contacts.length >= MOST_CONTACTS)
			notKept.push(
				`${name}, ${phone}: the pupil has ${MOST_CONTACTS} contacts, and there is room for no more`
			);
		else if (!same)
			contacts.push({
				...{ name, relation, isParent: isParent(relation), livesWith: false },
				order: Math.max(0, ...contacts.map((each) => each.order)) + 1,
				phones: phone ? [phone] : []
			});
		else if (phone && !same.phones.some((has) => isSame(has, phone))) {
			if (same.phones.length < MOST_PHONES) same.phones.push(phone);
			else notKept.push(`${phone}: ${name} has ${MOST_PHONES} numbers, and there is room for no more`);
		}
	}
	return { contacts, notKept };
}

/** What a contact is called of whom a file has the number and not the name. */
function nameless(relation: string): string {
	return relation === '' ? 'Contact (name not given)' : `${relation} (name not given)`;
}

const plain = (name: string): string => plainName(name).replace(/[^\p{L}\p{N}]/gu, '');
const isSame = (a: string, b: string): boolean => numberOf(a) === numberOf(b);
const numberOf = (phone: string): string => phone.replace(/\D/g, '') || phone.trim().toLowerCase();
const isParent = (relation: string): boolean =>
	/mother|father|parent|carer|mum|dad|guardian/i.test(relation) && !/grand/i.test(relation);
