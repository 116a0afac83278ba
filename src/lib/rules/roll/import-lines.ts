import { plainCell } from '../csv-cells.ts';
import { ageOn } from '../age.ts';
import { isDate, YEARS } from './details.ts';
import type { ColumnId, Mapping } from './import-columns.ts';
import { upnOf, upnProblem } from './upn.ts';

/** One pupil as a line of a file tells of them; what is absent the line does not say. */
export interface ReadPupil {
	/** Counted as a spreadsheet counts: the headings stand in line 1. */
	line: number;
	upn?: string;
	surname: string;
	forename: string;
	knownAs?: string;
	dob: string;
	sex?: 'F' | 'M';
	year?: string;
	className: string;
	startingDay?: string;
	address?: string;
	lastSchool?: string;
	/** A name is '' where the file has a number and does not say whose. */
	contacts: { name: string; relation: string; phone: string }[];
}

/** A line that cannot be taken, and everything that is wrong with it. */
export interface BadLine {
	line: number;
	/** The name on it, as far as there is one. */
	name: string;
	wrong: string[];
	/** How many lines after it could not be read either, for what is wrong with this one. */
	withIt?: number;
}

/** A file's lines, without its headings; `line` as a spreadsheet counts. */
export interface FileLine {
	line: number;
	cells: readonly string[];
}

/** [J9] What each line says, and the lines that cannot be taken; empty lines are passed over. */
export function readLines(
	lines: readonly FileLine[],
	mapping: Mapping,
	today: string
): { pupils: ReadPupil[]; bad: BadLine[] } {
	const pupils: ReadPupil[] = [];
	const bad: BadLine[] = [];
	const firstWith = new Map<string, number>();
	for (const line of lines) {
		if (line.cells.every((cell) => cell.trim() === '')) continue;
		const { pupil, wrong, name } = readLine(line, mapping, today);
		const upn = pupil?.upn;
		const before = upn === undefined ? undefined : firstWith.get(upn);
		if (upn !== undefined && before !== undefined) wrong.push(`Line ${before} has the same UPN`);
		else if (upn !== undefined) firstWith.set(upn, line.line);
		if (pupil && wrong.length === 0) pupils.push(pupil);
		else bad.push({ line: line.line, name, wrong });
	}
	return { pupils, bad };
}

function readLine({ line, cells }: FileLine, mapping: Mapping, today: string) {
	const say = (id: ColumnId): string => {
		const at = mapping[id];
		return at === undefined ? '' : tidy(cells[at] ?? '');
	};
	const wrong: string[] = [];
	const surname = say('surname');
	const forename = say('forename');
	const name = [forename, surname].filter(Boolean).join(' ');
	if (!surname) wrong.push('The surname is missing');
	if (!forename) wrong.push('The forename is missing');
	if ([surname, forename].some((each) => each.includes('\uFFFD')))
		wrong.push('The name has letters that could not be read. Save the file as UTF-8 and choose it again');
	const dob = dateOf(say('dob'));
	if (!say('dob')) wrong.push('The date of birth is missing');
	else if (!dob)
		wrong.push(`The date of birth “${say('dob')}” is no date. Write it as 12/03/2018 or 2018-03-12`);
	else if (dob >= today) wrong.push(`The date of birth “${say('dob')}” is not in the past`);
	else if (ageOn(dob, today) > 19)
		wrong.push(`The date of birth “${say('dob')}” makes the pupil older than 19`);
	const upn = upnOf(say('upn'));
	const upnWrong = upnProblem(upn);
	if (upnWrong) wrong.push(upnWrong);
	const className = classOf(say('class'));
	if (!className) wrong.push('The class is missing');
	const sex = sexOf(say('sex'));
	if (sex === null) wrong.push(`The sex “${say('sex')}” is neither F nor M`);
	const year = yearOf(say('year'));
	if (year === null) wrong.push(`The year group “${say('year')}” is none of a primary school`);
	const startingDay = dateOf(say('startingDay'));
	if (say('startingDay') && !startingDay)
		wrong.push(`The starting day “${say('startingDay')}” is no date. Write it as 02/09/2026 or 2026-09-02`);
	const contacts = contactsOf(say);
	const address = [say('address'), say('address').includes(say('postcode')) ? '' : say('postcode')]
		.filter(Boolean)
		.join(', ');
	const long: [string, string, number][] = [
		['surname', surname, 100],
		['forename', forename, 100],
		['name used at school', say('knownAs'), 100],
		['class', className, 60],
		['address', address, 500],
		['last school', say('lastSchool'), 200],
		...contacts.flatMap(({ name, relation, phone }): [string, string, number][] => [
			[`name of the contact ${name.slice(0, 20)}`, name, 200],
			[`relation of the contact ${name}`, relation, 100],
			[`telephone of the contact ${name}`, phone, 40]
		])
	];
	for (const [what, text, most] of long)
		if (text.length > most) wrong.push(`The ${what.trim()} is longer than ${most} letters`);
	const pupil: ReadPupil | null = dob
		? {
				line,
				surname,
				forename,
				dob,
				className,
				contacts,
				...(upn ? { upn } : {}),
				...(say('knownAs') && say('knownAs') !== forename ? { knownAs: say('knownAs') } : {}),
				...(sex ? { sex } : {}),
				...(year ? { year } : {}),
				...(startingDay ? { startingDay } : {}),
				...(address ? { address } : {}),
				...(say('lastSchool') ? { lastSchool: say('lastSchool') } : {})
			}
		: null;
	return { pupil, wrong, name };
}

