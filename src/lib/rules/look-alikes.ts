import type { PupilFact } from './facts.ts';
import { plainName } from './names.ts';

type Named = Pick<PupilFact, 'pupilId' | 'forename' | 'surname' | 'knownAs'>;

/**
 * Which of the pupils found have a name that can be taken for another's, by id, with those others [H8]: before one of them is
 * signed in, the desk asks which. `among` is whom they could be taken for: the pupils found, unless more are given.
 */
export function lookAlikes<P extends Named>(
	found: readonly P[],
	among: readonly P[] = found
): ReadonlyMap<string, P[]> {
	const others = among.map(namesOf);
	const alike = new Map<string, P[]>();
	for (const one of found.map(namesOf)) {
		const like = others.filter((other) => isLike(one, other)).map(({ pupil }) => pupil);
		if (like.length > 0) alike.set(one.pupil.pupilId, like);
	}
	return alike;
}

interface Names<P> {
	pupil: P;
	/** The forename and the name used in class, where they differ. */
	first: string[];
	surname: string;
}

function namesOf<P extends Named>(pupil: P): Names<P> {
	const first = [...new Set([pupil.forename, pupil.knownAs || pupil.forename].map(plainName))];
	return { pupil, first, surname: plainName(pupil.surname) };
}

/** Both names the same or nearly, or one of them and the other's initial. */
function isLike(a: Names<Named>, b: Names<Named>): boolean {
	if (a.pupil.pupilId === b.pupil.pupilId) return false;
	const isOneSurname = isNearly(a.surname, b.surname);
	if (!isOneSurname && a.surname[0] !== b.surname[0]) return false;
	return a.first.some((x) => b.first.some((y) => isNearly(x, y) || (isOneSurname && x[0] === y[0])));
}

const SHORT_LETTERS = 4;
const LONG_LETTERS = 8;

/** The same, or a letter apart; two in a long name, none in a very short one. */
function isNearly(a: string, b: string): boolean {
	if (a === b) return true;
	const letters = Math.min(a.length, b.length);
	if (letters < SHORT_LETTERS) return false;
	const allowed = letters < LONG_LETTERS ? 1 : 2;
	return Math.abs(a.length - b.length) <= allowed && lettersApart(a, b) <= allowed;
}

/** How many letters must be put in, left out or changed to make one word the other. */
function lettersApart(a: string, b: string): number {
	let before = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (const [row, letter] of [...a].entries()) {
		const line = [row + 1];
		for (let column = 0; column < b.length; column += 1) {
			const changed = (before[column] ?? 0) + (b[column] === letter ? 0 : 1);
			line.push(Math.min(changed, (before[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
		}
		before = line;
	}
	return before.at(-1) ?? 0;
}
