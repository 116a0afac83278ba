// Long, because each kind of fact that is told again is asked the same questions.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	ASSIGN_TEAL,
	at,
	BOOK_FACTS,
	CALENDAR,
	CLASS_3T,
	PLACES,
	PUPILS,
	schoolBook,
	SETTINGS,
	TIMES
} from '../../../tests/support/school-2026-27.ts';
import { Book } from './book.ts';
import { closureAt } from './closures.ts';
import type { HeldFact, LeaveFact, PlaceFact, PupilFact, TimesFact } from './facts.ts';
import { instructionOn } from './n-clock.ts';
import { inOrderMade } from './order-made.ts';
import { rollHistory } from './roll/amendments.ts';

const { ava } = PUPILS;
const MONDAY = '2026-09-14';
const SURE = { offsetMs: 0, doubtMs: 40 };
const DAY_MS = 86_400_000;

interface Told {
	made: string;
	received?: string;
	position?: number;
	over?: Partial<HeldFact<PupilFact>>;
}

/** Ava’s name as somebody amended it on Monday; received when it was made unless said otherwise, and placed then. */
function amended(forename: string, { made, received = made, position, over }: Told): HeldFact<PupilFact> {
	const { receivedAt: _, position: __, ...first } = ava;
	return {
		...first,
		...{ id: `f-${forename}`, clientId: `c-${forename}`, seq: 1, clock: SURE, forename },
		...{ madeAt: at(MONDAY, made) },
		...(position === undefined ? {} : { position, receivedAt: at(MONDAY, received) }),
		...over
	};
}

const named = (...facts: HeldFact[]) => [
	schoolBook().add(facts).pupil(ava.pupilId)?.forename,
	schoolBook().add(facts.toReversed()).pupil(ava.pupilId)?.forename
];
const both = (name: string) => [name, name];

