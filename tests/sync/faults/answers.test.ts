import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unbundle } from '../../../src/lib/protocol/bundle.ts';
import type { SyncReply, SyncRequest } from '../../../src/lib/protocol/sync.ts';
import { deviceStatus } from '../../../src/lib/rules/status.ts';
import { newBrowsers, reply, Tablet, type Between } from '../../support/in-process.ts';
import { PUPILS, STAFF } from '../../support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../../support/small-school.ts';

// Two ends in one process take a moment, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let school: SmallSchool;
const here = () => school;
const pupilIds = Object.values(PUPILS).map((pupil) => pupil.pupilId);
const [ava = '', ben = ''] = pupilIds;
const entries = async () =>
	(await school.store.registerFacts(SCHOOL, REGISTER)).flatMap((fact) => (fact.kind === 'mark' ? fact : []));
const factsIn = (body: string) => (JSON.parse(body) as SyncRequest).facts.flatMap(unbundle);

beforeEach(async () => {
	newBrowsers();
	school = await SmallSchool.open();
});
afterEach(() => school.close());

/** A tablet with a tap on each of the four pupils that has not been sent. */
async function fourTaps(): Promise<{ tablet: Tablet; ids: string[] }> {
	const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
	tablet.line = 'down';
	const ids: string[] = [];
	for (const pupilId of pupilIds) ids.push(await tablet.tap(pupilId, '/'));
	tablet.line = 'up';
	return { tablet, ids };
}

/** The line of status that the tablet’s screen shows. */
async function saidOn(tablet: Tablet) {
	const { waiting, waitingSince, refused, lastContactAt } = await tablet.device.state();
	return deviceStatus({
		...{ now: school.time, waiting, waitingSince, lastContactAt, needsChecking: refused },
		...{ notSaved: 0, writing: 0, signIn: 'in' as const }
	});
}

describe('an answer that is lost', () => {
	it('[Z2] [F1] the reply lost after the commit: the same facts come again to the letter, get their first answer, and stand once', async () => {
		const { tablet, ids } = await fourTaps();
		const pushes: { facts: unknown[]; results: SyncReply['results'] }[] = [];
		tablet.between = async (answer, body) => {
			const answered = await answer();
			const { results } = (await answered.clone().json()) as SyncReply;
			if (results.length > 0) pushes.push({ facts: factsIn(body), results });
			if (pushes.length < 3) throw new TypeError('The reply was lost');
			return answered;
		};
		for (let run = 0; run < 3; run += 1) await tablet.device.sync('test');
		expect(pushes).toHaveLength(3);
		for (const push of pushes) expect(push).toEqual(pushes[0]);
		expect((await entries()).map((entry) => entry.id)).toEqual(ids);
		expect((await tablet.mark(ava)).history).toHaveLength(1);
		expect((await tablet.device.state()).waiting).toBe(0);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});

	it('[Z9] [F3] numbers 5 to 8 before 1 to 4: all are taken at once, the marks are those of the right order, and nothing is told as lost', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		tablet.line = 'down';
		for (const pupilId of pupilIds) await tablet.tap(pupilId, 'N');
		school.time += 60_000;
		for (const pupilId of pupilIds) await tablet.tap(pupilId, '/');
		tablet.line = 'up';
		let isFirst = true;
		// A line with two ways: the later half overtakes the earlier one, and neither answer finds the tablet.
		tablet.between = async (answer, body) => {
			if (!isFirst) return answer();
			isFirst = false;
			const { clientId, held } = JSON.parse(body) as SyncRequest;
			const facts = factsIn(body);
			for (const half of [facts.slice(4), facts.slice(0, 4)])
				await school.sync({ deviceId: 'tablet', person: STAFF.teal }, half, { clientId, held });
			throw new TypeError('Timed out');
		};
		await tablet.device.sync('test');
		expect((await tablet.device.state()).waiting).toBe(8);
		expect((await entries()).map((entry) => entry.seq)).toEqual([5, 6, 7, 8, 1, 2, 3, 4]);
		await tablet.sync();
		expect((await tablet.device.state()).waiting).toBe(0);
		for (const pupilId of pupilIds) {
			expect(await school.mark(pupilId)).toMatchObject({ code: '/', dispute: 0 });
			const mark = await tablet.mark(pupilId);
			expect(mark).toMatchObject({ code: '/', dispute: null });
			expect(mark.history.map((line) => line.entry.code)).toEqual(['N', '/']);
		}
		expect(await school.store.notices(SCHOOL)).toEqual([]);
	});

	it('[D-keep] [F7] a page discarded while its push is in flight: the next one has every mark and sends what it has no answer for, once', async () => {
		const { tablet, ids } = await fourTaps();
		tablet.between = async (answer) => {
			const answered = await answer();
			tablet.device.close();
			return answered;
		};
		await tablet.device.sync('test');
		expect(await entries()).toHaveLength(4);

		const reopened = await tablet.reopened();
		expect((await reopened.device.state()).waiting).toBe(4);
		expect((await reopened.register()).counts).toMatchObject({ here: 4, left: 0 });
		await reopened.sync();
		expect(await reopened.device.state()).toMatchObject({ waiting: 0, refused: 0 });
		expect((await entries()).map((entry) => entry.id)).toEqual(ids);
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
		for (const pupilId of pupilIds) expect((await reopened.mark(pupilId)).history).toHaveLength(1);
	});
});

