import { describe, expect, it } from 'vitest';
import {
	call,
	CONTACTS,
	dayAt,
	idOf,
	message,
	office,
	on,
	presentButFor,
	settle,
	tap
} from '../../../tests/support/office-day.ts';
import type { HeldFact } from '../rules/facts.ts';
import { foundToday } from './find-dealt.ts';

const missed = tap('ava', '08:52', 'N');
const found = (
	facts: readonly HeldFact[],
	over: { still?: string[]; listed?: string[]; unsent?: string[] } = {}
) =>
	foundToday(dayAt('09:30', [...presentButFor('ava'), ...facts]), new Set(over.still), new Set(over.listed), {
		now: on('09:30'),
		unsentIds: new Set(over.unsent)
	}).map(({ name, why, isUnsent }) => [name.split(' ')[0], why, isUnsent]);

describe('[CF8] nothing leaves the list silently', () => {
	it('N, then rung and ill: who was spoken to, and what follows', () => {
		const rung = call('ava', '09:12', 'spoke', CONTACTS[0]);
		const ill = office('ava', '09:13', 'I', { replaces: [missed.id], reason: 'A cold' });
		expect(found([missed, rung, ill])).toEqual([
			['Ava', 'Spoke to Mary at 09:12. Absence known: A cold', false]
		]);
		expect(found([missed, rung, ill], { unsent: [ill.id] })[0]?.[2]).toBe(true);
	});
	it('N, then settled with a reason', () => {
		expect(found([missed, settle(missed.id, '09:20')])[0]?.[1]).toContain('Found in the library');
	});
	it('N, then signed in: the arrival', () => {
		const here = tap('ava', '09:01', 'L', { how: 'desk', arrivedAt: '09:01', replaces: [missed.id] });
		expect(found([missed, here])[0]?.[1]).toContain('Signed in 09:01');
	});
	it('N, then a message that no position says was received: it waits, though it lies in no half-day', () => {
		const told = message('ava');
		expect(found([missed, told], { listed: [idOf('ava')] })[0]?.[2]).toBe(false);
		expect(found([missed, { ...told, position: undefined }], { listed: [idOf('ava')] })[0]?.[2]).toBe(true);
	});
	it('whoever this window has shown is named, whatever the facts say; who is still to be found is not', () => {
		const here = tap('ava', '08:52', '/');
		expect(found([here])).toEqual([]);
		expect(found([here], { listed: [idOf('ava')] })).toHaveLength(1);
		expect(found([missed], { still: [idOf('ava')], listed: [idOf('ava')] })).toEqual([]);
	});
});
