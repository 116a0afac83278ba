import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { surroundings } from '../../../src/lib/device/surroundings.ts';
import { correctedAt } from '../../../src/lib/rules/clock.ts';
import { proxyTo, serveOverHttp, type Listening, type Meddling } from '../../support/http-school.ts';
import { newBrowsers, Tablet } from '../../support/in-process.ts';
import { STAFF } from '../../support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../../support/small-school.ts';
import { thirtyPupils } from '../../support/thirty-pupils.ts';

let school: SmallSchool;
let pupilIds: string[];
let listening: Listening[] = [];
const here = () => school;
const entries = async () =>
	(await school.store.registerFacts(SCHOOL, REGISTER)).flatMap((fact) => (fact.kind === 'mark' ? fact : []));
const PASSES: Meddling = {
	refuses: () => null,
	request: (headers) => headers,
	answer: (headers, body) => ({ headers, body })
};

beforeEach(async () => {
	newBrowsers();
	school = await SmallSchool.open();
	pupilIds = await thirtyPupils(school);
});
afterEach(async () => {
	vi.unstubAllGlobals();
	for (const each of listening) await each.close();
	listening = [];
	await school.close();
});

/** Ms Teal’s tablet, which reaches the school by the browser’s own fetch and through a proxy. */
async function behind(meddling: Partial<Meddling>): Promise<Tablet> {
	const server = await serveOverHttp(school);
	const proxy = await proxyTo(server.port, { ...PASSES, ...meddling });
	listening = [proxy, server];
	const { fetch } = globalThis;
	vi.stubGlobal('fetch', (path: string, init: RequestInit) =>
		fetch(`http://127.0.0.1:${proxy.port}${path}`, init)
	);
	return Tablet.open(here, 'tablet', STAFF.teal, 'tablet', { post: surroundings({}).post });
}

async function thirtyMarks(tablet: Tablet): Promise<void> {
	await tablet.device.record(
		...pupilIds.map((pupilId) => ({
			...{
				kind: 'mark' as const,
				...REGISTER,
				pupilId,
				how: 'tapped' as const,
				code: '/' as const,
				sawPlans: []
			}
		}))
	);
	await tablet.sync();
}

describe('a school’s proxy between tablet and server', () => {
	it('[D-sync] [F34] one that knows no gzip, and refuses what is packed: nothing the tablet sends is, and a register passes in a few kilobytes', async () => {
		const sizes: number[] = [];
		const packed: string[] = [];
		const tablet = await behind({
			refuses: (headers) => {
				sizes.push(Number(headers['content-length']));
				return headers['content-encoding'] === undefined ? null : 415;
			},
			request: ({ 'accept-encoding': _never, ...headers }) => headers,
			answer: (headers, body) => {
				if (headers['content-encoding'] !== undefined) packed.push(headers['content-encoding']);
				return { headers, body };
			}
		});
		await thirtyMarks(tablet);
		expect(await tablet.device.state()).toMatchObject({ waiting: 0, trouble: null });
		expect(await entries()).toHaveLength(30);
		expect(packed, 'nor does the server pack an answer unasked').toEqual([]);
		expect(sizes.length).toBeGreaterThan(1);
		for (const size of sizes) expect(size).toBeLessThan(5_000);
	});

	it('[D-sync] [F34] one that packs every answer itself: it is read all the same', async () => {
		const tablet = await behind({
			answer: (headers, body) => ({
				headers: { ...headers, 'content-encoding': 'gzip' },
				body: gzipSync(body)
			})
		});
		await thirtyMarks(tablet);
		expect(await tablet.device.state()).toMatchObject({ waiting: 0, trouble: null });
		expect(await entries()).toHaveLength(30);
	});

	it('[D-clock] [F35] one that sets Date to its own wrong time: the tablet keeps the school’s, and no mark is doubted for it', async () => {
		const wrong: string[] = [];
		const tablet = await behind({
			answer: (headers, body) => {
				const date = new Date(school.time + 3 * 3_600_000).toUTCString();
				wrong.push(date);
				return { headers: { ...headers, date, age: '7200', expires: date }, body };
			}
		});
		await thirtyMarks(tablet);
		expect(wrong.length).toBeGreaterThan(1);
		expect(tablet.device.schoolNow()).toBe(school.time);
		expect(tablet.device.clockQuestion().ask).toBe(false);
		const stored = await entries();
		expect(stored).toHaveLength(30);
		for (const entry of stored) {
			expect(correctedAt(entry)).toBe(school.time);
			expect(entry.flags).toBeUndefined();
		}
	});
});
