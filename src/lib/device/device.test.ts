import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { unbundle } from '../protocol/bundle.ts';
import type { Bundle } from '../protocol/sync.ts';
import { json, SIGNED_IN } from './fake-school.ts';
import { outboxOf, signedInTablet, tap, type FakeTablet } from './fake-tablet.ts';

afterEach(() => vi.restoreAllMocks());

describe('leaving a tablet', () => {
	it('[D-forget] is refused with the number of what waits', async () => {
		const { device, db } = await signedInTablet();
		await device.record(tap('p-1'), tap('p-2'));
		expect(await device.forget()).toMatchObject({
			ok: false,
			waiting: 2,
			message: expect.stringMatching(/^2 records/) as string
		});
		expect(await outboxOf(db)).toHaveLength(2);
		await device.record(tap('p-3'));
	});

	it('[D-forget] deletes everything once nothing waits', async () => {
		vi.spyOn(console, 'warn').mockReturnValue();
		const { device, db } = await signedInTablet();
		await device.record(tap('p-1'));
		await device.sync('test');
		db.close();
		expect(await device.forget()).toEqual({ ok: true });
		expect(await Dexie.exists(db.name)).toBe(false);
	});

	it('[D-file] what waits is saved as a file, and is the same facts when it is sent later', async () => {
		const { device, school } = await signedInTablet();
		await device.record(tap('p-0'));
		await device.sync('test');
		const held = await device.record(...Array.from({ length: 600 }, (_, at) => tap(`p-${at}`)));
		const file = JSON.parse(await (await device.saveWaitingAsFile()).text()) as Record<string, unknown> & {
			facts: Bundle[];
		};
		expect(file).toMatchObject({
			firstbell: 'waiting',
			protocol: 1,
			deviceId: 'device-1',
			clientId: held[0]?.clientId
		});
		const open = held.map(({ signInId, ...fact }) => ({ ...fact }));
		expect(file.facts.flatMap(unbundle)).toEqual(open);
		// Whoever finds the file cannot speak in anybody’s name.
		expect(JSON.stringify(file)).not.toContain(SIGNED_IN.signInId);
		expect((await device.state()).waiting).toBe(600);
		await device.sync('test');
		expect(school.facts).toHaveLength(601);
	});
});

