import { describe, expect, it } from 'vitest';
import { exportOf, missingColumns, plainHeading, recogniseColumns, type Mapping } from './import-columns.ts';

const SIMS = [
	'Adno',
	'UPN',
	'Legal Surname',
	'Legal Forename',
	'Preferred Forename',
	'DOB',
	'Gender',
	'Year Group',
	'Reg Group',
	'Date of Admission',
	'Postcode'
];
const ARBOR = [
	'Arbor Student ID',
	'UPN',
	'Legal First Name',
	'Legal Last Name',
	'Preferred First Name',
	'Sex',
	'Year group(s) this academic year',
	'Registration form(s) this academic year',
	'Date of Birth',
	'Enrolment date'
];
const BROMCOM = [
	'Student ID',
	'UPN',
	'Legal Last Name',
	'Legal First Name',
	'Preferred First Name',
	'Date of Birth',
	'Gender',
	'Year Group',
	'Tutor Group'
];

const said = (headings: string[], mapping: Mapping) =>
	Object.fromEntries(Object.entries(mapping).map(([id, at]) => [id, headings[at]]));

describe('[J8] columns of exports are recognised by their usual headings', () => {
	it('[J8] SIMS', () => {
		expect(said(SIMS, recogniseColumns(SIMS))).toEqual({
			upn: 'UPN',
			surname: 'Legal Surname',
			forename: 'Legal Forename',
			knownAs: 'Preferred Forename',
			dob: 'DOB',
			sex: 'Gender',
			year: 'Year Group',
			class: 'Reg Group',
			startingDay: 'Date of Admission',
			postcode: 'Postcode'
		});
		expect(exportOf(SIMS)).toBe('SIMS');
	});

	it('[J8] Arbor', () => {
		expect(said(ARBOR, recogniseColumns(ARBOR))).toEqual({
			upn: 'UPN',
			surname: 'Legal Last Name',
			forename: 'Legal First Name',
			knownAs: 'Preferred First Name',
			dob: 'Date of Birth',
			sex: 'Sex',
			year: 'Year group(s) this academic year',
			class: 'Registration form(s) this academic year',
			startingDay: 'Enrolment date'
		});
		expect(exportOf(ARBOR)).toBe('Arbor');
		expect(
			recogniseColumns(['Legal First Name', 'Legal Last Name', 'NC Year(s) for today', 'Courses/classes'])
		).toMatchObject({
			year: 2,
			class: 3
		});
	});

	it('[J8] Bromcom', () => {
		expect(said(BROMCOM, recogniseColumns(BROMCOM))).toMatchObject({
			surname: 'Legal Last Name',
			forename: 'Legal First Name',
			class: 'Tutor Group',
			year: 'Year Group',
			sex: 'Gender'
		});
		expect(exportOf(BROMCOM)).toBe('Bromcom');
	});

	it('[J8] a plain list is read, its system is not guessed, and what it lacks is named', () => {
		expect(recogniseColumns(['\uFEFFpupil surname', 'Pupil’s forename', 'd.o.b.', 'CLASS'])).toEqual({
			surname: 0,
			forename: 1,
			dob: 2,
			class: 3
		});
		expect(exportOf(['Surname', 'Forename'])).toBeNull();
		expect(missingColumns(recogniseColumns(['Surname', 'Forename']))).toEqual(['Date of birth', 'Class']);
		expect(plainHeading('Year group(s) this academic year')).toBe('year group');
	});

	it('[J8] the legal name is taken before the other, and no place of a line is used twice', () => {
		expect(recogniseColumns(['Surname', 'Legal Surname', 'Forename', 'Year'])).toEqual({
			surname: 1,
			forename: 2,
			year: 3
		});
	});
});
