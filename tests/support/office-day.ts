import { Book } from '../../src/lib/rules/book.ts';
import { readDay, type Day } from '../../src/lib/rules/day.ts';
import type { Call, Contact, Entry, Fact, HeldFact, Plan, PupilFact } from '../../src/lib/rules/facts.ts';
import type { Session } from '../../src/lib/rules/sessions.ts';
import type { TabletSeen } from '../../src/lib/rules/tablets.ts';
import { at, BOOK_FACTS, CLASS_3T, entry, PLACES, PUPILS, STAFF } from './school-2026-27.ts';

/** The office's Monday: Ava, Ben, Cal and Dee in 3 Elm (Room 7), Eve in 3 Oak; cases.md says of Monday 9 November (G1). */
export const DATE = '2026-11-09';

/** An instant of that Monday: `on('08:52')`. */
export const on = (time: string): number => at(DATE, time);

type Loose<F> = F extends Fact ? Partial<HeldFact<F>> & Pick<F, 'kind'> : never;
type Who = keyof typeof PUPILS | 'eve';

let made = 1000;

/** A fact of that morning, made at a time and received with it, but for what is said otherwise. */
export function fact(time: string, over: Loose<Fact>): HeldFact {
	const { clientId, signInId, clock } = entry();
	made += 1;
	const madeAt = on(time);
	return {
		...{ id: `fact-${made}`, v: 1, clientId, seq: made, signInId, madeAt, clock },
		...{ classId: CLASS_3T.classId, date: DATE, session: 'AM', position: made, receivedAt: madeAt },
		...over
	} as HeldFact;
}

const contact = (order: number, name: string, relation: string): Contact => ({
	...{ order, name, relation, isParent: relation !== 'Aunt', livesWith: relation === 'Mother' },
	phones: [`01632 96000${order}`]
});

/** Every pupil's contacts, in the order in which to ring them. */
export const CONTACTS = [
	contact(1, 'Mary', 'Mother'),
	contact(2, 'Frank', 'Father'),
	contact(3, 'Anne', 'Aunt')
] as const;

const withRegister = (pupil: HeldFact<PupilFact>, hasSocialWorker = false): HeldFact<PupilFact> => ({
	...pupil,
	id: `${pupil.id}-admission`,
	position: (made += 1),
	register: {
		...{ sex: 'F', address: '1 High Street', startingDay: '2024-09-03', siblings: [] },
		// Not in the order in which they are rung.
		contacts: [CONTACTS[2], CONTACTS[0], CONTACTS[1]],
		...(hasSocialWorker ? { hasSocialWorker } : {})
	}
});
const EVE: HeldFact<PupilFact> = { ...PUPILS.ava, id: 'f-p-eve', pupilId: 'p-eve', forename: 'Eve' };

const OFFICE_BOOK: readonly HeldFact[] = [
	...BOOK_FACTS,
	{ ...CLASS_3T, id: 'f-elm', name: '3 Elm', room: 'Room 7', position: 900 },
	{ ...CLASS_3T, id: 'f-oak', classId: 'c-oak', name: '3 Oak', order: 2, position: 901 },
	...Object.values(PUPILS).map((pupil) => withRegister(pupil, pupil === PUPILS.dee)),
	withRegister(EVE),
	...PLACES.slice(0, 1).map((place) => ({
		...place,
		...{ id: 'f-place-eve', pupilId: 'p-eve', classId: 'c-oak' }
	}))
];

/** The school's book of that Monday, with what is said besides. */
export function officeBook(...more: HeldFact[]): Book {
	return new Book().add([...OFFICE_BOOK, ...more]);
}

/** The day as it stands at a time, from these facts. */
export function dayAt(time: string, facts: readonly HeldFact[], book: Book = officeBook()): Day {
	return readDay(book, facts, DATE, on(time));
}

export const idOf = (who: Who): string => (who === 'eve' ? EVE.pupilId : PUPILS[who].pupilId);

