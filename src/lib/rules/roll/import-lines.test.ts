import { describe, expect, it } from 'vitest';
import { recogniseColumns } from './import-columns.ts';
import { dateOf, readLines, yearOf } from './import-lines.ts';
import { upnProblem } from './upn.ts';

/** A number whose check letter fits. */
const UPN = 'Z999999912000';
const HEADINGS = [
	'UPN',
	'Legal Surname',
	'Legal Forename',
	'DOB',
	'Gender',
	'Year Group',
	'Reg Group',
	'Address',
	'Postcode',
	'Contact 1 name',
	'Contact 1 telephone'
];
const mapping = recogniseColumns(HEADINGS);
const read = (...lines: string[][]) =>
	readLines(
		lines.map((cells, at) => ({ line: at + 2, cells })),
		mapping,
		'2026-11-23'
	);
const GOOD = ['', "O'Brien", 'Zoë', '12/03/2018', 'F', 'Year 4', '4 Elm', '', '', '', ''];
const but = (over: Partial<Record<(typeof HEADINGS)[number], string>>) =>
	GOOD.map((cell, at) => over[HEADINGS[at] ?? ''] ?? cell);

describe('lines of an import', () => {
	it('[J9] names with apostrophes and accents stay as they are written', () => {
		const { pupils, bad } = read(
			GOOD,
			but({ 'Legal Surname': 'D’Souza-Núñez', 'Legal Forename': 'Siân' }),
			but({ 'Legal Surname': '  Van  der Berg ', 'Legal Forename': 'Cafe\u0301' })
		);
		expect(bad).toEqual([]);
		expect(pupils.map(({ forename, surname }) => `${forename} ${surname}`)).toEqual([
			"Zoë O'Brien",
			'Siân D’Souza-Núñez',
			'Café Van der Berg'
		]);
	});

	it('[J9] dates are read as dd/mm/yyyy and as ISO, and what is no date is none', () => {
		for (const said of [
			'12/03/2018',
			'12.3.2018',
			'12-03-2018',
			'2018-03-12',
			'12 Mar 2018',
			'12-March-2018',
			'2018-03-12T00:00:00',
			'12/03/2018 00:00'
		])
			expect(dateOf(said)).toBe('2018-03-12');
		for (const said of ['31/02/2018', '03/13/2018', '12/03/18', 'March', '', '43171'])
			expect(dateOf(said)).toBeNull();
	});

	it('[J9] each bad line is named by its number, with everything that is wrong with it', () => {
		const { pupils, bad } = read(
			GOOD,
			but({ DOB: '30/02/2018', 'Reg Group': '' }),
			['', '', '', '', '', '', '', '', '', '', ''],
			but({ 'Legal Surname': '', DOB: '12/03/2027' }),
			but({ UPN: 'B12', Gender: 'X', 'Year Group': 'Year 9' }),
			but({ DOB: '12/03/1999' })
		);
		expect(pupils).toHaveLength(1);
		expect(bad).toEqual([
			{
				line: 3,
				name: "Zoë O'Brien",
				wrong: [expect.stringContaining('“30/02/2018” is no date'), 'The class is missing']
			},
			{ line: 5, name: 'Zoë', wrong: ['The surname is missing', expect.stringContaining('not in the past')] },
			{
				line: 6,
				name: "Zoë O'Brien",
				wrong: [
					'The UPN B12 is not a letter followed by 12 digits',
					'The sex “X” is neither F nor M',
					'The year group “Year 9” is none of a primary school'
				]
			},
			{ line: 7, name: "Zoë O'Brien", wrong: [expect.stringContaining('older than 19')] }
		]);
	});

	it('[J9] two lines with one UPN: the second is bad and names the first', () => {
		const number = UPN;
		const { pupils, bad } = read(
			but({ UPN: number }),
			but({ UPN: number.toLowerCase(), 'Legal Forename': 'Max' })
		);
		expect(pupils).toHaveLength(1);
		expect(bad).toMatchObject([{ line: 3, wrong: ['Line 2 has the same UPN'] }]);
	});

	it('[J9] a name whose letters were lost is not taken', () => {
		expect(read(but({ 'Legal Forename': 'Zo\uFFFD' })).bad[0]?.wrong[0]).toContain('could not be read');
	});

	it('[J9] years, addresses and contacts', () => {
		expect(
			['Year 4', '4', 'Y4', 'yr 04', 'Curriculum Year 4', 'Reception', 'R', 'N2', 'Nursery'].map(yearOf)
		).toEqual([...['4', '4', '4', '4', '4'], ...['R', 'R', 'N', 'N']]);
		expect(yearOf('7')).toBeNull();
		const [pupil] = read(
			but({
				Address: '1 High Street\r\nAlderbrook',
				Postcode: 'DY1 1AA',
				'Contact 1 name': 'Ann O’Brien',
				'Contact 1 telephone': "'+44 7700 900123"
			})
		).pupils;
		expect(pupil).toMatchObject({
			address: '1 High Street, Alderbrook, DY1 1AA',
			year: '4',
			contacts: [{ name: 'Ann O’Brien', phone: '+44 7700 900123' }]
		});
	});

	it('[J9] a contact longer than the register holds makes the line bad, before anything is recorded', () => {
		const phone = '01384 555 123 (home), 07700 900123 (mother at work)';
		const headings = [
			'Surname',
			'Forename',
			'DOB',
			'Class',
			'Contact 1 name',
			'Contact relationship',
			'Telephone'
		];
		const line = (...contact: string[]) => ({
			line: 2,
			cells: ['New', 'Zoë', '12/03/2018', '3T', ...contact]
		});
		const wrong = (...contact: string[]) =>
			readLines([line(...contact)], recogniseColumns(headings), '2026-11-23').bad.flatMap(
				(each) => each.wrong
			);
		expect(wrong('Ann New', 'Mother', '01384 555123')).toEqual([]);
		expect(wrong('Ann New', 'Mother', phone)).toEqual([
			'The telephone of the contact Ann New is longer than 40 letters'
		]);
		expect(wrong('', '', phone)).toEqual(['The telephone of the contact is longer than 40 letters']);
		expect(wrong('Ann New', 'm'.repeat(101), '')).toEqual([
			'The relation of the contact Ann New is longer than 100 letters'
		]);
		expect(wrong('n'.repeat(201), '', '')[0]).toContain('is longer than 200 letters');
	});

	it('[J9] a telephone number without a name is read: a file may have a home telephone and no contact', () => {
		const headings = ['Surname', 'Forename', 'DOB', 'Class', 'Home Telephone'];
		const cells = ['New', 'Zoë', '12/03/2018', '3T', '01384 555123'];
		const { pupils } = readLines([{ line: 2, cells }], recogniseColumns(headings), '2026-11-23');
		expect(pupils[0]?.contacts).toEqual([{ name: '', relation: '', phone: '01384 555123' }]);
	});

	it('[J9] of Arbor’s courses the class is taken', () => {
		const classes = [
			'Year 6: 6 Rauf And Year 6',
			'N Butterworth, N Butterworth: Monday Am',
			'4 Elm',
			'Oak and Ash'
		];
		expect(
			read(...classes.map((each) => but({ 'Reg Group': each }))).pupils.map((each) => each.className)
		).toEqual(['6 Rauf', 'N Butterworth', '4 Elm', 'Oak and Ash']);
	});
});

describe('unique pupil numbers', () => {
	it('[J7] a right one passes, one with a wrong digit or letter does not, and none is no problem', () => {
		const right = UPN;
		expect(upnProblem(right)).toBeNull();
		expect(upnProblem('')).toBeNull();
		const wrong = right.slice(0, -1) + ((Number(right.at(-1)) + 1) % 10);
		expect(upnProblem(wrong)).toContain('has a mistake in it');
		expect(upnProblem(`I${right.slice(1)}`)).toContain('is not a letter followed by 12 digits');
	});
});
