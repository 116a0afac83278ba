import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DATE, dayAt, fact, idOf, office, officeBook, on, tablet, tap } from '../support/office-day.ts';
import { entry, must, STAFF, TIMES } from '../support/school-2026-27.ts';
import { judge } from '../../src/lib/server/sync/judge.ts';
import { arrivalOffer } from '../../src/lib/rules/arriving.ts';
import { silentAlarms } from '../../src/lib/rules/board-alarms.ts';
import { cardsOf } from '../../src/lib/rules/board.ts';
import type { Book } from '../../src/lib/rules/book.ts';
import type { Entry, HeldFact, TimesFact } from '../../src/lib/rules/facts.ts';
import { childrenToFind } from '../../src/lib/rules/find.ts';
import { markOnArrival } from '../../src/lib/rules/lateness.ts';
import { timedAgain } from '../../src/lib/rules/lateness-again.ts';
import { wentHomeSpan } from '../../src/lib/rules/message-span.ts';
import { sessionNow, sessionWindow } from '../../src/lib/rules/sessions.ts';

const LATE = { ...TIMES, AM: { open: '10:00', close: '10:20', end: '12:00' } };

function opensLate(over: Partial<TimesFact> = {}): HeldFact<TimesFact> {
	const whole = { kind: 'times', date: DATE, times: LATE, reason: 'Ice on the roads', replaces: [], ...over };
	return fact('08:30', whole as HeldFact<TimesFact>) as HeldFact<TimesFact>;
}

const USUAL = officeBook();
const DELAYED = officeBook(opensLate());
const ELM = 'c-3t';

/** What each place of the school makes of one child's arrival, in one word. */
function everywhere(book: Book, minute: string) {
	const times = must(book.timesOn(DATE, ELM), 'times')['AM'];
	const now = on(minute);
	const offer = arrivalOffer(dayAt(minute, [], book), idOf('ava'), { minute, now });
	const code = offer.kind === 'arrive' ? offer.code : 'on time';
	const arrival = entry({
		...{ date: DATE, code: 'L', how: 'desk', arrivedAt: minute, madeAt: now, signInId: 'in-s-recep' }
	});
	const judged = judge(arrival, {
		book,
		madeBy: { maker: STAFF.recep, revokedAt: null, wrongDevice: false },
		named: new Map(),
		now,
		earlier: [],
		plans: [],
		elsewheres: []
	});
	const known = { tablets: [], tabletsAt: now, now, refused: new Map<string, number>() };
	const card = cardsOf(dayAt(minute, [], book), 'AM', known)[0];
	return {
		tablet: markOnArrival(minute, 'AM', times)?.code ?? 'over',
		desk: code,
		isPointedOut: 'flags' in judged && judged.flags.includes('code-differs'),
		isLateOnBoard: card?.isLate ?? false,
		isDue: card?.state !== 'not due'
	};
}