/** An answer in class. */
export function tap(
	who: Who,
	time: string,
	code: Entry['code'],
	over: Partial<HeldFact<Entry>> = {}
): HeldFact<Entry> {
	const classId = who === 'eve' ? 'c-oak' : CLASS_3T.classId;
	const whole = {
		kind: 'mark',
		pupilId: idOf(who),
		classId,
		how: 'tapped',
		code,
		replaces: [],
		sawPlans: []
	};
	return fact(time, { ...whole, ...over } as Loose<Fact>) as HeldFact<Entry>;
}

/** All four of 3 Elm present at 08:52, but for those who are left out. */
export function presentButFor(...without: Who[]): HeldFact<Entry>[] {
	const all: Who[] = ['ava', 'ben', 'cal', 'dee'];
	return all.filter((who) => !without.includes(who)).map((who) => tap(who, '08:52', '/'));
}

/** The same in the afternoon, at 13:12. */
export function presentAtPM(...without: Who[]): HeldFact<Entry>[] {
	const all: Who[] = ['ava', 'ben', 'cal', 'dee'];
	return all.filter((who) => !without.includes(who)).map((who) => tap(who, '13:12', '\\', { session: 'PM' }));
}

/** A child signed in at the desk, at the minute of its making. */
export function arrival(who: Who, time: string, over: Partial<HeldFact<Entry>> = {}): HeldFact<Entry> {
	const code = time < '09:10' ? 'L' : 'U';
	return tap(who, time, code, { how: 'desk', arrivedAt: time.slice(0, 5), clientId: 'c-desk', ...over });
}

/** A code entered by the office. */
export function office(who: Who, time: string, code: Entry['code'], over: Partial<HeldFact<Entry>> = {}) {
	return tap(who, time, code, { how: 'office', clientId: 'c-office', ...over });
}

export function finish(time: string, session: Session = 'AM'): HeldFact {
	return fact(time, { kind: 'finish', session, blanks: [] });
}

/** An absence that is expected all day. */
export function plan(who: Who, over: Partial<HeldFact<Plan>> = {}): HeldFact<Plan> {
	const span = { from: { date: DATE, session: 'AM' }, to: { date: DATE, session: 'PM' } };
	const whole = { kind: 'plan', pupilId: idOf(who), ...span, code: 'M', replaces: [], ...over };
	return fact('08:20', whole as Loose<Fact>) as HeldFact<Plan>;
}

/** A parent's message that the child is away. */
export function message(who: Who, over: Partial<HeldFact<Plan>> = {}): HeldFact<Plan> {
	return plan(who, { code: undefined, message: { from: 'Mary', via: 'phone' }, ...over });
}

export function call(who: Who, time: string, outcome: Call['outcome'], to: Contact): HeldFact {
	const { name, order } = to;
	return fact(time, { kind: 'call', pupilId: idOf(who), contact: { name, order }, outcome });
}

/** A child leaves the site. */
export function out(who: Who, time: string, over: Record<string, unknown> = {}): HeldFact {
	const whole = { kind: 'out', pupilId: idOf(who), at: time, why: 'appointment', replaces: [], ...over };
	return fact(time, whole as Loose<Fact>);
}

export function settle(about: string, time: string, session: Session = 'AM'): HeldFact {
	const reason = 'Found in the library';
	return fact(time, { kind: 'settle', about, outcome: 'closed', reason, session, clientId: 'c-office' });
}

/** A tablet in good order that was heard a moment ago, with Ms Teal of 3 Elm signed in, but for what is said otherwise. */
export function tablet(heardAt: string, over: Partial<TabletSeen> = {}): TabletSeen {
	return {
		deviceId: 'd-elm',
		name: 'Elm tablet',
		person: STAFF.teal,
		lastSeenAt: on(heardAt),
		waiting: 0,
		battery: 0.8,
		freeBytes: 5_000_000_000,
		persisted: true,
		app: '1.0.0',
		clockOffsetMs: 200,
		cursor: 500,
		openRegister: { classId: CLASS_3T.classId, date: DATE, session: 'AM' },
		isRevoked: false,
		...over
	};
}

/** The desk's own device. */
export function desk(heardAt: string, over: Partial<TabletSeen> = {}): TabletSeen {
	return tablet(heardAt, {
		...{ deviceId: 'd-desk', name: 'Desk', person: STAFF.recep, openRegister: null },
		...over
	});
}
