import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { absent, DAY, judged, present, tapAt, window } from '../../../tests/support/amended.ts';
import { at, entry, TIMES } from '../../../tests/support/school-2026-27.ts';
import { arrivalReason, isAmendment, isReason, needsReason, standingOf } from './amendment.ts';
import type { Plan } from './facts.ts';

describe('taking and amending', () => {
	it('[A1] case F1: present changed to N after the close is an amendment, and a blank reason will not do', () => {
		const change = judged(tapAt('09:15', { code: 'N' }), [present]);
		expect(isAmendment(change)).toBe(true);
		expect(needsReason(change)).toBe(true);
		expect(needsReason({ ...change, entry: { ...change.entry, reason: '   ' } })).toBe(true);
		expect(needsReason({ ...change, entry: { ...change.entry, reason: 'Sent to the wrong room' } })).toBe(
			false
		);
	});

	it('[A1] case F1: so it is on the next day, and by the office', () => {
		const nextDay = entry({ code: 'N', how: 'office', madeAt: at('2026-09-15', '10:00') });
		expect(isAmendment(judged(nextDay, [present]))).toBe(true);
	});

	it('[A1] until the close a change is register-taking, finished or not', () => {
		const change = judged(tapAt('09:09:59', { code: 'N' }), [present], { finished: true });
		expect(standingOf(change)).toEqual({ kind: 'taking', late: false });
		expect(needsReason(change)).toBe(false);
	});

	it('[A1] at the very instant of the close it is an amendment', () => {
		expect(isAmendment(judged(tapAt('09:10', { code: 'N' }), [present]))).toBe(true);
	});

	it('[A1] case F8: the corrected time of the making decides, not when it was received', () => {
		const offline = tapAt('08:53', { code: 'N', receivedAt: at(DAY, '11:40') });
		expect(isAmendment(judged(offline, [present]))).toBe(false);
		const fastTablet = tapAt('09:12', { code: 'N', clock: { offsetMs: -180_000, doubtMs: 0 } });
		expect(isAmendment(judged(fastTablet, [present]))).toBe(false);
	});

	it('[A1] a first answer replaces nothing and amends nothing, whenever it is made', () => {
		expect(isAmendment(judged(tapAt('09:40', { code: 'N' })))).toBe(false);
	});

	it('[A1] only what stood until now counts, not what that had replaced before', () => {
		const first = entry({ id: 'first', code: 'N', madeAt: at(DAY, '08:51') });
		const second = entry({ id: 'second', code: '/', madeAt: at(DAY, '08:52'), replaces: ['first'] });
		const again = tapAt('09:20', { code: '/' });
		expect(isAmendment(judged(again, [first, second]))).toBe(false);
		expect(isAmendment(judged(tapAt('09:20', { code: 'N' }), [first, second]))).toBe(true);
	});

	it('[A1] entries that replace each other in a ring hide no amendment', () => {
		const a = entry({ id: 'a', replaces: ['b'] });
		const b = entry({ id: 'b', replaces: ['a'] });
		expect(isAmendment(judged(tapAt('09:20', { code: 'N' }), [a, b]))).toBe(true);
	});

	it('[A1] where no session is known nothing is an amendment', () => {
		expect(isAmendment(judged(tapAt('09:20', { code: 'N' }), [present], { window: null }))).toBe(false);
	});
});

describe('what changes a mark', () => {
	it('[A2] case F10: two devices that both mark present make no amendment, and need no reason', () => {
		const other = tapAt('09:20', { clientId: 'c-other' });
		expect(isAmendment(judged(other, [present]))).toBe(false);
	});

	it('[A2] another detail under the same code is an amendment', () => {
		const visit = entry({
			id: 'visit',
			code: 'V',
			how: 'office',
			detail: 'Museum',
			madeAt: at(DAY, '09:00')
		});
		const theatre = tapAt('10:00', { code: 'V', how: 'office', detail: 'Theatre' });
		const same = tapAt('10:00', { code: 'V', how: 'office', detail: ' Museum ' });
		expect(isAmendment(judged(theatre, [visit]))).toBe(true);
		expect(isAmendment(judged(same, [visit]))).toBe(false);
	});

	it('[A2] another arrival minute is one too, where both state it', () => {
		const first = entry({
			id: 'first',
			code: 'L',
			how: 'desk',
			arrivedAt: '09:01',
			madeAt: at(DAY, '09:01')
		});
		const other = tapAt('09:30', { code: 'L', how: 'office', arrivedAt: '09:05' });
		const silent = tapAt('09:30', { code: 'L', how: 'office' });
		expect(isAmendment(judged(other, [first]))).toBe(true);
		expect(isAmendment(judged(silent, [first]))).toBe(false);
	});

	it('[A2] an entry that confirms a plan has the plan’s code', () => {
		const plan = { id: 'plan', code: 'I' } as Plan;
		const confirmed = entry({ id: 'confirmed', how: 'plan', confirms: 'plan', madeAt: at(DAY, '08:55') });
		const byOffice = tapAt('10:00', { code: 'I', how: 'office' });
		expect(isAmendment(judged(byOffice, [confirmed], { plans: [plan] }))).toBe(false);
		expect(isAmendment(judged(byOffice, [confirmed]))).toBe(true);
		const again = tapAt('09:20', { how: 'plan', confirms: 'plan' });
		expect(isAmendment(judged(again, [confirmed]))).toBe(false);
	});

	it('[A2] a classroom that may not know codes tells them apart by their tags', () => {
		const redacted = entry({ id: 'redacted', how: 'office', tag: 't1', madeAt: at(DAY, '08:55') });
		delete redacted.code;
		const plan = { id: 'plan', tag: 't1' } as Plan;
		const other = { id: 'plan', tag: 't2' } as Plan;
		const away = tapAt('09:20', { how: 'plan', confirms: 'plan' });
		expect(isAmendment(judged(away, [redacted], { plans: [plan] }))).toBe(false);
		expect(isAmendment(judged(away, [redacted], { plans: [other] }))).toBe(true);
		expect(isAmendment(judged(tapAt('09:20'), [redacted]))).toBe(true);
	});
});

