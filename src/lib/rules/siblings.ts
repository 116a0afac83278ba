import type { Book } from './book.ts';
import type { Day, PupilDay } from './day.ts';
import type { HeldFact, PupilFact } from './facts.ts';

/** For each pupil's id the ids of brothers and sisters, oldest first, whether or not they are on the roll. */
export type SiblingLinks = ReadonlyMap<string, readonly string[]>;

/** Who is whose brother or sister, whichever of the two admissions names the other [H9]: made once for a book, and then only asked. */
export function siblingLinks(book: Book): SiblingLinks {
	const links = new Map<string, Set<string>>();
	const link = (one: string, other: string) => {
		if (one === other) return;
		const held = links.get(one);
		if (held) held.add(other);
		else links.set(one, new Set([other]));
	};
	for (const { pupilId, register } of book.pupils())
		for (const other of register?.siblings ?? []) {
			link(pupilId, other);
			link(other, pupilId);
		}
	return new Map([...links].map(([pupilId, others]) => [pupilId, oldestFirst(book, others)]));
}

/** A pupil's brothers and sisters on the roll that day, youngest last; who shows many pupils gives the links of their book. */
export function siblings(
	day: Day,
	pupilId: string,
	links: SiblingLinks = siblingLinks(day.book)
): PupilDay[] {
	return (links.get(pupilId) ?? []).flatMap((each) => day.pupils.get(each) ?? []);
}

function oldestFirst(book: Book, pupilIds: ReadonlySet<string>): string[] {
	const pupils = [...pupilIds].flatMap((each) => book.pupil(each) ?? []);
	return pupils.sort(byAge).map((each) => each.pupilId);
}

function byAge(a: HeldFact<PupilFact>, b: HeldFact<PupilFact>): number {
	if (a.dob !== b.dob) return a.dob < b.dob ? -1 : 1;
	return a.pupilId < b.pupilId ? -1 : 1;
}
