import { describe, expect, it } from 'vitest';
import { backupState, backupWords, backupsToDrop, isBackupDue, monthlyKeptUntil } from './backups.ts';
import { addDays } from './calendar.ts';
import { londonDate, londonInstant } from './sessions.ts';

const at = londonInstant;

describe('which copies stay', () => {
	it('[Q7] of a year of nightly copies: the last fourteen days, and the first of each month', () => {
		const nights = Array.from({ length: 365 }, (_, n) => ({ at: at(addDays('2026-09-01', n), '02:00') }));
		const now = at('2027-08-31', '12:00');
		const dropped = new Set(backupsToDrop(nights, now));
		const kept = nights.filter((each) => !dropped.has(each)).map((each) => londonDate(each.at));
		expect(kept.slice(0, 12)).toEqual([
			...['2026-09-01', '2026-10-01', '2026-11-01', '2026-12-01', '2027-01-01', '2027-02-01'],
			...['2027-03-01', '2027-04-01', '2027-05-01', '2027-06-01', '2027-07-01', '2027-08-01']
		]);
		expect(kept.slice(12)).toEqual(Array.from({ length: 14 }, (_, n) => addDays('2027-08-18', n)));
	});

	it('[Q7] of several copies of a day the newest stays; the month’s first is kept though no day is', () => {
		const [early, noon, late] = ['02:00', '12:00', '18:00'].map((minute) => ({
			at: at('2026-11-23', minute)
		}));
		const first = { at: at('2026-10-05', '09:00') };
		const all = [first, ...[early, noon, late].flatMap((each) => each ?? [])];
		// 23 November's first is November's first too.
		expect(backupsToDrop(all, at('2026-11-23', '19:00'))).toEqual([noon]);
	});

	it('[Q7] a month’s copy stays for six years after the end of its school year, and the newest always', () => {
		expect(monthlyKeptUntil('2026-09-01')).toBe('2033-08-31');
		expect(monthlyKeptUntil('2026-08-31')).toBe('2032-08-31');
		const old = { at: at('2026-08-31', '02:00') };
		const newest = { at: at('2026-10-01', '02:00') };
		expect(backupsToDrop([old, newest], at('2032-08-31', '12:00'))).toEqual([]);
		expect(backupsToDrop([old, newest], at('2032-09-01', '12:00'))).toEqual([old]);
		expect(backupsToDrop([newest], at('2050-01-01', '12:00'))).toEqual([]);
	});
});

describe('what is told of backups', () => {
	it('[Q8] none, one of this month, or one that is over 31 days old', () => {
		const now = at('2026-11-23', '08:50');
		expect(backupState(null, now)).toBe('none');
		expect(backupState(at('2026-10-23', '09:50'), now)).toBe('recent');
		expect(backupState(at('2026-10-22', '02:00'), now)).toBe('old');
	});

	it('[Q8] in words: the day, the minute, and up to which entry', () => {
		expect(backupWords({ at: at('2026-11-23', '02:00'), position: 52_104 })).toBe(
			'Monday 23 November 2026, 02:00, up to entry 52,104'
		);
	});
});

describe('when a running server makes a copy', () => {
	it('[Q9] once a night, from two o’clock', () => {
		const last = at('2026-11-23', '02:04');
		expect(isBackupDue(last, at('2026-11-23', '23:59'))).toBe(false);
		expect(isBackupDue(last, at('2026-11-24', '01:59'))).toBe(false);
		expect(isBackupDue(last, at('2026-11-24', '02:00'))).toBe(true);
	});

	it('[Q9] a machine that slept at two catches up, but never while registers are taken', () => {
		const last = at('2026-11-20', '02:00');
		for (const minute of ['08:00', '08:50', '09:44', '13:10'])
			expect(isBackupDue(last, at('2026-11-23', minute))).toBe(false);
		for (const minute of ['07:59', '09:45', '14:00'])
			expect(isBackupDue(last, at('2026-11-23', minute))).toBe(true);
		expect(isBackupDue(null, at('2026-11-22', '08:50'))).toBe(true);
	});
});
