import { describe, expect, it } from 'vitest';
import { card, said } from '../../../tests/support/board-card.ts';
import {
	arrival,
	dayAt,
	fact,
	finish,
	idOf,
	message,
	office,
	officeBook,
	on,
	plan,
	presentButFor,
	settle,
	tablet,
	tap
} from '../../../tests/support/office-day.ts';
import { must } from '../../../tests/support/school-2026-27.ts';
import { cardOf } from './board.ts';
import { aboutFlag, checksOf } from './checks.ts';
import type { HeldFact } from './facts.ts';

describe('a class’s card', () => {
	it('[O3] every pupil has an answer: received, at the minute in which the last one came', () => {
		const facts = [...presentButFor('dee'), tap('dee', '08:53', 'N', { receivedAt: on('08:57') })];
		expect(card('08:58', facts)).toMatchObject({
			...{ state: 'received', words: 'Received 08:57', detail: '1 absent, no reason yet', tone: 'ok' }
		});
	});
	it('[O3] a correction afterwards makes no register late', () => {
		const absent = tap('dee', '08:53', 'N');
		const facts = [...presentButFor('dee'), absent, office('dee', '10:00', 'I', { replaces: [absent.id] })];
		expect(said('10:01', facts)).toEqual(['Received 08:53', '1 absent, known']);
	});
	it('[O3] E10 a fill that had not seen the known absence was no answer yet', () => {
		const ill = plan('dee');
		const filled = tap('dee', '08:53', '/', { how: 'filled' });
		const facts = [...presentButFor('dee'), filled, ill];
		expect(said('08:58', [...facts, finish('08:57')])).toEqual([
			'Received, 1 to check',
			'Received 08:57 · 1 blank'
		]);
		const away = { how: 'plan' as const, confirms: ill.id, replaces: [filled.id], sawPlans: [ill.id] };
		expect(said('09:01', [...facts, tap('dee', '09:00', undefined, away)])).toEqual([
			'Received 09:00',
			'1 absent, known'
		]);
	});
	it('[O3] a finish with blanks is received, and says how many', () => {
		expect(said('09:00', [...presentButFor('cal', 'dee'), finish('08:57')])).toEqual([
			'Received 08:57, 2 blank',
			''
		]);
	});
	it('[O3] a finished register that is filled in later was received when it was finished', () => {
		const facts = [...presentButFor('dee'), finish('08:57'), arrival('dee', '09:20')];
		expect(said('09:21', facts)[0]).toBe('Received 08:57');
	});
	it('[O3] received is received, however silent the tablet has been since', () => {
		const facts = presentButFor();
		expect(card('11:00', facts, { tablets: [tablet('08:53')] }).state).toBe('received');
		expect(card('11:00', facts, { tabletsAt: null }).state).toBe('received');
	});
	it('[O3] what this device holds and the server has not acknowledged is not received', () => {
		const unsent = { how: 'paper', position: undefined, receivedAt: undefined } as const;
		const facts = [...presentButFor('dee'), tap('dee', '08:53', '/', unsent)];
		expect(card('08:58', facts)).toMatchObject({
			...{ state: 'on the tablet', words: 'Entered here, 1 waiting to send' }
		});
	});
	it('[O3] more that waits on the tablet of a received register is said beside it', () => {
		expect(said('08:58', presentButFor(), { tablets: [tablet('08:58', { waiting: 2 })] })).toEqual([
			'Received 08:52',
			'2 waiting to send on 3 Elm’s tablet'
		]);
	});

	it('[O4] how many are absent, and of how many nobody knows why', () => {
		const line = (...facts: HeldFact[]) => said('08:58', facts)[1];
		const known = (who: 'cal' | 'dee') => office(who, '08:50', 'I');
		expect(line(...presentButFor())).toBe('');
		expect(line(...presentButFor('dee'), known('dee'))).toBe('1 absent, known');
		expect(line(...presentButFor('cal', 'dee'), known('cal'), known('dee'))).toBe('2 absent, both known');
		const three = [...presentButFor('ben', 'cal', 'dee'), known('cal'), known('dee')];
		expect(line(...three, office('ben', '08:50', 'I'))).toBe('3 absent, all known');
		expect(line(...three, tap('ben', '08:52', 'N'))).toBe('3 absent, 1 with no reason yet');
	});
	it('[O4] a child signed in at the desk and not yet seen in class is said', () => {
		const facts = [...presentButFor('dee'), arrival('dee', '08:55')];
		expect(said('08:58', facts)[1]).toBe('1 signed in, not yet seen in class');
	});
	it('[O4] [CF7] an absence that was taken back after class had confirmed it is known no more', () => {
		const told = message('dee');
		const away = tap('dee', '08:52', undefined, { code: undefined, how: 'plan', confirms: told.id });
		const morning = [...presentButFor('dee'), told, away];
		expect(card('09:12', morning).detail).toContain('1 absent, known');
		const back = message('dee', { cancelled: true, replaces: [told.id] });
		expect(card('09:12', [...morning, back]).detail).toContain('1 absent, no reason yet');
	});
	it('[O4] a reason that a parent has told is known', () => {
		const facts = [...presentButFor('dee'), tap('dee', '08:52', 'N'), message('dee')];
		expect(said('08:58', facts)[1]).toBe('1 absent, known');
	});

	it('[O5] received, 1 to check: a dispute, a flag, a proposal or a refused fact', () => {
		const disputed = [...presentButFor(), tap('ava', '08:53', 'N', { clientId: 'c-other' })];
		expect(said('08:58', disputed)).toEqual(['Received, 1 to check', 'Received 08:52']);
		const flagged = [...presentButFor('ava'), tap('ava', '08:51', '/', { flags: ['clock', 'code-differs'] })];
		expect(card('08:58', flagged)).toMatchObject({ state: 'to check', words: 'Received, 1 to check' });
		const proposal = { pupilId: idOf('dee'), code: 'U', arrivedAt: '09:20' } as const;
		const proposed = [
			...presentButFor('dee'),
			tap('dee', '08:52', 'N'),
			fact('09:20', { kind: 'propose', ...proposal })
		];
		expect(card('09:21', proposed).words).toBe('Received, 1 to check');
		expect(card('08:58', presentButFor(), { refused: 2 }).words).toBe('Received, 2 to check');
		expect(card('08:58', presentButFor('dee'), { refused: 2 })).toMatchObject({
			...{ words: 'Started 3 of 4', detail: '2 to check' }
		});
	});
	it('[O5] what was dealt with is no longer to check', () => {
		const absent = tap('dee', '08:52', 'N');
		const proposal = fact('09:20', {
			...{ kind: 'propose', pupilId: idOf('dee'), code: 'U', arrivedAt: '09:20' }
		});
		const facts = [...presentButFor('dee'), absent, proposal];
		expect(card('09:22', [...facts, settle(proposal.id, '09:21')]).state).toBe('received');
		const signedIn = arrival('dee', '09:21', { replaces: [absent.id] });
		expect(card('09:22', [...facts, signedIn]).state).toBe('received');
		const dentist = office('dee', '09:21', 'M', { replaces: [absent.id], reason: 'Dentist' });
		expect(card('09:22', [...facts, dentist]).state).toBe('received');
		const before = office('dee', '09:19', 'U', { arrivedAt: '09:19', replaces: [absent.id] });
		expect(card('09:22', [...facts, before]).state).toBe('received');
		const flagged = tap('ava', '08:51', '/', { flags: ['clock'] });
		const checked = settle(aboutFlag(flagged.id), '09:00');
		expect(card('09:22', [...presentButFor('ava'), flagged, checked]).state).toBe('received');
	});
	it('[O5] a flag on an answer that was replaced needs nobody, and other flags say nothing here', () => {
		const early = tap('ava', '08:50', 'N', { flags: ['clock'] });
		const later = tap('ava', '08:53', '/', { replaces: [early.id], flags: ['late-taking'] });
		const day = dayAt('09:00', [early, later]);
		expect(checksOf(must(day.classes[0], '3 Elm').AM, day.settled)).toEqual([]);
	});

	it('[O6] closed and not complete: late, and how far it is', () => {
		expect(card('09:09:59', presentButFor('dee')).isLate).toBe(false);
		expect(card('09:10', presentButFor('dee'))).toMatchObject({
			...{ state: 'started', isLate: true, words: 'Late: started 3 of 4', tone: 'alert', goTo: null }
		});
		expect(card('09:10', []).words).toBe('Late: not started');
		expect(card('09:12', [], { tablets: [tablet('08:41', { battery: 0.12 })] }).words).toBe(
			'Late: nothing heard since 08:41 (battery was 12 %)'
		);
		expect(card('09:12', [], { tablets: [tablet('09:11', { waiting: 30 })] }).words).toBe(
			'Late: on 3 Elm’s tablet, 30 waiting to send'
		);
		expect(card('09:12', presentButFor()).isLate).toBe(false);
	});
	it('[O8] ten minutes after the close a class that nothing has come from reads Go to 3 Elm', () => {
		expect(card('09:19:59', []).goTo).toBeNull();
		expect(card('09:20', [], { tablets: [tablet('08:41', { battery: null })] })).toMatchObject({
			words: 'Go to 3 Elm',
			goTo: 'Go to 3 Elm (Room 7)',
			detail: 'Late: nothing heard since 08:41',
			isLate: true
		});
		expect(card('09:20', [arrival('ava', '09:05')]).goTo).toBe('Go to 3 Elm (Room 7)');
		expect(card('09:20', presentButFor('dee')).goTo).toBeNull();
	});
	it('[O6] a day without sessions has no register due', () => {
		const inset = must(dayAt('09:00', []).classes[0], '3 Elm');
		const away = { ...inset, AM: { ...inset.AM, date: '2026-11-27' } };
		const known = { book: officeBook(), tablets: [], tabletsAt: null, now: on('09:30'), refusedCount: 0 };
		expect(cardOf(away, 'AM', known)).toMatchObject({ words: 'No session today', isLate: false, goTo: null });
	});
});