describe('an answer that is none', () => {
	const LOGIN_PAGE = '<!doctype html><title>Welcome to the Wi-Fi</title><form>Accept the terms</form>';
	const lies: [string, Between][] = [
		['a page', () => Promise.resolve(new Response(LOGIN_PAGE, { headers: { 'content-type': 'text/html' } }))],
		[
			'a page that calls itself JSON',
			() => Promise.resolve(new Response(LOGIN_PAGE, { headers: { 'content-type': 'application/json' } }))
		],
		['JSON that is not ours', () => Promise.resolve(reply(200, { success: true, results: [] }))]
	];
	it('[D-fail] [F13] a captive portal’s 200: taken for no answer, and after two minutes the screen says that the school is not heard', async () => {
		const { tablet, ids } = await fourTaps();
		school.time += 60_000;
		for (const [says, lie] of lies) {
			// What was said of the one before must not be what is read of this one.
			tablet.line = 'down';
			await tablet.sync();
			expect((await tablet.device.state()).trouble).toBe('no-connection');
			tablet.line = 'up';
			tablet.between = lie;
			await tablet.sync();
			expect(await tablet.device.state(), says).toMatchObject({ waiting: 4, trouble: 'not-the-school' });
		}
		school.time += 120_000;
		expect(await saidOn(tablet)).toMatchObject({
			tone: 'waiting',
			words: '4 waiting to send, since 08:55',
			detail: expect.stringContaining('No contact with the school since 08:55.') as string
		});
		expect(await entries()).toEqual([]);
		tablet.between = null;
		await tablet.sync();
		expect((await entries()).map((entry) => entry.id)).toEqual(ids);
		expect(await saidOn(tablet)).toMatchObject({ words: 'Nothing waiting to send' });
	});

	it('[D-fail] [F14] a reply cut at any place is no answer, though the school has taken the facts: they are sent again, and stand once', async () => {
		const { tablet, ids } = await fourTaps();
		const whole = await new Promise<string>((told) => {
			tablet.between = async (answer) => {
				told(await (await answer()).text());
				throw new TypeError('The reply was lost');
			};
			void tablet.device.sync('test');
		});
		expect(whole.length).toBeGreaterThan(500);
		const places = Array.from({ length: 20 }, (_, at) => Math.floor((whole.length * at) / 20));
		for (const length of [...places, whole.length - 1])
			for (const isReset of [true, false]) {
				tablet.between = async (answer) => broken(await (await answer()).text(), length, isReset);
				await tablet.device.sync('test');
				expect(await tablet.device.state(), `cut after ${length}`).toMatchObject({ waiting: 4 });
			}
		tablet.between = null;
		await tablet.sync();
		expect(await tablet.device.state()).toMatchObject({ waiting: 0, refused: 0 });
		expect((await entries()).map((entry) => entry.id)).toEqual(ids);
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
	});
});

/** The first bytes of a reply; then the connection is reset, or it ends as if that were all. */
function broken(whole: string, length: number, isReset: boolean): Response {
	const body = new ReadableStream<Uint8Array>({
		start(controller) {
			controller.enqueue(new TextEncoder().encode(whole).slice(0, length));
			if (isReset) controller.error(new TypeError('The connection was reset'));
			else controller.close();
		}
	});
	return new Response(body, { headers: { 'content-type': 'application/json' } });
}

describe('a sign-in that ends in the middle', () => {
	it('[D-fail] [F8] 401 in the third push of a long backlog: what is left stays, marking goes on, and all is through after signing in', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		tablet.line = 'down';
		const ids: string[] = [];
		const codes = ['N', '/'] as const;
		for (let at = 0; at < 450; at += 50) {
			const held = await tablet.device.record(
				...Array.from({ length: 50 }, (_, n) => ({
					...{ kind: 'mark' as const, ...REGISTER, how: 'tapped' as const, sawPlans: [] },
					...{ pupilId: pupilIds[n % 4] ?? '', code: codes[Math.floor(n / 4) % 2] ?? '/' }
				}))
			);
			ids.push(...held.map((fact) => fact.id));
		}
		tablet.line = 'up';
		let pushes = 0;
		let taken = 0;
		tablet.between = (answer, body) => {
			pushes += 1;
			if (pushes < 3) {
				taken += factsIn(body).length;
				return answer();
			}
			return Promise.resolve(reply(401, { code: 'no-device', message: 'Sign in again.' }));
		};
		await tablet.sync();
		expect(await tablet.device.state()).toMatchObject({ waiting: 450 - taken, needsDevice: true });
		expect(await entries()).toHaveLength(taken);
		expect(taken).toBeGreaterThan(100);

		ids.push(await tablet.tap(ben, '/'));
		await tablet.sync();
		expect(await tablet.device.state()).toMatchObject({ waiting: 451 - taken, refused: 0 });
		expect((await tablet.mark(ben)).code).toBe('/');

		tablet.between = null;
		await tablet.signIn(STAFF.teal);
		expect(await tablet.device.state()).toMatchObject({ waiting: 0, refused: 0, needsDevice: false });
		expect((await entries()).map((entry) => entry.id)).toEqual(ids);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});
});