describe('which of two amendments holds', () => {
	it('[R4] the one made later, though the older comes in after it: from an office that was offline, or after a restore', () => {
		const old = amended('Old', { made: '09:00', received: '11:00', position: 902 });
		const fresh = amended('New', { made: '10:00', position: 901 });
		expect(named(old, fresh)).toEqual(both('New'));
		expect(rollHistory(schoolBook().add([old, fresh]), ava.pupilId).map(({ id }) => id)).toEqual([
			...['f-New', 'f-Old'],
			...[`f-place-${ava.pupilId}`, ava.id]
		]);
	});

	it('[R4] of one instant the one later in the school’s order', () => {
		const first = amended('First', { made: '09:00', position: 901 });
		expect(named(first, amended('Again', { made: '09:00', position: 902 }))).toEqual(both('Again'));
	});

	it('[R4] a clock that was ahead makes nothing later than the school had it', () => {
		const ahead = amended('Ahead', { made: '15:00', received: '09:00', position: 901 });
		const fresh = amended('New', { made: '10:00', position: 902 });
		expect(named(ahead, fresh)).toEqual(both('New'));
	});

	it('[R4] what was made by a clock whose day nobody can vouch for counts from its receipt', () => {
		const fresh = amended('New', { made: '10:00', position: 901 });
		for (const doubtMs of [null, DAY_MS]) {
			const over = { clock: { offsetMs: 0, doubtMs } };
			const behind = amended('Behind', { made: '07:00', received: '11:00', position: 902, over });
			expect(named(behind, fresh)).toEqual(both('Behind'));
			// Not sent yet, it is the newest that there is.
			expect(named(amended('Here', { made: '07:00', over }), fresh)).toEqual(both('Here'));
		}
		const over = { clock: { offsetMs: 0, doubtMs: DAY_MS - 1 } };
		const doubted = amended('Behind', { made: '07:00', received: '11:00', position: 902, over });
		expect(named(doubted, fresh)).toEqual(both('New'));
	});

	it('[R4] of one browser the one numbered later, whichever came in first and whatever its clock said in between', () => {
		const one = { clientId: 'c-one' };
		const first = amended('First', {
			made: '10:30',
			received: '11:00',
			position: 902,
			over: { ...one, seq: 7 }
		});
		const then = amended('Then', {
			made: '10:00',
			received: '11:00',
			position: 901,
			over: { ...one, seq: 8 }
		});
		expect(named(first, then)).toEqual(both('Then'));
		// It counts as made no earlier than what came before it, so whoever amended at 10:15 was earlier than both.
		expect(named(first, then, amended('Other', { made: '10:15', position: 903 }))).toEqual(both('Then'));
		expect(named(first, then, amended('Other', { made: '10:45', position: 900 }))).toEqual(both('Other'));
	});

	it('[R4] a number that two facts of one browser share is no evidence', () => {
		const over = { clientId: 'c-one', seq: 7 };
		const early = amended('Early', { made: '09:00', position: 902, over });
		expect(named(early, amended('Zoe', { made: '10:00', position: 901, over }))).toEqual(both('Zoe'));
		expect(named(early, amended('Abe', { made: '10:00', position: 901, over }))).toEqual(both('Abe'));
	});

	it('[R4] what names no browser has no number that tells: its clock does', () => {
		const unnamed = (forename: string, made: string, position: number, seq: number) =>
			amended(forename, { made, received: '11:00', position, over: { clientId: '', seq } });
		expect(named(unnamed('Early', '09:00', 901, 8), unnamed('Late', '10:00', 902, 7))).toEqual(both('Late'));
	});

	it('[R4] what has not been sent counts by its own clock: newer than what it stands beside, or older', () => {
		const placed = amended('Placed', { made: '10:00', position: 901 });
		expect(named(placed, amended('Here', { made: '10:05' }))).toEqual(both('Here'));
		expect(named(placed, amended('Here', { made: '09:55' }))).toEqual(both('Placed'));
	});

	it('[R1] [S1] [S7] places and settings from one day, times of one day, calendars and classes go by the same order', () => {
		const late = { madeAt: at(MONDAY, '10:00'), receivedAt: at(MONDAY, '10:00'), position: 901 };
		const early = { madeAt: at(MONDAY, '09:00'), receivedAt: at(MONDAY, '11:00'), position: 902 };
		const [place] = PLACES;
		const times = { ...SETTINGS, kind: 'times', date: MONDAY, times: TIMES, reason: 'Snow', replaces: [] };
		const open = (open: string) => ({ ...TIMES, AM: { ...TIMES.AM, open } });
		const book = schoolBook().add([
			{ ...place, ...late, id: 'place-late', classId: 'c-4k' } as HeldFact<PlaceFact>,
			{ ...place, ...early, id: 'place-early', classId: 'c-5m' } as HeldFact<PlaceFact>,
			{ ...SETTINGS, ...late, id: 'settings-late' },
			{ ...SETTINGS, ...early, id: 'settings-early' },
			{ ...CALENDAR, ...late, id: 'calendar-late' },
			{ ...CALENDAR, ...early, id: 'calendar-early' },
			{ ...CLASS_3T, ...late, id: 'class-late' },
			{ ...CLASS_3T, ...early, id: 'class-early' },
			{ ...times, ...late, id: 'times-late', times: open('09:30') } as HeldFact<TimesFact>,
			{ ...times, ...early, id: 'times-early', times: open('10:00') } as HeldFact<TimesFact>
		]);
		expect(book.classOf(ava.pupilId, MONDAY)).toBe('c-4k');
		expect(book.settingsOn(MONDAY)?.id).toBe('settings-late');
		expect(book.calendars().map(({ id }) => id)).toEqual(['calendar-late']);
		expect(book.classNamed(CLASS_3T.classId)?.id).toBe('class-late');
		expect(book.timesOn(MONDAY, CLASS_3T.classId)?.AM.open).toBe('09:30');
	});

	it('[R2] a leaving that comes in late is followed by the word that corrected it, and by the coming back', () => {
		const told = (id: string, made: string, position: number) => ({
			...{ ...ava, id, clientId: `c-${id}`, clock: SURE, position },
			...{ madeAt: at(MONDAY, made), receivedAt: at(MONDAY, '12:00') }
		});
		const leave = (id: string, made: string, position: number, lastDay: string) =>
			({ ...told(id, made, position), kind: 'leave', lastDay, ground: 'f' }) as HeldFact<LeaveFact>;
		const first = leave('first', '09:00', 905, '2026-10-02');
		const second = leave('second', '10:00', 901, '2026-11-20');
		const lastDay = (...facts: HeldFact[]) => schoolBook().add(facts).leavingOf(ava.pupilId)?.lastDay;
		expect([lastDay(first, second), lastDay(second, first)]).toEqual(['2026-11-20', '2026-11-20']);
		const back = {
			...told('back', '11:00', 902),
			...{ kind: 'place', classId: CLASS_3T.classId, from: '2027-01-05' }
		} as HeldFact<PlaceFact>;
		expect(schoolBook().add([back, first]).classOf(ava.pupilId, '2027-01-05')).toBe(CLASS_3T.classId);
		const planned = { ...back, madeAt: at(MONDAY, '08:00'), position: 906 };
		expect(schoolBook().add([planned, first]).classOf(ava.pupilId, '2027-01-05')).toBeNull();
	});

	it('[N5] of two standing instructions the one made last', () => {
		const told = (id: string, made: string, position: number) =>
			({
				...{ ...ava, id, clientId: `c-${id}`, clock: SURE, position },
				...{ madeAt: at(MONDAY, made), receivedAt: at(MONDAY, '12:00') },
				...{ kind: 'instruction', what: 'overdue-N-is-O', staffId: id, name: id, from: MONDAY, replaces: [] }
			}) as HeldFact;
		const facts = [told('older', '09:00', 902), told('newer', '10:00', 901)];
		expect(instructionOn(schoolBook().add(facts), MONDAY)?.id).toBe('newer');
	});
});

