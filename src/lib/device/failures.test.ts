import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { unbundle } from '../protocol/bundle.ts';
import type { SyncRequest } from '../protocol/sync.ts';
import { json } from './fake-school.ts';
import { outboxOf, signedInTablet, tap } from './fake-tablet.ts';

const html = (status: number) =>
	new Response('<!doctype html><title>Log in to the Wi-Fi</title>', {
		status,
		headers: { 'content-type': 'text/html' }
	});

/** A reply whose body ends in the middle, with the connection. */
function cut(response: Response): Response {
	const text = response.text();
	const body = new ReadableStream<Uint8Array>({
		async start(controller) {
			const whole = await text;
			controller.enqueue(new TextEncoder().encode(whole.slice(0, whole.length / 2)));
			controller.error(new TypeError('the connection was lost'));
		}
	});
	return new Response(body, { status: 200, headers: { 'content-type': 'application/json' } });
}

const FAILURES: Record<string, (answer: () => Response) => Response | Promise<Response>> = {
	'no network': () => Promise.reject(new TypeError('Failed to fetch')),
	'401': () => json(401, { code: 'signed-out', message: 'Sign in.' }),
	'401 of an unknown device': () => json(401, { code: 'no-device', message: 'Sign in.' }),
	'403': () => json(403, { code: 'other-school', message: 'No.' }),
	'404': () => html(404),
	'409': () => json(409, {}),
	'410': () => json(410, {}),
	'422': () => json(422, {}),
	'429': () => json(429, {}),
	'500': () => json(500, {}),
	'502': () => html(502),
	'503': () => json(503, {}),
	'an HTML page with 200': () => html(200),
	'an HTML page with 200 that calls itself JSON': () =>
		new Response('<!doctype html>', { status: 200, headers: { 'content-type': 'application/json' } }),
	'JSON that calls itself text': (answer) =>
		new Response(answer().body, { status: 200, headers: { 'content-type': 'text/plain' } }),
	'JSON of somebody else': () => json(200, { success: true, results: [] }),
	'an empty answer': () => new Response(null, { status: 204 }),
	'200 without a body': () =>
		new Response('', { status: 200, headers: { 'content-type': 'application/json' } }),
	'a good answer with another status': async (answer) => json(207, await answer().json()),
	'a reply cut in the middle, after the school took it': (answer) => cut(answer()),
	'a reply that lost a field': async (answer) => {
		const { cursor, ...rest } = (await answer().json()) as Record<string, unknown>;
		return json(200, { ...rest, was: cursor });
	}
};

describe('no answer of any kind takes anything out of the outbox', () => {
	it.each(Object.entries(FAILURES))('[D-fail] %s: all is kept, and sent again', async (_what, fail) => {
		const { device, db, school } = await signedInTablet();
		await device.record(...['p-1', 'p-2', 'p-3'].map((pupilId) => tap(pupilId)));
		const before = await outboxOf(db);
		school.between = (path, answer) => (path === '/api/sync' ? fail(answer) : answer());
		for (let i = 0; i < 5; i += 1) await device.sync('test');
		expect(await outboxOf(db)).toEqual(before);
		expect(await db.receipts.count()).toBe(0);
		expect(await device.state()).toMatchObject({ waiting: 3, refused: 0 });
		expect((await device.state()).trouble).not.toBeNull();

		school.between = (_path, answer) => answer();
		await device.sync('test');
		expect(school.facts).toHaveLength(3);
		expect(await outboxOf(db)).toEqual(before);
		expect(await device.state()).toMatchObject({
			waiting: 0,
			trouble: null,
			needsSignIn: false,
			needsDevice: false
		});
	});

	it('[D-fail] marking goes on while nothing gets through', async () => {
		const { device, school } = await signedInTablet();
		school.between = () => json(401, { code: 'signed-out', message: 'Sign in.' });
		for (let i = 0; i < 10; i += 1) {
			await device.record(tap(`p-${i}`));
			await device.sync('tap');
		}
		expect(await device.state()).toMatchObject({
			waiting: 10,
			needsSignIn: true,
			person: { name: 'Ms Adeyemi' }
		});
	});

	it('[D-fail] each trouble is called by its name', async () => {
		const { device, school } = await signedInTablet();
		const troubleAfter = async (fail: () => Response | Promise<Response>) => {
			school.between = () => fail();
			await device.sync('test');
			const { trouble, needsSignIn, needsDevice } = await device.state();
			return { trouble, needsSignIn, needsDevice };
		};
		const no = { needsSignIn: false, needsDevice: false };
		expect(await troubleAfter(() => Promise.reject(new TypeError('x')))).toEqual({
			trouble: 'no-connection',
			...no
		});
		expect(await troubleAfter(() => html(200))).toEqual({ trouble: 'not-the-school', ...no });
		expect(await troubleAfter(() => html(502))).toEqual({ trouble: 'school-error', ...no });
		expect(await troubleAfter(() => json(403, { code: 'x' }))).toEqual({ trouble: 'not-allowed', ...no });
		expect(await troubleAfter(() => json(401, { code: 'no-device' }))).toEqual({
			trouble: 'not-allowed',
			needsSignIn: false,
			needsDevice: true
		});
	});

	it('[D-fail] silence is given up after 15 seconds, and nothing is taken for an answer that comes later', async () => {
		const { device, db, school, time } = await signedInTablet();
		await device.record(tap('p-1'));
		let answerLate = () => {};
		const asked = new Promise<void>((told) => {
			school.between = (_path, answer) =>
				new Promise((resolve) => {
					answerLate = () => resolve(answer());
					told();
				});
		});
		const run = device.sync('test');
		await asked;
		time.pass(15_000);
		await run;
		answerLate();
		expect((await device.state()).trouble).toBe('no-connection');
		expect(await db.receipts.count()).toBe(0);
	});

	it('[D-fail] an answer that takes minutes to come, piece by piece, is heard out', async () => {
		const { device, db, school, time } = await signedInTablet();
		await device.record(tap('p-1'));
		school.between = (_path, answer) => inPieces(answer(), 20, () => time.pass(10_000));
		await device.sync('test');
		expect((await device.state()).trouble).toBeNull();
		expect(await db.receipts.count()).toBe(1);
	});

	it('[D-fail] an answer that stops half-way is given up after 15 seconds, and sent again', async () => {
		const { device, db, school, time } = await signedInTablet();
		await device.record(tap('p-1'));
		let pieces = 0;
		school.between = (_path, answer) =>
			inPieces(answer(), 20, () => {
				pieces += 1;
				time.pass(pieces === 10 ? 15_000 : 10_000);
			});
		await device.sync('test');
		expect((await device.state()).trouble).toBe('no-connection');
		expect(await db.receipts.count()).toBe(0);
	});
});

