import { describe, expect, it } from 'vitest';
import { schoolBook, STAFF } from '../../../tests/support/school-2026-27.ts';
import type { ClosureFact, HeldFact, InstructionFact } from './facts.ts';
import { instructionOn, lastDayOf, nStateOf, timed, toEnterUnder, type StandingN } from './n-clock.ts';
import type { Session } from './sessions.ts';

const SCHOOL = schoolBook();
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

/** The whole school is closed on Friday 18 September, but for what is said otherwise. */
const closure = (id: string, over: Partial<ClosureFact>): HeldFact<ClosureFact> => ({
	...{ id, kind: 'closure', v: 1, clientId: 'c-head', seq: 1, signInId: '', madeAt: 0, position: 60 },
	...{ clock: { offsetMs: 0, doubtMs: 0 }, code: 'Y4', reason: 'Boiler failed', replaces: [] },
	...{ from: { date: '2026-09-18', session: 'AM' }, to: { date: '2026-09-18', session: 'PM' } },
	...over
});

describe('the last day', () => {
	it('[N1] case E1: an N of Monday 14 September is due on Monday 21 September, and overdue on the Tuesday', () => {
		expect(lastDayOf(SCHOOL, '2026-09-14')).toBe('2026-09-21');
		expect(nStateOf(SCHOOL, '2026-09-14', '2026-09-21')).toBe('due');
		expect(nStateOf(SCHOOL, '2026-09-14', '2026-09-22')).toBe('overdue');
	});
	it('[N1] case E2: half-term does not tick: Wednesday 21 October is due on Wednesday 4 November', () => {
		expect(lastDayOf(SCHOOL, '2026-10-21')).toBe('2026-11-04');
		expect(nStateOf(SCHOOL, '2026-10-21', '2026-10-30')).toBe('later');
	});
	it('[N1] case E4: the holiday and the INSET day are skipped: Thursday 17 December is due on Friday 8 January', () => {
		expect(lastDayOf(SCHOOL, '2026-12-17')).toBe('2027-01-08');
	});
	it('[N1] past the end of the calendar there is no last day rather than a guess', () => {
		expect(lastDayOf(SCHOOL, '2027-07-19')).toBeNull();
		expect(nStateOf(SCHOOL, '2027-07-19', '2027-07-20')).toBe('later');
	});
	it('[N1] case G10: a day on which the whole school was closed unexpectedly does not tick, as long as the closure stands', () => {
		const closed = closure('c-1', {});
		expect(lastDayOf(schoolBook().add([closed]), '2026-09-14')).toBe('2026-09-22');
		expect(nStateOf(schoolBook().add([closed]), '2026-09-14', '2026-09-16')).toBe('later');
		expect(nStateOf(schoolBook().add([closed]), '2026-09-14', '2026-09-17')).toBe('soon');
		const undone = closure('c-2', { replaces: ['c-1'], cancelled: true });
		expect(lastDayOf(schoolBook().add([closed, undone]), '2026-09-14')).toBe('2026-09-21');
	});
	it('[N1] two closures of a half-day each lose the day too; one half-day, or some classes, do not', () => {
		const half = (session: Session) => ({ date: '2026-09-18', session });
		const morning = closure('c-am', { to: half('AM') });
		const afternoon = closure('c-pm', { from: half('PM') });
		const some = closure('c-y3', { code: 'Y3', classIds: ['c-3t'] });
		const last = (...facts: HeldFact[]) => lastDayOf(schoolBook().add(facts), '2026-09-14');
		expect(last(morning)).toBe('2026-09-21');
		expect(last(some)).toBe('2026-09-21');
		expect(last(morning, afternoon)).toBe('2026-09-22');
		const week = { from: half('AM'), to: { date: '2026-09-22', session: 'PM' as const } };
		expect(last(closure('c-w', week))).toBe('2026-09-24');
	});
	it('[N2] it is soon with two school days or fewer left, over a weekend too', () => {
		expect(nStateOf(SCHOOL, '2026-09-14', '2026-09-16')).toBe('later');
		expect(nStateOf(SCHOOL, '2026-09-14', '2026-09-17')).toBe('soon');
		expect(nStateOf(SCHOOL, '2026-09-14', '2026-09-19')).toBe('soon');
	});
	it('[N2] all are listed oldest first, the morning before the afternoon', () => {
		const listed = timed(
			SCHOOL,
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
	const all = timed(SCHOOL, [n('2026-09-14'), n('2026-09-15')], '2026-09-22');
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
		const disputed = timed(SCHOOL, [n('2026-09-14', { isDisputed: true })], '2026-09-22');
		expect(toEnterUnder(instruction(), STAFF.office.staffId, disputed)).toEqual([]);
	});
});
