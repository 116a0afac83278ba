import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../store/migrations.ts';
import { openSqlite } from '../store/sqlite.ts';
import { openAccess, type Access } from './access.ts';
import { CHEAP } from '../../../../tests/support/cheap-passwords.ts';
import { answerSignIn, answerSignOut } from './answer.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstbell-answer-'));
const { db } = openSqlite(join(folder, 'firstbell.db'));
let access: Access;
let hashed = 0;
const COUNTED: typeof CHEAP = {
	hash: (password) => {
		hashed += 1;
		return CHEAP.hash(password);
	},
	verify: (data) => {
		hashed += 1;
		return CHEAP.verify(data);
	}
};

beforeAll(async () => {
	await migrate(db);
	access = await openAccess({
		db,
		secret: 'a secret that is long enough for a test',
		now: () => 1000,
		passwords: COUNTED
	});
	await access.createStaff({
		...{ schoolId: 'school', staffId: 's-teal', username: 'teal', password: 'the-right-password' },
		...{ name: 'Ms Teal', position: 'Class teacher', role: 'teacher', fromAt: 0 }
	});
});

afterAll(async () => {
	await db.destroy();
	rmSync(folder, { recursive: true });
});

const right = JSON.stringify({ username: 'teal', password: 'the-right-password' });

function post(body: string, headers: Record<string, string> = {}, url = 'http://localhost:3000/api/sign-in') {
	return new Request(url, {
		method: 'POST',
		body,
		headers: { 'content-type': 'application/json', ...headers }
	});
}

async function answer(request: Request): Promise<{ status: number; code?: string; message?: string }> {
	const response = await answerSignIn(access, request);
	return { status: response.status, ...((await response.json()) as object) };
}

test('the right password answers 200 with two cookies, and is kept by nobody on the way', async () => {
	const response = await answerSignIn(
		access,
		post(right, { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' })
	);
	expect(response.status).toBe(200);
	expect(response.headers.getSetCookie()).toHaveLength(2);
	expect(response.headers.get('cache-control')).toBe('no-store');
	expect(await response.json()).toMatchObject({ deviceName: 'Computer 1', person: { name: 'Ms Teal' } });
});

test.each([
	['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'not-json'],
	['plain text', { 'content-type': 'text/plain' }, 415, 'not-json'],
	['another website', { origin: 'https://evil.example' }, 403, 'cross-origin'],
	['a page without an address', { origin: 'null' }, 403, 'cross-origin'],
	['a neighbour on the same domain', { 'sec-fetch-site': 'same-site' }, 403, 'cross-origin'],
	['a browser that says cross-site', { 'sec-fetch-site': 'cross-site' }, 403, 'cross-origin']
])('%s is turned away with a sentence', async (_who, headers, status, code) => {
	const denied = await answer(post(right, headers));
	expect(denied).toMatchObject({ status, code });
	expect(denied.message).toMatch(/^[A-Z].*\.$/);
});

test('a tablet that reaches the server by another of its addresses is at home', async () => {
	const lan = post(right, { origin: 'http://192.168.1.20:3000', host: '192.168.1.20:3000' });
	expect((await answer(lan)).status).toBe(200);
});

test.each([
	['{"username": "teal"', 400, 'The request could not be read. Load the page again and try once more.'],
	['["teal"]', 400, 'The request could not be read. Load the page again and try once more.'],
	['{}', 400, 'Enter your username.'],
	['{"username": "  ", "password": "x"}', 400, 'Enter your username.'],
	['{"username": 7, "password": "x"}', 400, 'Enter your username.'],
	['{"username": "teal"}', 400, 'Enter your password.'],
	[
		JSON.stringify({ username: 'teal', password: 'x'.repeat(5000) }),
		413,
		'The username or password is not right: what was entered is too long. Check it, and try again.'
	],
	[
		JSON.stringify({ username: 'teal', password: 'the-right-password', holds: 'another school' }),
		409,
		'This tablet holds the register of another school. Forget this tablet first, then sign in. Nothing on it is lost.'
	],
	['{"username": "teal", "password": "wrong"}', 401, 'The username or password is not right.']
])('%.40s is answered in a plain sentence', async (body, status, message) => {
	expect(await answer(post(body))).toMatchObject({ status, message });
});

test('what is too long is not hashed, and counts as no try', async () => {
	hashed = 0;
	const tries = Array.from({ length: 12 }, () =>
		answer(post(JSON.stringify({ username: 'teal', password: 'x'.repeat(5000) })))
	);
	expect((await Promise.all(tries)).map(({ status }) => status)).toEqual(tries.map(() => 413));
	expect(hashed).toBe(0);
	expect((await answer(post(right))).status).toBe(200);
	expect(hashed).toBe(1);
});

test('a locked account says when to come back, to people and to machines', async () => {
	for (let tries = 1; tries <= 9; tries += 1)
		await answer(post('{"username": "locked", "password": "wrong"}'));
	const response = await answerSignIn(access, post('{"username": "locked", "password": "wrong"}'));
	expect(response.status).toBe(429);
	expect(response.headers.get('retry-after')).toBe('900');
});

test('signing out is same-origin JSON as well, and always works', async () => {
	expect((await answerSignOut(access, post('{}'))).status).toBe(200);
	expect((await answerSignOut(access, post('{}', { origin: 'https://evil.example' }))).status).toBe(403);
});

test('[D-sign] a sign-out that names a sign-in which is over takes no cookie away', async () => {
	const letIn = async (cookie: string) => {
		const response = await answerSignIn(access, post(right, cookie ? { cookie } : {}));
		const { signInId } = (await response.json()) as { signInId: string };
		const cookies = response.headers.getSetCookie().map((each) => each.split(';')[0]);
		return { signInId, cookie: cookies.join('; ') };
	};
	const first = await letIn('');
	const { cookie } = await letIn(first.cookie);
	const late = await answerSignOut(access, post(JSON.stringify({ signInId: first.signInId }), { cookie }));
	expect(late.status).toBe(200);
	expect(late.headers.getSetCookie()).toEqual([]);
	const older = await answerSignOut(access, post('{}', { cookie }));
	expect(older.headers.getSetCookie()).not.toEqual([]);
});
