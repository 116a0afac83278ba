import { expect, test } from 'vitest';
import { arrival } from '../../../tests/support/desk-facts.ts';
import type { HeldFact } from '$lib/rules/facts.ts';
import { receiptOf } from './desk-receipt.ts';

const last = { actId: 'act', isSaved: true, cards: [] };
const tap = arrival('tap', '09:01', { actId: 'act' });
const reason = arrival('reason', '09:01', { actId: 'act', reason: 'Traffic' });
const another = arrival('another', '09:05', { actId: 'other' });

const receipt = (facts: HeldFact[], unsent: string[], over: object = {}, isBusy = false) =>
	receiptOf({ ...last, ...over }, { facts, unsentIds: new Set(unsent) }, isBusy);

test('what was done last is saved, waits and is received as the list beside it says, and never sooner', () => {
	expect(receipt([], [], { isSaved: false })).toBe('Saving.');
	expect(receipt([], [])).toBe('Saved on this device.');
	expect(receipt([tap, another], ['tap'])).toBe('Saved on this device, waiting to send.');
	expect(receipt([tap, another], ['another'])).toBe('Received.');
});

test('a reason that was added waits though the tap was received', () => {
	expect(receipt([tap], [], {}, true)).toBe('Saved on this device.');
	expect(receipt([tap, reason], ['reason'])).toBe('Saved on this device, waiting to send.');
	expect(receipt([tap, reason], [])).toBe('Received.');
});

test('an appointment card that was seen waits too', () => {
	const { actId, how, replaces, sawPlans, ...cell } = tap;
	const card: HeldFact = {
		...cell,
		id: 'card',
		kind: 'propose',
		code: 'M',
		arrivedAt: '09:25',
		note: actId ?? how
	};
	expect(receipt([tap, card], ['card'])).toBe('Received.');
	expect(receipt([tap, card], ['card'], { cards: [tap.pupilId] })).toBe(
		'Saved on this device, waiting to send.'
	);
});
