// Long, because what one line of a file is matched by is read together.
import type { Book } from '../book.ts';
import type { AdmissionDetails, Contact, HeldFact, PupilFact } from '../facts.ts';
import { plainName } from '../names.ts';
import { changedFields, type FieldChange } from './amendments.ts';
import type { PupilDetails } from './details.ts';
import { mergedContacts } from './import-contacts.ts';
import type { ReadPupil } from './import-lines.ts';

/** A line that could be more than one pupil, or a pupil who has another UPN: a person says which. */
export interface Ambiguity {
	read: ReadPupil;
	why: string;
	candidates: HeldFact<PupilFact>[];
}

/** A person's answer to an ambiguity, by line: the pupil's id, 'new', or 'leave-out'. */
export type Answers = ReadonlyMap<number, string>;

/** A class by a name that the school does not have: made by the import, or another is meant. */
export interface UnknownClass {
	name: string;
	/** The years of the pupils on it, youngest first. */
	years: string[];
	count: number;
}

/** What one line comes to. */
export interface ImportedPupil {
	read: ReadPupil;
	/** The pupil it is; null: one who is added. */
	pupil: HeldFact<PupilFact> | null;
	classId: string | null;
	/** The day from which a start or a move of this line holds: the import's, or a starting day that is still to come. */
	from: string;
	/** The class on that day; null: none. */
	classNow: string | null;
	details: PupilDetails;
	changes: FieldChange[];
}

/** Everything an import would do, for a person to read before anything is done. */
export interface ImportPreview {
	added: ImportedPupil[];
	/** Details differ; some of them move too. */
	changed: ImportedPupil[];
	moved: ImportedPupil[];
	unchanged: ImportedPupil[];
	ambiguous: Ambiguity[];
	/** Lines that a person has left out, that name the same pupil as another, or that say too little of a new one. */
	leftOut: { line: number; name: string; why: string }[];
	unknownClasses: UnknownClass[];
	/** What a line says and the register has no room for. */
	notKept: { line: number; name: string; why: string }[];
	/** On roll that day and in no line: a question, never a deletion. */
	missing: { pupil: HeldFact<PupilFact>; className: string }[];
}

/** What a preview is worked out from, beside the lines. */
export interface ImportSetting {
	book: Book;
	/** The day from which starts and moves hold, yyyy-MM-dd. */
	from: string;
	answers: Answers;
	/** The classes meant by names the school does not have: a class's id, or 'new'. */
	classNamed: ReadonlyMap<string, string>;
	newId: () => string;
}

