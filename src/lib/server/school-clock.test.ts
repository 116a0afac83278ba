import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Book } from '../rules/book.ts';
import type { Fact } from '../rules/facts.ts';
import { londonDate, londonInstant, londonMinute } from '../rules/sessions.ts';
import { CALENDAR, SETTINGS } from './demo/calendar-2026.ts';
import { chooseShift, clockSentence, schoolClock } from './school-clock.ts';

const HOUR_MS = 3_600_000;

const base = { v: 1, clientId: 'c', seq: 1, signInId: 's', madeAt: 0, clock: { offsetMs: 0, doubtMs: 0 } };
const facts: Fact[] = [
	{ ...base, id: '1', kind: 'calendar', ...CALENDAR },
	{ ...base, id: '2', kind: 'settings', schoolName: 'A school', ...SETTINGS }
];
const book = new Book().add(facts);

const at = (date: string, minute: string) => londonInstant(date, minute);
const shown = (instant: number) => `${londonDate(instant)} ${londonMinute(instant)}`;

/** What a demo school's clock shows at the start. */
function start(realNow: number, { env, stored = null }: { env?: string; stored?: number | null } = {}) {
	const { shiftMs, why } = chooseShift({ demo: true, env, storedShiftMs: stored, book }, realNow);
	return { shows: shown(realNow + shiftMs), why, shiftMs };
}

describe('a new demo school', () => {
	test.each([
		['a school morning', '2026-11-23', '08:40', '2026-11-23 08:40', 'real'],
		['the end of the afternoon', '2026-11-23', '15:19', '2026-11-23 15:19', 'real'],
		['just after the bell', '2026-11-23', '15:20', '2026-11-23 08:50', 'closed'],
		['an evening', '2026-11-23', '21:00', '2026-11-23 08:50', 'closed'],
		['before the doors open', '2026-11-24', '08:39', '2026-11-23 08:50', 'closed'],
		['a weekend', '2026-11-22', '10:00', '2026-11-20 08:50', 'closed'],
		['an INSET day', '2026-11-27', '10:00', '2026-11-26 08:50', 'closed'],
		['half-term', '2026-10-28', '10:00', '2026-10-23 08:50', 'closed'],
		['the summer before', '2026-07-01', '10:00', '2026-09-02 08:50', 'closed'],
		['years later', '2031-03-03', '10:00', '2027-07-20 08:50', 'closed']
	])('on %s (%s %s) shows %s', (_when, date, minute, shows, why) => {
		expect(start(at(date, minute))).toMatchObject({ shows, why });
	});

	test('shows the time it is asked for, whatever the real one, and runs on from there', () => {
		let real = at('2027-02-01', '03:00');
		const clock = schoolClock({
			demo: true,
			env: '2026-11-23T08:50',
			storedShiftMs: null,
			book,
			realNow: () => real
		});
		expect([clock.why, shown(clock.now())]).toEqual(['asked', '2026-11-23 08:50']);
		real += 20 * 60_000;
		expect(shown(clock.now())).toBe('2026-11-23 09:10');
	});

	test('takes the time that is asked for as London’s, in summer too', () => {
		expect(start(at('2026-11-23', '10:00'), { env: '2026-09-14T08:50' }).shows).toBe('2026-09-14 08:50');
	});
});

