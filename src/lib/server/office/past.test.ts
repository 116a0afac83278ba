import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ask, asOpen, DAY, withAnAmendment } from '../../../../tests/support/asked-past.ts';
import { schoolsOfATest } from '../../../../tests/support/each-school.ts';
import { at, entry, PUPILS, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { TABLET } from '../../../../tests/support/sent.ts';
import { newFact, SCHOOL } from '../../../../tests/support/small-school.ts';
import type { PastAnswer, ReachAnswer } from '../../protocol/past.ts';
import type { HeldFact } from '../../rules/facts.ts';
import { answerPast } from './past.ts';

const openSmall = schoolsOfATest();

const AVA = PUPILS.ava.pupilId;

describe('the past', () => {
	it('[U1] a class’s days, whole: what was replaced too, and which entries are amendments', async () => {
		const small = await openSmall();
		await withAnAmendment(small);
		const { body } = await ask<PastAnswer>(small, STAFF.dsl, `/api/past?classId=c-3t&${DAY}`);
		expect(body.facts.map(({ id }) => id)).toEqual(['first', 'second']);
		expect(body.amendments).toEqual(['second']);
		expect(body.facts.map(({ signInId }) => signInId)).toEqual(['', '']);
	});
	it('[U1] with what was recorded elsewhere of its pupils, and the withdrawals of that', async () => {
		const small = await openSmall();
		const elsewhere: HeldFact = entry({ id: 'there', classId: 'c-4e', clientId: 'c-x', maker: STAFF.head });
		const back: HeldFact = {
			...entry({ id: 'back', clientId: 'c-x' }),
			kind: 'withdraw',
			classId: 'c-4e',
			entries: ['there']
		};
		await small.store.write(SCHOOL, (writing) => writing.append([newFact(elsewhere), newFact(back)]));
		const { body } = await ask<PastAnswer>(small, STAFF.head, `/api/past?classId=c-3t&${DAY}`);
		expect(body.facts.map(({ id }) => id)).toEqual(['there', 'back']);
	});
	it('[U2] one pupil’s days', async () => {
		const small = await openSmall();
		await small.sync(TABLET, [entry({ id: 'ava' }), entry({ id: 'ben', pupilId: PUPILS.ben.pupilId })]);
		const { body } = await ask<PastAnswer>(small, STAFF.head, `/api/past?pupilId=${AVA}&${DAY}`);
		expect(body.facts.map(({ id }) => id)).toEqual(['ava']);
	});
	it('[U6] case K5: a teacher reads their own class, and no code or reason of an absence', async () => {
		const small = await openSmall();
		await withAnAmendment(small);
		const { status, body } = await ask<PastAnswer>(small, STAFF.teal, `/api/past?classId=c-3t&${DAY}`);
		expect(status).toBe(200);
		expect(body.facts[1]).toMatchObject({ shownAs: 'known', maker: { name: 'The office' } });
		expect(body.facts[1]).not.toHaveProperty('code');
		expect(body.facts[1]).not.toHaveProperty('reason');
	});
	it('[U6] case K2: another class, an earlier year or a pupil’s record is denied to a teacher, and noted without the pupil', async () => {
		const small = await openSmall();
		const last = 'from=2026-06-15&to=2026-06-19';
		for (const path of [
			`/api/past?classId=c-4e&${DAY}`,
			`/api/past?classId=c-3t&${last}`,
			`/api/past?pupilId=${AVA}&${DAY}`
		])
			expect((await ask(small, STAFF.teal, path)).status).toBe(403);
		const notices = await small.store.notices(SCHOOL);
		expect(notices.map(({ kind }) => kind)).toEqual(['denied', 'denied', 'denied']);
		expect(JSON.stringify(notices)).not.toContain(AVA);
	});
	it('[U6] reception and governors read none of it; nobody signed in gets 401', async () => {
		const small = await openSmall();
		const paths = [
			`/api/past?classId=c-3t&${DAY}`,
			'/api/no-reason',
			`/api/amendments?${DAY}`,
			'/api/past?reach'
		];
		for (const path of paths) {
			expect((await ask(small, STAFF.recep, path)).status).toBe(403);
			expect((await ask(small, null, path)).status).toBe(401);
		}
	});
	it('what is not a question is answered with a sentence', async () => {
		const small = await openSmall();
		for (const path of [
			'/api/past',
			'/api/past?classId=c-3t&from=2026-02-30&to=2026-03-01',
			'/api/past?classId=c-3t&from=2026-09-14&to=2026-12-14',
			`/api/past?classId=c-3t&pupilId=${AVA}&${DAY}`,
			'/api/amendments?from=2026-09-15&to=2026-09-14'
		])
			expect(await ask(small, STAFF.head, path)).toMatchObject({ status: 400, body: { code: 'unreadable' } });
		expect((await ask(small, STAFF.head, `/api/past?classId=c-none&${DAY}`)).status).toBe(404);
	});
	it('[U5] says how far back the register goes, and how many marks are of days before the six-year line', async () => {
		const small = await openSmall();
		await small.sync(TABLET, [entry()]);
		small.time = at('2032-09-14', '09:00');
		expect((await ask<ReachAnswer>(small, STAFF.head, '/api/past?reach')).body).toMatchObject({
			line: '2026-09-14',
			oldest: '2026-09-14',
			before: 0
		});
		small.time = at('2032-09-15', '09:00');
		expect((await ask<ReachAnswer>(small, STAFF.head, '/api/past?reach')).body).toMatchObject({ before: 1 });
	});
	it('[Z12] a long answer travels packed to whoever takes that', async () => {
		const small = await openSmall();
		await small.sync(
			TABLET,
			Array.from({ length: 150 }, (_, n) => entry({ seq: n + 1 }))
		);
		const url = `http://school/api/past?pupilId=${AVA}&${DAY}`;
		const request = new Request(url, { headers: { 'accept-encoding': 'gzip, br' } });
		const response = await answerPast(asOpen(small, STAFF.head), request);
		expect(response.headers.get('content-encoding')).toBe('gzip');
		const said = gunzipSync(Buffer.from(await response.arrayBuffer())).toString();
		expect((JSON.parse(said) as PastAnswer).facts).toHaveLength(150);
	});
});