/** [J10] [J11] What an import of these pupils would do: nothing is deleted, and what a line does not say stays as it is. */
export function previewImport(reads: readonly ReadPupil[], setting: ImportSetting): ImportPreview {
	const { book, from, answers } = setting;
	const known = new Known(book);
	const preview: ImportPreview = {
		...{ added: [], changed: [], moved: [], unchanged: [] },
		...{ ambiguous: [], leftOut: [], unknownClasses: [], notKept: [], missing: [] }
	};
	const unknown = new Map<string, { years: Set<string>; count: number }>();
	const takenBy = new Map<string, number>();
	const newPupils = new Map<string, ReadPupil>();
	for (const read of reads) {
		const name = `${read.forename} ${read.surname}`;
		const leaveOut = (why: string) => preview.leftOut.push({ line: read.line, name, why });
		const match = known.match(read);
		const answer = answers.get(read.line);
		if (answer === 'leave-out') {
			leaveOut('You left it out');
			continue;
		}
		if (match.is === 'ambiguous' && answer === undefined) {
			preview.ambiguous.push({ read, why: match.why, candidates: match.candidates });
			for (const { pupilId } of match.candidates) takenBy.set(pupilId, takenBy.get(pupilId) ?? read.line);
			continue;
		}
		const twin = personKeys(read).flatMap((key) => newPupils.get(key) ?? [])[0];
		const isOther = twin?.upn !== undefined && read.upn !== undefined && twin.upn !== read.upn;
		if (match.is === 'none' && answer === undefined && twin && !isOther) {
			const why = `Line ${twin.line} has the same name and date of birth`;
			preview.ambiguous.push({ read, why, candidates: [] });
			continue;
		}
		const pupil =
			answer === undefined ? (match.is === 'one' ? match.pupil : null) : (book.pupil(answer) ?? null);
		const before = pupil && takenBy.get(pupil.pupilId);
		if (pupil && before !== undefined && before !== null && before !== read.line && match.is === 'one') {
			leaveOut(`Line ${before} is the same pupil`);
			continue;
		}
		if (pupil) takenBy.set(pupil.pupilId, read.line);
		const classId = known.classFor(read.className, setting.classNamed);
		const [onlyYear, ...otherYears] = (classId === null ? undefined : book.classNamed(classId)?.years) ?? [];
		const year = read.year ?? pupil?.year ?? (otherYears.length === 0 ? onlyYear : undefined);
		if (!pupil && (!read.sex || !year)) {
			leaveOut(`A new pupil needs the ${read.sex ? 'year group' : 'sex'}, which the file does not say`);
			continue;
		}
		if (classId === null) {
			const held = unknown.get(read.className) ?? { years: new Set<string>(), count: 0 };
			if (year) held.years.add(year);
			held.count += 1;
			unknown.set(read.className, held);
		}
		const merged = mergedContacts(pupil?.register?.contacts ?? [], read.contacts);
		preview.notKept.push(...merged.notKept.map((why) => ({ line: read.line, name, why })));
		const said = { ...read, ...(year ? { year } : {}) };
		const details = detailsOf(said, pupil, { from, contacts: merged.contacts, newId: setting.newId });
		const changes = pupil ? changedFields(pupil, details) : [];
		const { startingDay } = details.register;
		const holdsFrom = startingDay > from ? startingDay : from;
		const classNow = pupil ? book.classOf(pupil.pupilId, holdsFrom) : null;
		const imported = { read, pupil, classId, from: holdsFrom, classNow, details, changes };
		const moves = classId === null ? !known.isCalled(classNow, read.className) : classId !== classNow;
		if (!pupil) {
			preview.added.push(imported);
			for (const key of personKeys(read)) newPupils.set(key, newPupils.get(key) ?? read);
		} else if (changes.length > 0) preview.changed.push(imported);
		if (pupil && moves) preview.moved.push(imported);
		if (pupil && !moves && changes.length === 0) preview.unchanged.push(imported);
	}
	preview.unknownClasses = [...unknown].map(([name, { years, count }]) => ({
		name,
		years: [...years].sort((a, b) => 'NR123456'.indexOf(a) - 'NR123456'.indexOf(b)),
		count
	}));
	for (const pupil of book.pupils()) {
		const classId = book.classOf(pupil.pupilId, from);
		if (classId !== null && !takenBy.has(pupil.pupilId))
			preview.missing.push({ pupil, className: book.classNamed(classId)?.name ?? '' });
	}
	return preview;
}

type Match =
	| { is: 'one'; pupil: HeldFact<PupilFact> }
	| { is: 'none' }
	| { is: 'ambiguous'; why: string; candidates: HeldFact<PupilFact>[] };

/** The school's pupils, found by UPN and by name and date of birth. */
class Known {
	#book: Book;
	#byUpn = new Map<string, HeldFact<PupilFact>[]>();
	#byPerson = new Map<string, HeldFact<PupilFact>[]>();
	#byClassName = new Map<string, string>();

