import { describe, expect, test } from 'vitest';
import type { HeldFact, PupilFact } from '$lib/rules/facts.ts';
import { PUPILS } from '../../../tests/support/school-2026-27.ts';
import { partsOf, PupilSearch } from './pupil-search.ts';

let made = 0;
function child(name: string, className: string | null, knownAs?: string) {
	const [forename = '', surname = ''] = name.split(/ (.*)/);
	const pupil: HeldFact<PupilFact> = {
		...PUPILS.ava,
		pupilId: `p-${(made += 1)}`,
		forename,
		surname,
		...(knownAs ? { knownAs } : {})
	};
	return { pupil, className };
}

const search = new PupilSearch([
	child('Daisy Walker', '4 Elm'),
	child('Daisyn Jones', '2 Oak'),
	child('Tyler Marsh', '4 Elm'),
	child('Muhammad Khan', '3 Oak'),
	child('Elizabeth Hartley', '4 Elm', 'Betsy'),
	child('Zoë O’Brien', '1/2 Ash'),
	child('Anne-Marie Nowak', '6 Oak'),
	child('Kacper Nowak', '5 Oak'),
	child('Dai Evans', null)
]);
const names = (typed: string) => search.find(typed).map(({ pupil }) => `${pupil.forename} ${pupil.surname}`);

describe('finding a pupil by a few letters', () => {
	test.each([
		['first name', 'tyl', 'Tyler Marsh'],
		['surname', 'wal', 'Daisy Walker'],
		['the name used in class', 'bets', 'Elizabeth Hartley'],
		['the forename in the register', 'eliz', 'Elizabeth Hartley'],
		['both names, in any order', 'marsh ty', 'Tyler Marsh'],
		['a name and a class', 'd 4', 'Daisy Walker'],
		['a letter without its accent', 'zoe', 'Zoë O’Brien'],
		['the second part of a name', 'brien', 'Zoë O’Brien'],
		['the second part of a first name', 'marie', 'Anne-Marie Nowak'],
		['a class of two years', '1/2 ash', 'Zoë O’Brien']
	])('%s: “%s”', (_, typed, name) => {
		expect(names(typed)[0]).toBe(name);
	});

	test.each([
		['a letter left out', 'tylr', 'Tyler Marsh'],
		['a letter too many', 'tyller', 'Tyler Marsh'],
		['two letters changed about', 'kapcer', 'Kacper Nowak'],
		['another spelling', 'mohamed', 'Muhammad Khan'],
		['a letter wrong and one left out', 'tilr mar', 'Tyler Marsh'],
		['a beginning misspelt', 'elisab', 'Elizabeth Hartley'],
		['both names misspelt', 'tiler march', 'Tyler Marsh']
	])('tolerant of spelling, %s: “%s”', (_, typed, name) => {
		expect(names(typed)[0]).toBe(name);
	});

	test('a class by its name, with and without the blank', () => {
		expect(names('4 elm')).toHaveLength(3);
		expect(names('4elm')).toHaveLength(3);
	});

	test('who is spelt as typed comes before who is only near, and who is on no list comes last', () => {
		expect(names('dai')).toEqual(['Daisy Walker', 'Daisyn Jones', 'Dai Evans']);
		expect(search.find('tylr')[0]?.isExact).toBe(false);
		expect(search.find('tyl')[0]?.isExact).toBe(true);
	});

	test('nothing typed, and a name that nobody has, find nobody', () => {
		expect(names('')).toEqual([]);
		expect(names('  ')).toEqual([]);
		expect(names('xqz')).toEqual([]);
	});
});

describe('marking the letters that were typed', () => {
	const marked = (name: string, typed: string) =>
		partsOf(name, typed)
			.map(({ words, isTyped }) => (isTyped ? `[${words}]` : words))
			.join('');
	test.each([
		['Daisy Walker', 'dai', '[Dai]sy Walker'],
		['Daisy Walker', 'wal d', '[D]aisy [Wal]ker'],
		['Zoë O’Brien', 'zoe bri', '[Zoë] O’[Bri]en'],
		['Anne-Marie Nowak', 'mar', 'Anne-[Mar]ie Nowak'],
		['Tyler Marsh', 'tiler', 'Tyler Marsh'],
		['Tyler Marsh', '', 'Tyler Marsh']
	])('%s by “%s”', (name, typed, expected) => {
		expect(marked(name, typed)).toBe(expected);
	});
});
