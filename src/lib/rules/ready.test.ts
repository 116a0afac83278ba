import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { on, tablet } from '../../../tests/support/office-day.ts';
import { inOrder, readiness, READY_LEVELS } from './ready.ts';
import { percentOf, type TabletSeen } from './tablets.ts';

const KNOWN = { headPosition: 500, appNow: '1.0.0', now: on('08:45') };
const MEGABYTE = 1_000_000;
const DAY_MS = 86_400_000;

/** What is said of a tablet that was heard at 08:44, but for what is said otherwise. */
const of = (over: Partial<TabletSeen> = {}, known = KNOWN) => readiness(tablet('08:44', over), known);
const only = (over: Partial<TabletSeen>, known = KNOWN): [string, string] => {
	const { level, problems } = of(over, known);
	expect(problems).toHaveLength(1);
	return [level, problems[0] ?? ''];
};

describe('ready for 8:50', () => {
	it('[I1] all in order: green', () => {
		expect(of()).toEqual({ level: 'green', problems: [], words: 'Ready' });
	});
	it('[I1] the worst comes first, and how many more there are', () => {
		expect(of({ app: '0.9.0', battery: 0.12, waiting: 3 })).toEqual({
			level: 'red',
			problems: ['3 waiting to send', 'Battery 12 %', 'Version 0.9.0, the school has 1.0.0'],
			words: '3 waiting to send and 2 more'
		});
	});
	it('[I2] never heard from, or not today: red, whatever it said when it was last heard', () => {
		expect(only({ lastSeenAt: null, battery: null })).toEqual(['red', 'Never heard from since it signed in']);
		expect(only({ lastSeenAt: on('08:44') - DAY_MS })).toEqual(['red', 'Not heard from today']);
		expect(of({ lastSeenAt: on('00:00') }).level).toBe('green');
		expect(of({ lastSeenAt: on('00:00') - 1 }).level).toBe('red');
	});
	it('[I2] anything that waits to be sent: red', () => {
		expect(only({ waiting: 1 })).toEqual(['red', '1 waiting to send']);
	});
	it('[I3] a class list that is behind the school’s record: amber, unless it was heard just now', () => {
		const behind = { cursor: 499 };
		expect(of({ ...behind, lastSeenAt: on('08:43') }).level).toBe('green');
		expect(only({ ...behind, lastSeenAt: on('08:42') })).toEqual(['amber', 'Class list last read at 08:42']);
		expect(of({ lastSeenAt: on('07:30') }).level).toBe('green');
		expect(of({ ...behind, lastSeenAt: on('08:44') - DAY_MS }).problems).toEqual([
			'Not heard from today',
			'Class list not read today'
		]);
	});
	it('[I1] battery: below 20 % red, below 40 % amber', () => {
		expect(only({ battery: 0.199 })).toEqual(['red', 'Battery 19 %']);
		expect(only({ battery: 0.2 })).toEqual(['amber', 'Battery 20 %']);
		expect(only({ battery: 0.399 })).toEqual(['amber', 'Battery 39 %']);
		expect(of({ battery: 0.4 }).level).toBe('green');
	});
	it('[I1] space: below 50 MB red, below 200 MB amber', () => {
		expect(only({ freeBytes: 50 * MEGABYTE - 1 })).toEqual(['red', '49 MB of space left']);
		expect(only({ freeBytes: 50 * MEGABYTE })).toEqual(['amber', '50 MB of space left']);
		expect(only({ freeBytes: 200 * MEGABYTE - 1 })).toEqual(['amber', '199 MB of space left']);
		expect(of({ freeBytes: 200 * MEGABYTE }).level).toBe('green');
	});
	it('[I1] F11 clock: more than a minute out amber, more than five red, fast or slow', () => {
		expect(of({ clockOffsetMs: 60_000 }).level).toBe('green');
		expect(only({ clockOffsetMs: 60_001 })).toEqual(['amber', 'Clock 60 seconds slow']);
		expect(only({ clockOffsetMs: -180_000 })).toEqual(['amber', 'Clock 3 minutes fast']);
		expect(only({ clockOffsetMs: 300_000 })).toEqual(['amber', 'Clock 5 minutes slow']);
		expect(only({ clockOffsetMs: -300_001 })).toEqual(['red', 'Clock 5 minutes fast']);
	});
	it('[I1] storage that may be cleared, and another version: amber', () => {
		expect(only({ persisted: false })).toEqual([
			'amber',
			'Its browser may clear the store when space runs out'
		]);
		expect(only({ app: '0.9.0' })).toEqual(['amber', 'Version 0.9.0, the school has 1.0.0']);
	});
	it('[I4] what the browser does not say is not known, and never green', () => {
		const silences = {
			...{ battery: 'Battery', freeBytes: 'Space', persisted: 'Whether its browser keeps the store' },
			...{ app: 'Version', clockOffsetMs: 'Clock', cursor: 'Class list', waiting: 'What waits to send' }
		};
		for (const [key, what] of Object.entries(silences))
			expect(only({ [key]: null })).toEqual(['amber', `${what} not known`]);
	});
	it('[I4] to know less never makes a tablet readier', () => {
		const maybe = <T>(known: fc.Arbitrary<T>) => fc.option(known);
		const seen = fc.record({
			battery: maybe(fc.double({ min: 0, max: 1, noNaN: true })),
			freeBytes: maybe(fc.nat(300 * MEGABYTE)),
			persisted: maybe(fc.boolean()),
			app: maybe(fc.constantFrom('1.0.0', '0.9.0')),
			clockOffsetMs: maybe(fc.integer({ min: -400_000, max: 400_000 })),
			waiting: maybe(fc.nat(2))
		});
		const blank = {
			battery: null,
			freeBytes: null,
			persisted: null,
			app: null,
			clockOffsetMs: null,
			waiting: null
		};
		fc.assert(
			fc.property(seen, fc.constantFrom(...(Object.keys(blank) as (keyof typeof blank)[])), (known, key) => {
				const [before, after] = [of(known), of({ ...known, [key]: null })];
				if (after.level === 'green') throw new Error(`Green with ${key} not known.`);
				if (before.level === 'green') expect(after.level).toBe('amber');
				expect(after.problems.some((problem) => problem.endsWith('not known'))).toBe(true);
			})
		);
	});
	it('[I5] red ones first, then by name; those withdrawn from use are left out', () => {
		const tablets = [
			tablet('08:44', { deviceId: 'a', name: 'Oak 10' }),
			tablet('08:44', { deviceId: 'b', name: 'Oak 2' }),
			tablet('08:44', { deviceId: 'c', name: 'Elm', waiting: 1 }),
			tablet('08:44', { deviceId: 'd', name: 'Ash', battery: null }),
			tablet('08:44', { deviceId: 'e', name: 'Old', isRevoked: true, waiting: 9 })
		];
		const order = [...'cdba'];
		expect(inOrder(tablets, KNOWN).map(({ tablet: { deviceId } }) => deviceId)).toEqual(order);
		fc.assert(
			fc.property(fc.shuffledSubarray(tablets, { minLength: 5 }), (again) => {
				const found = inOrder(again, KNOWN);
				expect(found.map(({ tablet: { deviceId } }) => deviceId)).toEqual(order);
				const levels = found.map(({ readiness: { level } }) => READY_LEVELS.indexOf(level));
				expect(levels).toEqual(levels.toSorted());
			})
		);
	});
	it('[I1] a charge in whole percent is cut off, and 29 % is 29 %', () => {
		expect([0.29, 0.57, 0.58, 1, 0.009].map(percentOf)).toEqual([29, 57, 58, 100, 0]);
	});
});
