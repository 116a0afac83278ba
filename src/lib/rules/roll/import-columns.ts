/** What of a pupil a column of a file may say. */
export const COLUMNS = [
	{ id: 'upn', words: 'UPN', isNeeded: false },
	{ id: 'surname', words: 'Surname', isNeeded: true },
	{ id: 'forename', words: 'Forename', isNeeded: true },
	{ id: 'knownAs', words: 'Name used at school', isNeeded: false },
	{ id: 'dob', words: 'Date of birth', isNeeded: true },
	{ id: 'sex', words: 'Sex', isNeeded: false },
	{ id: 'year', words: 'Year group', isNeeded: false },
	{ id: 'class', words: 'Class', isNeeded: true },
	{ id: 'startingDay', words: 'Starting day', isNeeded: false },
	{ id: 'address', words: 'Address', isNeeded: false },
	{ id: 'postcode', words: 'Postcode', isNeeded: false },
	{ id: 'lastSchool', words: 'Last school', isNeeded: false },
	{ id: 'contactName', words: 'First contact’s name', isNeeded: false },
	{ id: 'contactRelation', words: 'First contact’s relation', isNeeded: false },
	{ id: 'contactPhone', words: 'First contact’s telephone', isNeeded: false },
	{ id: 'contact2Name', words: 'Second contact’s name', isNeeded: false },
	{ id: 'contact2Relation', words: 'Second contact’s relation', isNeeded: false },
	{ id: 'contact2Phone', words: 'Second contact’s telephone', isNeeded: false }
] as const;

export type ColumnId = (typeof COLUMNS)[number]['id'];

/** Which place of a file's lines holds what; absent: the file does not say. */
export type Mapping = Partial<Record<ColumnId, number>>;

export type FileOf = 'SIMS' | 'Arbor' | 'Bromcom';

/**
 * [J8] The headings by which exports call each column, best first: SIMS (Legal Surname, Reg Group, Adno), Arbor (Legal
 * Last Name, Year group(s) this academic year), Bromcom (Legal Last Name, Tutor Group), and what schools type themselves.
 */
const HEADINGS: Record<ColumnId, readonly string[]> = {
	upn: ['upn', 'unique pupil number', 'unique pupil no', 'upn number'],
	surname: ['legal surname', 'legal last name', 'surname', 'last name', 'family name'],
	forename: ['legal forename', 'legal first name', 'forename', 'first name', 'given name'],
	knownAs: [
		'preferred forename',
		'preferred first name',
		'known as',
		'chosen name',
		'preferred name',
		'name used at school'
	],
	dob: ['date of birth', 'dob', 'birth date', 'birthdate', 'd o b'],
	sex: ['sex', 'legal sex', 'gender'],
	year: ['year group', 'nc year', 'year taught in', 'national curriculum year', 'curriculum year', 'year'],
	class: [
		'registration group',
		'reg group',
		'reg',
		'registration form',
		'reg form',
		'tutor group',
		'form group',
		'form',
		'class',
		'class name',
		'current class',
		'registration class',
		'courses classes'
	],
	startingDay: [
		'starting day',
		'start date',
		'date of admission',
		'admission date',
		'date of entry',
		'enrolment date',
		'entry date',
		'doa'
	],
	address: ['address', 'home address', 'full address', 'address block', 'main address', 'current address'],
	postcode: ['postcode', 'post code', 'home postcode'],
	lastSchool: ['previous school', 'last school', 'previous school name', 'last school name'],
	contactName: [
		'contact 1 name',
		'priority 1 contact name',
		'primary contact name',
		'parent 1 name',
		'contact name',
		'first contact s name'
	],
	contactRelation: [
		'contact 1 relationship',
		'priority 1 contact relationship',
		'contact relationship',
		'parent 1 relationship',
		'relationship'
	],
	contactPhone: [
		'contact 1 telephone',
		'contact 1 phone',
		'contact 1 mobile',
		'priority 1 contact telephone',
		'primary contact telephone',
		'parent 1 telephone',
		'contact telephone',
		'contact phone',
		'home telephone',
		'telephone',
		'mobile'
	],
	contact2Name: ['contact 2 name', 'priority 2 contact name', 'parent 2 name'],
	contact2Relation: ['contact 2 relationship', 'priority 2 contact relationship', 'parent 2 relationship'],
	contact2Phone: [
		'contact 2 telephone',
		'contact 2 phone',
		'contact 2 mobile',
		'priority 2 contact telephone',
		'parent 2 telephone'
	]
};

/** Headings that only one system's exports have. */
const SIGNS: Record<FileOf, readonly string[]> = {
	Arbor: [
		'arbor student id',
		'globally unique student id',
		'legal sex',
		'nc years for today',
		'registration form'
	],
	Bromcom: ['tutor group', 'student id', 'legal last name'],
	SIMS: ['adno', 'legal surname', 'legal forename', 'reg group', 'preferred forename', 'year taught in']
};

/** [J8] A heading without case, marks and what an export adds: 'Year group(s) this academic year' is 'year group'. */
export function plainHeading(heading: string): string {
	return heading
		.normalize('NFKC')
		.replace(/^\uFEFF/, '')
		.toLowerCase()
		.replace(/\(s\)/g, '')
		.replace(/\b(pupil|student|learner)('s|’s)?\s+(?=\S)/g, '')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()
		.replace(/ (for today|today|this academic year|for this academic year|as of today)$/, '')
		.trim();
}

/** [J8] What the headings of a file are known to say; each place of the line is used once, the better name first. */
export function recogniseColumns(headings: readonly string[]): Mapping {
	const plain = headings.map(plainHeading);
	const mapping: Mapping = {};
	const used = new Set<number>();
	for (const { id } of COLUMNS)
		for (const name of HEADINGS[id]) {
			const at = plain.findIndex((each, place) => each === name && !used.has(place));
			if (at < 0) continue;
			mapping[id] = at;
			used.add(at);
			break;
		}
	return mapping;
}

/** [J8] Whose export a file is, by headings that the others do not have; null where nothing tells. */
export function exportOf(headings: readonly string[]): FileOf | null {
	const plain = new Set(headings.map((each) => each.toLowerCase().trim()).concat(headings.map(plainHeading)));
	const scores = (['Arbor', 'Bromcom', 'SIMS'] as const).map((name) => ({
		name,
		score: SIGNS[name].filter((sign) => plain.has(sign)).length
	}));
	const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
	return best.score > 0 ? best.name : null;
}

/** [J8] The columns without which no line can be read, and which the mapping does not name. */
export function missingColumns(mapping: Mapping): string[] {
	return COLUMNS.filter(({ id, isNeeded }) => isNeeded && mapping[id] === undefined).map(
		({ words }) => words
	);
}

/** [J8] The headings of a file that say nothing which is taken in, as they are written, so that nobody thinks they were. */
export function unusedHeadings(headings: readonly string[], mapping: Mapping): string[] {
	const used = new Set(Object.values(mapping));
	return headings.flatMap((heading, at) => (used.has(at) ? [] : [headingWords(heading, at)]));
}

/** A heading as a person reads it, one that says nothing too. */
export function headingWords(heading: string, at: number): string {
	return heading.trim() || `Column ${at + 1}, without a heading`;
}
