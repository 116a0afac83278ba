import { describe, expect, it } from 'vitest';
import {
	arrival,
	DATE,
	dayAt,
	desk,
	fact,
	idOf,
	office,
	officeBook,
	on,
	presentButFor,
	tablet,
	tap
} from '../../../tests/support/office-day.ts';
import { must } from '../../../tests/support/school-2026-27.ts';
import { silentAlarms } from './board-alarms.ts';
import { boardTotals, cardsOf, halfWords, sessionOnBoard } from './board.ts';
import { closureAt, closureWords } from './closures.ts';
import { closureProblem, dayTimesProblem, schoolProblem } from './closure-problems.ts';
import { evacuation } from './evacuation.ts';
import type { ClosureFact, Half, HeldFact, SettingsFact } from './facts.ts';
import { childrenToFind } from './find.ts';
import type { Session } from './sessions.ts';

const half = (session: Session, date = DATE): Half => ({ date, session });

function closed(over: Partial<ClosureFact> = {}): HeldFact<ClosureFact> {
	const whole = { code: 'Y4', from: half('PM'), to: half('PM'), reason: 'Boiler failed', replaces: [] };
	return fact('11:00', {
		kind: 'closure',
		...whole,
		...over
	} as HeldFact<ClosureFact>) as HeldFact<ClosureFact>;
}

const AFTERNOON = closed();
const ELM = { classId: 'c-3t' };
const known = (time: string) => ({
	tablets: [tablet('08:00'), desk('08:00')],
	tabletsAt: on(time),
	now: on(time),
	refused: new Map<string, number>(),
	desks: []
});

describe('a closure and what it covers', () => {
	it('[M1] covers every class from its first half-day to its last, and nothing else', () => {
		const book = officeBook(AFTERNOON);
		expect(closureAt(book, { ...ELM, ...half('AM') })).toBeNull();
		expect(closureAt(book, { ...ELM, ...half('PM') })?.id).toBe(AFTERNOON.id);
		expect(closureAt(book, { classId: 'c-oak', ...half('PM') })?.id).toBe(AFTERNOON.id);
		expect(closureAt(book, { ...ELM, ...half('AM', '2026-11-10') })).toBeNull();
	});

	it('[M1] part of the school is the classes it names', () => {
		const book = officeBook(closed({ code: 'Y3', from: half('AM'), classIds: ['c-oak'] }));
		expect(closureAt(book, { classId: 'c-oak', ...half('AM') })?.code).toBe('Y3');
		expect(closureAt(book, { ...ELM, ...half('AM') })).toBeNull();
	});

	it('[M1] one that is taken back closes nothing', () => {
		const undone = { ...closed({ replaces: [AFTERNOON.id] }), cancelled: true as const };
		expect(closureAt(officeBook(AFTERNOON, undone), { ...ELM, ...half('PM') })).toBeNull();
	});

	it('[M7] says from when and why', () => {
		expect(closureWords(AFTERNOON, DATE)).toBe('School closed from the afternoon: Boiler failed');
		expect(closureWords(closed({ from: half('AM') }), DATE)).toBe('School closed: Boiler failed');
		expect(closureWords(closed({ from: half('AM'), to: half('AM') }), DATE)).toBe(
			'School closed for the morning: Boiler failed'
		);
		expect(closureWords(closed({ code: 'Y3', from: half('AM'), classIds: ['c-oak'] }), DATE)).toBe(
			'Class closed: Boiler failed'
		);
	});

	it('[M2] wants a reason, an end after its beginning, school days and, for Y3, classes', () => {
		const book = officeBook();
		const problem = (over: Partial<ClosureFact>) => closureProblem(closed(over), book);
		expect(problem({})).toBeNull();
		expect(problem({ reason: ' a ' })).toBe('Enter why the school is closed.');
		expect(problem({ from: half('PM'), to: half('AM') })).toBe('The closure ends before it begins.');
		expect(problem({ to: half('PM', '2026-11-14') })).toBe('Saturday 14 November 2026 is not a school day.');
		expect(problem({ classIds: ['c-3t'] })).toMatch(/^Y4 is for the whole school/);
		expect(problem({ code: 'Y3' })).toBe('Select the classes that cannot be taught.');
		expect(problem({ code: 'Y3', classIds: ['c-none'] })).toMatch(/does not know that class/);
	});

	it('[S6] times of one day are refused by the same rule as the school’s (case A14)', () => {
		const times = {
			AM: { open: '08:50', close: '09:25', end: '12:00' },
			PM: { open: '13:10', close: '13:30', end: '15:20' }
		};
		const asked = { kind: 'times' as const, date: DATE, times, reason: 'Snow', replaces: [] };
		expect(dayTimesProblem(asked, officeBook())).toBe(
			'The morning register stays open 35 minutes. The longest allowed is 30 minutes.'
		);
		const shorter = { ...times, AM: { ...times.AM, close: '09:20' } };
		expect(dayTimesProblem({ ...asked, times: shorter }, officeBook())).toBeNull();
		const settings = { ...must(officeBook().settingsOn(DATE), 'settings'), times, from: DATE };
		const problem = (over: Partial<SettingsFact>) =>
			schoolProblem({ ...settings, ...over }, officeBook(), DATE);
		expect(problem({})).toMatch(/35 minutes/);
		expect(problem({ times: shorter, timesByYear: { R: times } })).toMatch(/35 minutes/);
		expect(problem({ times: shorter })).toBeNull();
	});
});

