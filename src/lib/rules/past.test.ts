import { describe, expect, it } from 'vitest';
import { leave } from '../../../tests/support/roll-facts.ts';
import { at, entry, must, PUPILS, schoolBook, STAFF } from '../../../tests/support/school-2026-27.ts';
import { attendancePercent, totalsOf } from './certificate.ts';
import type { Entry, HeldFact } from './facts.ts';
import { pupilPast, type PastFacts } from './past.ts';
import { readWeek, signOf } from './week.ts';

const AVA = PUPILS.ava.pupilId;
const WEEK = '2026-09-14';
const taken = (over: Partial<HeldFact<Entry>> = {}): HeldFact<Entry> =>
	entry({ maker: STAFF.teal, position: 100, receivedAt: at('2026-09-14', '08:53'), ...over });
const corrected = (over: Partial<HeldFact<Entry>> = {}): HeldFact<Entry> =>
	taken({
		clientId: 'c-desk',
		how: 'office',
		maker: STAFF.office,
		madeAt: at('2026-09-15', '10:00'),
		position: 200,
		...over
	});
const past = (facts: readonly HeldFact[], amendments: readonly string[] = []): PastFacts => ({
	book: schoolBook(),
	facts,
	amendments: new Set(amendments)
});
const cellOf = (of: PastFacts) => must(pupilPast(of, AVA, { from: WEEK, to: WEEK })[0], 'the morning');

describe('amendments of the past', () => {
	it('[A8] case F1: present amended to N shows both, with the reason', () => {
		const first = taken();
		const second = corrected({ code: 'N', replaces: [first.id], reason: 'Was in the wrong class' });
		const cell = cellOf(past([first, second], [second.id]));
		expect(cell.amendments).toMatchObject([
			{ entry: { code: 'N', reason: 'Was in the wrong class' }, originals: [{ code: '/' }] }
		]);
		expect(cell.row.mark).toMatchObject({ code: 'N', history: [{}, {}] });
	});
	it('[A8] case E7: N to I on day 3 by phone has its five items', () => {
		const first = taken({ code: 'N' });
		const second = corrected({
			code: 'I',
			replaces: [first.id],
			reason: 'Mother rang: tummy bug',
			madeAt: at('2026-09-16', '09:30')
		});
		const [amendment] = cellOf(past([first, second], [second.id])).amendments;
		expect(amendment?.originals.map(({ code }) => code)).toEqual(['N']);
		expect(amendment?.entry).toMatchObject({
			code: 'I',
			reason: 'Mother rang: tummy bug',
			madeAt: at('2026-09-16', '09:30'),
			maker: { name: 'Mrs Office', position: 'Attendance Officer' }
		});
	});
	it('[A8] case F2: the title held at the time stays with the entry, whatever the person is now', () => {
		const first = taken();
		const then = { ...STAFF.office, position: 'Office Assistant' };
		const second = corrected({ code: 'I', replaces: [first.id], reason: 'Rang late', maker: then });
		const third = corrected({
			code: 'M',
			replaces: [first.id, second.id],
			reason: 'It was the dentist',
			madeAt: at('2026-09-17', '09:00')
		});
		const { amendments } = cellOf(past([first, second, third], [second.id, third.id]));
		expect(amendments.map(({ entry: { maker } }) => maker?.position)).toEqual([
			'Office Assistant',
			'Attendance Officer'
		]);
		expect(amendments[1]?.originals.map(({ code }) => code)).toEqual(['I']);
	});
	it('[A8] case F4: an undo is a third entry, and nothing is deleted', () => {
		const first = taken();
		const second = corrected({ code: 'N', replaces: [first.id], reason: 'Wrong child' });
		const undo = corrected({
			code: '/',
			replaces: [first.id, second.id],
			reason: 'Taken back: was there',
			madeAt: at('2026-09-15', '10:05')
		});
		const cell = cellOf(past([first, second, undo], [second.id, undo.id]));
		expect(cell.row.mark).toMatchObject({ code: '/', head: undo.id });
		expect(cell.row.mark.history).toHaveLength(3);
		expect(cell.amendments).toHaveLength(2);
	});
	it('[A8] taps before the close, and the same answer twice, are no amendments (case F10)', () => {
		const first = taken({ code: 'N' });
		const second = taken({ code: '/', replaces: [first.id], madeAt: at('2026-09-14', '08:55') });
		const same = taken({ clientId: 'c-other', madeAt: at('2026-09-14', '08:56') });
		expect(cellOf(past([first, second, same])).amendments).toEqual([]);
	});
	it('[A8] a correction that the school has not seen yet is one already, by the rules', () => {
		const first = taken();
		const waiting = corrected({ code: 'N', replaces: [first.id], reason: 'Was not here' });
		delete waiting.position;
		expect(cellOf(past([first, waiting])).amendments).toHaveLength(1);
		// One the school took in as the late taker's own answer stays that.
		const late = corrected({ code: 'N', replaces: [first.id], reason: 'Was not here' });
		expect(cellOf(past([first, late])).amendments).toEqual([]);
	});
});