describe('in general', () => {
	/** An instant, a browser and its number, a clock, and whether the school has it: whatever may come together. */
	const told = fc.record({
		made: fc.integer({ min: 0, max: 4 }),
		offset: fc.constantFrom(0, 0, 2),
		doubtMs: fc.constantFrom(40, 40, null, DAY_MS),
		received: fc.option(fc.integer({ min: 0, max: 5 }), { freq: 3 }),
		browser: fc.constantFrom('', 'c-1', 'c-2'),
		seq: fc.integer({ min: 1, max: 3 })
	});
	type Generated = typeof told extends fc.Arbitrary<infer T> ? T : never;
	const kinds = ['pupil', 'place', 'leave', 'settings', 'calendar', 'class', 'times', 'closure'] as const;
	const MINUTE_MS = 60_000;
	const facts = fc
		.array(fc.tuple(told, fc.constantFrom(...kinds)), { minLength: 2, maxLength: 10 })
		.map((all) => all.map(([each, kind], n) => factOf(each, kind, n)));

	function factOf(each: Generated, kind: (typeof kinds)[number], n: number): HeldFact {
		const { receivedAt: _, position: __, ...base } = ava;
		const start = at(MONDAY, '09:00');
		const day = `2026-10-0${(n % 3) + 1}`;
		const half = { date: day, session: 'AM' as const };
		const about = {
			pupil: { forename: `Ava ${n}` },
			place: { classId: `c-${n}`, from: day },
			leave: { lastDay: day, ground: 'f', ...(n % 4 === 3 ? { cancelled: true } : {}) },
			settings: { ...SETTINGS, from: day },
			calendar: { ...CALENDAR },
			class: { ...CLASS_3T, name: `3T ${n}` },
			times: { date: '2026-10-01', times: TIMES, reason: `Snow ${n}`, replaces: [] },
			closure: { code: 'Y3', from: half, to: half, classIds: [CLASS_3T.classId], reason: '', replaces: [] }
		}[kind];
		return {
			...{ ...base, ...about },
			...{ id: `f-any-${n}`, kind, clientId: each.browser, seq: each.seq },
			...{ madeAt: start + each.made * MINUTE_MS },
			...{ clock: { offsetMs: each.offset * MINUTE_MS, doubtMs: each.doubtMs } },
			...(each.received === null
				? { position: undefined, receivedAt: undefined }
				: { position: 900 + ((n * 7) % 10), receivedAt: start + each.received * MINUTE_MS })
		} as HeldFact;
	}

	/** All that a screen may ask of these facts. */
	function seen(book: Book) {
		const days = ['2026-09-30', '2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04'];
		return {
			pupil: book.pupil(ava.pupilId)?.forename,
			classes: days.map((day) => book.classOf(ava.pupilId, day)),
			leavings: book.leavingsOf(ava.pupilId).map(({ leaving, back }) => [leaving.id, back]),
			history: rollHistory(book, ava.pupilId),
			settings: days.map((day) => book.settingsOn(day)?.id),
			calendars: book.calendars().map(({ id }) => id),
			schoolClass: book.classNamed(CLASS_3T.classId)?.name,
			times: book.dayTimes().map(({ id }) => id),
			closures: days.map((date) => {
				const half = { date, session: 'AM', classId: CLASS_3T.classId } as const;
				return closureAt(book, half)?.id;
			}),
			standing: book.closures().map(({ id }) => id)
		};
	}

	it('[R5] the same facts in any order, however often, unplaced and then placed, give the same book', () => {
		const many = facts.chain((own) => {
			const all = [...BOOK_FACTS, ASSIGN_TEAL, ...own];
			// What a device held before the school had placed it.
			const before = own.map(({ position: _, receivedAt: __, ...sent }) => sent as HeldFact);
			return fc.record({
				all: fc.constant(all),
				order: fc.shuffledSubarray(all, { minLength: all.length }),
				again: fc.shuffledSubarray([...all, ...before.filter((_, at) => own[at]?.position !== undefined)])
			});
		});
		fc.assert(
			fc.property(many, ({ all, order, again }) => {
				const expected = seen(new Book().add(all));
				expect(seen(new Book().add(order).add(again))).toEqual(expected);
				expect(seen(new Book().add(again).add(order))).toEqual(expected);
			}),
			{ numRuns: 300 }
		);
	});

	it('[R4] they are put in one order, in which each browser’s own stand as it numbered them', () => {
		fc.assert(
			fc.property(facts, (all) => {
				const order = inOrderMade(all);
				expect(inOrderMade(all.toReversed()).map(({ id }) => id)).toEqual(order.map(({ id }) => id));
				for (const browser of ['c-1', 'c-2']) {
					const own = order.filter(({ clientId }) => clientId === browser).map(({ seq }) => seq);
					expect(own).toEqual(own.toSorted((a, b) => a - b));
				}
			}),
			{ numRuns: 300 }
		);
	});
});