/** [J9] A date as files write it: 12/03/2018, 12.3.2018, 12-Mar-2018, 2018-03-12, with or without a time; null: it is none. */
export function dateOf(text: string): string | null {
	const said = text.trim().replace(/[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?(Z)?$/, '');
	const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(said);
	const british = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(said);
	const named = /^(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4})$/.exec(said);
	const month = named ? MONTHS.indexOf((named[2] ?? '').toLowerCase()) + 1 : 0;
	const parts = iso
		? [iso[1], iso[2], iso[3]]
		: british
			? [british[3], british[2], british[1]]
			: named && month > 0
				? [named[3], String(month), named[1]]
				: null;
	if (!parts) return null;
	const date = parts.map((part, at) => (part ?? '').padStart(at === 0 ? 4 : 2, '0')).join('-');
	return isDate(date) ? date : null;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** [J9] 'Year 4', '4', 'Y4', 'Yr 4', 'Reception', 'N2'; '' where nothing is said, null where it is no primary year. */
export function yearOf(text: string): string | null {
	const said = text
		.toLowerCase()
		.replace(/\b(curriculum|national|year|yr|nc|group)\b/g, '')
		.replace(/[^a-z0-9]/g, '');
	if (said === '') return text.trim() === '' ? '' : null;
	if (/^(n[12]?|nursery)$/.test(said)) return 'N';
	if (/^(r|rec|reception|0)$/.test(said)) return 'R';
	const year = said.replace(/^y(ear|r)?/, '').replace(/^0(?=\d)/, '');
	return (YEARS as readonly string[]).includes(year) ? year : null;
}

/** '' where nothing is said, null where it cannot be read. */
function sexOf(text: string): 'F' | 'M' | '' | null {
	const said = text.trim().toLowerCase();
	if (said === '') return '';
	if (['f', 'female', 'girl'].includes(said)) return 'F';
	return ['m', 'male', 'boy'].includes(said) ? 'M' : null;
}

/** Arbor tells every course of a pupil, and the class among them: 'Year 6: 6 Rauf', 'Year 6 And Year 6: 6 Howe'. */
function classOf(text: string): string {
	const isOfCourses = /\byear \w+\b/i.test(text);
	const courses = text.split(isOfCourses ? /,| and /i : ',').map((each) => each.trim());
	const ofYear = courses
		.map((each) => /^year \w+: (.+)$/i.exec(each)?.[1])
		.find((each) => each !== undefined);
	return ofYear ?? courses[0] ?? '';
}

function contactsOf(say: (id: ColumnId) => string): ReadPupil['contacts'] {
	const all = [
		{ name: say('contactName'), relation: say('contactRelation'), phone: say('contactPhone') },
		{ name: say('contact2Name'), relation: say('contact2Relation'), phone: say('contact2Phone') }
	];
	return all.filter(({ name, phone }) => name !== '' || phone !== '');
}

/** A cell's text: what a spreadsheet added for safety, and blanks too many, are taken off; lines of an address become one. */
function tidy(cell: string): string {
	return plainCell(cell.trim())
		.normalize('NFC')
		.replace(/\s*[\r\n]+\s*/g, ', ')
		.replace(/[ \t\u00A0]+/g, ' ')
		.trim();
}
