import { describe, expect, it } from 'vitest';
import {
	arrival,
	back,
	dayAt,
	elsewhere,
	message,
	MONDAY,
	out,
	tapped
} from '../../../tests/support/desk-facts.ts';
import { at, entry, PUPILS, STAFF } from '../../../tests/support/school-2026-27.ts';
import { deskList } from './desk-list.ts';
import type { Finish, HeldFact, Withdrawal } from './facts.ts';

const RECEP = { staffId: STAFF.recep.staffId, signInId: 'in-s-recep' };
const lines = (minute: string, facts: HeldFact[], reader = RECEP) =>
	deskList(dayAt(minute, facts), facts, reader, at(MONDAY, minute));
const words = (fact: HeldFact) => lines('15:00', [fact]).map((line) => line.words);
const accepted = { position: 1, receivedAt: at(MONDAY, '09:01'), maker: STAFF.recep, signInId: '' };
const withdraw = (id: string, minute: string, entries: string[]): HeldFact<Withdrawal> => {
	const { v, seq, clock, classId, session, clientId, signInId } = entry();
	const madeAt = at(MONDAY, minute);
	return {
		id,
		kind: 'withdraw',
		v,
		seq,
		clock,
		classId,
		session,
		clientId,
		signInId,
		madeAt,
		date: MONDAY,
		entries
	};
};

describe('today’s list', () => {
	it('[H10] what the desk did, newest first; nothing of the class’s, and nothing of another day', () => {
		const facts = [
			message('m'),
			arrival('l', '09:01'),
			tapped('p', '08:52', '/', { pupilId: PUPILS.ben.pupilId }),
			out('o', '10:40'),
			back('b', '11:30', 'o'),
			elsewhere('e', '09:30'),
			out('old', '10:40', { date: '2026-09-11' }),
			message('old-message', { madeAt: at('2026-09-11', '16:00') })
		];
		expect(lines('12:00', facts).map((line) => [line.at, line.kind])).toEqual([
			['11:30', 'back'],
			['10:40', 'out'],
			['09:30', 'elsewhere'],
			['09:01', 'arrival'],
			['08:31', 'message']
		]);
		expect(lines('12:00', facts.reverse())[0]).toMatchObject({ kind: 'back', className: '3T', maker: null });
		expect(lines('12:00', [...facts, ...facts])).toHaveLength(5);
	});
	it('[H10] an arrival, with its minutes and its reason', () => {
		expect(words(arrival('l', '09:01', { reason: 'Traffic' }))).toEqual(['L, 11 minutes late, Traffic']);
		expect(words(arrival('u', '09:25', { code: 'U' }))).toEqual(['U, 35 minutes late']);
	});
	it('[H10] a leaving: why, with whom, until when', () => {
		const dentist = out('o', '10:40', {
			why: 'appointment',
			where: 'dentist',
			collectedBy: 'grandmother',
			expectedBack: '11:30'
		});
		expect(words(dentist)).toEqual(['Left: dentist, collected by grandmother, back at 11:30']);
		expect(words(out('o', '10:40', { reason: 'sick twice' }))).toEqual(['Left: ill, sick twice']);
		expect(words(back('b', '11:30', 'o'))).toEqual(['Back in school']);
		expect(words(elsewhere('e', '09:30', { until: '10:15' }))).toEqual([
			'In school, elsewhere: library, until 10:15'
		]);
	});
	it('[H10] a message: why, how long, who said so and how', () => {
		expect(words(message('m'))).toEqual(['Absence, cold, today (mother, by phone)']);
		const to = { date: '2026-09-16', session: 'PM' } as const;
		expect(words(message('m', { to }))).toEqual([
			'Absence, cold, until Wednesday 16 September 2026 (mother, by phone)'
		]);
		const half = { date: MONDAY, session: 'PM' } as const;
		const home = { from: 'father', via: 'in-person', wentHome: true } as const;
		expect(words(message('m', { from: half, to: half, reason: undefined, message: home }))).toEqual([
			'Went home ill, today, afternoon only (father, in person)'
		]);
		const tomorrow = { date: '2026-09-15', session: 'AM' } as const;
		expect(words(message('m', { from: tomorrow, to: { ...tomorrow, session: 'PM' } }))).toEqual([
			'Absence, cold, Tuesday 15 September 2026 (mother, by phone)'
		]);
	});
	it('[H10] who made it, once the school has said so', () => {
		expect(lines('09:05', [arrival('l', '09:01', accepted)])[0]?.maker).toBe('Ms Recep');
	});
	it('[H10] what was corrected stays, and says so; what only takes back is no line', () => {
		const facts = [
			out('o', '10:40'),
			out('o2', '10:45', { at: '10:35', replaces: ['o'] }),
			message('m'),
			message('x', { madeAt: at(MONDAY, '08:40'), replaces: ['m'], cancelled: true })
		];
		expect(lines('11:00', facts).map((line) => [line.fact.id, line.standing])).toEqual([
			['o2', 'stands'],
			['o', 'replaced'],
			['m', 'taken-back']
		]);
	});
	it('[H10] an arrival taken back, replaced by the desk, and named by a tap in class', () => {
		const first = arrival('l', '09:01');
		const standing = (...facts: HeldFact[]) =>
			lines('09:09', [first, ...facts]).find((line) => line.fact.id === 'l')?.standing;
		expect(standing(withdraw('w', '09:03', ['l']))).toBe('taken-back');
		expect(standing(arrival('l2', '09:06', { replaces: ['l'] }))).toBe('replaced');
		expect(standing(tapped('t', '09:04', '/', { replaces: ['l'] }))).toBe('stands');
		expect(standing(arrival('l2', '09:06', { replaces: ['l'] }), withdraw('w', '09:07', ['l2']))).toBe(
			'stands'
		);
	});
});

