import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { card } from '../../../tests/support/board-card.ts';
import {
	arrival,
	dayAt,
	finish,
	office,
	officeBook,
	on,
	plan,
	presentButFor,
	tablet,
	tap
} from '../../../tests/support/office-day.ts';
import { silentAlarms } from './board-alarms.ts';
import { boardTotals, cardsOf, sessionOnBoard } from './board.ts';
import type { HeldFact } from './facts.ts';
import type { TabletSeen } from './tablets.ts';

describe('the board', () => {
	it('[O6] shows the morning until it ends, and then the afternoon', () => {
		const words = (time: string) => sessionOnBoard(officeBook(), on(time))?.words;
		expect(words('08:30')).toBe('Morning registers open at 08:50');
		expect(words('08:50')).toBe('Morning registers close at 09:10');
		expect(words('09:10')).toBe('Morning registers closed at 09:10');
		expect(words('11:59:59')).toBe('Morning registers closed at 09:10');
		expect(words('12:00')).toBe('Afternoon registers open at 13:10');
		expect(sessionOnBoard(officeBook(), on('13:10'))).toMatchObject({ session: 'PM', phase: 'open' });
		expect(sessionOnBoard(officeBook(), on('09:00') + 5 * 86_400_000)).toBeNull();
	});
	it('[O7] counts each class once, whatever is heard of it', () => {
		const times = ['08:40', '08:52', '08:58', '09:10', '09:25'];
		const heard = fc.constantFrom(...['08:30', '08:51', '08:58', '09:09', '09:24']);
		const pool = [...presentButFor(), tap('eve', '08:53', 'N'), finish('08:57'), arrival('dee', '09:05')];
		let states = 0;
		const arbitrary = fc.record({
			time: fc.constantFrom(...times),
			facts: fc.subarray(pool),
			tablets: fc.array(fc.tuple(heard, fc.nat(2))),
			isKnown: fc.boolean()
		});
		fc.assert(
			fc.property(arbitrary, ({ time, facts, tablets, isKnown }) => {
				const known = {
					tablets: tablets.map(([at, waiting]) => tablet(at, { waiting })),
					tabletsAt: isKnown ? on(time) : null,
					now: on(time),
					refused: new Map<string, number>()
				};
				const cards = cardsOf(dayAt(time, facts), 'AM', known);
				const { toFind, ...counted } = boardTotals(cards, 3);
				states += counted.received;
				expect(toFind).toBe(3);
				expect(Object.values(counted).reduce((sum, each) => sum + each)).toBe(2);
			})
		);
		expect(states).toBeGreaterThan(0);
	});
	it('[O7] received, started, no contact, not taken', () => {
		const seen = { tablets: [tablet('09:14')], tabletsAt: on('09:14'), now: on('09:14'), refused: new Map() };
		const cards = cardsOf(dayAt('09:14', presentButFor()), 'AM', seen);
		expect(boardTotals(cards, 4)).toEqual({
			...{ received: 1, started: 0, noContact: 1, notTaken: 0, closed: 0, toFind: 4 }
		});
	});
	it('[O1] the same facts in any order, however often they came, give the same cards', () => {
		const absent = tap('dee', '08:52', 'N');
		const facts = [
			...[...presentButFor('dee'), absent, arrival('dee', '09:01', { replaces: [absent.id] })],
			...[finish('08:57'), tap('ava', '08:54', 'N', { clientId: 'c-two' }), plan('ben')]
		];
		const expected = card('09:05', facts);
		fc.assert(
			fc.property(fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }), (again) => {
				expect(card('09:05', again)).toEqual(expected);
			})
		);
	});
});

describe('the silent-tablet alarm', () => {
	const alarms = (
		time: string,
		facts: HeldFact[],
		tablets: TabletSeen[],
		tabletsAt: number | null = on(time)
	) =>
		silentAlarms(dayAt(time, facts), { session: 'AM', tablets, tabletsAt, now: on(time) }).map(
			(each) => each.words
		);
	const silent = tablet('08:41');
	const oak = tap('eve', '08:52', '/');

	it('[O8] at 08:55, and not before, names the room to walk to', () => {
		expect(alarms('08:54:59', [oak], [silent])).toEqual([]);
		expect(alarms('08:55', [oak], [silent])).toEqual([
			'Go to 3 Elm (Room 7): nothing heard from its tablet since 08:41.'
		]);
	});
	it('[O8] a tablet that said a word at the opening and none since is silent five minutes later, as far as the server had told', () => {
		const once = tablet('08:50:05');
		expect(alarms('08:55:05', [oak], [once])).toEqual([]);
		expect(alarms('08:55:06', [oak], [once])).toEqual([
			'Go to 3 Elm (Room 7): nothing heard from its tablet since 08:50.'
		]);
		expect(alarms('09:05', [oak], [once], on('08:55'))).toEqual([]);
	});
	it('[O8] not where a tablet was heard since the opening, or anything was received', () => {
		expect(alarms('08:55', [oak], [silent, tablet('08:50', { deviceId: 'd-two' })])).toEqual([]);
		expect(alarms('08:55', [oak, tap('ava', '08:53', '/')], [silent])).toEqual([]);
		expect(alarms('08:55', [oak, finish('08:53')], [silent])).toEqual([]);
	});
	it('[O8] an arrival at the desk is no word from the class', () => {
		expect(alarms('08:56', [oak, arrival('ava', '08:53')], [silent])).toHaveLength(1);
	});
	it('[O8] where no tablet is known, or it was not heard today, that is what it says', () => {
		const unknown = 'Go to 3 Elm (Room 7): nothing received, and its tablet is not known.';
		expect(alarms('08:55', [oak], [])).toEqual([unknown]);
		expect(alarms('08:55', [oak], [tablet('08:54')], null)).toEqual([unknown]);
		const never = 'Go to 3 Elm (Room 7): nothing heard from its tablet today.';
		expect(alarms('08:55', [oak], [tablet('08:41', { lastSeenAt: null })])).toEqual([never]);
	});
	it('[O8] a class without a room is walked to by its name', () => {
		expect(alarms('08:55', presentButFor(), [])).toEqual([
			'Go to 3 Oak: nothing received, and its tablet is not known.'
		]);
	});
	it('[O8] B4 a school closed by the office in the middle of the day walks nowhere', () => {
		const closed = (['ava', 'ben', 'cal', 'dee', 'eve'] as const).map((who) =>
			office(who, '12:30', 'Y4', { session: 'PM' })
		);
		const seen = { session: 'PM', tablets: [], tabletsAt: null, now: on('13:20') } as const;
		expect(silentAlarms(dayAt('13:20', closed), seen)).toEqual([]);
		expect(card('13:45', closed, { session: 'PM' }).words).toBe('Received 12:30');
	});
});
