import { describe, expect, it } from 'vitest';
import { absent, judged, present, tapAt } from '../../../tests/support/amended.ts';
import { needsReason, standingOf } from './amendment.ts';

describe('a register begun after the close', () => {
	const mine = tapAt('09:15', { id: 'mine' });

	it('[A3] its first answers are register-taking, late', () => {
		expect(standingOf(judged(tapAt('09:15')))).toEqual({ kind: 'taking', late: true });
	});

	it('[A3] its taker changes an own tap without a reason until the register is finished', () => {
		const change = judged(tapAt('09:16', { code: 'N' }), [mine]);
		expect(standingOf(change)).toEqual({ kind: 'taking', late: true });
		expect(needsReason(change)).toBe(false);
		expect(needsReason({ ...change, finished: true })).toBe(true);
	});

	it('[A3] not if the same tablet had begun it before the close', () => {
		const earlier = tapAt('09:05', { pupilId: 'p-ben' });
		expect(needsReason(judged(tapAt('09:16', { code: 'N' }), [mine], { own: [mine, earlier] }))).toBe(true);
	});

	it('[A3] not for a tap of its own that was made before the close', () => {
		expect(needsReason(judged(tapAt('09:16'), [absent]))).toBe(true);
	});

	it('[A3] not for another person’s answer, on this tablet or another', () => {
		const others = tapAt('09:14', { id: 'others', clientId: 'c-other' });
		const colleagues = tapAt('09:14', { id: 'colleagues', signInId: 'in-s-cover' });
		expect(needsReason(judged(tapAt('09:16', { code: 'N' }), [others]))).toBe(true);
		expect(needsReason(judged(tapAt('09:16', { code: 'N' }), [colleagues]))).toBe(true);
	});

	it('[A3] an arrival at the desk after the close is not the register taken late', () => {
		expect(standingOf(judged(tapAt('09:25', { code: 'U', how: 'desk', arrivedAt: '09:25' }))).late).toBe(
			false
		);
	});

	it('[A3] the office that changes its own entry of a moment ago amends it', () => {
		const entered = tapAt('09:20', { id: 'entered', code: 'N', how: 'office' });
		expect(needsReason(judged(tapAt('09:30', { code: 'I', how: 'office' }), [entered]))).toBe(true);
	});

	it('[A3] to say again what stands takes nothing late', () => {
		expect(standingOf(judged(tapAt('09:16'), [present])).late).toBe(false);
	});
});