describe('a delayed opening, 08:50 to 10:00', () => {
	it.each([
		['08:50', { tablet: '/', desk: 'on time', isPointedOut: true, isLateOnBoard: false, isDue: true }],
		['09:00', { tablet: 'L', desk: 'L', isPointedOut: false, isLateOnBoard: false, isDue: true }],
		['09:10', { tablet: 'U', desk: 'U', isPointedOut: true, isLateOnBoard: true, isDue: true }]
	])('[S7] usually, %s reads the same on tablet, desk, board and judge', (minute, expected) => {
		expect(everywhere(USUAL, minute)).toEqual(expected);
	});

	it.each([
		['09:00', { tablet: '/', desk: 'on time', isPointedOut: true, isLateOnBoard: false, isDue: false }],
		['10:00', { tablet: '/', desk: 'on time', isPointedOut: true, isLateOnBoard: false, isDue: true }],
		['10:10', { tablet: 'L', desk: 'L', isPointedOut: false, isLateOnBoard: false, isDue: true }],
		['10:20', { tablet: 'U', desk: 'U', isPointedOut: true, isLateOnBoard: true, isDue: true }]
	])('[S7] that day, %s reads the same on tablet, desk, board and judge', (minute, expected) => {
		expect(everywhere(DELAYED, minute)).toEqual(expected);
		// The class's year group alone opens late: the same for it.
		expect(everywhere(officeBook(opensLate({ years: ['3'] })), minute)).toEqual(expected);
	});

	it('[S7] moves every boundary by as much as the opening moved, at every minute of the taking', () => {
		fc.assert(
			fc.property(fc.integer({ min: -20, max: 40 }), (minutes) => {
				const [usual, late] = [minuteAfter('08:50', minutes), minuteAfter('10:00', minutes)];
				const before = everywhere(USUAL, usual);
				const after = everywhere(DELAYED, late);
				expect(after).toEqual(before);
			}),
			{ numRuns: 60 }
		);
	});

	it('[S7] nobody is named as silent, or found, by the usual times', () => {
		const known = {
			session: 'AM' as const,
			tablets: [tablet('08:00')],
			tabletsAt: on('09:30'),
			now: on('09:30')
		};
		expect(silentAlarms(dayAt('09:30', [], DELAYED), known)).toEqual([]);
		const yearOnly = officeBook(opensLate({ years: ['3'] }));
		expect(silentAlarms(dayAt('09:30', [], yearOnly), known)).toEqual([]);
		expect(childrenToFind(dayAt('09:30', [], yearOnly), { ...known, desks: [] }).notReported).toEqual([]);
		expect(silentAlarms(dayAt('09:30', [], USUAL), known)).toHaveLength(2);
		const find = (book: Book) => childrenToFind(dayAt('09:30', [], book), { ...known, desks: [] });
		expect(find(DELAYED).notReported).toEqual([]);
		expect(find(USUAL).notReported).toHaveLength(2);
	});

	it('[CF2] a child signed in before a late opening is looked for ten minutes after the opening, not before', () => {
		const early = tap('ava', '09:00', '/', { how: 'office', arrivedAt: '08:56', clientId: 'c-office' });
		const known = { session: 'AM' as const, tablets: [], tabletsAt: null, desks: [] };
		const rows = (time: string) =>
			childrenToFind(dayAt(time, [early], DELAYED), { ...known, now: on(time) }).rows;
		expect(rows('10:09')).toEqual([]);
		expect(rows('10:10').map(({ kind }) => kind)).toEqual(['signed-in-not-in-class']);
	});

	it('[S7] ends with its day, is for its year groups only, and gives way to a later one', () => {
		const book = officeBook(opensLate({ years: ['R'] }));
		expect(sessionWindow(book, DATE, 'AM', ELM)?.opensAt).toBe(on('08:50'));
		expect(sessionWindow(DELAYED, '2026-11-10', 'AM', ELM)).toEqual(
			sessionWindow(USUAL, '2026-11-10', 'AM', ELM)
		);
		const again = officeBook(
			opensLate(),
			opensLate({ times: { ...LATE, AM: { ...LATE.AM, open: '10:05' } } })
		);
		expect(sessionWindow(again, DATE, 'AM', ELM)?.opensAt).toBe(on('10:05'));
	});

	it('[S1] a year group’s own times are its classes’ times, here and nowhere else', () => {
		const settings = must(USUAL.settingsOn(DATE), 'settings');
		const short = { ...TIMES, AM: { ...TIMES.AM, end: '11:30' } };
		const book = officeBook({ ...settings, id: 'f-years', position: 999, timesByYear: { 3: short } });
		expect(sessionNow(book, on('11:45'), ELM)?.session).toBe('PM');
		expect(sessionNow(book, on('11:45'))?.session).toBe('AM');
		const day = dayAt('11:45', [], book);
		const offer = arrivalOffer(day, idOf('ava'), { minute: '11:45', now: on('11:45') });
		expect(offer).toMatchObject({
			kind: 'no',
			sentence: expect.stringMatching(/^On time for the afternoon/)
		});
		expect(wentHomeSpan({ date: DATE, minute: '11:45', classId: ELM }, book)?.from.session).toBe('PM');
	});
});

describe('arrivals that were timed before the times changed', () => {
	const facts: HeldFact<Entry>[] = [
		tap('ava', '08:56', 'L', { how: 'desk', arrivedAt: '08:56', clientId: 'c-desk' }),
		tap('ben', '09:30', 'U', { how: 'desk', arrivedAt: '09:30', clientId: 'c-desk' }),
		tap('cal', '09:05', 'L'),
		tap('dee', '08:52', 'N'),
		tap('eve', '08:49', '/')
	];
	const again = (more: readonly HeldFact<Entry>[], book: Book) => {
		const day = dayAt('09:40', [...facts, ...more], book);
		return timedAgain(day, (classId) => book.timesOn(DATE, classId));
	};

	it('[L7] are proposed again by the new times, and nothing else is', () => {
		expect(again([], USUAL)).toEqual([]);
		expect(
			again([], DELAYED).map(({ pupil, at, was, becomes, arrivedAt }) => [
				...[pupil.forename, at, was, becomes],
				arrivedAt ?? null
			])
		).toEqual([
			['Ava', '08:56', 'L', '/', '08:56'],
			['Ben', '09:30', 'U', '/', '09:30'],
			['Cal', '09:05', 'L', '/', null]
		]);
	});

	it('[L7] and once more by the usual ones, where the delay is taken back', () => {
		const amended = office('ava', '09:45', '/', {
			arrivedAt: '08:56',
			reason: 'Opened at 10:00',
			replaces: facts.slice(0, 1).map(({ id }) => id)
		});
		expect(again([amended], DELAYED).map(({ pupil }) => pupil.forename)).toEqual(['Ben', 'Cal']);
		expect(again([amended], USUAL).map(({ pupil, was, becomes }) => [pupil.forename, was, becomes])).toEqual([
			['Ava', '/', 'L']
		]);
	});
});

function minuteAfter(minute: string, more: number): string {
	const all = Number(minute.slice(0, 2)) * 60 + Number(minute.slice(3)) + more;
	return `${String(Math.floor(all / 60)).padStart(2, '0')}:${String(all % 60).padStart(2, '0')}`;
}
