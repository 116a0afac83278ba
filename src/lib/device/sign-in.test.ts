import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { FakeSchool, json, SIGNED_IN } from './fake-school.ts';
import { fakeTablet, outboxOf, signedInTablet, tap } from './fake-tablet.ts';

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

	it('[D-sign] a sign-out says which sign-in it ends, now and when it is told later', async () => {
		const { device, school } = await signedInTablet();
		const told: unknown[] = [];
		let isDown = true;
		school.between = (path, answer, body) => {
			if (path === '/api/sign-out') told.push(JSON.parse(body));
			return isDown ? Promise.reject(new TypeError('x')) : answer();
		};
		await device.signOut();
		isDown = false;
		await device.sync('test');
		expect(told).toEqual([{ signInId: 'sign-in-1' }, { signInId: 'sign-in-1' }]);
	});

	it('[D-sign] the late answer to one sign-out does not stand for the next, which is told too', async () => {
		const { device, school } = await signedInTablet();
		const told: string[] = [];
		let answerFirst = () => {};
		school.between = (path, answer, body) => {
			if (path === '/api/sign-in') return json(200, { ...SIGNED_IN, signInId: 'sign-in-2' });
			if (path !== '/api/sign-out') return answer();
			told.push((JSON.parse(body) as { signInId: string }).signInId);
			if (told.length > 1) return Promise.reject(new TypeError('x'));
			return new Promise((resolve) => (answerFirst = () => resolve(answer())));
		};
		const first = device.signOut();
		await vi.waitFor(() => expect(told).toHaveLength(1));
		await device.signIn('adeyemi', 'secret');
		await device.signOut();
		answerFirst();
		await first;
		school.signedIn = null;
		await device.sync('test');
		expect(told).toEqual(['sign-in-1', 'sign-in-2', 'sign-in-2']);
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
