import { describe, expect, it } from 'vitest';
import { FakeTime } from './fake-tablet.ts';
import { Rhythm } from './rhythm.ts';

function rhythmOf({ random = 0.5, visible = true, waiting = 0 } = {}) {
	const time = new FakeTime();
	const asked: string[] = [];
	const world = { visible, waiting };
	const rhythm = new Rhythm({
		run: (force) => Promise.resolve(void asked.push(force ? 'without the lock' : 'run')),
		countWaiting: () => Promise.resolve(world.waiting),
		isVisible: () => world.visible,
		mono: () => time.mono,
		random: () => random,
		after: time.after
	});
	const next = () => Math.min(...time.due().filter((ms) => ms !== 30_000));
	return { rhythm, time, asked, world, next };
}

describe('when to sync unasked', () => {
	it('[D-rhythm] every 15 seconds, give or take a fifth, while all is well and the page is seen', () => {
		for (const [random, expected] of [
			[0, 12_000],
			[0.5, 15_000],
			[1, 18_000]
		] as const) {
			const { rhythm, next } = rhythmOf({ random });
			rhythm.ended('done', 0);
			expect(next()).toBe(expected);
		}
	});

	it('[D-rhythm] not at all while all is well and nobody looks', () => {
		const { rhythm, next } = rhythmOf({ visible: false });
		rhythm.ended('done', 0);
		expect(next()).toBe(Infinity);
	});

	it('[D-rhythm] while it fails: a random time whose upper end doubles from one second to a minute', () => {
		const { rhythm, next } = rhythmOf({ random: 1 });
		const ends = Array.from({ length: 8 }, () => {
			rhythm.ended('failing', 1);
			return next();
		});
		expect(ends).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
		const least = rhythmOf({ random: 0 });
		for (let i = 0; i < 6; i += 1) least.rhythm.ended('failing', 1);
		expect(least.next()).toBe(1_000);
	});

	it('[D-rhythm] there is no last try: after a thousand failures the next is set all the same', () => {
		const { rhythm, next } = rhythmOf({ random: 1 });
		for (let i = 0; i < 1_000; i += 1) rhythm.ended('failing', 1);
		expect(next()).toBe(60_000);
	});

	it('[D-rhythm] something that waits is tried again even where nobody looks', () => {
		const { rhythm, next } = rhythmOf({ visible: false });
		rhythm.ended('done', 1);
		expect(next()).toBeLessThanOrEqual(60_000);
	});

	it('[D-rhythm] a good run ends the backoff', () => {
		const { rhythm, next } = rhythmOf({ random: 1 });
		for (let i = 0; i < 5; i += 1) rhythm.ended('failing', 1);
		rhythm.ended('done', 0);
		rhythm.ended('failing', 1);
		expect(next()).toBe(2_000);
	});

	it('[D-rhythm] a run that somebody asked for takes the place of the one that was set', () => {
		const { rhythm, time, next } = rhythmOf();
		rhythm.ended('failing', 1);
		rhythm.began();
		expect(next()).toBe(Infinity);
		expect(time.due()).toHaveLength(1);
	});

	it('[D-rhythm] the watchdog runs what has waited 90 seconds without a try, whoever holds the lock', async () => {
		const { rhythm, time, asked, world } = rhythmOf({ waiting: 3 });
		rhythm.began();
		time.pass(89_000);
		await Promise.resolve();
		expect(asked).toEqual([]);
		time.pass(5_000);
		await Promise.resolve();
		expect(asked).toEqual(['without the lock']);
		world.waiting = 0;
		time.pass(90_000);
		await Promise.resolve();
		expect(asked).toEqual(['without the lock']);
	});

	it('[D-rhythm] stopped is stopped', () => {
		const { rhythm, time } = rhythmOf();
		rhythm.ended('failing', 1);
		rhythm.stop();
		rhythm.ended('failing', 1);
		expect(time.due()).toEqual([]);
	});
});
