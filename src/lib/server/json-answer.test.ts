import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { jsonAnswer } from './json-answer.ts';

const LONG = { facts: Array.from({ length: 4000 }, (_, n) => ({ id: `fact ${n}`, kind: 'mark' })) };
const SHORT = { facts: LONG.facts.slice(0, 30) };
const asking = (accepted?: string) =>
	new Request('http://school/api/sync', accepted ? { headers: { 'accept-encoding': accepted } } : {});

it.each(['gzip', 'gzip, deflate, br, zstd', 'br;q=1.0, GZIP;q=0.5'])(
	'[Z12] a long answer is packed for a browser that accepts %s, and says the same',
	async (accepted) => {
		const response = await jsonAnswer(asking(accepted), 200, LONG);
		expect(Object.fromEntries(response.headers)).toMatchObject({
			'content-type': 'application/json',
			'content-encoding': 'gzip',
			'cache-control': 'no-store',
			vary: 'accept-encoding'
		});
		const packed = Buffer.from(await response.arrayBuffer());
		expect(packed.length).toBeLessThan(JSON.stringify(LONG).length / 4);
		expect(JSON.parse(gunzipSync(packed).toString())).toEqual(LONG);
	}
);

it.each([undefined, 'br', 'gzip;q=0', 'x-gzip', 'identity'])(
	'[Z12] a long answer goes as it is to whoever accepts %s',
	async (accepted) => {
		const response = await jsonAnswer(asking(accepted), 200, LONG);
		expect(response.headers.has('content-encoding')).toBe(false);
		expect(await response.json()).toEqual(LONG);
	}
);

it('[Z12] a short answer is never packed: it would be later, not smaller', async () => {
	const response = await jsonAnswer(asking('gzip'), 200, SHORT);
	expect(response.headers.has('content-encoding')).toBe(false);
	expect(await response.json()).toEqual(SHORT);
});
