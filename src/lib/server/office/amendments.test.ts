// Longer than others: every amendment that one answer tells is asked of the same small school.
import { describe, expect, it } from 'vitest';
import { ask, DAY, withAnAmendment } from '../../../../tests/support/asked-past.ts';
import { schoolsOfATest } from '../../../../tests/support/each-school.ts';
import { at, entry, PUPILS, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { OFFICE, TABLET } from '../../../../tests/support/sent.ts';
import { SCHOOL } from '../../../../tests/support/small-school.ts';
import type { AmendmentsAnswer, NoReasonAnswer } from '../../protocol/past.ts';

const openSmall = schoolsOfATest();

const AVA = PUPILS.ava.pupilId;

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
	it('[A8] as many as are asked for, of a class or of a person, and beside them how many there are in all', async () => {
		const small = await openSmall();
		await withAnAmendment(small);
		const made = {
			clientId: 'c-office',
			signInId: 'in-s-office',
			how: 'office' as const,
			code: 'I' as const
		};
		const { ben } = PUPILS;
		await small.sync(TABLET, [
			entry({ id: 'ben', pupilId: ben.pupilId, code: 'N', seq: 9, madeAt: at('2026-09-14', '08:55') })
		]);
		small.time = at('2026-09-16', '09:40');
		await small.sync(
			OFFICE,
			[
				entry({
					id: 'later',
					pupilId: ben.pupilId,
					...made,
					seq: 2,
					replaces: ['ben'],
					reason: 'Mother rang',
					madeAt: small.time
				})
			],
			{ clientId: 'c-office' }
		);
		const answered = async (narrowed: string) => {
			const path = `/api/amendments?from=2026-09-16&to=2026-09-16&narrowed&${narrowed}`;
			const { body } = await ask<AmendmentsAnswer>(small, STAFF.office, path);
			return [body.amendments.map(({ amended }) => amended.id), body.counts, body.more];
		};
		const counts = [{ classId: 'c-3t', staffId: STAFF.office.staffId, name: 'Mrs Office', count: 2 }];
		expect(await answered('classId=&maker=')).toEqual([['later', 'second'], counts, false]);
		expect(await answered('most=1')).toEqual([['later'], counts, false]);
		expect(await answered(`most=1.5&classId=c-3t&maker=${STAFF.office.staffId}`)).toEqual([
			['later'],
			counts,
			false
		]);
		for (const nobody of ['classId=c-1', 'maker=s-teal'])
			expect(await answered(`most=200&${nobody}`)).toEqual([[], counts, false]);
	});
	it('[A8] newest first by when they were made, one that came late too; counted under the name that the newest bears', async () => {
		const small = await openSmall();
		await withAnAmendment(small);
		const { ben, cal } = PUPILS;
		await small.sync(TABLET, [
			entry({ id: 'ben', pupilId: ben.pupilId, code: 'N', seq: 9 }),
			entry({ id: 'cal', pupilId: cal.pupilId, code: 'N', seq: 10 })
		]);
		await small.database.db
			.updateTable('appointment')
			.set({ toAt: at('2026-09-17', '00:00') })
			.where('staffId', '=', STAFF.office.staffId)
			.execute();
		const married = { ...STAFF.office, name: 'Mrs Newname', position: 'Office Manager' };
		await small.database.db
			.insertInto('appointment')
			.values({
				...{ ...married, schoolId: SCHOOL, userId: null, username: null },
				...{ fromAt: at('2026-09-17', '00:00'), toAt: null }
			})
			.execute();
		const sent = (id: string, pupilId: string, seq: number, madeAt: number, replaces: string[]) =>
			entry({
				...{ id, pupilId, seq, madeAt, replaces, clientId: 'c-office', signInId: 'in-s-office' },
				...{ how: 'office', code: 'I', reason: 'Mother rang' }
			});
		small.time = at('2026-09-18', '10:00');
		const reply = await small.sync(
			OFFICE,
			[
				sent('on-friday', ben.pupilId, 2, at('2026-09-18', '09:00'), ['ben']),
				sent('on-thursday', cal.pupilId, 3, at('2026-09-17', '09:00'), ['cal'])
			],
			{ clientId: 'c-office' }
		);
		expect(reply.results).toMatchObject([{ status: 'accepted' }, { status: 'accepted' }]);
		const path = '/api/amendments?from=2026-09-14&to=2026-09-18';
		const { body } = await ask<AmendmentsAnswer>(small, STAFF.office, path);
		expect(body.amendments.map(({ amended }) => [amended.id, amended.maker.name])).toEqual([
			['on-friday', 'Mrs Newname'],
			['on-thursday', 'Mrs Newname'],
			['second', 'Mrs Office']
		]);
		expect(body.counts).toMatchObject([{ name: 'Mrs Newname', count: 3 }]);
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
