import { describe, expect, it } from 'vitest';
import { card, said } from '../../../tests/support/board-card.ts';
import {
	arrival,
	DATE,
	dayAt,
	fact,
	office,
	officeBook,
	on,
	out,
	plan,
	presentButFor,
	tablet,
	tap
} from '../../../tests/support/office-day.ts';
import { BOOK_FACTS, CLASS_3T, must } from '../../../tests/support/school-2026-27.ts';
import { cardOf, cardsOf } from './board.ts';
import type { HeldFact } from './facts.ts';
import type { TabletSeen } from './tablets.ts';

describe('a class’s card', () => {
	it('[O1] before the opening a register is not due', () => {
		expect(card('08:49:59', [])).toMatchObject({ state: 'not due', words: 'Not due', isLate: false });
		expect(card('08:49:59', [], { tabletsAt: null }).state).toBe('not due');
		expect(card('08:50', []).state).toBe('not started');
	});
	it('[O1] a tablet that is heard and has said nothing of the class: not started', () => {
		expect(card('08:52', [])).toEqual({
			...{ classId: 'c-3t', name: '3 Elm', room: 'Room 7', state: 'not started', words: 'Not started' },
			...{ detail: '', tone: 'quiet', marked: 0, roll: 4, isLate: false, goTo: null }
		});
	});
	it('[O1] a child signed in at the desk, or a code of the office, does not begin the class’s register', () => {
		const desk = [arrival('ava', '08:51'), office('ben', '08:51', 'I')];
		expect(card('08:53', desk)).toMatchObject({
			...{ state: 'not started', words: 'Not started', marked: 2 },
			detail: '2 of 4 received · 1 signed in, not yet seen in class'
		});
	});
	it('[O1] what was taken back is no beginning', () => {
		const tapped = tap('ava', '08:51', '/');
		const undone = fact('08:52', { kind: 'withdraw', entries: [tapped.id] });
		expect(card('08:53', [tapped, undone]).state).toBe('not started');
	});
	it('[O1] started 3 of 4', () => {
		expect(card('08:53', presentButFor('dee'))).toMatchObject({
			...{ state: 'started', words: 'Started 3 of 4', tone: 'waiting', marked: 3, isLate: false }
		});
	});
	it('[O1] a confirmed plan that nobody has looked at does not count', () => {
		const facts = [...presentButFor('dee'), tap('dee', '08:52', '/', { how: 'filled' }), plan('dee')];
		expect(card('08:53', facts).words).toBe('Started 3 of 4');
	});

	it('[O2] silent for over two minutes: nothing heard since 08:41 (battery was 12 %)', () => {
		const silent = [tablet('08:41', { battery: 0.12 })];
		expect(card('08:52', [], { tablets: silent })).toMatchObject({
			...{ state: 'nothing heard', words: 'Nothing heard since 08:41 (battery was 12 %)', tone: 'waiting' }
		});
		expect(card('08:55', [], { tablets: silent }).tone).toBe('alert');
		expect(said('08:57', presentButFor('dee'), { tablets: silent })[1]).toBe('3 of 4 received');
	});
	it('[O2] two minutes are still heard, and a charge that is not known is not named', () => {
		expect(card('08:54', [], { tablets: [tablet('08:52')] }).state).toBe('not started');
		expect(said('08:54:01', [], { tablets: [tablet('08:52', { battery: null })] })[0]).toBe(
			'Nothing heard since 08:52'
		);
	});
	it('[O2] silence is measured against what the server said last, not against our own silence', () => {
		const heardThen = { tablets: [tablet('08:52')], tabletsAt: on('08:53') };
		expect(card('09:05', [], heardThen).state).toBe('not started');
	});
	it('[O2] of several tablets one that is heard is enough', () => {
		const both = [tablet('08:41'), tablet('08:53', { deviceId: 'd-two' })];
		expect(card('08:54', [], { tablets: both }).state).toBe('not started');
	});
	it('[O2] heard on another day, never, or no tablet known: nothing is said of a start', () => {
		const friday = on('08:52') - 3 * 86_400_000;
		const words = (...tablets: TabletSeen[]) => said('08:52', [], { tablets })[0];
		expect(words(tablet('08:41', { lastSeenAt: friday }))).toBe('Nothing heard today');
		expect(words(tablet('08:41', { lastSeenAt: null }))).toBe('Nothing heard today');
		expect(words(tablet('08:51', { isRevoked: true }))).toBe('Nothing received, no tablet known');
		expect(said('08:52', [], { tabletsAt: null })[0]).toBe('Nothing received, tablets not known');
		expect(said('08:52', presentButFor('dee'), { tabletsAt: null })[0]).toBe('Started 3 of 4');
	});
	it('[O2] a tablet is the class’s that showed its register; else its people’s, and the one that showed it before', () => {
		const elsewhere = { classId: 'c-oak', date: DATE, session: 'AM' } as const;
		const words = (...tablets: TabletSeen[]) => said('08:52', [], { tablets })[0];
		expect(words(tablet('08:52', { openRegister: null }))).toBe('Not started');
		expect(words(tablet('08:52', { openRegister: elsewhere }))).toBe('Nothing received, no tablet known');
		const yesterday = { classId: CLASS_3T.classId, date: '2026-11-06', session: 'PM' } as const;
		expect(words(tablet('08:52', { openRegister: yesterday, person: null }))).toBe('Not started');
		expect(words(tablet('08:52', { openRegister: null, person: null }))).toBe(
			'Nothing received, no tablet known'
		);
	});

	it('[O2] a tablet of someone who no longer has the class is not the class’s', () => {
		const given = must(
			BOOK_FACTS.find((each) => each.kind === 'assign'),
			'Ms Teal’s class'
		);
		const last = { date: '2026-11-06', session: 'PM' } as const;
		const until = { ...given, id: 'f-until', to: last, replaces: [given.id] } as HeldFact;
		const day = dayAt('08:52', [], officeBook(until));
		const known = { tabletsAt: on('08:52'), now: on('08:52'), refused: new Map<string, number>() };
		const cards = cardsOf(day, 'AM', { ...known, tablets: [tablet('08:52', { openRegister: null })] });
		expect(cards[0]?.words).toBe('Nothing received, no tablet known');
	});

	it('[O1] waiting to send is said only where the tablet has said so, with its silence beside it', () => {
		const waits = [tablet('08:53', { waiting: 30 })];
		expect(card('08:54', [], { tablets: waits })).toMatchObject({
			...{ state: 'on the tablet', words: 'On 3 Elm’s tablet, 30 waiting to send', detail: '' }
		});
		expect(said('08:57', presentButFor('dee'), { tablets: waits })[1]).toBe(
			'3 of 4 received · Nothing heard since 08:53 (battery was 80 %)'
		);
		expect(card('08:54', [], { tablets: [tablet('08:53', { waiting: null })] }).state).toBe('not started');
		expect(card('08:54', [], { tablets: waits, tabletsAt: null }).state).toBe('nothing heard');
	});
	it('[O4] who is not marked and was signed out at the desk is said: nobody need be looked for in an empty room', () => {
		const whole = (['ava', 'ben', 'cal', 'dee'] as const).map((who) => out(who, '08:44', { why: 'trip' }));
		expect(card('09:21', whole).detail).toBe('Late: not started · all 4 signed out at the desk');
		const [, ben = whole[0]] = whole;
		expect(said('08:57', [...presentButFor('ben', 'dee'), must(ben, 'a leaving')])).toEqual([
			'Started 2 of 4',
			'1 not marked and signed out'
		]);
		// Who was marked is counted as marked.
		expect(said('08:57', [...presentButFor('dee'), must(ben, 'a leaving')])[1]).toBe('');
	});
	it('[O1] one card alone reads as it does on the board', () => {
		const facts = presentButFor('dee');
		const day = dayAt('08:55', facts);
		const known = { tablets: [tablet('08:41')], tabletsAt: on('08:55'), now: on('08:55') };
		const alone = cardOf(must(day.classes[0], '3 Elm'), 'AM', { ...known, book: day.book, refusedCount: 0 });
		expect(alone).toEqual(card('08:55', facts, { tablets: known.tablets }));
	});
});
