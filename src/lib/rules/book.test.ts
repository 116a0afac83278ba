import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
	ASSIGN_TEAL,
	at,
	BOOK_FACTS,
	CALENDAR,
	CLASS_3T,
	entry,
	PLACES,
	PUPILS,
	schoolBook,
	SETTINGS,
	STAFF
} from '../../../tests/support/school-2026-27.ts';
import { Book, isBookFact } from './book.ts';
import { isAfter } from './halves.ts';
import type { AssignFact, ClassFact, HeldFact, LeaveFact, PlaceFact } from './facts.ts';

const { ava, ben } = PUPILS;
const TEAL = STAFF.teal.staffId;
const COVER = STAFF.cover.staffId;
const MONDAY = '2026-09-14';
const NOON = at(MONDAY, '12:00');

const base = (id: string, position?: number) => ({
	...SETTINGS,
	id,
	position,
	madeAt: at(MONDAY, '08:00')
});
const place = (
	pupilId: string,
	classId: string,
	from: string,
	id = `${pupilId}-${from}`
): HeldFact<PlaceFact> => ({
	...base(id, 500),
	kind: 'place',
	pupilId,
	classId,
	from
});
const leave = (pupilId: string, lastDay: string): HeldFact<LeaveFact> => ({
	...base(`leave-${pupilId}-${lastDay}`, 600),
	kind: 'leave',
	pupilId,
	lastDay,
	ground: 'f'
});
const assign = (id: string, over: Partial<HeldFact<AssignFact>> = {}): HeldFact<AssignFact> => ({
	...base(id, 700),
	kind: 'assign',
	staffId: COVER,
	classId: CLASS_3T.classId,
	from: { date: MONDAY, session: 'AM' },
	replaces: [],
	...over
});
const namesOf = (book: Book, date: string): string[] =>
	book
		.rollOf(CLASS_3T.classId, date)
		.map((pupil) => pupil.forename)
		.sort();