describe('a class’s week', () => {
	it('[U1] five weekdays; the pupils of any of its days; a closure by its name', () => {
		const week = readWeek(past([taken()]), 'c-3t', '2026-11-23');
		expect(week.days.map(({ date, closed }) => closed ?? date)).toEqual([
			'2026-11-23',
			'2026-11-24',
			'2026-11-25',
			'2026-11-26',
			'INSET'
		]);
		expect(week.pupils.map(({ forename }) => forename)).toEqual(['Ava', 'Ben', 'Cal', 'Dee']);
	});
	it('[U1] says who took each register, and when it came; the office’s corrections take none', () => {
		const first = taken();
		const second = corrected({ code: 'N', replaces: [first.id], reason: 'Was not here' });
		const [monday] = readWeek(past([first, second], [second.id]), 'c-3t', WEEK).days;
		expect(monday?.halves[0]).toMatchObject({
			takenBy: ['Ms Teal'],
			takenAt: first.madeAt,
			receivedAt: first.receivedAt
		});
		expect(monday?.halves[1]).toMatchObject({ takenBy: [], takenAt: null, receivedAt: null });
	});
	it('[U3] a cell is its code, unmarked, or an absence with no code yet; a code that nobody gave is never shown', () => {
		const week = readWeek(past([taken({ code: 'I' })]), 'c-3t', WEEK);
		expect(signOf(week.cellOf(AVA, WEEK, 'AM'))).toBe('I');
		expect(signOf(week.cellOf(AVA, WEEK, 'PM'))).toBe('unmarked');
		expect(signOf(week.cellOf('p-nobody', WEEK, 'AM'))).toBe('not-on-roll');
	});
});

describe('a pupil’s year', () => {
	const day = (n: number, code: Entry['code']) =>
		taken({ id: `d${n}`, date: `2026-09-${14 + n}`, ...(code ? { code } : {}) });
	it('[U4] counts as the guidance counts: L attends, N is unauthorised, Y4 is in no rate', () => {
		const facts = [day(0, '/'), day(1, 'L'), day(2, 'N'), day(3, 'Y4'), day(4, 'I')];
		const totals = totalsOf(pupilPast(past(facts), AVA, { from: '2026-09-14', to: '2026-09-18' }));
		expect(totals).toEqual({
			possible: 4,
			attended: 2,
			authorised: 1,
			unauthorised: 1,
			notCounted: 1,
			unmarked: 5,
			noCode: 0,
			lateBefore: 1,
			lateAfter: 0,
			noReason: 1
		});
		expect(attendancePercent(totals)).toBe('50.0');
	});
	it('[U4] one decimal, half up; nothing possible is no data', () => {
		expect(attendancePercent({ attended: 73, possible: 76 })).toBe('96.1');
		expect(attendancePercent({ attended: 60, possible: 68 })).toBe('88.2');
		expect(attendancePercent({ attended: 0, possible: 0 })).toBeNull();
		expect(attendancePercent({ attended: 5, possible: 5 })).toBe('100.0');
	});
	it('[U1] [U2] marks of days that a later word takes off the roll are shown, in the class’s week too, and count in no total', () => {
		const marks = [taken({ id: 'mon' }), taken({ id: 'tue', date: '2026-09-15' })];
		const { book, ...rest } = past(marks);
		book.add([leave('2026-09-14')]);
		const cells = pupilPast({ book, ...rest }, AVA, { from: '2026-09-14', to: '2026-09-18' });
		expect(cells.map(({ date, session, isOnRoll }) => [date, session, isOnRoll])).toEqual([
			['2026-09-14', 'AM', true],
			['2026-09-14', 'PM', true],
			['2026-09-15', 'AM', false]
		]);
		expect(totalsOf(cells.filter(({ isOnRoll }) => isOnRoll))).toMatchObject({ attended: 1, unmarked: 1 });
		const week = readWeek({ book, ...rest }, 'c-3t', WEEK);
		expect(signOf(week.cellOf(AVA, '2026-09-15', 'AM'))).toBe('/');
		expect(signOf(week.cellOf(AVA, '2026-09-15', 'PM'))).toBe('not-on-roll');
	});
	it('[U2] days before the pupil was on roll, and days without school, are not there', () => {
		const cells = pupilPast(past([]), AVA, { from: '2026-08-24', to: '2026-09-03' });
		expect(cells.map(({ date, session }) => `${date} ${session}`)).toEqual([
			'2026-09-02 AM',
			'2026-09-02 PM',
			'2026-09-03 AM',
			'2026-09-03 PM'
		]);
	});
});
