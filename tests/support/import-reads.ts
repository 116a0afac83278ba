import type { Book } from '../../src/lib/rules/book.ts';
import type { HeldFact, PlaceFact, PupilFact } from '../../src/lib/rules/facts.ts';
import type { ReadPupil } from '../../src/lib/rules/roll/import-lines.ts';
import { previewImport, type Answers } from '../../src/lib/rules/roll/import-matching.ts';
import { PUPILS, schoolBook, STAFF } from './school-2026-27.ts';

/** The day from which the import counts. */
export const FROM = '2026-11-23';
/** Ava’s own. */
export const UPN = 'Z999999912000';
/** One that nobody has. */
export const OTHER_UPN = 'N999999912001';
let made = 0;

/** The small school, where Ava's line in the admission register is whole. */
export function book(...more: HeldFact[]): Book {
	return schoolBook().add([{ ...detailed({}), position: 500 }, ...more]);
}

/** Ava’s line in the admission register, but for what is said otherwise. */
export function detailed(over: Partial<PupilFact>): HeldFact<PupilFact> {
	return {
		...PUPILS.ava,
		id: `f-more-${(made += 1)}`,
		position: 1000 + made,
		maker: STAFF.office,
		register: {
			sex: 'F',
			address: '1 High Street',
			upn: UPN,
			startingDay: '2023-09-04',
			siblings: [],
			contacts: [
				{
					name: 'Ann Example',
					relation: 'Mother',
					isParent: true,
					livesWith: true,
					order: 1,
					phones: ['01384 1']
				}
			]
		},
		...over
	};
}

/** Ava as a line of the file has her. */
export const ava: ReadPupil = {
	line: 2,
	upn: UPN,
	forename: 'Ava',
	surname: 'Example',
	dob: '2019-03-12',
	className: '3T',
	contacts: []
};
/** A child of whom the school knows nothing. */
export const newcomer: ReadPupil = {
	line: 9,
	forename: 'Zoë',
	surname: 'New',
	dob: '2018-10-01',
	sex: 'F',
	year: '3',
	className: '3T',
	contacts: []
};

/** What an import of these lines would do. */
export function preview(
	reads: ReadPupil[],
	held = book(),
	answers: Answers = new Map(),
	classNamed = new Map<string, string>()
) {
	return previewImport(reads, {
		book: held,
		from: FROM,
		answers,
		classNamed,
		newId: () => `new-${(made += 1)}`
	});
}
/** How many lines of each kind that is. */
export const counts = (of: ReturnType<typeof preview>) => ({
	added: of.added.length,
	changed: of.changed.length,
	moved: of.moved.length,
	unchanged: of.unchanged.length,
	ambiguous: of.ambiguous.length,
	missing: of.missing.length
});
/** The counts of a file that changes nothing, and names nobody. */
export const NOBODY = { added: 0, changed: 0, moved: 0, unchanged: 0, ambiguous: 0, missing: 3 };

export function placeOf(pupilId: string): HeldFact<PlaceFact> {
	const base = { id: `f-place-${pupilId}`, v: 1, clientId: 'c-office', seq: 1, signInId: '', madeAt: 0 };
	const clock = { offsetMs: 0, doubtMs: 0 };
	return { ...base, kind: 'place', clock, position: 2000, pupilId, classId: 'c-3t', from: '2026-09-01' };
}
