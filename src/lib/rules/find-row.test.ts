import { describe, expect, it } from 'vitest';
import {
	call,
	CONTACTS,
	DATE,
	desk,
	finish,
	officeBook,
	presentAtPM,
	presentButFor,
	tablet,
	tap
} from '../../../tests/support/office-day.ts';
import { must, PUPILS } from '../../../tests/support/school-2026-27.ts';
import { type SeenBeside, kinds, prompts, row, deeAbsent, oak } from '../../../tests/support/to-find.ts';
import type { HeldFact } from './facts.ts';

describe('a new starter who did not come', () => {
	const begins = (from: string, more: object = {}) => {
		const of = (id: string, over: object) =>
			({ ...oak, id, pupilId: 'p-new', position: 7000, ...over }) as HeldFact;
		const names = { forename: 'Nia', surname: 'New', dob: '2020-01-01', year: '1' };
		return officeBook(
			of('f-new', { kind: 'pupil', ...names, ...more }),
			of('f-new-place', { kind: 'place', classId: 'c-3t', from })
		);
	};
	const absent = [...presentButFor(), { ...tap('ava', '08:52', 'N'), pupilId: 'p-new' }];
	it('[CF6] began within the last five school days: told apart', () => {
		const found = row('09:12', absent, { book: begins(DATE) });
		expect(found.kind).toBe('new-starter');
		expect(found.words).toBe('New: first day Monday 9 November 2026. No reason yet (N), marked 08:52.');
		expect(kinds('09:12', absent, { book: begins('2026-11-02') })).toEqual(['Nia new-starter']);
		expect(kinds('09:12', absent, { book: begins('2026-10-23') })).toEqual(['Nia no-reason']);
		const blank = [...presentButFor(), finish('08:57')];
		expect(kinds('09:12', blank, { book: begins(DATE) })).toEqual(['Nia new-starter']);
	});
	it('[CF6] a pupil of years is not new because the school is new to Firstbell', () => {
		const { register } = must(officeBook().pupil(PUPILS.ava.pupilId), 'Ava with her admission');
		expect(kinds('09:12', absent, { book: begins(DATE, { register }) })).toEqual(['Nia no-reason']);
		const starts = { register: { ...must(register, 'an admission'), startingDay: DATE } };
		expect(kinds('09:12', absent, { book: begins(DATE, starts) })).toEqual(['Nia new-starter']);
	});
});

describe('whom to ring', () => {
	const first = CONTACTS[0];
	const ring = (...calls: HeldFact[]) => row('09:40', [...deeAbsent(), ...calls]).ring;
	it('[CF5] G2 no answer, a message left and a wrong number move on to the next, each try kept', () => {
		const calls = [
			call('dee', '09:15', 'no-answer', first),
			call('dee', '09:16', 'message-left', CONTACTS[1])
		];
		expect(ring(must(calls[0], 'a call'))).toMatchObject({ index: 2, of: 3, contact: { name: 'Frank' } });
		expect(ring(...calls)).toMatchObject({ index: 3, contact: { name: 'Anne' } });
		expect(row('09:40', [...deeAbsent(), ...calls]).calls.map((each) => each.outcome)).toEqual([
			'no-answer',
			'message-left'
		]);
	});
	it('[CF5] G2 when all were tried, from the first again, and no wrong number twice', () => {
		const [mary, frank, anne] = CONTACTS;
		const round = [
			call('dee', '09:15', 'wrong-number', mary),
			call('dee', '09:16', 'no-answer', frank),
			call('dee', '09:17', 'no-answer', anne)
		];
		expect(ring(...round)).toMatchObject({ index: 2 });
		const found = row('09:40', [...deeAbsent(), ...round]);
		expect(prompts(found)).toContain('Every contact tried: tell the safeguarding lead');
	});
	it('[CF5] spoken to: nobody to ring, and the row stays until a cause is recorded', () => {
		const facts = [...deeAbsent(), call('dee', '09:15', 'spoke', first)];
		expect(row('09:40', facts)).toMatchObject({ kind: 'no-reason', ring: null });
		const pm = [...facts, ...presentAtPM('dee'), tap('dee', '13:12', 'N', { session: 'PM' })];
		expect(row('13:40', pm).ring?.index).toBe(1);
	});
	it('[CF5] no number held: that is what it says', () => {
		const eve = tap('eve', '08:53', 'N', { replaces: [oak.id] });
		const book = officeBook({
			...PUPILS.ava,
			id: 'f-eve-2',
			pupilId: 'p-eve',
			forename: 'Eve',
			position: 8000
		});
		const found = row('09:12', [...presentButFor(), eve], { book });
		expect(found).toMatchObject({ ring: null, contacts: [] });
		expect(prompts(found)).toContain('No number to ring: tell the safeguarding lead');
	});
	it('[CF5] a social worker is told, of a child who is missed', () => {
		const prompt = 'Has a social worker: tell them this morning';
		expect(prompts(row('09:12', deeAbsent()))).toEqual([prompt]);
		expect(prompts(row('09:12', [...presentButFor('cal'), tap('cal', '08:52', 'N')]))).toEqual([]);
	});
});

describe('whom to ask first', () => {
	const ask = (time: string, seen: SeenBeside = {}) => row(time, deeAbsent(), seen).askFirst;
	it('[CF4] the desk, while it has not been heard from since the close', () => {
		expect(ask('09:12')).toBeNull();
		expect(ask('09:12', { desks: [desk('08:58')] })).toBe('Desk last heard 08:58, ask first');
		expect(ask('09:12', { desks: [desk('09:11'), desk('08:58')] })).toBe('Desk last heard 08:58, ask first');
		expect(ask('09:12', { desks: [desk('09:10')] })).toBeNull();
	});
	it('[CF4] the class’s tablet likewise, and both', () => {
		const tablets = [tablet('08:47')];
		expect(ask('09:12', { tablets })).toBe('3 Elm’s tablet last heard 08:47, ask first');
		expect(ask('09:12', { tablets, desks: [desk('08:58')] })).toBe(
			'Desk last heard 08:58; 3 Elm’s tablet last heard 08:47, ask first'
		);
		const two = [tablet('09:11'), tablet('08:47', { deviceId: 'd-two' })];
		expect(ask('09:12', { tablets: two })).toBe('3 Elm’s tablet last heard 08:47, ask first');
		const athome = tablet('07:00', { deviceId: 'd-two', openRegister: null });
		expect(ask('09:12', { tablets: [tablet('09:11', { openRegister: null }), athome] })).toBeNull();
	});
	it('[CF4] for ten minutes after the close, and not before it', () => {
		const desks = [desk('08:58')];
		expect(ask('09:09:59', { desks })).toBeNull();
		expect(ask('09:10', { desks })).toBe('Desk last heard 08:58, ask first');
		expect(ask('09:19:59', { desks })).toBe('Desk last heard 08:58, ask first');
		expect(ask('09:20', { desks })).toBeNull();
	});
	it('[CF4] what is not known is asked too', () => {
		expect(ask('09:12', { tabletsAt: null })).toBe('Tablets not known, ask first');
		expect(ask('09:12', { desks: [], tablets: [] })).toBe(
			'Desk not known; 3 Elm’s tablet not known, ask first'
		);
		expect(ask('09:12', { desks: [desk('09:11', { lastSeenAt: null })] })).toBe(
			'Desk not heard from today, ask first'
		);
		expect(ask('09:12', { desks: [desk('09:11'), desk('08:50', { isRevoked: true })] })).toBeNull();
	});
});
