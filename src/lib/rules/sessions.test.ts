import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { at, schoolBook, SETTINGS } from '../../../tests/support/school-2026-27.ts';
import { Book } from './book.ts';
import {
	londonDate,
	londonInstant,
	londonMinute,
	phaseAt,
	sessionNow,
	sessionWindow,
	type Phase
} from './sessions.ts';

const book = schoolBook();
const MONDAY = '2026-09-14';
const utc = (iso: string): number => Date.parse(iso);

describe('London time', () => {
	it('[S4] case A16: 08:50 on 23 October is 07:50Z and on 2 November 08:50Z', () => {
		expect(londonInstant('2026-10-23', '08:50')).toBe(utc('2026-10-23T07:50:00Z'));
		expect(londonInstant('2026-11-02', '08:50')).toBe(utc('2026-11-02T08:50:00Z'));
		expect(londonMinute(utc('2026-10-23T07:50:00Z'))).toBe('08:50');
		expect(londonMinute(utc('2026-11-02T08:50:00Z'))).toBe('08:50');
	});

	it('[S4] the date is London’s, whatever the machine’s own zone', () => {
		expect(londonDate(utc('2026-07-01T23:30:00Z'))).toBe('2026-07-02');
		expect(londonDate(utc('2026-12-01T23:30:00Z'))).toBe('2026-12-01');
	});

	it('[S4] London’s summer by law is the time zones’ table’s, at each hour around every change', () => {
		const table = new Intl.DateTimeFormat('en-GB', {
			...{ timeZone: 'Europe/London', hourCycle: 'h23', hour: '2-digit', minute: '2-digit' }
		});
		// Beyond 2037 some machines' tables are cut off.
		for (let year = 1996; year <= 2037; year++)
			for (const month of [2, 9])
				for (let hour = 0; hour < 8 * 24; hour++) {
					const instant = Date.UTC(year, month, 24, hour);
					expect(londonMinute(instant), new Date(instant).toISOString()).toBe(table.format(instant));
				}
	});

	it('[S4] seconds are cut off, not rounded', () => {
		expect(londonMinute(at(MONDAY, '09:09:59'))).toBe('09:09');
	});

	it('[S5] an hour that comes twice is the first; one that never comes is an hour later', () => {
		expect(londonInstant('2026-10-25', '01:30')).toBe(utc('2026-10-25T00:30:00Z'));
		expect(londonInstant('2027-03-28', '01:30')).toBe(utc('2027-03-28T01:30:00Z'));
		expect(londonInstant('2027-03-28', '02:30')).toBe(utc('2027-03-28T01:30:00Z'));
		expect(londonInstant('2027-03-28', '00:59')).toBe(utc('2027-03-28T00:59:00Z'));
	});

	it('[S4] what a London clock shows at an instant leads back to that instant’s minute', () => {
		const years = fc.integer({ min: utc('2024-01-01T00:00:00Z'), max: utc('2034-01-01T00:00:00Z') });
		fc.assert(
			fc.property(years, (instant) => {
				const minute = Math.floor(instant / 60_000) * 60_000;
				const again = londonInstant(londonDate(instant), londonMinute(instant));
				// Only the hour that comes twice has two instants.
				expect([minute, minute - 3_600_000]).toContain(again);
			})
		);
	});

	it('[S4] a device’s nonsense makes no rule throw', () => {
		for (const nonsense of [NaN, Infinity, -Infinity, Number.MAX_SAFE_INTEGER, -8.64e15]) {
			expect(londonDate(nonsense)).toMatch(/^\d{4}-\d\d-\d\d$/);
			expect(londonMinute(nonsense)).toMatch(/^\d\d:\d\d$/);
		}
	});
});

