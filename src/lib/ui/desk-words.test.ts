import { expect, test } from 'vitest';
import { AVA, BEN, deskAt } from '../../../tests/support/desk-at.ts';
import { out } from '../../../tests/support/desk-facts.ts';
import type { HeldFact } from '$lib/rules/facts.ts';
import { backWords } from './desk-words.ts';

const early = (pupilId: string, over: object = {}) =>
	out(`out-${pupilId}`, '08:40', { pupilId, why: 'other', ...over });

function words(minute: string, facts: HeldFact[], pupilIds: string[]): string {
	const desk = deskAt(minute, facts).open();
	return backWords(pupilIds.map((pupilId) => desk.offer(pupilId)));
}

test('[H3] the list of who is out says before the tap that coming back is late too', () => {
	expect(words('09:01', [early(AVA)], [AVA])).toBe('Back now: L, 11 minutes late');
	expect(words('09:20', [early(AVA)], [AVA])).toBe('Back now: U, 30 minutes late');
	expect(words('09:20', [early(AVA), early(BEN)], [AVA, BEN])).toBe('Back now: U, 30 minutes late');
});

test('[H3] of children who went together it says for how many', () => {
	const facts = [early(AVA), out('later', '09:05', { pupilId: BEN, why: 'other' })];
	expect(words('09:20', facts, [AVA, BEN])).toBe('Back now: U, 30 minutes late (1 of 2)');
});

test('[H3] who is back from a trip, or left after the register opened, earns nothing, and nothing is said', () => {
	expect(words('09:20', [early(AVA, { why: 'trip' })], [AVA])).toBe('');
	expect(words('09:20', [out('later', '09:05', { why: 'other' })], [AVA])).toBe('');
});
