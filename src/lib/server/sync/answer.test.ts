import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHEAP } from '../../../../tests/support/cheap-passwords.ts';
import { entry, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import { bundle } from '../../protocol/bundle.ts';
import type { Role } from '../../rules/roles.ts';
import { openAccess, type Access } from '../access/access.ts';
import type { OpenSchool } from '../school.ts';
import { answerSync, answerTakeIn } from './answer.ts';

const PASSWORD = 'the-right-password';
const URL_OF = { sync: 'http://localhost:3000/api/sync', 'take-in': 'http://localhost:3000/api/take-in' };
type Path = keyof typeof URL_OF;

let small: SmallSchool;
let access: Access;
/** What each browser sends as its cookies. */
const cookies = new Map<string, string>([['nobody', '']]);

beforeAll(async () => {
	small = await SmallSchool.open();
	access = await openAccess({
		db: small.database.db,
		secret: 'a secret that is long enough for a test',
		now: () => small.time,
		passwords: CHEAP
	});
	await small.store.createSchool(
		{ schoolId: 'other', name: 'Another', demo: 0, clockShiftMs: 0 },
		'epoch-o',
		0
	);
	await letIn('teacher', SCHOOL, 'teacher');
	await letIn('office', SCHOOL, 'attendance');
	await letIn('elsewhere', 'other', 'attendance');
});

afterAll(() => small.close());

async function letIn(username: string, schoolId: string, role: Role): Promise<void> {
	const person = { name: username, position: username, role, fromAt: 0 };
	await access.createStaff({
		...person,
		schoolId,
		staffId: `staff-${username}`,
		username,
		password: PASSWORD
	});
	const answer = await access.signIn(new Request('http://localhost:3000'), { username, password: PASSWORD });
	if (!answer.ok) throw new Error(answer.denial.message);
	cookies.set(username, answer.cookies.map((each) => each.split(';')[0]).join('; '));
}

/** A request of a browser as it arrives, and what the endpoint says. */
function send(
	path: Path,
	from: string,
	body: string,
	headers: Record<string, string> = {}
): Promise<Response> {
	const request = new Request(URL_OF[path], {
		method: 'POST',
		body,
		headers: { 'content-type': 'application/json', cookie: cookies.get(from) ?? '', ...headers }
	});
	const school = {
		schoolId: SCHOOL,
		store: small.store,
		world: small.world,
		access,
		now: () => small.time,
		nudges: { nudge: () => {} }
	} as unknown as OpenSchool;
	return path === 'sync' ? answerSync(school, request) : answerTakeIn(school, request);
}

/** A push in the form that the server reads. */
function envelope(over: Record<string, unknown> = {}): string {
	return JSON.stringify({
		...{ protocol: 1, deviceId: 'd', clientId: 'c-new', app: 'test', epoch: null, cursor: 0, scopes: [] },
		...{ witness: null, held: null, clock: { now: small.time }, facts: [] },
		state: { waiting: 0, persisted: null, freeBytes: null, battery: null },
		...over
	});
}

const file = (over: Record<string, unknown> = {}) =>
	JSON.stringify({ firstbell: 'waiting', protocol: 1, clientId: 'c-new', facts: [], ...over });

/** One fact in a bundle, with something `levels` deep in it. */
function deep(levels: number): { facts: unknown[] } {
	let nested: unknown = 'bottom';
	for (let level = 0; level < levels; level += 1) nested = { nested };
	return { facts: [{ shared: {}, each: [{ id: `deep ${levels}`, nested }] }] };
}

/** Each of five hundred facts would be 30 KB long. */
const swollen = {
	facts: [
		{ shared: { note: 'x'.repeat(30_000) }, each: Array.from({ length: 500 }, (_, n) => ({ id: `n${n}` })) }
	]
};

const GOOD: Record<Path, () => string> = { sync: () => envelope(), 'take-in': () => file() };
const PATHS: Path[] = ['sync', 'take-in'];

describe.each(PATHS)('POST /api/%s', (path) => {
	const broken = '{"protocol": 1';
	const { form, foreign } = {
		form: { 'content-type': 'application/x-www-form-urlencoded' },
		foreign: { origin: 'https://evil.example' }
	};
	it.each<[string, number, string, () => string, Record<string, string>?]>([
		['a form', 415, 'not-json', GOOD[path], form],
		['plain text', 415, 'not-json', GOOD[path], { 'content-type': 'text/plain' }],
		['another website', 403, 'cross-origin', GOOD[path], foreign],
		['a neighbour on the same domain', 403, 'cross-origin', GOOD[path], { 'sec-fetch-site': 'same-site' }],
		['a cut request', 400, 'unreadable', () => broken],
		['a list', 400, 'unreadable', () => '[]'],
		['one that says it is too long', 413, 'too-large', GOOD[path], { 'content-length': '20000001' }]
	])(
		'[Z13] %s is turned away with %i, and nothing is taken in',
		async (_who, status, code, body, headers) => {
			await expectDenied(path, 'office', body(), { status, code }, headers);
		}
	);
});

describe('POST /api/sync', () => {
	it.each<[string, string, number, string, () => string]>([
		['a browser that is not set up', 'nobody', 401, 'no-device', () => envelope(oneMark('never'))],
		['another school’s tablet', 'elsewhere', 403, 'other-school', () => envelope(oneMark('never'))],
		['an empty envelope', 'teacher', 400, 'bad-envelope', () => '{}'],
		['a cursor that is no number', 'teacher', 400, 'bad-envelope', () => envelope({ cursor: 'x' })],
		['facts that are no bundles', 'teacher', 400, 'bad-envelope', () => envelope({ facts: [7] })],
		['something deeper than any fact', 'teacher', 400, 'bad-envelope', () => envelope(deep(30))],
		['a short push that says much again for each fact', 'teacher', 413, 'too-large', () => envelope(swollen)],
		['a push over 1 MB', 'teacher', 413, 'too-large', () => envelope({ app: 'x'.repeat(1_000_000) })]
	])('[Z13] %s: nothing of it is taken in', async (_what, from, status, code, body) => {
		await expectDenied('sync', from, body(), { status, code });
	});

	it('[Z13] a good envelope is answered fact by fact, whatever they are', async () => {
		const facts = [...bundle([{ id: 'odd', kind: 'dance' }, { kind: 'mark' }]), ...deep(10).facts];
		const response = await send('sync', 'teacher', envelope({ facts }));
		expect(response.status).toBe(200);
		expect(((await response.json()) as { results: unknown[] }).results).toMatchObject([
			{ id: 'odd', status: 'refused', code: 'too-new' },
			{ id: '', status: 'refused', code: 'unreadable' },
			{ id: 'deep 10', status: 'refused', code: 'too-new' }
		]);
	});

	it('[Z12] the first whole pull travels packed, and a sync at rest as it is', async () => {
		await small.add(...Array.from({ length: 150 }, (_, n) => entry({ id: `told ${n}`, seq: n + 1 })));
		const gzip = { 'accept-encoding': 'gzip, deflate, br' };
		const plain = await (await send('sync', 'office', envelope())).text();
		const packed = await send('sync', 'office', envelope(), gzip);
		expect(packed.headers.get('content-encoding')).toBe('gzip');
		expect(JSON.parse(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString())).toEqual(
			JSON.parse(plain)
		);
		const { epoch, cursor, scopes, witness } = JSON.parse(plain) as Record<string, unknown>;
		const atRest = await send('sync', 'office', envelope({ epoch, cursor, scopes, witness }), gzip);
		expect(atRest.headers.has('content-encoding')).toBe(false);
	});
});

describe('POST /api/take-in', () => {
	it.each<[string, string, number, string, () => string]>([
		['a browser that is not set up', 'nobody', 401, 'signed-out', () => file(oneMark('never'))],
		['another school’s office', 'elsewhere', 403, 'other-school', () => file(oneMark('never'))],
		['a teacher', 'teacher', 403, 'role', () => file(oneMark('never'))],
		['another file', 'office', 400, 'not-a-file', () => '{"firstbell": "backup"}'],
		['something deeper than any fact', 'office', 400, 'not-a-file', () => file(deep(30))],
		['a newer Firstbell’s file', 'office', 400, 'newer', () => file({ protocol: 99 })]
	])('[Z13] %s: nothing of it is taken in', async (_what, from, status, code, body) => {
		await expectDenied('take-in', from, body(), { status, code });
	});
});

const oneMark = (id: string) => ({
	facts: bundle([{ ...entry({ id, signInId: `in-${STAFF.teal.staffId}` }) }])
});

async function expectDenied(
	path: Path,
	from: string,
	body: string,
	denial: { status: number; code: string },
	headers: Record<string, string> = {}
): Promise<void> {
	const held = async () => [
		(await small.store.school(SCHOOL))?.position,
		(await small.store.quarantine(SCHOOL)).length
	];
	const before = await held();
	const response = await send(path, from, body, headers);
	const said = (await response.json()) as { code: string; message: string };
	expect({ status: response.status, code: said.code }).toEqual(denial);
	expect(said.message).toMatch(/^[A-Z].*\.$/);
	expect(response.headers.get('cache-control')).toBe('no-store');
	expect(await held()).toEqual(before);
}
