import type { Book } from '../../src/lib/rules/book.ts';
import type { AdmissionDetails, Contact, Fact, HeldFact } from '../../src/lib/rules/facts.ts';
import type { PupilDetails } from '../../src/lib/rules/roll/details.ts';
import { classLists } from '../../src/lib/rules/roll/lists.ts';
import { schoolBook, STAFF } from './school-2026-27.ts';

let made = 0;
/** A fact of the roll, told on 20 November 2026 by the office, each a minute after the one before. */
export function told(fact: Partial<Fact> & { kind: Fact['kind'] }, by = STAFF.office): HeldFact {
	made += 1;
	return {
		...{
			id: `f-told-${String(made).padStart(3, '0')}`,
			v: 1,
			clientId: 'c-office',
			seq: 1000 + made,
			signInId: ''
		},
		...{ madeAt: Date.UTC(2026, 10, 20, 9, made), clock: { offsetMs: 0, doubtMs: 0 } },
		...{ position: 1000 + made, receivedAt: Date.UTC(2026, 10, 20, 9), maker: by },
		...fact
	} as HeldFact;
}

/** A second class. */
export const TO_4E = told({ kind: 'class', classId: 'c-4e', name: '4E', years: ['4'], order: 2 });
/** Ava goes to it. */
export const move = (from: string) => told({ kind: 'place', pupilId: 'p-ava', classId: 'c-4e', from });
/** Ava leaves the school. */
export const leave = (lastDay: string, over: Partial<Fact> = {}) =>
	told({
		kind: 'leave',
		pupilId: 'p-ava',
		lastDay,
		ground: 'Regulation 9(1)(a): Registered at another school',
		...over
	} as never);
/** The small school with that class and these facts. */
export const book = (...facts: HeldFact[]): Book => schoolBook().add([TO_4E, ...facts]);
/** The forenames on that class’s list of that date. */
export const listOf = (held: Book, classId: string, date: string) =>
	classLists(held, date)
		.find(({ schoolClass }) => schoolClass.classId === classId)
		?.pupils.map(({ forename }) => forename);

/** Ava’s mother. */
export const contact = (over: Partial<Contact> = {}): Contact => ({
	...{
		name: 'Ann Example',
		relation: 'Mother',
		isParent: true,
		livesWith: true,
		order: 1,
		phones: ['01384 900123']
	},
	...over
});
/** What the admission register says of Ava. */
export const register = (over: Partial<AdmissionDetails> = {}): AdmissionDetails => ({
	...{ sex: 'F', address: '1 High Street', startingDay: '2023-09-04', siblings: [], contacts: [contact()] },
	...over
});
/** Ava as the office types her in. */
export const details = (over: Partial<PupilDetails> = {}): PupilDetails => ({
	...{
		pupilId: 'p-ava',
		forename: 'Ava',
		surname: 'Example',
		dob: '2019-03-12',
		year: '3',
		register: register()
	},
	...over
});
