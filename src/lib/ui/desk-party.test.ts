import { expect, test } from 'vitest';
import { dayAt, out, tapped } from '../../../tests/support/desk-facts.ts';
import { must, PUPILS } from '../../../tests/support/school-2026-27.ts';
import type { HeldFact } from '$lib/rules/facts.ts';
import { isHereToGo } from './desk-party.ts';

/** Whether Ava goes along with her class at a minute. */
function goes(minute: string, facts: HeldFact[]): boolean {
	const day = dayAt(minute, facts);
	return isHereToGo(day, must(day.pupils.get(PUPILS.ava.pupilId), 'the child'), minute);
}

test('[B8] a class that goes takes nobody along who is marked absent or away, nor who is out already', () => {
	expect(goes('09:15', [tapped('p', '08:52', '/')])).toBe(true);
	expect(goes('09:15', [])).toBe(true);
	expect(goes('09:15', [tapped('n', '08:52', 'N')])).toBe(false);
	expect(goes('11:00', [tapped('p', '08:52', '/'), out('o', '10:40')])).toBe(false);
});

test('[B8] a class that goes over noon, before the afternoon’s register, does not take along who was absent this morning', () => {
	const missed = tapped('n', '08:52', 'N');
	expect(goes('12:30', [missed])).toBe(false);
	expect(goes('13:15', [missed])).toBe(false);
	expect(goes('13:15', [missed, tapped('p', '13:12', '\\', { session: 'PM' })])).toBe(true);
	expect(goes('13:15', [tapped('p', '08:52', '/'), tapped('n', '13:12', 'N', { session: 'PM' })])).toBe(
		false
	);
	expect(goes('12:30', [tapped('p', '08:52', '/')])).toBe(true);
});
