import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { at, entry, PUPILS, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { newFact, SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import type { AmendmentsAnswer, NoReasonAnswer, PastAnswer, ReachAnswer } from '../../protocol/past.ts';
import type { Accepted, HeldFact } from '../../rules/facts.ts';
import type { OpenSchool } from '../school.ts';
import { answerAmendments, answerNoReason, answerPast } from './past.ts';

const opened: SmallSchool[] = [];
afterEach(async () => {
	for (const school of opened.splice(0)) await school.close();
});
const AVA = PUPILS.ava.pupilId;
const DAY = 'from=2026-09-14&to=2026-09-14';
const TABLET = { deviceId: 'tablet', person: STAFF.teal };
const OFFICE = { deviceId: 'office', person: STAFF.office };

async function openSmall(): Promise<SmallSchool> {
	const school = await SmallSchool.open();
	opened.push(school);
	return school;
}

/** The school as the endpoints have it, with somebody signed in. */
function asOpen(small: SmallSchool, person: Accepted['maker'] | null): OpenSchool {
	return {
		schoolId: SCHOOL,
		store: small.store,
		world: small.world,
		now: () => small.time,
		access: {
			deviceOf: async () => ({ schoolId: SCHOOL, deviceId: 'office' }),
			personOf: async () => person && { ...person, schoolId: SCHOOL, deviceId: 'office', signInId: 'in' }
		}
	} as unknown as OpenSchool;
}

async function ask<T>(
	small: SmallSchool,
	person: Accepted['maker'] | null,
	path: string
): Promise<{ status: number; body: T }> {
	const request = new Request(`http://school${path}`);
	const answer = path.startsWith('/api/no-reason')
		? answerNoReason
		: path.startsWith('/api/amendments')
			? answerAmendments
			: answerPast;
	const response = await answer(asOpen(small, person), request);
	return { status: response.status, body: (await response.json()) as T };
}

/** N tapped in time, and I entered by the office two school days later. */
async function withAnAmendment(small: SmallSchool) {
	const first = entry({ id: 'first', code: 'N' });
	await small.sync(TABLET, [first]);
	small.time = at('2026-09-16', '09:30');
	const second = entry({
		id: 'second',
		clientId: 'c-office',
		signInId: 'in-s-office',
		how: 'office',
		code: 'I',
		replaces: ['first'],
		reason: 'Mother rang: tummy bug',
		madeAt: small.time
	});
	const reply = await small.sync(OFFICE, [second], { clientId: 'c-office' });
	expect(reply.results).toMatchObject([{ status: 'accepted' }]);
}

describe('amendments', () => {
	it('[A8] case F4: an entry of the office that was taken back later is told with its five items, and nothing after it', async () => {
		const small = await openSmall();
		small.time = at('2026-09-14', '11:00');
		const made = { clientId: 'c-office', signInId: 'in-s-office', madeAt: small.time };
		await small.sync(OFFICE, [entry({ id: 'only', how: 'office', code: 'I', ...made })], {
			clientId: 'c-office'
		});
		small.time = at('2026-09-14', '11:30');
		const { classId, date, session } = entry();
		const back = {
			...entry({ id: 'back', ...made, madeAt: small.time }),
			...{ kind: 'withdraw', classId, date, session, entries: ['only'], reason: 'Wrong child' }
		};
		const { code, how, pupilId, replaces, sawPlans, ...fact } = back;
		const reply = await small.sync(OFFICE, [fact], { clientId: 'c-office' });
		expect(reply.results).toMatchObject([{ status: 'accepted' }]);
		const { body } = await ask<AmendmentsAnswer>(
			small,
			STAFF.office,
			'/api/amendments?from=2026-09-14&to=2026-09-14'
		);
		expect(body.amendments).toMatchObject([
			{
				pupilId,
				originals: [{ id: 'only', code: 'I' }],
				amended: { code: null, maker: { name: 'Mrs Office', position: 'Attendance Officer' } },
				reason: 'Wrong child',
				takenBack: true
			}
		]);
	});
	it('[A8] case E7: N to I on day 3 by phone: the five items, with the name and position as they were', async () => {
		const small = await openSmall();
		await withAnAmendment(small);
		const { status, body } = await ask<AmendmentsAnswer>(
			small,
			STAFF.head,
			'/api/amendments?from=2026-09-16&to=2026-09-16'
		);
		expect(status).toBe(200);
		expect(body.amendments).toMatchObject([
			{
				pupilId: AVA,
				date: '2026-09-14',
				originals: [{ id: 'first', code: 'N', maker: { name: 'Ms Teal' } }],
				amended: {
					id: 'second',
					code: 'I',
					madeAt: at('2026-09-16', '09:30'),
					maker: { name: 'Mrs Office', position: 'Attendance Officer' }
				},
				reason: 'Mother rang: tummy bug'
			}
		]);
	});
	it('[A8] a new entry that settles a dispute is told with both entries that it replaced', async () => {
		const small = await openSmall();
		const office = { clientId: 'c-office', signInId: 'in-s-office', how: 'office' as const };
		await small.sync(TABLET, [entry({ id: 'first', code: 'N' })]);
		await small.sync(OFFICE, [entry({ id: 'other', code: 'M', reason: 'Dentist', ...office })], office);
		small.time = at('2026-09-16', '09:30');
		const settled = {
			...entry({ id: 'settled', code: 'I', replaces: ['first', 'other'], reason: 'Ill', ...office, seq: 2 }),
			madeAt: small.time
		};
		await small.sync(OFFICE, [settled], office);
		const { body } = await ask<AmendmentsAnswer>(
			small,
			STAFF.head,
			'/api/amendments?from=2026-09-16&to=2026-09-16'
		);
		expect(body.amendments).toMatchObject([
			{
				originals: [
					{ id: 'first', code: 'N' },
					{ id: 'other', code: 'M' }
				],
				amended: { id: 'settled', code: 'I' }
			}
		]);
	});
	it('[A8] by the date on which they were made, not the date of the session', async () => {
		const small = await openSmall();
		await withAnAmendment(small);
		const { body } = await ask<AmendmentsAnswer>(small, STAFF.head, `/api/amendments?${DAY}`);
		expect(body.amendments).toEqual([]);
	});
	it('[A8] a change before the close, and one received late (case F8), is none', async () => {
		const small = await openSmall();
		small.time = at('2026-09-14', '11:40');
		await small.sync(TABLET, [
			entry({ id: 'one', seq: 1, code: 'N' }),
			entry({ id: 'two', seq: 2, replaces: ['one'], madeAt: at('2026-09-14', '08:53') })
		]);
		const { body } = await ask<AmendmentsAnswer>(small, STAFF.head, `/api/amendments?${DAY}`);
		expect(body.amendments).toEqual([]);
	});
	it('[A8] what was there before anybody kept amendments is found by the migration', async () => {
		const small = await openSmall();
		await withAnAmendment(small);
		const { db } = small.database;
		const kept = await db.selectFrom('amendment').selectAll().execute();
		await db.deleteFrom('amendment').execute();
		for (const { name } of small.database.sqlite
			.prepare(`select name from sqlite_master where type = 'trigger' and tbl_name = 'quarantine'`)
			.all() as { name: string }[])
			small.database.sqlite.exec(`drop trigger "${name}"`);
		small.database.sqlite.exec('alter table quarantine drop column seal');
		const { nothingAsideChanges } = await import('../store/migrations/0007-nothing-aside-changes.ts');
		await db.transaction().execute((tx) => nothingAsideChanges.up(tx as never));
		expect(await db.selectFrom('amendment').selectAll().execute()).toEqual(kept);
		expect(kept).toHaveLength(1);
	});
});

describe('no reason yet', () => {
	it('[N1] every standing N with its last day; one that has its reason has left', async () => {
		const small = await openSmall();
		await small.sync(TABLET, [
			entry({ id: 'ava', code: 'N' }),
			entry({ id: 'ben', code: 'N', pupilId: PUPILS.ben.pupilId }),
			entry({ id: 'cal', pupilId: PUPILS.cal.pupilId })
		]);
		const first = await ask<NoReasonAnswer>(small, STAFF.office, '/api/no-reason');
		expect(first.body.standing).toMatchObject([
			{ pupilId: AVA, entry: 'ava', entries: ['ava'], deadline: '2026-09-21', isDisputed: false },
			{ pupilId: PUPILS.ben.pupilId, entry: 'ben', deadline: '2026-09-21' }
		]);
		small.time = at('2026-09-15', '09:00');
		await small.sync(
			OFFICE,
			[
				entry({
					clientId: 'c-office',
					signInId: 'in-s-office',
					how: 'office',
					code: 'I',
					replaces: ['ava'],
					reason: 'Rang back',
					madeAt: small.time
				})
			],
			{ clientId: 'c-office' }
		);
		const then = await ask<NoReasonAnswer>(small, STAFF.office, '/api/no-reason');
		expect(then.body.standing.map((each) => each.entry)).toEqual(['ben']);
	});
});

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
			Array.from({ length: 40 }, (_, n) => entry({ seq: n + 1 }))
		);
		const url = `http://school/api/past?pupilId=${AVA}&${DAY}`;
		const request = new Request(url, { headers: { 'accept-encoding': 'gzip, br' } });
		const response = await answerPast(asOpen(small, STAFF.head), request);
		expect(response.headers.get('content-encoding')).toBe('gzip');
		const said = gunzipSync(Buffer.from(await response.arrayBuffer())).toString();
		expect((JSON.parse(said) as PastAnswer).facts).toHaveLength(40);
	});
});
