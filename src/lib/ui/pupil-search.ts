import MiniSearch from 'minisearch';
import type { Book } from '$lib/rules/book.ts';
import type { HeldFact, PupilFact } from '$lib/rules/facts.ts';
import { calledName, plainName } from '$lib/rules/names.ts';

/** A pupil as the search knows them. */
export interface SearchedPupil {
	pupil: HeldFact<PupilFact>;
	/** Null where the pupil is in no class that day. */
	className: string | null;
}

/** A pupil who was found. */
export interface Found extends SearchedPupil {
	/** False where letters had to be forgiven. */
	isExact: boolean;
}

/** A stretch of a name: letters that were typed, or others. */
export interface NamePart {
	words: string;
	isTyped: boolean;
}

/** Finds pupils by the beginnings of their names or class, and, where that is not enough, by something near them. */
export class PupilSearch {
	#pupils: ReadonlyMap<string, SearchedPupil>;
	#index: MiniSearch<Indexed>;

	constructor(pupils: readonly SearchedPupil[]) {
		this.#pupils = new Map(pupils.map((each) => [each.pupil.pupilId, each]));
		this.#index = new MiniSearch<Indexed>({
			fields: ['first', 'surname', 'className'],
			idField: 'id',
			tokenize: wordsOf,
			// Every beginning of a name is a word of its own, so that a beginning may be misspelt too.
			processTerm: (word) => beginningsOf(plainName(word)),
			searchOptions: { processTerm: plainName, combineWith: 'AND', boost: BOOST }
		});
		this.#index.addAll(pupils.map(indexed));
	}

	/** Best first; whoever is on no class list comes last. Nothing typed finds nobody. */
	find(typed: string): Found[] {
		const words = plainName(typed);
		if (words === '') return [];
		const exact = this.#search(words, false);
		let near = exact.length < ENOUGH ? this.#search(words, (word) => lettersForgiven(word)) : [];
		// Nobody at all: one letter more, rather than nobody.
		if (exact.length + near.length === 0) near = this.#search(words, (word) => lettersForgiven(word, 1));
		const seen = new Set(exact.map((each) => each.pupil.pupilId));
		return [...exact, ...near.filter((each) => !seen.has(each.pupil.pupilId))].sort(
			(a, b) => Number(a.className === null) - Number(b.className === null)
		);
	}

	#search(words: string, fuzzy: false | ((word: string) => number | false)): Found[] {
		return this.#index
			.search(words, { fuzzy })
			.sort((a, b) => b.score - a.score || (String(a.id) < String(b.id) ? -1 : 1))
			.flatMap(({ id }) => {
				const found = this.#pupils.get(String(id));
				return found ? [{ ...found, isExact: fuzzy === false }] : [];
			});
	}
}

/** The search over everyone the school's book knows, as the classes are on a date (yyyy-MM-dd). */
export function searchOf(book: Book, date: string): PupilSearch {
	return new PupilSearch(
		book.pupils().map((pupil) => {
			const classId = book.classOf(pupil.pupilId, date);
			return { pupil, className: classId === null ? null : (book.classNamed(classId)?.name ?? null) };
		})
	);
}

/** A name in parts, so that a screen can mark the letters that were typed. */
export function partsOf(name: string, typed: string): NamePart[] {
	const words = wordsOf(plainName(typed)).filter((word) => word !== '');
	const parts: NamePart[] = [];
	for (const piece of name.split(/(?<=[\s'’-])|(?=[\s'’-])/u)) {
		const length = longestBeginning(piece, words);
		if (length > 0) add(piece.slice(0, length), true);
		if (length < piece.length) add(piece.slice(length), false);
	}
	return parts;

	function add(words: string, isTyped: boolean) {
		const last = parts.at(-1);
		if (last && last.isTyped === isTyped) last.words += words;
		else parts.push({ words, isTyped });
	}
}

interface Indexed {
	id: string;
	first: string;
	surname: string;
	className: string;
}

const BOOST = { first: 3, surname: 2, className: 1 };
/** With fewer found than this, what is only near is offered too. */
const ENOUGH = 3;

function indexed({ pupil, className }: SearchedPupil): Indexed {
	const called = calledName(pupil);
	return {
		id: pupil.pupilId,
		first: called === pupil.forename ? called : `${called} ${pupil.forename}`,
		surname: pupil.surname,
		// '4 Elm' is typed as '4elm' too.
		className: className === null ? '' : `${className} ${className.replace(/\s/g, '')}`
	};
}

function wordsOf(text: string): string[] {
	return text.split(/[\s'’,.-]+/u).filter((word) => word !== '');
}

function beginningsOf(word: string): string[] {
	return Array.from(word, (_, at) => word.slice(0, at + 1));
}

/** How many letters of a typed word may be wrong, missing or too many. */
function lettersForgiven(word: string, more = 0): number | false {
	if (/\d/.test(word) || word.length < 3) return false;
	const few = word.length < 6 ? 1 : word.length < 7 ? 2 : 3;
	// Of three letters two wrong ones would be any name at all.
	return word.length > 3 ? few + more : few;
}

/** Accents count as the letter they stand on, so lengths agree only letter by letter. */
function longestBeginning(piece: string, typed: readonly string[]): number {
	const letters = Array.from(piece.normalize('NFC'), plainName).join('');
	const lengths = typed.filter((word) => letters.startsWith(word)).map((word) => word.length);
	return Math.max(0, ...lengths);
}
