import type { PupilFact } from '$lib/rules/facts.ts';

type Named = Pick<PupilFact, 'pupilId' | 'forename' | 'surname' | 'knownAs'>;

/** The name a pupil is called by in class. */
export function calledName(pupil: Named): string {
	return pupil.knownAs || pupil.forename;
}

/** The called name and the surname. */
export function fullName(pupil: Named): string {
	return `${calledName(pupil)} ${pupil.surname}`;
}

/** Two letters that stand in for a photo. */
export function initialsOf(pupil: Named): string {
	return `${calledName(pupil).charAt(0)}${pupil.surname.charAt(0)}`.toUpperCase();
}

/** Pupils, by id, whose whole name another pupil of the list shares: a screen adds the birthday to tell them apart. */
export function namesakes(pupils: readonly Named[]): Set<string> {
	const byName = new Map<string, Named[]>();
	for (const pupil of pupils) {
		const name = plain(fullName(pupil));
		byName.set(name, [...(byName.get(name) ?? []), pupil]);
	}
	return new Set(
		[...byName.values()].filter((same) => same.length > 1).flatMap((same) => same.map((each) => each.pupilId))
	);
}

/** Whether every word typed begins some part of the pupil's name, accents and case aside. */
export function matchesName(pupil: Named, typed: string): boolean {
	const parts = plain(`${pupil.forename} ${pupil.knownAs ?? ''} ${pupil.surname}`).split(/[\s'’-]+/);
	return plain(typed)
		.split(/[\s'’-]+/)
		.every((word) => parts.some((part) => part.startsWith(word)));
}

function plain(words: string): string {
	return words
		.normalize('NFD')
		.replace(/\p{Diacritic}/gu, '')
		.toLowerCase()
		.trim();
}
