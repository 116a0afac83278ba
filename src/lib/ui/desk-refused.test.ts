import { expect, test } from 'vitest';
import { arrival, dayAt } from '../../../tests/support/desk-facts.ts';
import { PUPILS } from '../../../tests/support/school-2026-27.ts';
import type { HeldFact } from '$lib/rules/facts.ts';
import { deskRefused, refusedOf } from './desk-refused.ts';

const DAY = dayAt('09:10', []);
const message = 'Ava was not on the roll.';
const ava = arrival('a', '09:01', { actId: 'act' });
const read = (fact: HeldFact) => deskRefused([{ fact, message }], DAY);

test('[P1] what was not accepted says whom it is about, when it was made, and why', () => {
	expect(read(ava)).toMatchObject([{ about: expect.stringMatching(/^Ava \S+, 09:01$/), why: message }]);
});

test('[P1] what is about no child that is known here is not given a name', () => {
	const { pupilId, ...rest } = ava;
	const back = { ...rest, kind: 'withdraw', entries: [pupilId] } as HeldFact;
	expect(read(back)).toMatchObject([{ about: 'Taking back, 09:01', pupilId: null }]);
	expect(read({ ...ava, pupilId: 'p-nobody' })[0]?.about).toBe('What was recorded, 09:01');
});

test('[P1] an act is not accepted whole, in part, or not at all refused', () => {
	const { pupilId: ben } = PUPILS.ben;
	const of = (pupilIds: string[], actId = 'act') => refusedOf({ actId, pupilIds }, read(ava));
	expect([of([ava.pupilId]), of([ava.pupilId, ben]), of([ava.pupilId], 'another')]).toEqual([
		'all',
		'some',
		'none'
	]);
});
