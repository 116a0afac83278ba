import { describe, expect, test, vi } from 'vitest';
import {
	access,
	Browser,
	db,
	denialOf,
	eachAccess,
	MINUTE_MS,
	now,
	of,
	PASSWORD,
	SECRET,
	setNow,
	signIn,
	teal
} from '../../../../tests/support/open-access.ts';
import { londonInstant } from '../../rules/sessions.ts';
import { openAccess } from './access.ts';
import { credentialHash } from './device-credential.ts';
import { openSessions } from './sessions.ts';

eachAccess();

describe('signing in', () => {
	test('tells the browser who is signed in, on which device, at which school', async () => {
		const signedIn = await signIn(new Browser());
		expect(signedIn).toMatchObject({
			deviceName: 'Tablet 1',
			schoolId: 'st-aldhelm',
			schoolName: 'School st-aldhelm',
			person: { staffId: 's-teal', name: 'Ms Rachel Teal', position: 'Class teacher, 4 Elm', role: 'teacher' }
		});
		const row = await db.selectFrom('signIn').selectAll().executeTakeFirstOrThrow();
		expect(row).toMatchObject({
			signInId: signedIn.signInId,
			deviceId: signedIn.deviceId,
			at: now,
			endedAt: null
		});
	});

	test('capitals and blanks around a username make no difference', async () => {
		expect((await signIn(new Browser(), ' TEAL ')).person.staffId).toBe('s-teal');
	});

	test('cookies are http-only and same-site, and secure where the school uses https', async () => {
		const plain = await access.signIn(new Browser().request(), { username: 'teal', password: PASSWORD });
		const https = new Browser('https://firstbell.school').request();
		const secure = await access.signIn(https, { username: 'teal', password: PASSWORD });
		if (!plain.ok || !secure.ok) throw new Error('Nobody was let in.');
		expect(plain.cookies).toHaveLength(2);
		for (const cookie of plain.cookies) expect(cookie).toMatch(/^(?!.*Secure).*HttpOnly; SameSite=Strict/);
		for (const cookie of secure.cookies) expect(cookie).toMatch(/HttpOnly; SameSite=Strict; Secure$/);
	});

	test('a browser keeps its device for years, whoever signs in; each sign-in has an id of its own', async () => {
		await access.createStaff({
			...teal,
			staffId: 's-cover',
			username: 'cover',
			name: 'Mr Cover',
			role: 'cover'
		});
		const browser = new Browser();
		const first = await signIn(browser);
		const second = await signIn(browser, 'cover');
		expect(second.deviceId).toBe(first.deviceId);
		expect(second.signInId).not.toBe(first.signInId);
		expect(await access.personOf(browser.request(), now)).toMatchObject({
			staffId: 's-cover',
			signInId: second.signInId
		});
		expect((await signIn(new Browser())).deviceName).toBe('Tablet 2');
	});

	test('of a device’s secret only the hash is stored', async () => {
		const browser = new Browser();
		await signIn(browser);
		const secret = browser.jar.get('firstbell_device') ?? '';
		expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
		const device = await db.selectFrom('device').selectAll().executeTakeFirstOrThrow();
		expect(device.credentialHash).toBe(credentialHash(secret));
		expect(JSON.stringify(device)).not.toContain(secret);
	});

	test('a device may be given a name', async () => {
		const asked = { username: 'teal', password: PASSWORD, deviceName: '  Elm   tablet ' };
		const answer = await access.signIn(new Browser().request(), asked);
		expect(answer.ok && answer.signedIn.deviceName).toBe('Elm tablet');
	});

	test('forty people at once are all let in', async () => {
		const answers = await Promise.all(Array.from({ length: 40 }, () => signIn(new Browser())));
		expect(new Set(answers.map((each) => each.signInId)).size).toBe(40);
		expect(new Set(answers.map((each) => each.deviceName)).size).toBe(40);
	});

	test('another school’s device is not this school’s', async () => {
		await access.createStaff({ ...teal, schoolId: 'other', username: 'other.teal' });
		const browser = new Browser();
		const here = await signIn(browser);
		const there = await signIn(browser, 'other.teal');
		expect(there.deviceId).not.toBe(here.deviceId);
		expect(await access.personOf(browser.request(), now)).toMatchObject({ schoolId: 'other' });
	});

	test('[Y7] a browser that holds another school’s register is given no credential, and stays as it was', async () => {
		await access.createStaff({ ...teal, schoolId: 'other', username: 'other.teal' });
		const browser = new Browser();
		const here = await signIn(browser);
		const asked = { password: PASSWORD, holds: 'st-aldhelm' };
		const answer = await access.signIn(browser.request(), { username: 'other.teal', ...asked });
		expect(answer).toMatchObject({ ok: false, denial: { status: 409, code: 'other-school' } });
		expect(answer).not.toHaveProperty('cookies');
		expect(await db.selectFrom('device').selectAll().where('schoolId', '=', 'other').execute()).toEqual([]);
		expect(await access.personOf(browser.request(), now)).toMatchObject({ signInId: here.signInId });
		expect((await access.signIn(browser.request(), { username: 'teal', ...asked })).ok).toBe(true);
	});

	test('two people cannot have one username', async () => {
		await expect(access.createStaff({ ...teal, staffId: 's-second' })).rejects.toThrow(/username/i);
	});

	test('nobody can sign themselves up', async () => {
		const sessions = await openSessions({ db, secret: SECRET });
		const body = { email: 'a@b.invalid', password: PASSWORD, name: 'A', username: 'anybody' };
		await expect(sessions.api.signUpEmail({ body })).rejects.toThrow(/not enabled/i);
	});

	test('a password is kept by scrypt', async () => {
		const slow = await openAccess({ db, secret: SECRET, now: () => now });
		await slow.createStaff({ ...teal, staffId: 's-head', username: 'head' });
		const answer = await slow.signIn(new Browser().request(), { username: 'head', password: PASSWORD });
		expect(answer.ok).toBe(true);
		const wrong = await slow.signIn(new Browser().request(), { username: 'head', password: `${PASSWORD}.` });
		expect(wrong.ok).toBe(false);
	});
});