describe('reasons', () => {
	it('[A4] a reason is three characters or more', () => {
		expect(['', '  ', 'ab', ' ab ', undefined].map(isReason)).toEqual([false, false, false, false, false]);
		expect(isReason('Ill')).toBe(true);
	});

	it('[A5] case A8’s beginning: an arrival after the close over N carries its reason by itself', () => {
		const arrival = judged(tapAt('09:25', { code: 'U', how: 'desk', arrivedAt: '09:25' }), [absent]);
		expect(isAmendment(arrival)).toBe(true);
		expect(needsReason(arrival)).toBe(false);
		expect(arrivalReason('09:25', TIMES.AM)).toBe('Arrived 09:25, after registers closed');
	});

	it('[A5] so does one before the close that is entered after it', () => {
		expect(
			needsReason(judged(tapAt('09:12', { code: 'L', how: 'desk', arrivedAt: '09:08' }), [absent]))
		).toBe(false);
		expect(arrivalReason('09:08', TIMES.AM)).toBe('Arrived 09:08, before registers closed');
		expect(arrivalReason('09:10', TIMES.AM)).toBe('Arrived 09:10, after registers closed');
	});

	it('[A5] case A8: the office’s M over N at 09:25 is an amendment that wants its reason said', () => {
		expect(needsReason(judged(tapAt('09:25', { code: 'M', how: 'office' }), [absent]))).toBe(true);
	});
});

describe('arrivals and taps', () => {
	const signedIn = entry({
		id: 'desk',
		code: 'U',
		how: 'desk',
		arrivedAt: '09:12',
		madeAt: at(DAY, '09:12')
	});

	it('[A6] Present or N tapped in class never amends an arrival at the desk, which stays', () => {
		expect(needsReason(judged(tapAt('09:20'), [signedIn]))).toBe(false);
		expect(
			needsReason(judged(tapAt('09:20', { code: 'N' }), [absent, { ...signedIn, replaces: ['absent'] }]))
		).toBe(false);
	});

	it('[A6] the office does amend it', () => {
		expect(needsReason(judged(tapAt('09:20', { code: 'M', how: 'office' }), [signedIn]))).toBe(true);
	});
});

describe('in general', () => {
	const times = fc.integer({ min: at(DAY, '08:30'), max: at(DAY, '14:00') });
	const codes = fc.constantFrom('/' as const, 'L' as const, 'N' as const);

	it('[A1] nothing made before the close ever needs a reason', () => {
		fc.assert(
			fc.property(times, codes, codes, fc.boolean(), (made, before, after, finished) => {
				fc.pre(made < window.closesAt);
				const old = entry({ id: 'old', code: before });
				expect(needsReason(judged(entry({ code: after, madeAt: made }), [old], { finished }))).toBe(false);
			})
		);
	});

	it('[A1] the order in which the replaced entries are named changes nothing', () => {
		const chain = ['/', 'N', 'L', '/'].map((code, i) =>
			entry({ id: `k${i}`, code: code as '/', replaces: i > 0 ? [`k${i - 1}`] : [] })
		);
		fc.assert(
			fc.property(fc.shuffledSubarray(chain, { minLength: chain.length }), codes, (replaced, code) => {
				expect(isAmendment(judged(tapAt('09:30', { code }), replaced))).toBe(code !== '/');
			})
		);
	});
});