describe('taking back', () => {
	const may = (minute: string, facts: HeldFact[], id: string, reader = RECEP) =>
		lines(minute, facts, reader).find((line) => line.fact.id === id)?.mayTakeBack;

	it('[H11] one’s own, sent or not, and nobody else’s', () => {
		expect(may('09:05', [arrival('l', '09:01')], 'l')).toBe(true);
		expect(may('09:05', [arrival('l', '09:01', accepted)], 'l')).toBe(true);
		const office = { staffId: STAFF.office.staffId, signInId: 'in-s-office' };
		expect(may('09:05', [arrival('l', '09:01')], 'l', office)).toBe(false);
		expect(may('09:05', [arrival('l', '09:01', accepted)], 'l', office)).toBe(false);
		expect(may('11:00', [out('o', '10:40')], 'o', office)).toBe(false);
	});
	it('[H11] not what was replaced or taken back already', () => {
		expect(may('11:00', [out('o', '10:40'), out('o2', '10:45', { replaces: ['o'] })], 'o')).toBe(false);
		expect(may('11:00', [out('o', '10:40'), out('o2', '10:45', { replaces: ['o'] })], 'o2')).toBe(true);
		expect(may('09:05', [arrival('l', '09:01'), withdraw('w', '09:03', ['l'])], 'l')).toBe(false);
	});
	it('[H11] [A7] an arrival from before the close is a correction from the close on', () => {
		expect(may('09:09', [arrival('l', '09:01')], 'l')).toBe(true);
		expect(may('09:10', [arrival('l', '09:01')], 'l')).toBe(false);
		expect(may('15:00', [message('m')], 'm')).toBe(true);
	});
	it('[H11] an arrival after the close may be, unless the desk had signed somebody of the class in before it', () => {
		const late = arrival('u', '09:25', { code: 'U' });
		const bens = arrival('l', '09:01', { pupilId: PUPILS.ben.pupilId });
		expect(may('09:30', [late], 'u')).toBe(true);
		expect(may('09:30', [late, bens], 'u')).toBe(false);
		const finish: HeldFact<Finish> = {
			...withdraw('f', '09:27', []),
			kind: 'finish',
			clientId: 'c-desk',
			blanks: []
		};
		expect(may('09:30', [late, finish], 'u')).toBe(false);
		expect(may('09:30', [late, { ...bens, clientId: 'c-other' }], 'u')).toBe(true);
		expect(may('09:30', [late, { ...bens, classId: 'c-4k' }], 'u')).toBe(true);
	});
});