describe('the roll', () => {
	it('[R1] is everyone placed in the class by that day', () => {
		expect(namesOf(schoolBook(), MONDAY)).toEqual(['Ava', 'Ben', 'Cal', 'Dee']);
		expect(namesOf(schoolBook(), '2026-08-31')).toEqual([]);
	});

	it('[R1] a pupil who moves is on the old roll to the day before, and on the new one from that day', () => {
		const book = schoolBook().add([place(ava.pupilId, 'c-4k', '2026-11-02')]);
		expect(book.classOf(ava.pupilId, '2026-10-23')).toBe(CLASS_3T.classId);
		expect(book.classOf(ava.pupilId, '2026-11-02')).toBe('c-4k');
		expect(namesOf(book, '2026-11-02')).not.toContain('Ava');
	});

	it('[R1] of two places from one day the one later in the school’s order holds', () => {
		const first = { ...place(ava.pupilId, 'c-4k', '2026-11-02', 'b'), position: 501 };
		const second = { ...place(ava.pupilId, 'c-5m', '2026-11-02', 'a'), position: 502 };
		expect(schoolBook().add([second, first]).classOf(ava.pupilId, '2026-11-02')).toBe('c-5m');
	});

	it('[R2] a leaver is on roll up to the last day', () => {
		const book = schoolBook().add([leave(ava.pupilId, '2026-11-20')]);
		expect(book.classOf(ava.pupilId, '2026-11-20')).toBe(CLASS_3T.classId);
		expect(book.classOf(ava.pupilId, '2026-11-23')).toBeNull();
	});

	it('[R2] someone who left and came back is on roll again from the new place, and not in between', () => {
		const book = schoolBook().add([
			leave(ava.pupilId, '2026-11-20'),
			{ ...place(ava.pupilId, CLASS_3T.classId, '2027-02-22'), position: 601 }
		]);
		expect(book.classOf(ava.pupilId, '2027-01-05')).toBeNull();
		expect(book.classOf(ava.pupilId, '2027-02-22')).toBe(CLASS_3T.classId);
	});

	describe('who leaves, comes back, and leaves again', () => {
		const first = leave(ava.pupilId, '2026-10-09');
		const back = { ...place(ava.pupilId, CLASS_3T.classId, '2027-01-05'), position: 601 };
		const second = { ...leave(ava.pupilId, '2027-03-19'), position: 602 };
		const onRoll = (book: Book) =>
			['2026-10-09', '2026-11-16', '2027-01-05', '2027-03-19', '2027-04-12'].map(
				(date) => book.classOf(ava.pupilId, date) !== null
			);

		it('[R2] was not on roll between the first leaving and the coming back', () => {
			const all = [first, back, second];
			expect(onRoll(schoolBook().add(all))).toEqual([true, false, true, true, false]);
			expect(onRoll(schoolBook().add(all.toReversed()))).toEqual([true, false, true, true, false]);
		});

		it('[R2] is not on roll in between either where the second leaving is taken back, or given another day', () => {
			const taken: HeldFact<LeaveFact> = { ...second, id: 'leave-not', position: 603, cancelled: true };
			const book = schoolBook().add([first, back, second, taken]);
			expect(onRoll(book)).toEqual([true, false, true, true, true]);
			expect(book.leavingOf(ava.pupilId)?.id).toBe(first.id);
			const later: HeldFact<LeaveFact> = { ...second, id: 'leave-2', position: 603, lastDay: '2027-05-28' };
			const moved = schoolBook().add([first, back, second, later]);
			expect(onRoll(moved)).toEqual([true, false, true, true, true]);
			expect(moved.classOf(ava.pupilId, '2027-06-08')).toBeNull();
		});

		it('[R2] a leaving that is given another day before any coming back is one leaving', () => {
			const later: HeldFact<LeaveFact> = { ...first, id: 'leave-1b', position: 603, lastDay: '2026-11-20' };
			const book = schoolBook().add([first, later]);
			expect(book.classOf(ava.pupilId, '2026-11-16')).toBe(CLASS_3T.classId);
			expect(book.leavingsOf(ava.pupilId).map(({ leaving }) => leaving.id)).toEqual(['leave-1b']);
		});
	});

	it('[R2] a move that was planned before the leaving, and had not begun, brings nobody back', () => {
		const moveUp = { ...place(ava.pupilId, 'c-4k', '2027-09-01'), position: 599 };
		const left = leave(ava.pupilId, '2027-07-20');
		expect(schoolBook().add([moveUp, left]).classOf(ava.pupilId, '2027-09-01')).toBeNull();
		const begun = { ...left, madeAt: at('2027-09-02', '09:00') };
		expect(schoolBook().add([moveUp, begun]).classOf(ava.pupilId, '2027-09-01')).toBe('c-4k');
	});

	it('[R1] a pupil nobody placed is in no class', () => {
		expect(new Book().add([ava]).classOf(ava.pupilId, MONDAY)).toBeNull();
		expect(schoolBook().classOf('p-nobody', MONDAY)).toBeNull();
	});
});

describe('assignments', () => {
	const isCovering = (book: Book, date: string, session: 'AM' | 'PM', instant = NOON): boolean =>
		book.isAssigned(COVER, CLASS_3T.classId, { date, session }, instant);

	it('[R3] one without an end holds until another fact ends it', () => {
		const holds = (date: string) =>
			schoolBook().isAssigned(TEAL, CLASS_3T.classId, { date, session: 'AM' }, NOON);
		expect(holds('2027-07-20')).toBe(true);
		expect(holds('2026-08-31')).toBe(false);
	});

	it('[R3] Mr Cover has the class for the half-days he was given, the first and the last included', () => {
		const to = { date: '2026-09-15', session: 'AM' } as const;
		const book = schoolBook().add([assign('cover', { from: { date: MONDAY, session: 'PM' }, to })]);
		expect(isCovering(book, MONDAY, 'AM')).toBe(false);
		expect(isCovering(book, MONDAY, 'PM')).toBe(true);
		expect(isCovering(book, '2026-09-15', 'AM')).toBe(true);
		expect(isCovering(book, '2026-09-15', 'PM')).toBe(false);
		expect(book.isAssigned(COVER, 'c-4k', { date: MONDAY, session: 'PM' }, NOON)).toBe(false);
	});

	it('[R3] an assignment that is ended mid-morning had held until then: a fact made before stands', () => {
		const ending = assign('end', { cancelled: true, replaces: ['cover'], madeAt: at(MONDAY, '10:00') });
		const book = schoolBook().add([assign('cover'), ending]);
		expect(isCovering(book, MONDAY, 'AM', at(MONDAY, '09:59'))).toBe(true);
		expect(isCovering(book, MONDAY, 'AM', at(MONDAY, '10:00'))).toBe(false);
	});
});