	constructor(book: Book) {
		this.#book = book;
		for (const pupil of book.pupils()) {
			if (pupil.register?.upn) put(this.#byUpn, pupil.register.upn, pupil);
			for (const key of personKeys(pupil)) put(this.#byPerson, key, pupil);
		}
		for (const { name, classId } of book.classes()) this.#byClassName.set(plainClass(name), classId);
	}

	/** [J10] By UPN, else by name and date of birth; what is not one pupil for sure is asked. */
	match(read: ReadPupil): Match {
		const sameUpn = read.upn === undefined ? [] : (this.#byUpn.get(read.upn) ?? []);
		if (sameUpn.length > 1) return ask('More than one pupil here has this UPN', sameUpn);
		const same = this.#byPerson.get(personKey(read)) ?? [];
		const [byUpn] = sameUpn;
		if (byUpn) {
			if (byUpn.dob === read.dob || plainName(byUpn.surname) === plainName(read.surname))
				return { is: 'one', pupil: byUpn };
			return ask('The UPN is that of a pupil with another surname and date of birth', [
				byUpn,
				...same.filter((each) => each !== byUpn)
			]);
		}
		if (same.length > 1) return ask('More than one pupil here has this name and date of birth', same);
		const [one] = same;
		if (!one) return { is: 'none' };
		const held = one.register?.upn;
		return read.upn !== undefined && held && held !== read.upn
			? ask(`The pupil of this name and date of birth has the UPN ${held}`, [one])
			: { is: 'one', pupil: one };
	}

	classFor(name: string, meant: ReadonlyMap<string, string>): string | null {
		const said = meant.get(name);
		if (said !== undefined && said !== 'new') return said;
		return this.#byClassName.get(plainClass(name)) ?? null;
	}

	isCalled(classId: string | null, name: string): boolean {
		return classId !== null && plainClass(this.#book.classNamed(classId)?.name ?? '') === plainClass(name);
	}
}

const ask = (why: string, candidates: HeldFact<PupilFact>[]): Match => ({ is: 'ambiguous', why, candidates });

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
	const list = map.get(key);
	if (list) list.push(value);
	else map.set(key, [value]);
}

/** A name and birthday as one key: without accents, case, apostrophes and blanks. */
function personKey({ forename, surname, dob }: Pick<PupilFact, 'forename' | 'surname' | 'dob'>): string {
	const plain = (name: string) => plainName(name).replace(/[^\p{L}\p{N}]/gu, '');
	return `${plain(forename)}|${plain(surname)}|${dob}`;
}

/** A pupil's key by the forename in the register, and by the name used at school. */
function personKeys(pupil: Pick<PupilFact, 'forename' | 'surname' | 'dob' | 'knownAs'>): string[] {
	const { forename, knownAs } = pupil;
	return [...new Set([personKey(pupil), personKey({ ...pupil, forename: knownAs || forename })])];
}

/** '4 Elm', '4elm' and '4 ELM' are one class. */
function plainClass(name: string): string {
	return plainName(name).replace(/[^\p{L}\p{N}]/gu, '');
}

/** What the register would say: the line's own words over what it says now. */
function detailsOf(
	read: ReadPupil,
	pupil: HeldFact<PupilFact> | null,
	{ from, contacts, newId }: { from: string; contacts: Contact[]; newId: () => string }
): PupilDetails {
	const now = pupil?.register;
	const register: AdmissionDetails = {
		...(now ?? { sex: 'F', address: '', startingDay: read.startingDay ?? from, siblings: [], contacts: [] }),
		...(read.sex ? { sex: read.sex } : {}),
		...(read.upn ? { upn: read.upn } : {}),
		...(read.address ? { address: read.address } : {}),
		...(read.startingDay ? { startingDay: read.startingDay } : {}),
		...(read.lastSchool ? { lastSchool: read.lastSchool } : {}),
		contacts
	};
	return {
		pupilId: pupil?.pupilId ?? newId(),
		forename: read.forename,
		surname: read.surname,
		...((read.knownAs ?? pupil?.knownAs) ? { knownAs: read.knownAs ?? pupil?.knownAs ?? '' } : {}),
		dob: read.dob,
		year: read.year ?? pupil?.year ?? '',
		...(pupil?.photo ? { photo: pupil.photo } : {}),
		register
	};
}