describe('while it is closed', () => {
	it('[M7] a class is closed on the board, not late, walked to by nobody, and counted apart', () => {
		const book = officeBook(AFTERNOON);
		const day = dayAt('13:45', presentButFor(), book);
		const cards = cardsOf(day, 'PM', known('13:45'));
		expect(cards.map(({ state, words, isLate, goTo }) => ({ state, words, isLate, goTo }))).toEqual(
			Array.from({ length: 2 }, () => ({
				state: 'closed',
				words: 'School closed from the afternoon: Boiler failed',
				isLate: false,
				goTo: null
			}))
		);
		expect(cards[0]?.detail).toBe('4 without a code');
		expect(boardTotals(cards, 0)).toMatchObject({ closed: 2, notTaken: 0, received: 0 });
		expect(silentAlarms(day, { session: 'PM', ...known('13:45') })).toEqual([]);
		expect(sessionOnBoard(book, on('13:45'))).toMatchObject({ isClosed: true });
		expect(halfWords(book, half('PM'), on('11:00'))).toBe('School closed from the afternoon: Boiler failed');
		expect(halfWords(book, half('AM'), on('11:00'))).toBe('Morning registers closed at 09:10');
	});

	it('[M7] without it the same classes are late and one is walked to', () => {
		const day = dayAt('13:45', presentButFor());
		const cards = cardsOf(day, 'PM', known('13:45'));
		expect(cards[0]).toMatchObject({ isLate: true, words: 'Go to 3 Elm' });
		expect(silentAlarms(day, { session: 'PM', ...known('13:45') })).toHaveLength(2);
	});

	it('[M7] nobody is to be found for a closed half-day, and nobody found late for it is named', () => {
		const missing = tap('ava', '13:12', 'N', { session: 'PM' });
		const facts = [...presentButFor(), missing];
		const before = childrenToFind(dayAt('13:45', facts), { ...known('13:45'), session: 'PM' });
		expect(before.rows.map(({ pupil }) => pupil.pupilId)).toEqual([idOf('ava')]);
		const list = childrenToFind(dayAt('13:45', facts, officeBook(AFTERNOON)), {
			...known('13:45'),
			session: 'PM'
		});
		expect(list).toMatchObject({ rows: [], unfinished: [] });
		expect(list.notReported.map(({ classId }) => classId)).toEqual(['c-oak']);
	});

	it('[M8] a child nobody could find in the morning stays on the list when the school closes: a closure looks for nobody', () => {
		const y4 = office('ava', '11:05', 'Y4', {
			session: 'PM',
			closure: AFTERNOON.id,
			reason: 'Boiler failed'
		});
		const facts = [...presentButFor('ava'), tap('ava', '08:55', 'N'), y4];
		const list = childrenToFind(dayAt('11:30', facts, officeBook(AFTERNOON)), {
			...known('11:30'),
			session: 'AM'
		});
		expect(list.rows.map(({ pupil }) => pupil.pupilId)).toEqual([idOf('ava')]);
		const later = childrenToFind(dayAt('13:15', facts, officeBook(AFTERNOON)), {
			...known('13:15'),
			session: 'PM'
		});
		expect(later.rows.map(({ pupil }) => pupil.pupilId)).toEqual([idOf('ava')]);
	});

	it('[M8] who was here, and was not signed out, is not known to be out: the evacuation list errs one way', () => {
		const y4 = (who: 'ava' | 'ben') =>
			office(who, '11:05', 'Y4', { session: 'PM', closure: AFTERNOON.id, reason: 'Boiler failed' });
		const facts = [tap('ava', '08:52', '/'), tap('ben', '08:52', 'N'), y4('ava'), y4('ben')];
		const list = evacuation(dayAt('13:20', facts, officeBook(AFTERNOON)), [], on('13:20'));
		const where = new Map(list.classes[0]?.rows.map((row) => [row.pupil.pupilId, row]));
		expect(where.get(idOf('ava'))).toMatchObject({
			where: 'not-known',
			words: 'School closed, was here today, not signed out'
		});
		expect(where.get(idOf('ben'))?.where).toBe('not-here');
	});
	it('[M8] who signed in and is given Y4 for the same half-day is not known either', () => {
		const whole = closed({ from: half('AM') });
		const signedIn = arrival('ava', '08:55');
		const y4 = office('ava', '09:05', 'Y4', { closure: whole.id, replaces: [signedIn.id], reason: 'Snow' });
		const list = evacuation(dayAt('09:30', [signedIn, y4], officeBook(whole)), [], on('09:30'));
		expect(list.classes[0]?.rows[0]?.where).toBe('not-known');
	});
});