describe('settings and classes', () => {
	it('[S1] the settings of a day are the latest that began by then', () => {
		const later = { ...SETTINGS, id: 'later', position: 800, from: '2027-01-04', schoolName: 'New name' };
		const book = schoolBook().add([later]);
		expect(book.settingsOn('2027-01-03')?.schoolName).toBe(SETTINGS.schoolName);
		expect(book.settingsOn('2027-01-04')?.schoolName).toBe('New name');
		expect(book.settingsOn('2026-08-31')).toBeNull();
	});

	it('[R4] a class told again takes the newer form, and classes stand in the school’s order', () => {
		const renamed: HeldFact<ClassFact> = { ...CLASS_3T, id: 'renamed', position: 900, name: '3 Teal' };
		const first: HeldFact<ClassFact> = { ...CLASS_3T, id: 'c-r', classId: 'c-r', name: 'R', order: 0 };
		const book = schoolBook().add([renamed, first]);
		expect(book.classes().map((each) => each.name)).toEqual(['R', '3 Teal']);
		expect(book.classNamed(CLASS_3T.classId)?.name).toBe('3 Teal');
	});

	it('[R4] what the school has not placed yet counts as the newest', () => {
		const here = { ...ava, id: 'here', position: undefined, forename: 'Ava-Rose' };
		expect(schoolBook().add([here]).pupil(ava.pupilId)?.forename).toBe('Ava-Rose');
	});
});

describe('in general', () => {
	it('[R5] the same facts in any order, however often, give the same book', () => {
		const facts: HeldFact[] = [
			...BOOK_FACTS,
			place(ava.pupilId, 'c-4k', '2026-11-02'),
			leave(ben.pupilId, '2026-11-20'),
			assign('cover'),
			assign('end', { cancelled: true, replaces: ['cover'], madeAt: at(MONDAY, '10:00') }),
			{ ...SETTINGS, id: 'later', position: 800, from: MONDAY, callingOrder: 'surname' },
			{ ...CALENDAR, id: 'calendar-again', position: 801, closures: [] }
		];
		const seen = (book: Book) => ({
			classes: book.classes().map((each) => each.id),
			pupils: [...PLACES].map(({ pupilId }) =>
				['2026-10-23', '2026-11-23'].map((date) => book.classOf(pupilId, date))
			),
			covering: [at(MONDAY, '09:00'), NOON].map((instant) =>
				book.isAssigned(COVER, CLASS_3T.classId, { date: MONDAY, session: 'AM' }, instant)
			),
			settings: book.settingsOn(MONDAY)?.id,
			calendars: book.calendars().map((each) => each.id)
		});
		const expected = seen(new Book().add(facts));
		const shuffled = fc.shuffledSubarray(facts, { minLength: facts.length });
		fc.assert(
			fc.property(shuffled, fc.subarray(facts), (order, again) => {
				expect(seen(new Book().add(order).add(again))).toEqual(expected);
			})
		);
	});

	it('[R5] facts that are not the book’s are passed over', () => {
		expect(isBookFact(entry())).toBe(false);
		expect(isBookFact(ASSIGN_TEAL)).toBe(true);
		expect(new Book().add([entry()]).classes()).toEqual([]);
	});

	it('[R3] the afternoon comes after the morning, and the next day after both', () => {
		const half = (date: string, session: 'AM' | 'PM') => ({ date, session });
		expect(isAfter(half(MONDAY, 'PM'), half(MONDAY, 'AM'))).toBe(true);
		expect(isAfter(half('2026-09-15', 'AM'), half(MONDAY, 'PM'))).toBe(true);
		expect(isAfter(half(MONDAY, 'AM'), half(MONDAY, 'AM'))).toBe(false);
	});
});
