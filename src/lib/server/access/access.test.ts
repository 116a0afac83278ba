import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { londonInstant } from '../../rules/sessions.ts';
import { migrate } from '../store/migrations.ts';
import { openSqlite } from '../store/sqlite.ts';
import { openAccess, type Access, type SignedIn } from './access.ts';
import { CHEAP } from '../../../../tests/support/cheap-passwords.ts';
import { credentialHash } from './device-credential.ts';
import { openSessions } from './sessions.ts';

const PASSWORD = 'the-right-password';
const SECRET = 'a secret that is long enough for a test';
const MINUTE_MS = 60_000;

let folder: string;
let db: ReturnType<typeof openSqlite>['db'];
let access: Access;
let now: number;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'firstbell-access-'));
	now = londonInstant('2026-11-23', '08:45');
	await open();
	for (const schoolId of ['st-aldhelm', 'other'])
		await db
			.insertInto('school')
			.values({
				...{ schoolId, name: `School ${schoolId}`, position: 0, hash: '', epoch: 'e', epochFrom: 0 },
				...{ backedUpTo: 0, asideNumber: 0, asideHash: '', demo: 0, clockShiftMs: 0 }
			})
			.execute();
	await access.createStaff(teal);
});

afterEach(async () => {
	vi.useRealTimers();
	await db.destroy();
	rmSync(folder, { recursive: true });
});

const of = { schoolId: 'st-aldhelm', staffId: 's-teal' };
const teal = {
	...of,
	username: 'Teal',
	password: PASSWORD,
	name: 'Ms Rachel Teal',
	position: 'Class teacher, 4 Elm',
	role: 'teacher' as const,
	fromAt: londonInstant('2026-09-01', '00:00')
};

async function open(): Promise<void> {
	({ db } = openSqlite(join(folder, 'firstbell.db')));
	await migrate(db);
	access = await openAccess({ db, secret: SECRET, now: () => now, passwords: CHEAP });
}

/** A browser that keeps its cookies. */
class Browser {
	readonly jar = new Map<string, string>();
	readonly #origin: string;

	constructor(origin = 'http://firstbell.school') {
		this.#origin = origin;
	}

	request(userAgent = 'Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X)'): Request {
		const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
		return new Request(`${this.#origin}/api/sync`, {
			method: 'POST',
			headers: { cookie, 'user-agent': userAgent }
		});
	}

	keep(cookies: readonly string[]): void {
		for (const cookie of cookies) {
			const [pair = ''] = cookie.split(';');
			const at = pair.indexOf('=');
			if (/max-age=0/i.test(cookie)) this.jar.delete(pair.slice(0, at));
			else this.jar.set(pair.slice(0, at), pair.slice(at + 1));
		}
	}
}

async function signIn(browser: Browser, username = 'teal', password = PASSWORD): Promise<SignedIn> {
	const answer = await access.signIn(browser.request(), { username, password });
	if (!answer.ok) throw new Error(answer.denial.message);
	browser.keep(answer.cookies);
	return answer.signedIn;
}

async function denialOf(username: string, password: string) {
	const answer = await access.signIn(new Browser().request(), { username, password });
	return answer.ok ? null : answer.denial;
}

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

describe('wrong passwords', () => {
	test('a wrong name and a wrong password get the same words', async () => {
		const wrong = { status: 401, code: 'not-right', message: 'The username or password is not right.' };
		expect(await denialOf('teal', 'wrong')).toEqual(wrong);
		expect(await denialOf('nobody', 'wrong')).toEqual(wrong);
		expect(await denialOf('no one at all!', 'wrong')).toEqual(wrong);
		expect(await denialOf('teal', 'x'.repeat(2000))).toEqual(wrong);
	});

	test('after ten in fifteen minutes the account is locked for fifteen, even for the right password', async () => {
		for (let tries = 1; tries <= 9; tries += 1)
			expect((await denialOf('teal', 'wrong'))?.code).toBe('not-right');
		now = londonInstant('2026-11-23', '08:55') + 12_000;
		const locked = 'This account is locked until 09:11. Ask the office, or wait.';
		expect(await denialOf('teal', 'wrong')).toMatchObject({ status: 429, message: locked, retryAfter: 900 });
		expect((await denialOf('TEAL', PASSWORD))?.message).toBe(locked);
		now += 15 * MINUTE_MS;
		expect(await denialOf('teal', PASSWORD)).toBeNull();
	});

	test('the count survives a restart', async () => {
		for (let tries = 1; tries <= 9; tries += 1) await denialOf('teal', 'wrong');
		await db.destroy();
		await open();
		expect((await denialOf('teal', 'wrong'))?.code).toBe('locked');
	});

	test('tries are forgotten after fifteen minutes, and after the right password', async () => {
		for (let tries = 1; tries <= 9; tries += 1) await denialOf('teal', 'wrong');
		expect(await denialOf('teal', PASSWORD)).toBeNull();
		for (let tries = 1; tries <= 9; tries += 1) await denialOf('teal', 'wrong');
		now += 15 * MINUTE_MS;
		expect((await denialOf('teal', 'wrong'))?.code).toBe('not-right');
		const rows = await db.selectFrom('wrongPassword').selectAll().execute();
		expect(rows).toMatchObject([{ username: 'teal', count: 1 }]);
	});

	test('many at once are no better than ten in a row', async () => {
		const guesses = [...Array.from({ length: 29 }, (_, index) => `guess ${index}`), PASSWORD];
		const answers = await Promise.all(guesses.map((guess) => denialOf('teal', guess)));
		expect(answers.filter((each) => each?.code === 'not-right')).toHaveLength(9);
		expect(answers.at(-1)?.code).toBe('locked');
	});

	test('one person’s lock is nobody else’s, and the office can lift it', async () => {
		await access.createStaff({ ...teal, staffId: 's-cover', username: 'cover' });
		for (let tries = 1; tries <= 10; tries += 1) await denialOf('teal', 'wrong');
		expect(await denialOf('cover', PASSWORD)).toBeNull();
		await access.unlock('Teal');
		expect(await denialOf('teal', PASSWORD)).toBeNull();
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
		now += MINUTE_MS;
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