describe('sessionWindow', () => {
	it('[S1] a session opens, closes and ends by the settings of its day', () => {
		expect(sessionWindow(book, MONDAY, 'AM')).toEqual({
			opensAt: at(MONDAY, '08:50'),
			closesAt: at(MONDAY, '09:10'),
			endsAt: at(MONDAY, '12:00')
		});
	});

	it('[S1] new settings hold from their day on, and not before', () => {
		const times = { ...SETTINGS.times, AM: { open: '08:40', close: '09:00', end: '11:50' } };
		const later = { ...SETTINGS, id: 'f-later', position: 900, from: '2027-01-04', times };
		const changed = schoolBook().add([later]);
		expect(sessionWindow(changed, '2026-12-18', 'AM')?.opensAt).toBe(at('2026-12-18', '08:50'));
		expect(sessionWindow(changed, '2027-01-05', 'AM')?.opensAt).toBe(at('2027-01-05', '08:40'));
	});

	it('[K2] case A17: INSET on Friday 27 November 2026 has no sessions, and neither has a day without settings', () => {
		expect(sessionWindow(book, '2026-11-27', 'AM')).toBeNull();
		expect(sessionWindow(book, '2026-11-27', 'PM')).toBeNull();
		expect(sessionWindow(new Book(), MONDAY, 'AM')).toBeNull();
	});
});

describe('sessionNow', () => {
	const shown = (time: string): string => {
		const now = sessionNow(book, at(MONDAY, time));
		return now ? `${now.date} ${now.session} ${now.phase}` : 'none';
	};

	it.each([
		['00:00', 'AM before'],
		['08:49:59', 'AM before'],
		['08:50', 'AM open'],
		['09:09:59', 'AM open'],
		['09:10', 'AM closed'],
		['11:59:59', 'AM closed'],
		['12:00', 'PM before'],
		['13:09:59', 'PM before'],
		['13:10', 'PM open'],
		['13:30', 'PM closed'],
		['15:19:59', 'PM closed'],
		['15:20', 'PM over'],
		['23:59:59', 'PM over']
	])('[S2] [S3] at %s a register screen is about %s', (time, expected) => {
		expect(shown(time)).toBe(`${MONDAY} ${expected}`);
	});

	it('[S2] the same minutes hold in summer time and in winter time', () => {
		expect(sessionNow(book, utc('2026-10-23T07:50:00Z'))?.phase).toBe('open');
		expect(sessionNow(book, utc('2026-10-23T07:49:59Z'))?.phase).toBe('before');
		expect(sessionNow(book, utc('2026-11-02T08:50:00Z'))?.phase).toBe('open');
		expect(sessionNow(book, utc('2026-11-02T08:49:59Z'))?.phase).toBe('before');
	});

	it('[K2] on a day without school there is nothing to show', () => {
		expect(sessionNow(book, at('2026-11-27', '09:00'))).toBeNull();
		expect(sessionNow(book, at('2026-09-13', '09:00'))).toBeNull();
	});

	it('[S3] every instant of a school day lies in exactly one phase, and phases only go forwards', () => {
		const order: Phase[] = ['before', 'open', 'closed', 'over'];
		const window = {
			opensAt: at(MONDAY, '08:50'),
			closesAt: at(MONDAY, '09:10'),
			endsAt: at(MONDAY, '12:00')
		};
		const instants = fc.integer({ min: window.opensAt - 3_600_000, max: window.endsAt + 3_600_000 });
		fc.assert(
			fc.property(instants, instants, (a, b) => {
				const [first, second] = [Math.min(a, b), Math.max(a, b)];
				expect(order.indexOf(phaseAt(window, first))).toBeLessThanOrEqual(
					order.indexOf(phaseAt(window, second))
				);
			})
		);
	});

	it('[S2] is quick enough to be asked at every tap', () => {
		sessionNow(book, at(MONDAY, '08:55'));
		const started = performance.now();
		for (let i = 0; i < 2000; i += 1) sessionNow(book, at(MONDAY, '08:55') + i);
		expect((performance.now() - started) / 2000).toBeLessThan(0.5);
	});
});