describe('syncing by itself', () => {
	/** Waits for runs to settle: what is under way, and the one asked for meanwhile. */
	async function settled({ device }: FakeTablet): Promise<void> {
		await device.sync('settled');
	}

	async function requestsAfter(tablet: FakeTablet, act: () => unknown): Promise<number> {
		await settled(tablet);
		const before = tablet.school.requests.length;
		await act();
		await settled(tablet);
		// The one that waits for the others is the test’s own.
		return tablet.school.requests.length - before - 1;
	}

	it('[D-auto] at once on a tap, coming online, becoming visible, and being shown again', async () => {
		const tablet = await signedInTablet();
		const stop = tablet.device.startSyncing();
		expect(
			await requestsAfter(tablet, async () => {
				await tablet.device.record(tap('p-1'));
				tablet.time.pass(0);
			})
		).toBe(1);
		expect(await requestsAfter(tablet, () => tablet.tell('online'))).toBe(1);
		expect(await requestsAfter(tablet, () => tablet.tell('visible'))).toBe(1);
		expect(await requestsAfter(tablet, () => tablet.tell('pageshow'))).toBe(1);
		expect(await requestsAfter(tablet, () => tablet.tell('hidden'))).toBe(0);
		stop();
		expect(await requestsAfter(tablet, () => tablet.tell('online'))).toBe(0);
	});

	it('[D-auto] quick taps after the first are sent together once the hand rests, and every two seconds while it does not', async () => {
		const tablet = await signedInTablet();
		tablet.device.startSyncing();
		await settled(tablet);
		const tapThen = async (ms: number) => {
			await tablet.device.record(tap('p-1'));
			tablet.time.pass(ms);
		};
		expect(await requestsAfter(tablet, () => tapThen(0))).toBe(1);
		expect(await requestsAfter(tablet, () => tapThen(300))).toBe(0);
		expect(await requestsAfter(tablet, () => tapThen(499))).toBe(0);
		expect(await requestsAfter(tablet, () => tablet.time.pass(1))).toBe(1);
		for (let taps = 0; taps < 4; taps++) expect(await requestsAfter(tablet, () => tapThen(400))).toBe(0);
		expect(await requestsAfter(tablet, () => tapThen(400))).toBe(1);
		expect(await requestsAfter(tablet, () => tapThen(300))).toBe(0);
		expect(await requestsAfter(tablet, () => tablet.tell('hidden'))).toBe(1);
		expect((await tablet.device.state()).waiting).toBe(0);
	});

	it('[D-auto] every fifteen seconds while all is well and the page is seen', async () => {
		const tablet = await signedInTablet();
		const stop = tablet.device.startSyncing();
		expect(await requestsAfter(tablet, () => tablet.time.pass(14_000))).toBe(0);
		expect(await requestsAfter(tablet, () => tablet.time.pass(15_000))).toBe(1);
		tablet.page.visible = false;
		expect(await requestsAfter(tablet, () => tablet.time.pass(600_000))).toBe(0);
		stop();
	});

	it('[D-auto] a nudge is answered within two seconds, several by one run, and nobody listens unseen', async () => {
		const tablet = await signedInTablet();
		expect(tablet.nudge()).toBe(0);
		const stop = tablet.device.startSyncing();
		await settled(tablet);
		const nudged = await requestsAfter(tablet, () => {
			tablet.nudge();
			expect(tablet.nudge()).toBe(1);
			tablet.time.pass(2_000);
		});
		expect(nudged).toBe(1);
		tablet.page.visible = false;
		tablet.tell('hidden');
		expect(tablet.nudge()).toBe(0);
		tablet.page.visible = true;
		tablet.tell('visible');
		await settled(tablet);
		expect(tablet.nudge()).toBe(1);
		stop();
		expect(tablet.nudge()).toBe(0);
	});

	it('[D-auto] a person’s tap never waits for the backoff', async () => {
		const tablet = await signedInTablet();
		const stop = tablet.device.startSyncing();
		await settled(tablet);
		let tries = 0;
		tablet.school.between = () => {
			tries += 1;
			return json(503, {});
		};
		for (let i = 0; i < 10; i += 1) await tablet.device.record(tap(`p-${i}`)).then(() => settled(tablet));
		expect(tries).toBeGreaterThanOrEqual(10);
		tablet.school.between = (_path, answer) => answer();
		await tablet.device.sync('tap');
		expect(tablet.school.facts).toHaveLength(10);
		stop();
	});

	it('[D-auto] a page put to sleep lets go of the run it is in, and of its lock', async () => {
		const tablet = await signedInTablet();
		const stop = tablet.device.startSyncing();
		await settled(tablet);
		const asked = new Promise<void>((told) => {
			tablet.school.between = () => {
				told();
				return new Promise(() => undefined);
			};
		});
		const stuck = tablet.device.sync('test');
		await asked;
		tablet.tell('pagehide');
		await stuck;
		tablet.school.between = (_path, answer) => answer();
		await tablet.device.sync('test');
		expect((await tablet.device.state()).trouble).toBeNull();
		stop();
	});

	it('[D-auto] forty minutes of 503 over a morning: nothing is dropped at any number of tries', async () => {
		const tablet = await signedInTablet();
		const stop = tablet.device.startSyncing();
		await settled(tablet);
		tablet.school.between = () => json(503, {});
		await tablet.device.record(...Array.from({ length: 30 }, (_, at) => tap(`p-${at}`)));
		for (let minute = 0; minute < 40; minute += 1) {
			tablet.time.pass(60_000);
			await settled(tablet);
		}
		expect((await tablet.device.state()).waiting).toBe(30);
		tablet.school.between = (_path, answer) => answer();
		tablet.time.pass(60_000);
		await settled(tablet);
		expect(tablet.school.facts).toHaveLength(30);
		stop();
	});
});
