import { describe, expect, it } from 'vitest';
import { CALENDAR, schoolBook, STAFF } from '../../../tests/support/school-2026-27.ts';
import type { HeldFact, InstructionFact } from './facts.ts';
import { instructionOn, lastDayOf, nStateOf, timed, toEnterUnder, type StandingN } from './n-clock.ts';

const CALENDARS = [CALENDAR];
const n = (date: string, over: Partial<StandingN> = {}): StandingN => ({
	pupilId: 'p-ava',
	classId: 'c-3t',
	date,
	session: 'AM',
	entry: `e-${date}`,
	entries: [`e-${date}`],
	isDisputed: false,
	...over
});
const instruction = (over: Partial<HeldFact<InstructionFact>> = {}): HeldFact<InstructionFact> => ({
	id: 'i-1',
	kind: 'instruction',
	v: 1,
	clientId: 'c-head',
	seq: 1,
	signInId: '',
	madeAt: 0,
	clock: { offsetMs: 0, doubtMs: 0 },
	position: 50,
	what: 'overdue-N-is-O',
	staffId: STAFF.office.staffId,
	name: STAFF.office.name,
	from: '2026-09-07',
	replaces: [],
	...over
});

describe('the last day', () => {
	it('[N1] case E1: an N of Monday 14 September is due on Monday 21 September, and overdue on the Tuesday', () => {
		expect(lastDayOf(CALENDARS, '2026-09-14')).toBe('2026-09-21');
		expect(nStateOf(CALENDARS, '2026-09-14', '2026-09-21')).toBe('due');
		expect(nStateOf(CALENDARS, '2026-09-14', '2026-09-22')).toBe('overdue');
	});
	it('[N1] case E2: half-term does not tick: Wednesday 21 October is due on Wednesday 4 November', () => {
		expect(lastDayOf(CALENDARS, '2026-10-21')).toBe('2026-11-04');
		expect(nStateOf(CALENDARS, '2026-10-21', '2026-10-30')).toBe('later');
	});
	it('[N1] case E4: the holiday and the INSET day are skipped: Thursday 17 December is due on Friday 8 January', () => {
		expect(lastDayOf(CALENDARS, '2026-12-17')).toBe('2027-01-08');
	});
	it('[N1] past the end of the calendar there is no last day rather than a guess', () => {
		expect(lastDayOf(CALENDARS, '2027-07-19')).toBeNull();
		expect(nStateOf(CALENDARS, '2027-07-19', '2027-07-20')).toBe('later');
	});
	it('[N2] it is soon with two school days or fewer left, over a weekend too', () => {
		expect(nStateOf(CALENDARS, '2026-09-14', '2026-09-16')).toBe('later');
		expect(nStateOf(CALENDARS, '2026-09-14', '2026-09-17')).toBe('soon');
		expect(nStateOf(CALENDARS, '2026-09-14', '2026-09-19')).toBe('soon');
	});
	it('[N2] all are listed oldest first, the morning before the afternoon', () => {
		const listed = timed(
			CALENDARS,
			[n('2026-09-15'), n('2026-09-14', { session: 'PM' }), n('2026-09-14')],
			'2026-09-22'
		);
		expect(listed.map(({ date, session, state }) => `${date} ${session} ${state}`)).toEqual([
			'2026-09-14 AM overdue',
			'2026-09-14 PM overdue',
			'2026-09-15 AM due'
		]);
	});
});

describe('the standing instruction', () => {
	const all = timed(CALENDARS, [n('2026-09-14'), n('2026-09-15')], '2026-09-22');
	it('[N5] without one nothing is to be entered as O', () => {
		expect(instructionOn(schoolBook(), '2026-09-22')).toBeNull();
		expect(toEnterUnder(null, STAFF.office.staffId, all)).toEqual([]);
	});
	it('[N5] only the person it names enters, and only what is overdue', () => {
		const book = schoolBook().add([instruction()]);
		const holds = instructionOn(book, '2026-09-22');
		expect(toEnterUnder(holds, STAFF.office.staffId, all).map((each) => each.date)).toEqual(['2026-09-14']);
		expect(toEnterUnder(holds, STAFF.head.staffId, all)).toEqual([]);
	});
	it('[N5] it holds from its day on, until the head ends it', () => {
		const book = schoolBook().add([instruction()]);
		expect(instructionOn(book, '2026-09-06')).toBeNull();
		book.add([instruction({ id: 'i-2', position: 60, replaces: ['i-1'], cancelled: true })]);
		expect(instructionOn(book, '2026-09-22')).toBeNull();
	});
	it('[N5] an N about which people disagree is left to a person', () => {
		const disputed = timed(CALENDARS, [n('2026-09-14', { isDisputed: true })], '2026-09-22');
		expect(toEnterUnder(instruction(), STAFF.office.staffId, disputed)).toEqual([]);
	});
});
