import { faker } from '@faker-js/faker/locale/en_GB';
import type { Contact } from '../../rules/facts.ts';
import { NAME_LISTS, STREETS, type NameList } from './names.ts';
import type { DemoPupil } from './pupils.ts';
import type { SpecialSeat } from './special-seats.ts';

/** A home that pupils come from. */
export interface Family {
	/** Empty for a family made up by chance. */
	key: string;
	surname: string;
	names: NameList;
	address: string;
	contacts: Contact[];
	members: DemoPupil[];
}

/** Makes up a family beside those there are: a surname, a home, and at least two people to ring, whose numbers nobody else has. */
export function newFamily(special: SpecialSeat, others: readonly Family[]): Family {
	const taken = new Set(others.flatMap(({ contacts }) => contacts.flatMap((contact) => contact.phones)));
	const names = listFor(special.surname);
	const surname = special.surname ?? faker.helpers.arrayElement(names.surnames);
	const address = newAddress();
	return {
		key: special.family ?? '',
		surname,
		names,
		address,
		contacts: special.onePhone
			? onePhone(newContacts(names, surname, address, taken))
			: newContacts(names, surname, address, taken),
		members: []
	};
}

function listFor(surname: string | undefined): NameList {
	const named = NAME_LISTS.find((list) => surname !== undefined && list.surnames.includes(surname));
	return (
		named ?? faker.helpers.weightedArrayElement(NAME_LISTS.map((value) => ({ value, weight: value.share })))
	);
}

function newAddress(): string {
	const postcode = `ZZ${faker.number.int({ min: 1, max: 9 })} ${faker.number.int({ min: 1, max: 9 })}${faker.string.alpha({ length: 2, casing: 'upper', exclude: ['C', 'I', 'K', 'M', 'O', 'V'] })}`;
	return `${faker.number.int({ min: 1, max: 118 })} ${faker.helpers.arrayElement(STREETS)}, Alderbrook, ${postcode}`;
}

/** Numbers that no telephone has: the ranges kept free for drama, a thousand in each. */
const mobile = (taken: Set<string>) => free('07700 900', taken);
const landline = (taken: Set<string>) => free('01632 960', taken);

/** The number drawn, or the next one that nobody has. */
function free(range: string, taken: Set<string>): string {
	const drawn = Number(faker.string.numeric(3));
	const all = Array.from({ length: 1000 }, (_, step) => (drawn + step) % 1000);
	const numbers = all.map((last) => range + String(last).padStart(3, '0'));
	const number = numbers.find((each) => !taken.has(each));
	if (number === undefined) throw new Error(`No number of ${range} is left.`);
	taken.add(number);
	return number;
}

function newContacts(names: NameList, surname: string, address: string, taken: Set<string>): Contact[] {
	const motherName = faker.helpers.arrayElement(names.mothers);
	const mother = `${motherName} ${surname}`;
	const father = `${faker.helpers.arrayElement(names.fathers)} ${surname}`;
	const livesApart = faker.datatype.boolean({ probability: 0.22 });
	const contacts: Contact[] = [
		{
			name: mother,
			relation: 'Mother',
			isParent: true,
			livesWith: true,
			order: 1,
			phones: [mobile(taken)],
			address
		},
		{
			name: father,
			relation: 'Father',
			isParent: true,
			livesWith: !livesApart,
			order: 2,
			phones: [mobile(taken)],
			address: livesApart ? newAddress() : address
		}
	];
	if (faker.datatype.boolean({ probability: 0.35 }))
		contacts.push({
			name: `${faker.helpers.arrayElement(names.mothers.filter((name) => name !== motherName))} ${faker.helpers.arrayElement(names.surnames)}`,
			relation: faker.helpers.arrayElement(['Grandmother', 'Aunt', 'Neighbour']),
			isParent: false,
			livesWith: false,
			order: 3,
			phones: [landline(taken)]
		});
	return contacts;
}

function onePhone(contacts: Contact[]): Contact[] {
	return contacts.slice(0, 2).map((contact, index) => (index === 0 ? contact : { ...contact, phones: [] }));
}
