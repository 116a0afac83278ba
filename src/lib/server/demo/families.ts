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

/** Makes up a family: a surname, a home, and at least two people to ring. */
export function newFamily(special: SpecialSeat): Family {
	const names = listFor(special.surname);
	const surname = special.surname ?? faker.helpers.arrayElement(names.surnames);
	const address = newAddress();
	return {
		key: special.family ?? '',
		surname,
		names,
		address,
		contacts: special.onePhone
			? onePhone(newContacts(names, surname, address))
			: newContacts(names, surname, address),
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

/** Numbers that no telephone has: the ranges kept free for drama. */
const mobile = () => `07700 900${faker.string.numeric(3)}`;
const landline = () => `01632 960${faker.string.numeric(3)}`;

function newContacts(names: NameList, surname: string, address: string): Contact[] {
	const mother = `${faker.helpers.arrayElement(names.mothers)} ${surname}`;
	const father = `${faker.helpers.arrayElement(names.fathers)} ${surname}`;
	const livesApart = faker.datatype.boolean({ probability: 0.22 });
	const contacts: Contact[] = [
		{
			name: mother,
			relation: 'Mother',
			isParent: true,
			livesWith: true,
			order: 1,
			phones: [mobile()],
			address
		},
		{
			name: father,
			relation: 'Father',
			isParent: true,
			livesWith: !livesApart,
			order: 2,
			phones: [mobile()],
			address: livesApart ? newAddress() : address
		}
	];
	if (faker.datatype.boolean({ probability: 0.35 }))
		contacts.push({
			name: `${faker.helpers.arrayElement(names.mothers)} ${faker.helpers.arrayElement(names.surnames)}`,
			relation: faker.helpers.arrayElement(['Grandmother', 'Aunt', 'Neighbour']),
			isParent: false,
			livesWith: false,
			order: 3,
			phones: [landline()]
		});
	return contacts;
}

function onePhone(contacts: Contact[]): Contact[] {
	return contacts.slice(0, 2).map((contact, index) => (index === 0 ? contact : { ...contact, phones: [] }));
}
