import { Book } from '../../src/lib/rules/book.ts';
import type {
	Accepted,
	AssignFact,
	CalendarFact,
	ClassFact,
	Entry,
	HeldFact,
	PlaceFact,
	PupilFact,
	SettingsFact
} from '../../src/lib/rules/facts.ts';
import { londonInstant } from '../../src/lib/rules/sessions.ts';

/** The small named world of the acceptance cases: one school year, one class, four pupils and the staff around them. */

type Person = Accepted['maker'];

const person = (staffId: string, name: string, position: string, role: Person['role']): Person => ({
	staffId,
	name,
	position,
	role
});

export const STAFF = {
	teal: person('s-teal', 'Ms Teal', 'Class teacher', 'teacher'),
	cover: person('s-cover', 'Mr Cover', 'Supply teacher', 'cover'),
	office: person('s-office', 'Mrs Office', 'Attendance Officer', 'attendance'),
	recep: person('s-recep', 'Ms Recep', 'Receptionist', 'reception'),
	head: person('s-head', 'Dr Head', 'Headteacher', 'head'),
	dsl: person('s-dsl', 'Mr Dsl', 'Designated safeguarding lead', 'safeguarding')
} as const;

let made = 0;
const base = (id: string, by: Person = STAFF.head) => ({
	id,
	v: 1,
	clientId: 'c-office',
	seq: (made += 1),
	signInId: `in-${by.staffId}`,
	madeAt: Date.UTC(2026, 6, 20, 9),
	clock: { offsetMs: 0, doubtMs: 0 },
	position: made,
	receivedAt: Date.UTC(2026, 6, 20, 9),
	maker: by
});

export const CALENDAR: HeldFact<CalendarFact> = {
	...base('f-calendar'),
	kind: 'calendar',
	schoolYear: '2026/27',
	terms: [
		{ name: 'Autumn 1', from: '2026-09-01', to: '2026-10-23' },
		{ name: 'Autumn 2', from: '2026-11-02', to: '2026-12-18' },
		{ name: 'Spring 1', from: '2027-01-04', to: '2027-02-12' },
		{ name: 'Spring 2', from: '2027-02-22', to: '2027-03-25' },
		{ name: 'Summer 1', from: '2027-04-12', to: '2027-05-28' },
		{ name: 'Summer 2', from: '2027-06-07', to: '2027-07-20' }
	],
	closures: [
		{ date: '2026-09-01', name: 'INSET' },
		{ date: '2026-11-27', name: 'INSET' },
		{ date: '2027-01-04', name: 'INSET' },
		{ date: '2027-05-03', name: 'Bank holiday' },
		{ date: '2027-06-07', name: 'INSET' }
	]
};

/** The morning as the policy has it; the afternoon is invented, for the policy gives none. */
export const TIMES = {
	AM: { open: '08:50', close: '09:10', end: '12:00' },
	PM: { open: '13:10', close: '13:30', end: '15:20' }
} as const;

export const SETTINGS: HeldFact<SettingsFact> = {
	...base('f-settings'),
	kind: 'settings',
	from: '2026-09-01',
	schoolName: 'St James’s',
	times: TIMES,
	callingOrder: 'forename',
	show: 'names',
	arrivalReasons: ['Overslept', 'Traffic', 'Appointment']
};

export const CLASS_3T: HeldFact<ClassFact> = {
	...base('f-3t'),
	kind: 'class',
	classId: 'c-3t',
	name: '3T',
	years: ['3'],
	order: 1
};

const pupil = (pupilId: string, forename: string, dob: string, year: string): HeldFact<PupilFact> => ({
	...base(`f-${pupilId}`),
	kind: 'pupil',
	pupilId,
	forename,
	surname: 'Example',
	dob,
	year
});

/** Ava is of compulsory school age; Ben turns 5 on 1 January 2027 and Cal the day before; Dee is 10. */
export const PUPILS = {
	ava: pupil('p-ava', 'Ava', '2019-03-12', '3'),
	ben: pupil('p-ben', 'Ben', '2022-01-01', 'N'),
	cal: pupil('p-cal', 'Cal', '2021-12-31', 'R'),
	dee: pupil('p-dee', 'Dee', '2016-05-05', '6')
} as const;

export const PLACES: HeldFact<PlaceFact>[] = Object.values(PUPILS).map(({ pupilId }) => ({
	...base(`f-place-${pupilId}`),
	kind: 'place',
	pupilId,
	classId: CLASS_3T.classId,
	from: '2026-09-01'
}));

export const ASSIGN_TEAL: HeldFact<AssignFact> = {
	...base('f-assign-teal'),
	kind: 'assign',
	staffId: STAFF.teal.staffId,
	classId: CLASS_3T.classId,
	from: { date: '2026-09-01', session: 'AM' },
	replaces: []
};

export const BOOK_FACTS: readonly HeldFact[] = [
	CALENDAR,
	SETTINGS,
	CLASS_3T,
	...Object.values(PUPILS),
	...PLACES,
	ASSIGN_TEAL
];

/** The school's book as it stands on the first day of term. */
export function schoolBook(): Book {
	return new Book().add(BOOK_FACTS);
}

/** An instant by the school's clock: `at('2026-09-14', '08:50')` or `at('2026-09-14', '08:50:01')`. */
export function at(date: string, time: string): number {
	return londonInstant(date, time.slice(0, 5)) + Number(time.slice(6) || 0) * 1000;
}

let entries = 0;

/** Ms Teal's tap for Ava on the morning of Monday 14 September 2026 at 08:52, but for what is said otherwise. */
export function entry(over: Partial<HeldFact<Entry>> = {}): HeldFact<Entry> {
	entries += 1;
	return {
		id: `e-${String(entries).padStart(4, '0')}`,
		kind: 'mark',
		v: 1,
		clientId: 'c-tablet',
		seq: entries,
		signInId: 'in-s-teal',
		madeAt: at('2026-09-14', '08:52'),
		clock: { offsetMs: 0, doubtMs: 0 },
		pupilId: PUPILS.ava.pupilId,
		classId: CLASS_3T.classId,
		date: '2026-09-14',
		session: 'AM',
		how: 'tapped',
		...(over.confirms === undefined ? { code: '/' as const } : {}),
		replaces: [],
		sawPlans: [],
		...over
	};
}

/** The value, or a failure that says what had to be there. */
export function must<T>(value: T | null | undefined, why: string): T {
	if (value === null || value === undefined) throw new Error(`Expected: ${why}`);
	return value;
}
