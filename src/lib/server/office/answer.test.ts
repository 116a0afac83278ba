import { gunzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { at, entry, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import type { OfficeToday } from '../../protocol/office.ts';
import type { Accepted } from '../../rules/facts.ts';
import type { OpenSchool } from '../school.ts';
import { answerToday } from './answer.ts';

const opened: SmallSchool[] = [];
afterEach(async () => {
	for (const school of opened.splice(0)) await school.close();
});
const TABLET = { deviceId: 'tablet', person: STAFF.teal };

async function openSmall(): Promise<SmallSchool> {
	const school = await SmallSchool.open();
	opened.push(school);
	return school;
}

/** What GET /api/today says to a person of the school, as it travels. */
async function askToday(
	small: SmallSchool,
	person: Accepted['maker'] = STAFF.office,
	headers: Record<string, string> = {}
): Promise<{ text: string; today: OfficeToday; packed: boolean }> {
	const school = {
		schoolId: SCHOOL,
		store: small.store,
		now: () => small.time,
		access: {
			deviceOf: async () => ({ schoolId: SCHOOL, deviceId: 'office' }),
			personOf: async () => ({ ...person, schoolId: SCHOOL, deviceId: 'office', signInId: 'in' }),
			staff: async () => []
		}
	} as unknown as OpenSchool;
	const response = await answerToday(school, new Request('http://school/api/today', { headers }), 'test');
	expect(response.status).toBe(200);
	const packed = response.headers.get('content-encoding') === 'gzip';
	const bytes = Buffer.from(await response.arrayBuffer());
	const text = (packed ? gunzipSync(bytes) : bytes).toString();
	return { text, packed, today: JSON.parse(text) as OfficeToday };
}

it('[Z8] what was refused is told to the office as it was sent, but for the sign-in, which no other device ever learns', async () => {
	const small = await openSmall();
	const refused = entry({ id: 'refused', code: 'I', signInId: 'in-s-teal' });
	await small.sync(TABLET, [refused, { ...refused, id: 'odd', kind: 'dance', seq: 2 }]);
	const { text, today } = await askToday(small);
	const { signInId, ...open } = { ...refused };
	expect(today.keptAside.map(({ about, raw }) => [about, raw])).toEqual([
		['refused', open],
		['odd', { ...open, id: 'odd', kind: 'dance', seq: 2 }]
	]);
	expect(text).not.toContain('signInId');
	expect(text).not.toContain(signInId);
});

it('[V9] desk and office are told of every presence of today that was not accepted, and no more of it than who and why', async () => {
	const small = await openSmall();
	small.time = at('2026-09-14', '09:20');
	const here = (id: string, seq: number, over = {}) => ({
		...entry({ id, seq }),
		pupilId: 'p-nobody',
		...over
	});
	await small.sync(TABLET, [
		here('here', 1, { reason: 'in confidence' }),
		here('absent', 2, { code: 'N' }),
		here('friday', 3, { date: '2026-09-11' }),
		...Array.from({ length: 201 }, (_, n) => ({ id: `odd ${n}`, kind: 'dance', seq: n + 4 }))
	]);
	const [desk, office] = [await askToday(small, STAFF.recep), await askToday(small)];
	expect(desk.today.presencesAside).toMatchObject([{ about: 'here', pupilId: 'p-nobody' }]);
	expect(desk.today.presencesAside).toEqual(office.today.presencesAside);
	expect(desk.text).not.toContain('in confidence');
	expect(desk.today.keptAside).toEqual([]);
});

it('[Z12] a long answer to the office travels packed, and says the same', async () => {
	const small = await openSmall();
	await small.sync(
		TABLET,
		Array.from({ length: 180 }, (_, n) => ({ id: `odd ${n}`, kind: 'dance', seq: n + 1 }))
	);
	const plain = await askToday(small);
	const packed = await askToday(small, STAFF.office, { 'accept-encoding': 'gzip' });
	expect([plain.packed, packed.packed]).toEqual([false, true]);
	expect(packed.today).toEqual(plain.today);
});

it('[O5] more than fits one answer is counted: the office is told how many there are in all', async () => {
	const small = await openSmall();
	const odd = (from: number, count: number) =>
		Array.from({ length: count }, (_, n) => ({ id: `odd ${from + n}`, kind: 'dance', seq: from + n }));
	await small.sync(TABLET, odd(1, 203));
	for (let n = 0; n < 102; n += 1)
		await small.store.putNotice({
			schoolId: SCHOOL,
			at: n,
			kind: 'denied',
			deviceId: null,
			detail: `no ${n}`
		});
	const { today } = await askToday(small);
	expect([today.keptAside.length, today.keptAsideInAll]).toEqual([200, 203]);
	expect([today.notices.length, today.noticesInAll]).toEqual([100, 102]);
	expect(today.notices.at(-1)?.detail).toBe('no 101');
	const desk = await askToday(small, STAFF.recep);
	expect([desk.today.keptAsideInAll, desk.today.noticesInAll]).toEqual([0, 0]);
});

it('[V9] a child who was refused again and again on one device is told of once for each half-day, with the newest answer', async () => {
	const small = await openSmall();
	const here = (id: string, over = {}) => ({ ...entry({ id }), pupilId: 'p-nobody', ...over });
	await small.sync(TABLET, [here('first'), here('second', { code: 'L' }), here('later', { session: 'PM' })]);
	await small.sync({ deviceId: 'desk', person: STAFF.recep }, [here('desk’s')], { clientId: 'c-desk' });
	const presences = async () => (await askToday(small)).today.presencesAside?.map(({ about }) => about);
	expect(await presences()).toEqual(['desk’s', 'later', 'second']);
	await small.add({
		...{ id: 'settled', kind: 'settle', v: 1, clientId: 'c-office', seq: 1, signInId: 'in-s-office' },
		...{ madeAt: small.time, clock: { offsetMs: 0, doubtMs: 0 }, ...REGISTER },
		...{ about: 'second', outcome: 'closed', reason: 'Not here' }
	});
	expect(await presences()).toEqual(['desk’s', 'later', 'first']);
});
