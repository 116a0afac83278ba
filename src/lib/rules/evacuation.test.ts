import { describe, expect, it } from 'vitest';
import { arrival, back, dayAt, elsewhere, message, out, tapped } from '../../../tests/support/desk-facts.ts';
import { afternoon, classOf, here } from '../../../tests/support/evacuated.ts';
import { entry, must, PUPILS } from '../../../tests/support/school-2026-27.ts';
import type { EvacuationRow } from './evacuation.ts';
import type { HeldFact } from './facts.ts';

const { ava } = PUPILS;
const avaAt = (minute: string, facts: HeldFact[]): [EvacuationRow['where'], string] => {
	const rows = classOf(minute, facts).rows;
	const row = must(
		rows.find(({ pupil }) => pupil.pupilId === ava.pupilId),
		'Ava is on the list'
	);
	return [row.where, row.words];
};

describe('on site', () => {
	it('[V2] marked present or late, or signed in', () => {
		expect(avaAt('09:00', [here])).toEqual(['on-site', 'Marked present 08:52']);
		expect(avaAt('09:00', [tapped('l', '08:56', 'L')])).toEqual(['on-site', 'Marked late 08:56']);
		expect(avaAt('09:00', [tapped('f', '08:54', '/', { how: 'filled' })])[0]).toBe('on-site');
		expect(avaAt('09:03', [arrival('l', '09:01')])).toEqual([
			'on-site',
			'Signed in 09:01, not yet seen in class'
		]);
		expect(avaAt('09:20', [arrival('u', '09:15', { code: 'U' }), tapped('t', '09:17', '/')])).toEqual([
			'on-site',
			'Signed in 09:15'
		]);
	});
	it('[V2] in school and not in the room, marked or not', () => {
		expect(avaAt('09:40', [here, elsewhere('e', '09:30')])).toEqual([
			'on-site',
			'In school, elsewhere: library'
		]);
		expect(avaAt('09:40', [elsewhere('e', '09:30', { withClass: 'c-3t' })])).toEqual([
			'on-site',
			'In school, with 3T'
		]);
	});
	it('[V2] signed back in', () => {
		const facts = [here, out('o', '10:40'), back('b', '11:30', 'o')];
		expect(avaAt('11:28', facts)[0]).toBe('out');
		expect(avaAt('11:30', facts)).toEqual(['on-site', 'Marked present 08:52']);
		expect(avaAt('13:20', [here, out('o', '12:00'), back('b', '13:05', 'o')])).toEqual([
			'on-site',
			'Signed back in 13:05'
		]);
		// A coming back of the morning says nothing of the afternoon.
		expect(avaAt('13:20', facts)[0]).toBe('not-known');
	});
	it('[V2] who came before lunch is here through lunch', () => {
		expect(avaAt('12:45', [here])[0]).toBe('on-site');
	});
});

describe('out', () => {
	it('[V3] case B1: collected at 10:40, AM stays present and the child is not on site after 10:40', () => {
		const facts = [here, out('o', '10:40')];
		expect(avaAt('10:30', facts)).toEqual(['on-site', 'Marked present 08:52']);
		expect(avaAt('10:40', facts)).toEqual(['out', 'Out since 10:40: gone home']);
		expect(dayAt('10:45', facts).pupils.get(ava.pupilId)?.AM.mark.code).toBe('/');
	});
	it('[V3] case B5: marked present at 13:10 and collected at 14:00, PM stays present', () => {
		const facts = [
			tapped('t', '13:11', '\\', afternoon),
			out('o', '14:00', { ...afternoon, why: 'appointment', where: 'dentist' })
		];
		expect(avaAt('13:55', facts)[0]).toBe('on-site');
		expect(avaAt('14:05', facts)).toEqual(['out', 'Out since 14:00: dentist']);
		expect(dayAt('14:05', facts).pupils.get(ava.pupilId)?.PM.mark.code).toBe('\\');
	});
	it('[V3] a class that left for a trip is out', () => {
		expect(avaAt('09:30', [here, out('o', '09:15', { why: 'trip' })])).toEqual([
			'out',
			'Out since 09:15: trip'
		]);
	});
	it('[V3] why a child left is not said, only where to', () => {
		expect(avaAt('10:45', [here, out('o', '10:40', { reason: 'sick twice' })])[1]).not.toContain('sick');
	});
	it('[V3] out, and marked present since: not known; a fill saw nobody', () => {
		const facts = [here, out('o', '10:40')];
		const tap = tapped('t', '13:12', '\\', afternoon);
		expect(avaAt('13:20', [...facts, tap])).toEqual([
			'not-known',
			'Out since 10:40: gone home, but marked present in class 13:12'
		]);
		expect(avaAt('13:20', [...facts, { ...tap, how: 'filled' }])[0]).toBe('out');
		expect(avaAt('10:50', [out('o', '10:40'), tapped('late', '10:40', '/')])[0]).toBe('out');
	});
	it('[V3] signed in late and then collected: out', () => {
		expect(avaAt('11:00', [arrival('l', '09:01'), out('o', '10:40')])[0]).toBe('out');
	});
	it('[V3] a presence since then that was taken away again is none', () => {
		const tap = tapped('t', '13:12', '\\', afternoon);
		const corrected = tapped('n', '13:14', 'N', { ...afternoon, replaces: ['t'] });
		expect(avaAt('13:20', [here, out('o', '10:40'), tap, corrected])[0]).toBe('out');
	});
	it('[V3] out, and signed in at the desk since: on site', () => {
		const facts = [here, out('o', '10:40'), arrival('l', '13:20', afternoon)];
		expect(avaAt('13:25', facts)).toEqual(['on-site', 'Signed in 13:20']);
		const missed = tapped('n', '13:25', 'N', afternoon);
		expect(avaAt('13:30', [...facts, missed])[0]).toBe('not-known');
	});
});

