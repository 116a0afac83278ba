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
import { at, entry, PUPILS } from '../../../tests/support/school-2026-27.ts';
import { expectedSentence } from './expected-today.ts';
import type { HeldFact } from './facts.ts';

const said = (minute: string, facts: HeldFact[]) =>
	expectedSentence(dayAt(minute, facts), PUPILS.ava.pupilId, at(MONDAY, minute));
const office = { how: 'office' } as const;

describe('what the desk’s search says of a child today', () => {
	it('[H7] not marked yet, and what is known', () => {
		expect(said('08:45', [])).toBe('Not marked yet');
		expect(said('08:45', [message('m')])).toBe('Absence known: cold (message from mother 08:31)');
		const planned = message('m', { message: undefined, reason: undefined, code: 'M', back: '10:30' });
		expect(said('08:45', [planned])).toBe('Absence known: Medical or dental appointment (M), back at 10:30');
		const yesterday = message('m', { madeAt: at('2026-09-13', '19:05') });
		expect(said('08:45', [yesterday])).toBe(
			'Absence known: cold (message from mother 19:05 on 13 September 2026)'
		);
		expect(said('08:45', [message('m', { code: 'V', message: undefined, reason: 'museum' })])).toBe(
			'On a trip: museum'
		);
		expect(said('08:45', [message('m', { code: 'X', message: undefined, reason: undefined })])).toBe(
			'Not in today'
		);
	});
	it('[H7] marked in class', () => {
		expect(said('09:00', [tapped('n', '08:51', 'N')])).toBe('Marked absent in class 08:51');
		expect(said('09:00', [tapped('n', '08:51', 'N', office)])).toBe('Marked absent by the office 08:51');
		expect(said('09:00', [tapped('p', '08:52', '/')])).toBe('Present 08:52');
		expect(said('09:00', [tapped('l', '08:56', 'L')])).toBe('Late 08:56');
	});
	it('[H7] absent, and a message since', () => {
		expect(said('09:00', [tapped('n', '08:30', 'N'), message('m')])).toBe(
			'Marked absent in class 08:30. Absence known: cold (message from mother 08:31)'
		);
	});
	it('[H7] an absence that the class has confirmed, or the office has entered', () => {
		const confirmed = entry({ how: 'plan', confirms: 'm', sawPlans: ['m'] });
		expect(said('09:00', [message('m'), confirmed])).toBe('Absence known: cold (message from mother 08:31)');
		expect(said('09:00', [tapped('i', '09:20', 'I', office)])).toBe('Absence known: Illness (I)');
		// Another absence was expected; the office says why this one was.
		expect(said('09:00', [message('m'), tapped('i', '09:20', 'M', { ...office, sawPlans: ['m'] })])).toBe(
			'Absence known: Medical or dental appointment (M)'
		);
	});
	it('[H7] signed in, seen in class or not, or after the close', () => {
		expect(said('09:03', [arrival('l', '09:01')])).toBe('Signed in 09:01, not yet seen in class');
		expect(said('09:05', [arrival('l', '09:01'), tapped('p', '09:04', '/')])).toBe(
			'Signed in 09:01, seen in class'
		);
		const paper = tapped('u', '09:20', 'U', { how: 'paper', arrivedAt: '09:16' });
		expect(said('09:30', [paper])).toBe('Arrived 09:16, after registers closed (U)');
	});
	it('[H7] out, back when, and overdue', () => {
		const dentist = out('o', '10:40', { why: 'appointment', where: 'dentist', expectedBack: '11:30' });
		const here = tapped('p', '08:52', '/');
		expect(said('11:00', [here, dentist])).toBe('Out since 10:40: dentist, back at 11:30');
		expect(said('11:30', [here, dentist])).toBe('Out since 10:40: dentist, was due back at 11:30');
		expect(said('11:40', [here, dentist, back('b', '11:35', 'o')])).toBe('Present 08:52');
		expect(said('11:00', [out('o', '10:40', { reason: 'sick twice' })])).toBe('Out since 10:40: sick twice');
	});
	it('[H7] in school, and not in the room', () => {
		expect(said('09:40', [elsewhere('e', '09:30')])).toBe('In school, elsewhere: library');
		expect(said('09:40', [elsewhere('e', '09:30', { withClass: 'c-3t' })])).toBe('In school, with 3T');
	});
	it('[H7] people disagree', () => {
		expect(said('09:10', [arrival('l', '09:01'), tapped('n', '09:05', 'N')])).toMatch(
			/^Which is right\? .*signed in, not in class/
		);
	});
	it('[H7] since lunch', () => {
		expect(said('12:30', [tapped('p', '08:52', '/')])).toBe('Present 08:52');
		expect(said('13:12', [tapped('p', '08:52', '/')])).toBe('Here this morning, not marked this afternoon');
		expect(said('13:12', [tapped('n', '08:52', 'N')])).toBe('Not marked yet');
	});
	it('[H7] not on the roll', () => {
		expect(expectedSentence(dayAt('09:00', []), 'p-nobody', at(MONDAY, '09:00'))).toBe(
			'This child is not on the school’s list.'
		);
	});
});
