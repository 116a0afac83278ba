import { describe, expect, it } from 'vitest';
import { betterMeasure, clockAt, Jumps, measureClock } from './clock.ts';

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
