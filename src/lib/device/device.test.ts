import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { unbundle } from '../protocol/bundle.ts';
import type { Bundle } from '../protocol/sync.ts';
import { FakeSchool, json, SIGNED_IN } from './fake-school.ts';
import { fakeTablet, outboxOf, schoolBook, signedInTablet, tap, type FakeTablet } from './fake-tablet.ts';

afterEach(() => vi.restoreAllMocks());

describe('signing in and out', () => {
	it('[D-sign] a tablet that nobody signed in on asks nobody anything, and has its number', async () => {
		const { device, school } = await fakeTablet();
		await device.sync('test');
		expect(school.requests).toEqual([]);
		expect(await device.state()).toMatchObject({
			deviceId: null,
			person: null,
			waiting: 0,
			lastContactAt: null
		});
		expect((await device.state()).clientId).toHaveLength(26);
	});

	it('[D-sign] the first sign-in names the tablet, asks the browser to keep its store, and syncs', async () => {
		const { device, school } = await fakeTablet();
		expect(await device.signIn('adeyemi', 'secret')).toEqual({ ok: true });
		await device.sync('settled');
		expect(await device.state()).toMatchObject({
			deviceId: 'device-1',
			deviceName: 'Tablet 1',
			person: { staffId: 's-1', role: 'teacher', signInId: 'sign-in-1' },
			schoolName: 'Firstbell Primary',
			persisted: true,
			lastContactAt: school.now
		});
	});

	it('[D-sign] a browser that asks the person whether it may keep the store holds nobody up at the door', async () => {
		const { device } = await fakeTablet({ persist: () => new Promise<never>(() => {}) });
		expect(await device.signIn('adeyemi', 'secret')).toEqual({ ok: true });
		await device.sync('settled');
		expect(await device.state()).toMatchObject({ persisted: null, person: { staffId: 's-1' } });
	});

	it.each([
		[
			'a wrong password',
			() => json(401, { code: 'not-right', message: 'The username or password is not right.' }),
			'is not right'
		],
		[
			'a locked account',
			() => json(429, { code: 'locked', message: 'This account is locked until 09:05.' }),
			'locked until'
		],
		['no network', () => Promise.reject(new TypeError('x')), 'no connection to the school'],
		[
			'a Wi-Fi login page',
			() => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
			'Wi-Fi'
		],
		['a broken server', () => new Response('oops', { status: 500 }), 'Try again in a minute'],
		['200 without a person', () => json(200, { ...SIGNED_IN, person: null }), 'Try again in a minute']
	])('[D-sign] %s is a sentence, and nothing on the tablet changes', async (_what, fail, words) => {
		const { device, db, school } = await signedInTablet();
		await device.record(tap('p-1'));
		const before = await outboxOf(db);
		school.between = (path, answer) => (path === '/api/sign-in' ? fail() : answer());
		const answer = await device.signIn('adeyemi', 'wrong');
		expect(answer).toMatchObject({ ok: false, message: expect.stringContaining(words) as string });
		expect(await outboxOf(db)).toEqual(before);
		expect((await device.state()).person?.signInId).toBe('sign-in-1');
	});

	it('[D-sign] signing out works without a network, keeps what waits, and is told later', async () => {
		const { device, school } = await signedInTablet();
		await device.record(tap('p-1'));
		const told: string[] = [];
		school.between = () => Promise.reject(new TypeError('x'));
		await device.signOut();
		expect(await device.state()).toMatchObject({ person: null, waiting: 1, needsSignIn: false });
		await expect(device.record(tap('p-2'))).rejects.toThrow('Nobody is signed in');
		school.signedIn = null;
		school.between = (path, answer) => {
			told.push(path);
			return answer();
		};
		await device.sync('test');
		await device.sync('test');
		expect(told.filter((path) => path === '/api/sign-out')).toHaveLength(1);
		expect(told[0]).toBe('/api/sign-out');
		expect(school.facts[0]?.signInId).toBe('sign-in-1');
		expect((await device.state()).waiting).toBe(0);
	});

	it('[D-sign] the next person’s facts are theirs, and the first one’s stay the first one’s', async () => {
		const { device, school } = await signedInTablet();
		school.between = (path, answer) => (path === '/api/sync' ? json(503, {}) : answer());
		await device.record(tap('p-1'));
		await device.signOut();
		const next = {
			...SIGNED_IN,
			signInId: 'sign-in-2',
			person: { ...SIGNED_IN.person, staffId: 's-2', name: 'Mr Okoro' }
		};
		school.between = (path, answer) =>
			path === '/api/sign-in' ? json(200, next) : path === '/api/sync' ? json(503, {}) : answer();
		await device.signIn('okoro', 'secret');
		await device.record(tap('p-2'));
		school.signedIn = next.person;
		school.between = (_path, answer) => answer();
		await device.sync('test');
		expect(school.facts.map((fact) => fact.signInId)).toEqual(['sign-in-1', 'sign-in-2']);
		expect(await device.state()).toMatchObject({
			person: { name: 'Mr Okoro' },
			needsSignIn: false,
			waiting: 0
		});
	});

	it('[D-sign] a sign-out that was not told yet never ends the sign-in after it', async () => {
		const { device, school } = await signedInTablet();
		school.between = () => Promise.reject(new TypeError('x'));
		await device.signOut();
		const paths: string[] = [];
		school.between = (path, answer) => {
			paths.push(path);
			return answer();
		};
		await device.signIn('adeyemi', 'secret');
		await device.sync('test');
		expect(paths).not.toContain('/api/sign-out');
	});

	it('[D-sign] a sign-in that has expired is said, and recording goes on; a role that changed is followed', async () => {
		const { device, school } = await signedInTablet();
		school.signedIn = null;
		await device.sync('test');
		expect(await device.state()).toMatchObject({ needsSignIn: true, person: { name: 'Ms Adeyemi' } });
		await device.record(tap('p-1'));
		school.signedIn = { staffId: 's-1', name: 'Ms Adeyemi-Cole', position: 'Deputy head', role: 'deputy' };
		await device.sync('test');
		expect(await device.state()).toMatchObject({
			needsSignIn: false,
			person: { name: 'Ms Adeyemi-Cole', role: 'deputy', signInId: 'sign-in-1' }
		});
	});

	it.each([
		[
			'refuses',
			() => json(409, { code: 'other-school', message: 'It holds the register of another school.' }),
			true
		],
		['lets in', () => json(200, { ...SIGNED_IN, deviceId: 'device-9', schoolId: 'school-2' }), false]
	])(
		'[D-sign] [Y7] where another school’s server %s whoever signs in, it gets none of what the tablet holds, and nothing is lost',
		async (_what, answerOfOther, isCredentialOwn) => {
			const { device, db, school } = await signedInTablet();
			school.between = (path, answer) => (path === '/api/sync' ? json(503, {}) : answer());
			await device.record(tap('p-1'));
			const before = await outboxOf(db);
			const sent: [string, string][] = [];
			school.between = (path, answer, body) => {
				sent.push([path, body]);
				return path === '/api/sign-in' ? answerOfOther() : path === '/api/sync' ? json(401, {}) : answer();
			};
			expect(await device.signIn('elsewhere', 'secret')).toMatchObject({
				ok: false,
				message: expect.stringContaining('register of another school') as string
			});
			expect(JSON.parse(sent[0]?.[1] ?? '{}')).toMatchObject({ username: 'elsewhere', holds: 'school-1' });
			await device.sync('test');
			// Its own credential is no use there; with one of that school’s it would be taken in, so nothing is sent.
			const reached = sent.filter(([path, body]) => path === '/api/sync' && !body.includes('"device-1"'));
			expect(reached).toEqual([]);
			expect(sent.some(([path]) => path === '/api/sync')).toBe(isCredentialOwn);
			expect(await outboxOf(db)).toEqual(before);
			expect(await device.state()).toMatchObject({ person: { signInId: 'sign-in-1' }, waiting: 1 });
			// Its own school has it back, and gets all of it.
			school.between = (_path, answer) => answer();
			expect(await device.signIn('adeyemi', 'secret')).toEqual({ ok: true });
			await device.sync('test');
			expect(school.facts.map(({ kind }) => kind)).toEqual(['mark']);
		}
	);

	it('[D-sign] a tablet that holds nothing yet may be any school’s', async () => {
		const { device, school } = await fakeTablet();
		school.between = (path, answer) => (path === '/api/sync' ? json(503, {}) : answer());
		await device.signIn('adeyemi', 'secret');
		const other = { ...SIGNED_IN, schoolId: 'school-2', schoolName: 'Another Primary' };
		school.between = (path, answer) => (path === '/api/sign-in' ? json(200, other) : answer());
		expect(await device.signIn('elsewhere', 'secret')).toEqual({ ok: true });
		expect((await device.state()).schoolName).toBe('Another Primary');
	});

	it('[D-sign] a role that this version does not know is shown nothing', async () => {
		const school = new FakeSchool();
		school.between = () =>
			json(200, { ...SIGNED_IN, person: { ...SIGNED_IN.person, role: 'trust-auditor' } });
		const { device } = await fakeTablet({}, { school });
		await device.signIn('x', 'y');
		expect((await device.state()).person?.role).toBe('governor');
	});
});

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
