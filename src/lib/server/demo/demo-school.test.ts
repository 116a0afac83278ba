import { describe, expect, test } from 'vitest';
import { FACTS } from '../../protocol/facts.ts';
import { isCompulsoryAge } from '../../rules/age.ts';
import { Book } from '../../rules/book.ts';
import { ROLES } from '../../rules/roles.ts';
import { mayMake } from '../../rules/permissions.ts';
import { londonInstant } from '../../rules/sessions.ts';
import { demoDays, demoSchool } from './demo-school.ts';

const school = demoSchool();
const book = new Book().add(school.facts.map(({ fact }) => fact));
const TODAY = '2026-11-23';
const NOW = londonInstant(TODAY, '08:50');

describe('the demo school', () => {
	test('is the same at every call', () => {
		expect(JSON.stringify(demoSchool())).toBe(JSON.stringify(school));
	});

	test('is told in facts that travel like any other', () => {
		for (const { fact } of school.facts) expect(FACTS[fact.kind].safeParse(fact).error).toBeUndefined();
		expect(new Set(school.facts.map(({ fact }) => fact.id)).size).toBe(school.facts.length);
		expect(school.facts.map(({ fact }) => fact.seq)).toEqual(school.facts.map((_, index) => index + 1));
	});

	test('is told by people whose role allows it', () => {
		const roleOf = new Map(school.staff.map(({ staffId, role }) => [staffId, role]));
		const forbidden = school.facts.filter(
			({ fact, staffId }) => !mayMake(roleOf.get(staffId) ?? 'governor', fact.kind)
		);
		expect(forbidden).toEqual([]);
	});

	test('has two forms from Reception to Year 6: 14 classes of 30, 420 pupils', () => {
		const sizes = book.classes().map(({ classId }) => book.rollOf(classId, TODAY).length);
		expect(sizes).toEqual(Array.from({ length: 14 }, () => 30));
		expect(new Set(book.pupils().map(({ pupilId }) => pupilId)).size).toBe(420);
		for (const { pupilId } of book.pupils()) expect(pupilId).toMatch(/^p[0-9a-z]{8}$/);
	});

	test('has every role, one username each, and a teacher for every class', () => {
		expect(new Set(school.staff.map(({ role }) => role))).toEqual(new Set(ROLES));
		expect(new Set(school.staff.map(({ username }) => username)).size).toBe(school.staff.length);
		const half = { date: TODAY, session: 'AM' } as const;
		for (const { classId } of book.classes()) {
			const teachers = school.staff.filter(
				({ role, staffId }) => role === 'teacher' && book.isAssigned(staffId, classId, half, NOW)
			);
			expect(teachers).toHaveLength(1);
		}
		expect(book.isAssigned('s-teal', 'c-4elm', half, NOW)).toBe(true);
		expect(book.assignments('s-cover', NOW)).toHaveLength(1);
	});

	test('meets on the 190 days of the calendar', () => {
		const days = demoDays();
		expect(days).toHaveLength(190);
		expect([days[0], days[37], days[71], days.at(-1)]).toEqual([
			'2026-09-02',
			'2026-10-23',
			'2026-12-18',
			'2027-07-20'
		]);
	});

	test('holds the admission register’s fields, and at least two contacts for each pupil', () => {
		for (const { pupilId, register, dob } of book.pupils()) {
			expect(register?.contacts.length).toBeGreaterThanOrEqual(2);
			expect(register?.contacts.some((contact) => contact.livesWith && contact.phones.length > 0)).toBe(true);
			expect(register?.address).toMatch(/Alderbrook/);
			expect(register?.siblings).not.toContain(pupilId);
			expect(dob >= '2015-09-01' && dob <= '2023-08-31').toBe(true);
		}
	});
});

describe('families that may be believed', () => {
	test('one mother’s children are twins, or born ten months and more apart', () => {
		const births = new Map(book.pupils().map(({ pupilId, dob }) => [pupilId, Date.parse(dob)]));
		const near = book.pupils().flatMap(({ register, dob, surname }) =>
			(register?.siblings ?? []).flatMap((sibling) => {
				const days = Math.abs((births.get(sibling) ?? 0) - Date.parse(dob)) / 86_400_000;
				return days < 300 ? [`${surname} ${days}`] : [];
			})
		);
		expect(near).toEqual(['Fletcher 0', 'Fletcher 0']);
	});

	test('nobody has another family’s number, two people of one name to ring, or their surname for a first name', () => {
		const owners = new Map<string, Set<string>>();
		for (const { register } of school.pupils)
			for (const phone of register.contacts.flatMap(({ phones }) => phones))
				owners.set(phone, (owners.get(phone) ?? new Set()).add(register.address));
		expect([...owners].filter(([, homes]) => homes.size > 1)).toEqual([]);
		for (const { forename, surname, register } of school.pupils) {
			const names = register.contacts.map(({ name }) => name);
			expect(new Set(names).size, names.join()).toBe(names.length);
			expect(forename).not.toBe(surname);
		}
	});
});

describe('what trips real schools up', () => {
	const elm = book.rollOf('c-4elm', TODAY);

	test('two children of one name in one class, who are not related', () => {
		const namesakes = elm.filter((pupil) => pupil.forename === 'Olivia' && pupil.surname === 'Brown');
		expect(namesakes).toHaveLength(2);
		expect(namesakes[0]?.register?.siblings).not.toContain(namesakes[1]?.pupilId);
	});

	test('twins in one class, and brothers and sisters across classes', () => {
		const twins = book.rollOf('c-2oak', TODAY).filter((pupil) => pupil.surname === 'Fletcher');
		expect(twins.map((twin) => twin.dob)).toEqual([twins[0]?.dob, twins[0]?.dob]);
		expect(twins[0]?.register?.siblings).toContain(twins[1]?.pupilId);
		const amina = elm.find((pupil) => pupil.forename === 'Amina');
		const classes = amina?.register?.siblings.map((sibling) => book.classOf(sibling, TODAY));
		expect(classes?.sort()).toEqual(['c-1oak', 'c-6oak']);
	});

	test('a pair of mixed-age classes', () => {
		const mixed = book.classes().filter(({ years }) => years.includes('1') && years.includes('2'));
		expect(mixed.map(({ name }) => name)).toEqual(['1/2 Elm', '1/2 Ash']);
	});

	test('part-time children below compulsory school age', () => {
		const partTime = school.pupils.filter(({ special }) => special.partTime);
		expect(partTime.map(({ year }) => year).sort()).toEqual(['N', 'N', 'N', 'N', 'R', 'R']);
		for (const { dob, special } of partTime)
			expect(isCompulsoryAge(dob, special.partTime?.until ?? '')).toBe(false);
	});

	test('a dual-registered pupil, a social worker, one contact number, a name used in class, a starter in the year', () => {
		const registers = book.pupils().map(({ register }) => register);
		expect(registers.filter((each) => each?.otherSchool)).toHaveLength(1);
		expect(registers.filter((each) => each?.hasSocialWorker).length).toBeGreaterThanOrEqual(3);
		const numbers = elm.map(({ register }) => register?.contacts.flatMap((contact) => contact.phones).length);
		expect(numbers.filter((each) => each === 1)).toHaveLength(1);
		expect(elm.some((pupil) => pupil.knownAs === 'Betsy')).toBe(true);
		expect(book.rollOf('c-5oak', '2026-10-23')).toHaveLength(29);
	});
});