/** The same answer over a slow line. */
async function inPieces(response: Response, count: number, between: () => void): Promise<Response> {
	const bytes = new Uint8Array(await response.arrayBuffer());
	const size = Math.ceil(bytes.length / count);
	let at = 0;
	const body = new ReadableStream<Uint8Array>({
		pull(controller) {
			between();
			controller.enqueue(bytes.slice(at, at + size));
			at += size;
			if (at >= bytes.length) controller.close();
		}
	});
	return new Response(body, { headers: response.headers });
}

describe('a push that is too much', () => {
	const sizes = (requests: readonly SyncRequest[]) =>
		requests.map((request) => request.facts.flatMap(unbundle).length);

	it.each([400, 413])(
		'[D-halve] %i halves it down to one; the one that is too much waits, the others go',
		async (status) => {
			const { device, db, school } = await signedInTablet();
			const held = await device.record(...Array.from({ length: 40 }, (_, at) => tap(`p-${at}`)));
			const before = await outboxOf(db);
			const tried: number[] = [];
			school.between = (_path, answer, body) => {
				tried.push(sizes([JSON.parse(body) as SyncRequest])[0] ?? 0);
				return body.includes(held[11]?.id ?? '') ? json(status, { code: 'x' }) : answer();
			};
			for (let i = 0; i < 4; i += 1) await device.sync('test');
			expect(tried.slice(0, 4)).toEqual([40, 20, 10, 20]);
			expect(school.facts).toHaveLength(39);
			expect(await outboxOf(db)).toEqual(before);
			expect((await device.state()).waiting).toBe(1);
		}
	);

	it('[D-halve] the same fact that got stuck goes through once the school takes it', async () => {
		const { device, school } = await signedInTablet();
		const [stuck] = await device.record(tap('p-1'));
		await device.record(tap('p-2'));
		let isStrict = true;
		school.between = (_path, answer, body) =>
			isStrict && body.includes(stuck?.id ?? '') ? json(413, { code: 'too-long' }) : answer();
		for (let i = 0; i < 3; i += 1) await device.sync('test');
		expect((await device.state()).waiting).toBe(1);
		isStrict = false;
		await device.sync('test');
		expect((await device.state()).waiting).toBe(0);
	});

	it('[D-halve] repeated 500s halve it from try to try, and a good answer lets it grow again', async () => {
		const { device, school } = await signedInTablet();
		await device.record(...Array.from({ length: 100 }, (_, at) => tap(`p-${at}`)));
		const before = school.requests.length;
		let left = 4;
		school.between = (_path, answer) => {
			if (left === 0) return answer();
			left -= 1;
			return json(500, {});
		};
		for (let i = 0; i < 5; i += 1) await device.sync('test');
		expect(sizes(school.requests.slice(before))).toEqual([13, 26, 52, 9]);
		expect((await device.state()).waiting).toBe(0);
	});
});
