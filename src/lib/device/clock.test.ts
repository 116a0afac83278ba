import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { betterMeasure, clockAt, Jumps, measureClock } from './clock.ts';
import { FakeSchool, json } from './fake-school.ts';
import { newId } from './id.ts';
import { fakeTablet, schoolBook, signedInTablet, tap } from './fake-tablet.ts';

describe("the device's clock", () => {
	it('[D-clock] the offset is the server’s time less the middle of the exchange, and half the round trip is the doubt', () => {
		const measure = measureClock({ answeredAt: 10_000, roundTripMs: 400, serverNow: 12_000 });
		expect(measure).toEqual({ offsetMs: 2_200, doubtMs: 200, measuredAt: 10_000 });
	});

	it('[D-clock] doubt grows with the time since the measure', () => {
		const measure = measureClock({ answeredAt: 0, roundTripMs: 0, serverNow: 0 });
		expect(clockAt(measure, 8 * 3_600_000).doubtMs).toBe(2_880);
	});

	it('[D-clock] taps of one minute mostly share their clock, so that they travel compactly', () => {
		const measure = measureClock({ answeredAt: 0, roundTripMs: 82, serverNow: 0 });
		expect(clockAt(measure, 1_000)).toEqual(clockAt(measure, 60_000));
	});

	it('[D-clock] a clock that was never measured says so', () => {
		expect(clockAt(undefined, 5)).toEqual({ offsetMs: 0, doubtMs: null });
	});

	it('[D-clock] a demo school’s shift is told beside the offset, and is no doubt', () => {
		const measure = measureClock({
			answeredAt: 1_000,
			roundTripMs: 0,
			serverNow: 86_401_000,
			shiftMs: 86_400_000
		});
		expect(clockAt(measure, 1_000)).toEqual({ offsetMs: 86_400_000, doubtMs: 0, shiftMs: 86_400_000 });
	});

	it('[D-clock] a slow answer that agrees does not spoil a sure measure; one that disagrees replaces it', () => {
		const sure = { offsetMs: 100, doubtMs: 20, measuredAt: 1_000 };
		expect(betterMeasure(sure, { offsetMs: 3_000, doubtMs: 5_000, measuredAt: 2_000 })).toBe(sure);
		const surer = { offsetMs: 101, doubtMs: 5, measuredAt: 2_000 };
		expect(betterMeasure(sure, surer)).toBe(surer);
		const moved = { offsetMs: 60_000, doubtMs: 5_000, measuredAt: 2_000 };
		expect(betterMeasure(sure, moved)).toBe(moved);
	});

	it('[D-clock] a wall clock set within one page’s life adds its jump to the doubt, back or forth', () => {
		const jumps = new Jumps(1_000, 0);
		expect(jumps.jumpedMs(61_000, 60_000)).toBe(0);
		expect(jumps.jumpedMs(3_661_000, 60_000)).toBe(3_600_000);
		expect(jumps.jumpedMs(-3_539_000, 60_000)).toBe(3_600_000);
	});

	it('[D-clock] a tablet that slept out of sight has not had its clock set', () => {
		const jumps = new Jumps(0, 0);
		jumps.hidden(1_000, 1_000);
		jumps.visible(3_601_000, 1_000);
		expect(jumps.jumpedMs(3_602_000, 2_000)).toBe(0);
	});

	it('[D-clock] a clock set back while out of sight is still noticed', () => {
		const jumps = new Jumps(0, 0);
		jumps.hidden(1_000, 1_000);
		jumps.visible(-3_599_000, 1_000);
		expect(jumps.jumpedMs(-3_598_000, 2_000)).toBe(3_600_000);
	});

	it('[D-clock] a sleep before a measure that was taken out of sight is not counted once more when the page is back', () => {
		const jumps = new Jumps(0, 0);
		jumps.hidden(1_000, 1_000);
		jumps.restart(3_601_000, 1_000);
		jumps.visible(3_602_000, 2_000);
		expect(jumps.jumpedMs(3_603_000, 3_000)).toBe(0);
	});

	it('[D-clock] what jumped before a measure no longer matters', () => {
		const jumps = new Jumps(0, 0);
		jumps.restart(3_600_000, 1_000);
		expect(jumps.jumpedMs(3_601_000, 2_000)).toBe(0);
	});
});

