import { afterEach, describe, expect, it } from 'vitest';
import { at, entry, PUPILS, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import type { MisAnswer } from '../../rules/mis-rows.ts';
import type { Accepted } from '../../rules/facts.ts';
import type { OpenSchool } from '../school.ts';
import { answerMis } from './mis.ts';

const opened: SmallSchool[] = [];
afterEach(async () => {
	for (const school of opened.splice(0)) await school.close();
});
const TABLET = { deviceId: 'tablet', person: STAFF.teal };
const OFFICE = { deviceId: 'office', person: STAFF.office };
const DAY = 'from=2026-09-14&to=2026-09-14';
const { ava, ben, cal, dee } = PUPILS;

async function openSmall(): Promise<SmallSchool> {
	const school = await SmallSchool.open();
	opened.push(school);
	return school;
}

async function ask(small: SmallSchool, person: Accepted['maker'] | null, query = DAY) {
	const open = {
		schoolId: SCHOOL,
		store: small.store,
		now: () => small.time,
		access: {
			deviceOf: async () => ({ schoolId: SCHOOL, deviceId: 'office' }),
			personOf: async () => person && { ...person, schoolId: SCHOOL, deviceId: 'office', signInId: 'in' }
		}
	} as unknown as OpenSchool;
	const response = await answerMis(open, new Request(`http://school/api/mis?${query}`));
	return { status: response.status, body: (await response.json()) as MisAnswer };
}

let seq = 0;
const byOffice = () => ({
	...{ id: `o-${(seq += 1)}`, v: 1, clientId: 'c-office', seq, signInId: 'in-s-office' },
	clock: { offsetMs: 0, doubtMs: 0 }
});

/** "I have loaded it": what the office records when a file has been taken in over there. */
async function loaded(small: SmallSchool, upTo: number) {
	const fact = {
		...byOffice(),
		kind: 'exported',
		madeAt: small.time,
		from: '2026-09-14',
		to: '2026-09-14',
		upTo,
		system: 'SIMS'
	};
	const reply = await small.sync(OFFICE, [fact], { clientId: 'c-office' });
	expect(reply.results).toMatchObject([{ status: 'accepted' }]);
}

describe('GET /api/mis', () => {
	it('[J13] each mark with its entry: time of arrival, minutes late, who recorded it when and in which position', async () => {
		const small = await openSmall();
		await small.sync(TABLET, [entry({ code: 'L', arrivedAt: '08:57', madeAt: at('2026-09-14', '08:58') })]);
		const { body } = await ask(small, STAFF.office);
		expect(body.rows).toEqual([
			expect.objectContaining({
				...{ pupilId: ava.pupilId, className: '3T', date: '2026-09-14', session: 'AM', code: 'L' },
				...{ arrivalTime: '08:57', minutesLate: 7, recordedBy: 'Ms Teal', position: 'Class teacher' },
				...{ recordedAt: at('2026-09-14', '08:58'), isCarriedOver: false }
			})
		]);
	});

	it('[J13] once loaded a mark is in the MIS; changed afterwards it is not yet in the MIS again (case L4)', async () => {
		const small = await openSmall();
		await small.sync(TABLET, [entry({ id: 'first', code: 'N' }), entry({ pupilId: ben.pupilId })]);
		const first = await ask(small, STAFF.office);
		expect(first.body.rows.map((row) => row.isCarriedOver)).toEqual([false, false]);
		small.time = at('2026-09-14', '10:00');
		await loaded(small, first.body.upTo);
		const second = await ask(small, STAFF.office);
		expect(second.body.rows.map((row) => row.isCarriedOver)).toEqual([true, true]);
		expect(second.body.carried).toEqual([
			{ from: '2026-09-14', to: '2026-09-14', upTo: first.body.upTo, at: small.time, by: 'Mrs Office' }
		]);

		small.time = at('2026-09-14', '10:30');
		const change = entry({
			...{
				id: 'second',
				clientId: 'c-office',
				seq: 90,
				signInId: 'in-s-office',
				how: 'office',
				code: 'I',
				replaces: ['first']
			},
			...{ reason: 'Mother rang', madeAt: small.time }
		});
		await small.sync(OFFICE, [change], { clientId: 'c-office' });
		const third = await ask(small, STAFF.office);
		expect(third.body.rows.map((row) => [row.pupilId, row.code, row.isCarriedOver])).toEqual([
			[ava.pupilId, 'I', false],
			[ben.pupilId, '/', true]
		]);
		await loaded(small, third.body.upTo);
		expect((await ask(small, STAFF.office)).body.rows.every((row) => row.isCarriedOver)).toBe(true);
	});

	it('[J14] unmarked, disputed and N are named; a register that has not closed is not yet missed', async () => {
		const small = await openSmall();
		await small.sync(TABLET, [entry({ code: 'N' }), entry({ pupilId: ben.pupilId, how: 'filled' })]);
		expect((await ask(small, STAFF.office)).body.unmarked).toEqual([]);
		small.time = at('2026-09-14', '11:00');
		const { body } = await ask(small, STAFF.office);
		expect(body.unmarked.map(({ pupilId, session }) => [pupilId, session])).toEqual([
			[cal.pupilId, 'AM'],
			[dee.pupilId, 'AM']
		]);
		expect(body.rows.map(({ code }) => code)).toEqual(['N', '/']);
	});

	it('[P2] is for those who keep the record, and only for days that follow each other', async () => {
		const small = await openSmall();
		expect((await ask(small, null)).status).toBe(401);
		for (const person of [STAFF.teal, STAFF.recep, STAFF.dsl])
			expect((await ask(small, person)).status).toBe(403);
		for (const query of [
			'',
			'from=2026-09-14',
			'from=2026-09-14&to=2026-09-01',
			'from=2026-01-01&to=2026-09-01',
			'from=2026-02-30&to=2026-03-01'
		])
			expect((await ask(small, STAFF.head, query)).status).toBe(400);
	});
});
