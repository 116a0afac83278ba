import { describe, expect, it } from 'vitest';
import { at, entry, must, schoolBook } from '../../../tests/support/school-2026-27.ts';
import { clockQuestion, correctedAt, doubtMs, nearBoundary } from './clock.ts';
import { sessionWindow } from './sessions.ts';

const DAY = '2026-09-14';
const MINUTE_MS = 60_000;
const window = must(sessionWindow(schoolBook(), DAY, 'AM'), 'a school day has a morning');

describe('the school’s time of a fact', () => {
	it('[T1] is the device’s own, put right by the measured offset', () => {
		const slow = entry({
			madeAt: at(DAY, '08:47'),
			clock: { offsetMs: 3 * MINUTE_MS, doubtMs: 40 }
		});
		expect(correctedAt(slow)).toBe(at(DAY, '08:50'));
	});

	it('[T1] case F8: a mark made at 08:53 and received at 11:40 was made at 08:53', () => {
		expect(correctedAt(entry({ madeAt: at(DAY, '08:53'), receivedAt: at(DAY, '11:40') }))).toBe(
			at(DAY, '08:53')
		);
	});
});

describe('doubt', () => {
	it('[T2] is what was measured and what the device was wrong by', () => {
		expect(doubtMs(entry({ clock: { offsetMs: -3 * MINUTE_MS, doubtMs: 250 } }))).toBe(3 * MINUTE_MS + 250);
	});

	it('[T2] a demo school’s shifted clock is no doubt', () => {
		const shifted = { offsetMs: -86_400_000 + 20, doubtMs: 100, shiftMs: -86_400_000 };
		expect(doubtMs(entry({ clock: shifted }))).toBe(120);
	});

	it('[T2] a clock that was never measured is in doubt without end', () => {
		expect(doubtMs(entry({ clock: { offsetMs: 0, doubtMs: null } }))).toBe(Infinity);
	});
});

describe('marks near a boundary', () => {
	const fast = { offsetMs: -3 * MINUTE_MS, doubtMs: 0 };
	const made = (time: string, clock = fast) =>
		nearBoundary(entry({ madeAt: at(DAY, time) - clock.offsetMs, clock }), window);

	it('[T3] case F11: on a device 3 minutes fast, marks within 3 minutes of 08:50 and 09:10 are flagged', () => {
		for (const time of ['08:47', '08:50', '08:53', '09:07', '09:10', '09:13'])
			expect(made(time), time).toBe(true);
	});

	it('[T3] case F11: and no others', () => {
		for (const time of ['08:46:59', '08:53:01', '09:00', '09:06:59', '09:13:01'])
			expect(made(time), time).toBe(false);
	});

	it('[T3] a clock that is right flags nothing but the boundary itself', () => {
		expect(made('08:49:59', { offsetMs: 0, doubtMs: 0 })).toBe(false);
		expect(made('09:10', { offsetMs: 0, doubtMs: 0 })).toBe(true);
	});

	it('[T3] a clock that was never measured flags every mark', () => {
		expect(nearBoundary(entry({ clock: { offsetMs: 0, doubtMs: null } }), window)).toBe(true);
	});
});

describe('the question of the day', () => {
	const noon = at('2026-11-23', '12:00');

	it('[T4] asks when the clock is behind the last server time seen', () => {
		expect(clockQuestion({ schoolNow: noon, lastServerTime: noon + 2 * MINUTE_MS })).toEqual({
			ask: true,
			shown: 'Is it Monday 23 November, afternoon?'
		});
	});

	it('[T4] asks when it is a day ahead of it, and says the half-day', () => {
		const morning = at('2026-11-23', '08:52');
		expect(clockQuestion({ schoolNow: morning, lastServerTime: at('2026-11-22', '08:52') })).toEqual({
			ask: true,
			shown: 'Is it Monday 23 November, morning?'
		});
	});

	it('[T4] does not ask within the day, nor over the few seconds by which two measures differ', () => {
		expect(clockQuestion({ schoolNow: noon, lastServerTime: at('2026-11-22', '12:01') }).ask).toBe(false);
		expect(clockQuestion({ schoolNow: noon, lastServerTime: noon + 5000 }).ask).toBe(false);
	});

	it('[T4] asks when no server was ever heard', () => {
		expect(clockQuestion({ schoolNow: noon, lastServerTime: null }).ask).toBe(true);
	});

	it('[T4] does not ask twice for the same day', () => {
		const odd = { schoolNow: noon, lastServerTime: null };
		expect(clockQuestion({ ...odd, confirmedDate: '2026-11-23' }).ask).toBe(false);
		expect(clockQuestion({ ...odd, confirmedDate: '2026-11-20' }).ask).toBe(true);
	});
});
