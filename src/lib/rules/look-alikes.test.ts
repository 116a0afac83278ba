import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PUPILS } from '../../../tests/support/school-2026-27.ts';
import type { HeldFact, PupilFact } from './facts.ts';
import { lookAlikes } from './look-alikes.ts';
import { calledName, fullName, plainName, whoWords } from './names.ts';

const child = (name: string, over: Partial<PupilFact> = {}, pupilId = name): HeldFact<PupilFact> => {
	const [forename = '', surname = ''] = name.split(' ');
	return { ...PUPILS.ava, pupilId, forename, surname, ...over };
};
const alike = (...names: string[]) =>
	lookAlikes(names.map((name, place) => child(name, {}, `${place}`))).size > 0;

describe('look-alike names', () => {
	it('[H8] one name twice, whatever the accents and capitals', () => {
		const two = [child('Amina Yusuf', {}, 'a'), child('Amina Yusuf', {}, 'b'), child('Daisy Ward', {}, 'd')];
		const found = lookAlikes(two);
		expect([...found.keys()]).toEqual(['a', 'b']);
		expect(found.get('a')?.map(({ pupilId }) => pupilId)).toEqual(['b']);
		expect(alike('Zoë Núñez', 'ZOE NUNEZ')).toBe(true);
	});
	it('[H8] nearly one name', () => {
		expect(alike('Amina Yusuf', 'Amira Yusuf')).toBe(true);
		expect(alike('Jonas Evans', 'Jonah Evans')).toBe(true);
		expect(alike('Christopher Ali', 'Kristopher Ali')).toBe(true);
		expect(alike('Mohammed Ali', 'Muhammad Ali')).toBe(true);
		expect(alike('Olivia Brown', 'Olivia Browne')).toBe(true);
	});
	it('[H8] one forename, and surnames of one initial; one surname, and forenames of one initial', () => {
		expect(alike('Daisy Ward', 'Daisy Wilson')).toBe(true);
		expect(alike('Ella Fletcher', 'Evie Fletcher')).toBe(true);
	});
	it('[H8] the forename counts where another is used in class', () => {
		const two = [child('Alexandra Ward', { knownAs: 'Sasha' }), child('Sasha Webb')];
		expect(lookAlikes(two).size).toBe(2);
	});
	it('[H8] brothers and sisters, and names that only share letters, are told apart', () => {
		expect(alike('Daisy Ward', 'Rory Ward')).toBe(false);
		expect(alike('Daisy Ward', 'Daisyn Jones')).toBe(false);
		expect(alike('Ava Long', 'Ada Lane')).toBe(false);
	});
	it('[H8] among more than was found', () => {
		const [found, other] = [child('Amina Yusuf', {}, 'a'), child('Amina Yusuf', {}, 'b')];
		expect(lookAlikes([found]).size).toBe(0);
		expect([...lookAlikes([found], [found, other]).keys()]).toEqual(['a']);
	});
	it('[H8] are asked by full name, year and date of birth', () => {
		const sasha = child('Alexandra Ward', { knownAs: 'Sasha', dob: '2018-03-12', year: '4' });
		expect(whoWords(sasha)).toBe('Alexandra Ward, called Sasha, Year 4, born 12 March 2018');
		expect(whoWords(child('Ava Long', { dob: '2022-01-01', year: 'N' }))).toBe(
			'Ava Long, Nursery, born 1 January 2022'
		);
		expect(whoWords(child('Ava Long', { dob: '2021-10-31', year: 'R' }))).toContain('Reception');
		expect([calledName(sasha), fullName(sasha), plainName(' Zoë ')]).toEqual(['Sasha', 'Sasha Ward', 'zoe']);
	});
	it('[H8] whoever can be taken for another, the other can be taken for', () => {
		const letter = fc.constantFrom('a', 'b', 'é');
		// Short ones, or no two of them would be alike.
		const name = fc.array(letter, { minLength: 1, maxLength: 4 }).map((each) => each.join(''));
		fc.assert(
			fc.property(fc.array(fc.tuple(name, name), { maxLength: 6 }), (names) => {
				const found = lookAlikes(
					names.map(([first, last], place) => child(`${first} ${last}`, {}, `${place}`))
				);
				const pairs = [...found].flatMap(([one, others]) => others.map((other) => [one, other.pupilId]));
				const turned = pairs.map(([one, other]) => [other, one]);
				expect(turned.map(String).sort()).toEqual(pairs.map(String).sort());
			})
		);
	});
});