describe('over a restart', () => {
	test('a demo that was picked runs on', () => {
		const real = at('2026-11-23', '20:00');
		const { shiftMs } = start(real);
		expect(start(real + 5 * 60_000, { stored: shiftMs })).toMatchObject({
			shows: '2026-11-23 08:55',
			why: 'kept'
		});
	});

	test('a demo whose time has run past school goes on to its next 8:50', () => {
		const real = at('2026-11-23', '20:00');
		const { shiftMs } = start(real);
		expect(start(at('2026-11-24', '07:00'), { stored: shiftMs })).toMatchObject({
			shows: '2026-11-24 08:50'
		});
		expect(start(at('2026-11-24', '09:30'), { stored: shiftMs })).toMatchObject({
			shows: '2026-11-24 09:30',
			why: 'real'
		});
	});

	test('a demo asked for the same time again is not set back', () => {
		const real = at('2026-11-23', '20:00');
		const { shiftMs } = start(real, { env: '2026-11-23T08:50' });
		expect(start(real + 60_000, { env: '2026-11-23T08:50', stored: shiftMs })).toMatchObject({
			shows: '2026-11-23 08:51'
		});
	});

	test('who asked for a time outside school keeps it', () => {
		const real = at('2026-11-23', '20:00');
		const { shiftMs } = start(real, { env: '2026-11-22T19:00' });
		expect(start(real + 60_000, { env: '2026-11-22T19:00', stored: shiftMs })).toMatchObject({
			shows: '2026-11-22 19:01'
		});
	});

	test('time never goes back, whenever it is started and whatever is asked', () => {
		const minutes = fc.integer({ min: 0, max: 300 * 24 * 60 });
		const asked = fc.option(minutes, { freq: 3 });
		fc.assert(
			fc.property(fc.array(fc.tuple(minutes, asked), { minLength: 2, maxLength: 8 }), (starts) => {
				const from = at('2026-09-01', '00:00');
				let real = from;
				let stored: number | null = null;
				let last = -Infinity;
				for (const [later, ask] of starts) {
					real += later * 6_000;
					const instant = ask === null ? null : from + ask * 60_000;
					const env = instant === null ? undefined : `${londonDate(instant)}T${londonMinute(instant)}`;
					stored = chooseShift({ demo: true, env, storedShiftMs: stored, book }, real).shiftMs;
					expect(real + stored).toBeGreaterThanOrEqual(last);
					last = real + stored;
				}
			})
		);
	});
});

describe('a school that is no demo', () => {
	test('keeps real time, at night too', () => {
		const night = at('2026-11-22', '23:00');
		const choice = chooseShift({ demo: false, env: '', storedShiftMs: 0, book }, night);
		expect(choice).toEqual({ shiftMs: 0, why: 'real' });
		expect(clockSentence(choice, night)).toBeNull();
	});

	test('refuses to have its clock set, in one sentence', () => {
		const asked = { demo: false, env: '2026-11-23T08:50', storedShiftMs: 0, book };
		expect(() => chooseShift(asked, 0)).toThrow(/^FIRSTBELL_CLOCK is for demo schools only: [^.]*\.$/);
	});
});

test.each([
	'08:50',
	'2026-11-23',
	'2026-11-23 08:50',
	'2026-11-31T08:50',
	'2026-13-01T08:50',
	'2026-11-23T24:00',
	'x'
])('a time asked for as “%s” is refused, in one sentence', (env) => {
	expect(() => start(0, { env })).toThrow(
		`FIRSTBELL_CLOCK must be a date and a time like 2026-11-23T08:50, and “${env}” is not.`
	);
});

test('a shifted clock says so on screen', () => {
	const choice = { shiftMs: -1000, why: 'closed' as const };
	expect(clockSentence(choice, at('2026-11-23', '08:50'))).toBe(
		'In this demo school it is Monday 23 November, 08:50, not the real time.'
	);
});

test.each([
	['of its own', -HOUR_MS, '2026-11-23 19:00', 'not the real time'],
	['that is the real one', 0, '2026-11-23 20:00', 'the real time']
])(
	'a demo whose time %s is past the one asked for says so, and how to get it',
	(_what, storedShiftMs, shows, which) => {
		const real = at('2026-11-23', '20:00');
		const choice = chooseShift({ demo: true, env: '2026-11-20T08:50', storedShiftMs, book }, real);
		const now = real + choice.shiftMs;
		expect(shown(now)).toBe(shows);
		expect(clockSentence(choice, now)).toBe(
			`In this demo school it is Monday 23 November, ${shows.slice(-5)}, ${which}. Its clock never goes back, so FIRSTBELL_CLOCK=2026-11-20T08:50 needs a new school: name another folder with DATA_DIR.`
		);
		const later = chooseShift({ demo: true, env: '2026-11-24T08:50', storedShiftMs, book }, real);
		expect(clockSentence(later, real + later.shiftMs)).toMatch(/24 November, 08:50, not the real time\.$/);
	}
);
