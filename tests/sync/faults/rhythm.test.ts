import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newBrowsers, Tablet } from '../../support/in-process.ts';
import { PageInTime } from '../../support/page-in-time.ts';
import { PUPILS, STAFF } from '../../support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../../support/small-school.ts';
import { chanceOf } from '../simulator/chance.ts';

vi.setConfig({ testTimeout: 60_000 });

const TABLETS = 12;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const pupilIds = Object.values(PUPILS).map((pupil) => pupil.pupilId);
const [ava = '', ben = ''] = pupilIds;

let school: SmallSchool;
let page: PageInTime;
const here = () => school;
const entries = async () =>
	(await school.store.registerFacts(SCHOOL, REGISTER)).flatMap((fact) => (fact.kind === 'mark' ? fact : []));

beforeEach(async () => {
	newBrowsers();
	school = await SmallSchool.open();
	page = new PageInTime(here);
});
afterEach(() => school.close());

describe('a morning without a server', () => {
	it('[D-auto] [F12] 503 and 429 for forty minutes: twelve tablets drop nothing at any try, do not hammer, and come back spread out', async () => {
		let isDown = false;
		let inFlight = 0;
		const tries: { tablet: number; at: number }[] = [];
		const through = new Map<number, number>();
		const tablets: Tablet[] = [];
		const stops: (() => void)[] = [];
		for (let n = 0; n < TABLETS; n += 1) {
			await school.enrol(`tablet-${n}`);
			await school.signIn(`in-${n}`, STAFF.teal, `tablet-${n}`);
			const around = { ...page.around, random: chanceOf(n + 1) };
			const tablet = await Tablet.open(here, `tablet-${n}`, STAFF.teal, `tablet-${n}`, around, `in-${n}`);
			tablet.between = async (answer) => {
				inFlight += 1;
				try {
					tries.push({ tablet: n, at: page.time.mono });
					const [status, headers] = tries.length % 2 ? [503, {}] : [429, { 'retry-after': '3600' }];
					if (isDown) return new Response('{"code":"busy"}', { status, headers });
					const answered = await answer();
					if (!through.has(n)) through.set(n, page.time.mono);
					return answered;
				} finally {
					inFlight -= 1;
				}
			};
			tablets.push(tablet);
			stops.push(tablet.device.startSyncing());
		}
		/** Every tablet has made its try, and has set its next one beside its watchdog. */
		const quiet = () =>
			vi.waitFor(
				() => {
					expect(inFlight).toBe(0);
					expect(page.time.due()).toHaveLength(2 * TABLETS);
				},
				{ interval: 1, timeout: 20_000 }
			);
		await quiet();
		isDown = true;
		tries.length = 0;
		through.clear();
		const from = page.time.mono;
		for (let minute = 0; minute < 40; minute += 1) {
			// Marking goes on: in each minute some class taps somebody.
			await tablets[minute % TABLETS]?.tap(pupilIds[minute % 4] ?? '', minute % 3 ? '/' : 'N');
			for (let step = 0; step < 4; step += 1) {
				page.pass(15 * SECOND_MS);
				await quiet();
			}
		}
		const waiting = await Promise.all(tablets.map(async ({ device }) => (await device.state()).waiting));
		expect(waiting.reduce((sum, each) => sum + each, 0)).toBe(40);
		expect(await entries()).toEqual([]);
		for (let n = 0; n < TABLETS; n += 1) {
			const own = tries.filter((each) => each.tablet === n && each.at > from + 5 * MINUTE_MS);
			expect(own.length, 'it goes on trying, a few times a minute at the most').toBeGreaterThan(35);
			expect(own.length).toBeLessThan(4 * 35);
		}

		// The Wi-Fi is back before the server is: all of them try at one moment, and in vain.
		page.tell('online');
		await quiet();
		expect(tries.filter((each) => each.at === page.time.mono).length).toBeGreaterThanOrEqual(TABLETS);
		isDown = false;
		const back = page.time.mono;
		for (let second = 0; second < 61; second += 1) {
			page.pass(SECOND_MS);
			await quiet();
		}
		const after = [...through.values()].map((at) => at - back).sort((a, b) => a - b);
		expect(after, 'all are back within a minute').toHaveLength(TABLETS);
		const inOneRush = after.map((at) => after.filter((each) => each >= at && each < at + 5_000).length);
		expect(Math.max(...inOneRush), 'and not all at once').toBeLessThanOrEqual(TABLETS / 2);
		expect(await entries()).toHaveLength(40);
		for (const { device } of tablets) expect((await device.state()).waiting).toBe(0);
		for (const stop of stops) stop();
	});
});

describe('what never tells that it has died', () => {
	it('[D-auto] [F39] the live line silently dead: what others mark is here within eighteen seconds all the same, time after time', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal, 'tablet', page.around);
		const desk = await Tablet.open(here, 'desk', STAFF.recep);
		const stop = tablet.device.startSyncing();
		await tablet.device.sync('settled');
		expect(page.listening, 'the tablet believes that it would be told').toBe(1);
		for (const [pupilId, arrivedAt] of [
			[ava, '08:54'],
			[ben, '08:55']
		] as const) {
			await desk.device.record({
				...{ kind: 'mark', ...REGISTER, pupilId, how: 'desk', code: 'L', arrivedAt, sawPlans: [] }
			});
			await desk.sync();
			let pulls = 0;
			tablet.between = (answer) => {
				pulls += 1;
				return answer();
			};
			page.pass(18 * SECOND_MS);
			await vi.waitFor(async () => expect((await tablet.mark(pupilId)).code).toBe('L'), { interval: 5 });
			expect(pulls, 'it asked by itself').toBeGreaterThan(0);
		}
		stop();
		expect(page.listening).toBe(0);
	});

	it('[D-auto] [F31] a sleeping tab that never gives the lock back: after ninety seconds the tab on screen sends without it, and goes on so', async () => {
		let isHeld = false;
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal, 'tablet', {
			...page.around,
			alone: async (_name, run) => (isHeld ? 'busy' : run())
		});
		const stop = tablet.device.startSyncing();
		await tablet.device.sync('settled');
		isHeld = true;
		const seconds: number[] = [];
		for (const pupilId of [ava, ben]) {
			const id = await tablet.tap(pupilId, '/');
			const from = page.time.mono;
			while ((await entries()).every((entry) => entry.id !== id)) {
				page.pass(5 * SECOND_MS);
				await tablet.device.sync('settled');
				expect(page.time.mono - from, 'it is stuck').toBeLessThan(5 * MINUTE_MS);
			}
			seconds.push((page.time.mono - from) / SECOND_MS);
		}
		for (const each of seconds) expect(each).toBeLessThanOrEqual(125);
		expect((await tablet.device.state()).waiting).toBe(0);
		stop();
	});
});
