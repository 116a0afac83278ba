import type { Book, RollFact } from '../book.ts';
import { correctedAt } from '../clock.ts';
import type { Contact, HeldFact, LeaveFact, PlaceFact, PupilFact } from '../facts.ts';
import { dateWords, yearWords } from '../names.ts';
import { inOrderMade } from '../order-made.ts';
import { standingLeavings } from './leavings.ts';

/** One field of the admission register as it stood and as it stands. */
export interface FieldChange {
	field: string;
	/** '' where there was nothing. */
	original: string;
	amended: string;
}

/** One line of a pupil's history on the roll. An amendment shows five items: original, amended, reason, date, who. */
export interface RollLine {
	id: string;
	what: 'entered' | 'amended' | 'placed' | 'left' | 'taken-back';
	changes: FieldChange[];
	reason: string | null;
	/** The instant at which it was made, epoch ms. */
	at: number;
	/** Name and position as they were then; null: recorded here, and not received yet. */
	by: { name: string; position: string } | null;
}

/** [J6] All that was ever recorded of a pupil's place on the roll, newest first; nothing is left out. */
export function rollHistory(book: Book, pupilId: string): RollLine[] {
	const seen: HeldFact<RollFact>[] = [];
	return inOrderMade(book.rollFacts(pupilId))
		.map((fact) => {
			const line = lineOf(book, fact, seen);
			seen.push(fact);
			return line;
		})
		.reverse();
}

/** [J6] The fields in which two versions of a pupil's details differ, in the order of the register. */
export function changedFields(before: Detailed | null, after: Detailed): FieldChange[] {
	const [then, now] = [before ? fieldsOf(before) : new Map<string, string>(), fieldsOf(after)];
	return [...new Set([...now.keys(), ...then.keys()])].flatMap((field) => {
		const [original, amended] = [then.get(field) ?? '', now.get(field) ?? ''];
		return original === amended ? [] : [{ field, original, amended }];
	});
}

type Detailed = Pick<PupilFact, 'forename' | 'surname' | 'knownAs' | 'dob' | 'year' | 'register'>;

/** The admission register's fields of a pupil, by the words that name them, in order; empty ones are left out. */
export function fieldsOf(pupil: Detailed): Map<string, string> {
	const { register } = pupil;
	const fields: [string, string | undefined][] = [
		['Forename', pupil.forename],
		['Surname', pupil.surname],
		['Name used at school', pupil.knownAs],
		['Date of birth', dateWords(pupil.dob)],
		['Year group', yearWords(pupil.year)]
	];
	if (register) {
		const { futureAddress } = register;
		fields.push(
			['Sex', register.sex === 'F' ? 'Female' : 'Male'],
			['Starting day', dateWords(register.startingDay)],
			['UPN', register.upn],
			['Address', register.address],
			['Last school', register.lastSchool],
			['Last school’s address', register.lastSchoolAddress],
			['Other school', register.otherSchool],
			['At the other school from', register.otherSchoolFrom && dateWords(register.otherSchoolFrom)],
			[
				'Future address',
				futureAddress &&
					`${futureAddress.address}, with ${futureAddress.parent}, from ${dateWords(futureAddress.from)}`
			],
			['Social worker', register.hasSocialWorker ? 'Yes' : undefined],
			...inCallOrder(register.contacts).map((contact, at): [string, string] => [
				`Contact ${at + 1}`,
				contactWords(contact)
			])
		);
	}
	return new Map(fields.flatMap(([field, text]) => (text ? [[field, text] as const] : [])));
}

/** A contact in one line: name, relation, whether a parent at home, numbers, address. */
export function contactWords(contact: Contact): string {
	const is = [
		contact.relation,
		contact.isParent ? 'parent' : '',
		contact.livesWith ? 'lives with the pupil' : ''
	].filter(
		(each, at, all) => each && all.findIndex((other) => other.toLowerCase() === each.toLowerCase()) === at
	);
	return [contact.name, ...is, ...contact.phones.filter(Boolean), contact.address].filter(Boolean).join(', ');
}

/** Contacts in the order in which they are rung. */
export function inCallOrder(contacts: readonly Contact[]): Contact[] {
	return [...contacts].sort((a, b) => a.order - b.order);
}

function lineOf(book: Book, fact: HeldFact<RollFact>, seen: readonly HeldFact<RollFact>[]): RollLine {
	const line = {
		id: fact.id,
		reason: fact.reason ?? null,
		at: correctedAt(fact),
		by: fact.maker ? { name: fact.maker.name, position: fact.maker.position } : null
	};
	switch (fact.kind) {
		case 'pupil': {
			const before = seen.findLast((each) => each.kind === 'pupil') ?? null;
			return { ...line, what: before ? 'amended' : 'entered', changes: changedFields(before, fact) };
		}
		case 'place':
			return {
				...line,
				what: fact.cancelled ? 'taken-back' : 'placed',
				changes: placeChanges(book, fact, seen)
			};
		case 'leave': {
			const original = leavingsGone(book, fact, seen).map(leaveWords).join('; ');
			const amended = fact.cancelled ? '' : leaveWords(fact);
			return {
				...line,
				what: fact.cancelled ? 'taken-back' : 'left',
				changes: [{ field: 'Leaving', original, amended }]
			};
		}
	}
}

function placeChanges(book: Book, fact: PlaceFact, seen: readonly HeldFact<RollFact>[]): FieldChange[] {
	const replaced = seen.filter((each) => each.kind === 'place' && fact.replaces?.includes(each.id));
	const places = seen.filter((each) => each.kind === 'place');
	const before = replaced.length > 0 ? replaced : places.slice(-1);
	const words = ({ classId, from }: PlaceFact) =>
		`${book.classNamed(classId)?.name ?? classId} from ${dateWords(from)}`;
	return [
		{
			field: 'Class',
			original: before.map((each) => (each.kind === 'place' ? words(each) : '')).join('; '),
			amended: fact.cancelled ? '' : words(fact)
		}
	];
}

/** The leavings that a further word of the same pupil's corrects or takes back: none where the pupil had come back since. */
function leavingsGone(
	book: Book,
	fact: HeldFact<LeaveFact>,
	seen: readonly HeldFact<RollFact>[]
): LeaveFact[] {
	const told = seen.flatMap((each) => (each.kind === 'leave' ? [each] : []));
	const places = book.placesOf(fact.pupilId);
	const left = new Set(standingLeavings([...told, fact], places).map(({ leaving }) => leaving.id));
	return standingLeavings(told, places).flatMap(({ leaving }) => (left.has(leaving.id) ? [] : [leaving]));
}

function leaveWords({ lastDay, ground, nextSchool, evidence }: LeaveFact): string {
	return [`Last day ${dateWords(lastDay)}`, ground, nextSchool && `goes on to ${nextSchool}`, evidence]
		.filter(Boolean)
		.join('. ');
}