describe('not known', () => {
	it('[V4] every child without a mark, an absence known or not', () => {
		expect(avaAt('08:30', [])).toEqual(['not-known', 'Not marked']);
		expect(avaAt('09:00', [message('m')])).toEqual(['not-known', 'Not marked, an absence is known']);
	});
	it('[V4] who was here this morning and has no mark since lunch', () => {
		expect(avaAt('13:10', [here])).toEqual(['not-known', 'Here this morning, not marked this afternoon']);
	});
	it('[V4] case B2: present in the morning, and marked absent at 13:12 without having left', () => {
		const facts = [here, tapped('n', '13:12', 'N', afternoon)];
		expect(avaAt('13:20', facts)).toEqual(['not-known', 'Here this morning, marked absent 13:12']);
		expect(avaAt('13:20', [...facts, out('o', '12:00')])[0]).toBe('out');
	});
	it('[V4] signed out with a trip, and marked absent since: may have stayed behind; absent before that, or out with a parent, is out', () => {
		const trip = out('o', '09:15', { why: 'trip' });
		const missed = tapped('n', '09:18', 'N');
		expect(avaAt('09:30', [trip, missed])).toEqual([
			'not-known',
			'Out since 09:15: trip, but marked absent 09:18'
		]);
		expect(avaAt('13:20', [trip, missed])[0]).toBe('not-known');
		expect(avaAt('13:20', [trip, missed, tapped('t', '13:12', '\\', afternoon)])[1]).toContain(
			'marked present'
		);
		expect(avaAt('13:20', [here, trip, tapped('n', '13:12', 'N', afternoon)])[0]).toBe('not-known');
		expect(avaAt('09:30', [trip, tapped('n', '08:52', 'N')])[0]).toBe('out');
		expect(avaAt('09:30', [out('o', '09:15', { why: 'appointment' }), missed])[0]).toBe('out');
	});
	it('[V4] a mark that no person stands behind', () => {
		const [where, words] = avaAt('09:00', [message('m'), tapped('f', '08:54', '/', { how: 'filled' })]);
		expect(where).toBe('not-known');
		expect(words).toContain('rest present');
	});
	it('[V4] a presence that people disagree about, whichever answer shows', () => {
		const [where, words] = avaAt('09:10', [arrival('l', '09:01'), tapped('n', '09:05', 'N')]);
		expect(where).toBe('not-known');
		expect(words).toContain('signed in, not in class');
		expect(avaAt('09:00', [tapped('n', '08:52', 'N'), tapped('f', '08:54', '/', { how: 'filled' })])[0]).toBe(
			'not-known'
		);
	});
	it('[V4] marked absent, and said to be elsewhere in school', () => {
		expect(avaAt('09:40', [tapped('n', '08:52', 'N'), elsewhere('e', '09:30')])).toEqual([
			'not-known',
			'Marked absent 08:52, but in school, elsewhere: library'
		]);
	});
});

describe('not here', () => {
	it('[V5] marked absent, or away; never why', () => {
		expect(avaAt('09:00', [tapped('n', '08:52', 'N')])).toEqual(['not-here', 'Marked absent 08:52']);
		expect(avaAt('09:00', [tapped('i', '08:52', 'I', { how: 'office' })])).toEqual([
			'not-here',
			'Absence known, marked 08:52'
		]);
		const confirmed = entry({ how: 'plan', confirms: 'm', sawPlans: ['m'] });
		expect(avaAt('09:00', [message('m'), confirmed])[0]).toBe('not-here');
	});
	it('[V5] on a trip, and not in today, in a classroom’s copy too', () => {
		expect(avaAt('09:00', [tapped('v', '08:52', 'V', { how: 'office' })])[1]).toBe('On a trip, marked 08:52');
		const redacted = tapped('v', '08:52', undefined, { how: 'office', shownAs: 'not-in', tag: 't' });
		expect(avaAt('09:00', [redacted])).toEqual(['not-here', 'Not in today, marked 08:52']);
	});
	it('[V5] two causes of one absence are no doubt about where the child is', () => {
		const facts = [
			tapped('i', '09:20', 'I', { how: 'office' }),
			tapped('m', '09:21', 'M', { how: 'office' })
		];
		expect(avaAt('09:30', facts)[0]).toBe('not-here');
	});
	it('[V5] the afternoon’s known absence of who was here in the morning', () => {
		const facts = [here, tapped('i', '13:12', 'I', { ...afternoon, how: 'office' })];
		expect(avaAt('13:20', facts)[0]).toBe('not-here');
	});
});