describe('the school’s time', () => {
	it('[D-time] the school’s time is the device’s own, corrected by the last exchange', async () => {
		const school = new FakeSchool();
		const tablet = await fakeTablet({}, { school });
		tablet.time.wall -= 180_000;
		await tablet.device.signIn('adeyemi', 'secret');
		await tablet.device.sync('test');
		expect(tablet.device.schoolNow()).toBe(school.now);
		const [fact] = await tablet.device.record(tap('p-1'));
		expect((fact?.madeAt ?? 0) + (fact?.clock.offsetMs ?? 0)).toBe(school.now);
	});

	it('[D-time] [C8] a fact’s id goes by the school’s time, so that beside the time of its making it does not tell how far this clock is out', async () => {
		const school = new FakeSchool();
		const tablet = await fakeTablet({}, { school });
		tablet.time.wall -= 180_000;
		await tablet.device.signIn('adeyemi', 'secret');
		await tablet.device.sync('test');
		const [fact] = await tablet.device.record(tap('p-1'));
		expect(fact?.id.slice(0, 10)).toBe(newId(school.now).slice(0, 10));
	});

	it('[D-time] who shows the time is told the moment that it is learnt anew, with the right time at hand, until they no longer ask', async () => {
		const school = new FakeSchool();
		const { device, time } = await fakeTablet({}, { school });
		time.wall -= 3 * 86_400_000;
		const heard: number[] = [];
		const stop = device.onClock(() => heard.push(device.schoolNow()));
		await device.signIn('adeyemi', 'secret');
		await device.sync('test');
		expect(heard.length).toBeGreaterThan(0);
		expect(new Set(heard)).toEqual(new Set([school.now]));
		stop();
		const before = heard.length;
		time.pass(60_000);
		await device.sync('test');
		expect(heard).toHaveLength(before);
	});

	it('[D-time] signing in tells the school’s time, so that no first screen begins on a wrong day; its doubt is the password’s long way', async () => {
		const tablet = await fakeTablet();
		const { school, time, device } = tablet;
		const shiftMs = -3 * 86_400_000;
		school.between = async (path, answer) => {
			if (path !== '/api/sign-in') return json(503, {});
			time.pass(400);
			const told = (await answer().json()) as object;
			return json(200, { ...told, now: time.wall + shiftMs, shiftMs });
		};
		await device.signIn('adeyemi', 'secret');
		// At once: nothing else has been asked yet, and nothing of it was answered.
		expect(device.shiftMs).toBe(shiftMs);
		expect(Math.abs(device.schoolNow() - (time.wall + shiftMs))).toBeLessThanOrEqual(200);
		const [fact] = await device.record(tap('p-1'));
		expect(fact?.clock).toMatchObject({ shiftMs, doubtMs: 200 });
	});

	it('[D-time] never measured, a fact says so, and is recorded all the same', async () => {
		const { device, school } = await fakeTablet();
		school.between = (path, answer) => (path === '/api/sync' ? json(503, {}) : answer());
		await device.signIn('adeyemi', 'secret');
		await device.sync('test');
		const [fact] = await device.record(tap('p-1'));
		expect(fact?.clock).toEqual({ offsetMs: 0, doubtMs: null });
	});

	it('[D-time] a clock behind the last school time asks for the day, also after a relaunch; a yes is enough for the day', async () => {
		const { device, time, again } = await signedInTablet();
		expect(device.clockQuestion()).toEqual({
			ask: false,
			shown: expect.stringContaining('23 November') as string
		});
		device.close();
		time.wall -= 3 * 86_400_000;
		const relaunched = (await again()).device;
		expect(relaunched.clockQuestion().ask).toBe(true);
		const [asked] = await relaunched.record(tap('p-1'));
		expect(asked?.seq).toBe(1);
		await relaunched.confirmDate(true);
		expect(relaunched.clockQuestion().ask).toBe(false);
	});

	it('[D-time] a no marks what is recorded as doubtful, until the school is heard', async () => {
		const { device } = await signedInTablet();
		await device.confirmDate(false);
		expect((await device.record(tap('p-1')))[0]?.clock.doubtMs).toBeGreaterThanOrEqual(86_400_000);
		await device.sync('test');
		expect((await device.record(tap('p-1')))[0]?.clock.doubtMs).toBeLessThan(1_000);
	});

	it('[D-time] a clock set within the page’s life makes the next fact doubtful', async () => {
		const { device, time } = await signedInTablet();
		time.wall += 3_600_000;
		expect((await device.record(tap('p-1')))[0]?.clock.doubtMs).toBeGreaterThanOrEqual(3_600_000);
	});

	it('[D-time] the school’s name follows its settings', async () => {
		const { device, school } = await signedInTablet();
		school.add(...schoolBook());
		await device.sync('test');
		expect((await device.state()).schoolName).toBe('St James');
	});
});