describe('who somebody is', () => {
	test('the role is decided at each request, not at sign-in', async () => {
		const browser = new Browser();
		await signIn(browser);
		await access.changePosition(of, { position: 'Deputy Headteacher', role: 'deputy' }, now + MINUTE_MS);
		expect(await access.personOf(browser.request(), now)).toMatchObject({ role: 'teacher' });
		expect(await access.personOf(browser.request(), now + MINUTE_MS)).toMatchObject({ role: 'deputy' });
		expect(await access.personOf(browser.request(), teal.fromAt - 1)).toBeNull();
	});

	test('case F2: what somebody was stays as it was when their job changes', async () => {
		const changedAt = londonInstant('2026-11-02', '08:00');
		await access.changePosition(of, { name: 'Mrs Rachel Hart', position: 'Year lead' }, changedAt);
		const before = await access.appointmentAt('st-aldhelm', 's-teal', changedAt - 1);
		const after = await access.appointmentAt('st-aldhelm', 's-teal', changedAt);
		expect(before).toMatchObject({ name: 'Ms Rachel Teal', position: 'Class teacher, 4 Elm' });
		expect(after).toMatchObject({ name: 'Mrs Rachel Hart', position: 'Year lead', role: 'teacher' });
		expect(await access.appointmentAt('st-aldhelm', 's-teal', teal.fromAt - 1)).toBeNull();
		expect(await access.appointmentAt('other', 's-teal', changedAt)).toBeNull();
	});

	test('an appointment that has ended ends the login; what was before it still has its maker', async () => {
		const browser = new Browser();
		await signIn(browser);
		expect(await access.endAppointment(of, now + MINUTE_MS)).toBe(true);
		setNow(now + MINUTE_MS);
		expect(await access.personOf(browser.request(), now)).toBeNull();
		expect(await denialOf('teal', PASSWORD)).toMatchObject({ code: 'account-over' });
		expect(await access.appointmentAt('st-aldhelm', 's-teal', now - 1)).toMatchObject({ role: 'teacher' });
		expect(await access.appointmentAt('st-aldhelm', 's-teal', now)).toBeNull();
		expect(await access.endAppointment(of, now)).toBe(false);
	});

	test('[R6] the staff of a school are those appointed now, without their logins', async () => {
		await access.createStaff({ ...teal, schoolId: 'other', staffId: 's-far', username: 'far' });
		const { staffId, name, position, role } = teal;
		expect(await access.staff('st-aldhelm', now)).toEqual([{ staffId, name, position, role }]);
		await access.endAppointment(of, now);
		expect(await access.staff('st-aldhelm', now)).toEqual([]);
	});

	test('a forged cookie is nobody', async () => {
		const browser = new Browser();
		await signIn(browser);
		const [name = '', value = ''] = [...browser.jar].find(([each]) => each !== 'firstbell_device') ?? [];
		browser.jar.set(name, value.replace(/\.[^.]+$/, '.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%3D'));
		expect(await access.personOf(browser.request(), now)).toBeNull();
		expect(await access.deviceOf(browser.request())).not.toBeNull();
	});

	test('a sign-in lasts twelve hours of real time, and the device outlasts it', async () => {
		const browser = new Browser();
		await signIn(browser);
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 12 * 60 * MINUTE_MS - 1000 });
		expect(await access.personOf(browser.request(), now)).not.toBeNull();
		vi.setSystemTime(Date.now() + 2000);
		expect(await access.personOf(browser.request(), now)).toBeNull();
		expect(await access.deviceOf(browser.request())).not.toBeNull();
	});
});

describe('leaving', () => {
	test('signing out ends the login and the sign-in; the device stays', async () => {
		const browser = new Browser();
		const { deviceId } = await signIn(browser);
		const stolen = browser.request();
		browser.keep((await access.signOut(browser.request())).cookies);
		expect(await access.personOf(stolen, now)).toBeNull();
		expect([...browser.jar.keys()]).toEqual(['firstbell_device']);
		expect(await access.deviceOf(browser.request())).toMatchObject({ deviceId });
		const row = await db.selectFrom('signIn').selectAll().executeTakeFirstOrThrow();
		expect(row.endedAt).toBe(now);
	});

	test('[D-sign] a sign-out that comes late ends the sign-in that it names, and none that was made after it', async () => {
		const browser = new Browser();
		const first = await signIn(browser);
		const second = await signIn(browser);
		const late = await access.signOut(browser.request(), first.signInId);
		browser.keep(late.cookies);
		expect(await access.personOf(browser.request(), now)).toMatchObject({ signInId: second.signInId });
		await access.signOut(browser.request(), second.signInId);
		expect(await access.personOf(browser.request(), now)).toBeNull();
		const rows = await db.selectFrom('signIn').select(['signInId', 'endedAt']).execute();
		expect(rows.map((row) => row.endedAt)).toEqual([now, now]);
	});

	test('[D-sign] nobody ends the sign-in of another device by its name', async () => {
		const [one, other] = [new Browser(), new Browser()];
		await signIn(one);
		const { signInId } = await signIn(other);
		await access.signOut(one.request(), signInId);
		expect(await access.personOf(other.request(), now)).toMatchObject({ signInId });
		expect(await access.personOf(one.request(), now)).not.toBeNull();
	});

	test('signing out works twice, and for a browser nobody knows', async () => {
		const { cookies } = await access.signOut(new Browser().request());
		expect(cookies.every((cookie) => cookie.includes('Max-Age=0'))).toBe(true);
	});

	test('a revoked device is no device, and nobody is signed in on it; who may come in gets a new one', async () => {
		const browser = new Browser();
		const { deviceId } = await signIn(browser);
		await access.revokeDevice({ schoolId: 'st-aldhelm', deviceId }, now);
		expect(await access.deviceOf(browser.request())).toBeNull();
		expect(await access.personOf(browser.request(), now)).toBeNull();
		expect(await access.knownDevice(browser.request())).toMatchObject({ deviceId, revokedAt: now });
		expect((await signIn(browser)).deviceId).not.toBe(deviceId);
	});
});
