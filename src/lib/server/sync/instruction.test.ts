import { afterEach, beforeEach, expect, it } from 'vitest';
import { at, entry, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { SmallSchool } from '../../../../tests/support/small-school.ts';

const OFFICE = { deviceId: 'office', person: STAFF.office };
let school: SmallSchool;

beforeEach(async () => {
	school = await SmallSchool.open();
	await school.enrol('heads');
	await school.signIn('in-s-head', STAFF.head, 'heads');
	school.time = at('2026-09-22', '09:30');
});
afterEach(() => school.close());

const instruct = (staffId: string, name: string, over: { id?: string; seq?: number } = {}) => {
	const { v, clock } = entry();
	return school.sync({ deviceId: 'heads', person: STAFF.head }, [
		{
			...{ id: 'rule-1', kind: 'instruction', v, clock, clientId: 'c-heads', seq: 1, signInId: 'in-s-head' },
			...{ madeAt: school.time, what: 'overdue-N-is-O', staffId, name, from: '2026-09-22', replaces: [] },
			...over
		}
	]);
};
const enter = (over: Record<string, unknown>) =>
	school.sync(
		OFFICE,
		[
			{
				...entry({ id: 'e-o', how: 'office', code: 'O', reason: 'Not established in 5 school days' }),
				...{ clientId: 'c-office', signInId: 'in-s-office', madeAt: school.time },
				...over
			}
		],
		{ clientId: 'c-office' }
	);

it('[N5] an O under the head’s standing instruction is taken from the person it names', async () => {
	expect((await instruct(STAFF.office.staffId, 'Mrs Office')).results).toMatchObject([
		{ status: 'accepted' }
	]);
	expect((await enter({ instruction: 'rule-1' })).results).toMatchObject([{ status: 'accepted' }]);
});

it('[N5] and from nobody else, for no other code, and under no instruction that was never given', async () => {
	await instruct(STAFF.teal.staffId, 'Ms Teal');
	const refused = [{ status: 'refused', code: 'no-instruction' }];
	expect((await enter({ instruction: 'rule-1' })).results).toMatchObject(refused);
	expect((await enter({ id: 'e-2', instruction: 'rule-2' })).results).toMatchObject(refused);
	await instruct(STAFF.office.staffId, 'Mrs Office', { id: 'rule-3', seq: 2 });
	expect((await enter({ id: 'e-3', code: 'I', instruction: 'rule-3' })).results).toMatchObject(refused);
	expect((await enter({ id: 'e-4', instruction: 'rule-3' })).results).toMatchObject([{ status: 'accepted' }]);
});

it('[N5] and not once the head has ended it, but for what was entered before; nor before it begins', async () => {
	await instruct(STAFF.office.staffId, 'Mrs Office');
	const { v, clock } = entry();
	const head = { v, clock, kind: 'instruction', clientId: 'c-heads', signInId: 'in-s-head' };
	const rule = { what: 'overdue-N-is-O', staffId: STAFF.office.staffId, name: 'Mrs Office' };
	await school.sync({ deviceId: 'heads', person: STAFF.head }, [
		{
			...head,
			id: 'rule-end',
			seq: 2,
			madeAt: at('2026-09-22', '10:00'),
			...rule,
			from: '2026-09-22',
			...{ replaces: ['rule-1'], cancelled: true }
		},
		{
			...head,
			id: 'rule-2',
			seq: 3,
			madeAt: at('2026-09-22', '10:01'),
			...rule,
			from: '2026-09-23',
			replaces: []
		}
	]);
	school.time = at('2026-09-22', '11:00');
	const refused = [{ status: 'refused', code: 'no-instruction' }];
	expect((await enter({ id: 'e-4', instruction: 'rule-1' })).results).toMatchObject(refused);
	expect((await enter({ id: 'e-5', instruction: 'rule-2' })).results).toMatchObject(refused);
	const before = { id: 'e-6', instruction: 'rule-1', madeAt: at('2026-09-22', '09:59') };
	expect((await enter(before)).results).toMatchObject([{ status: 'accepted' }]);
});

it('[N1] [N5] and for no N whose five school days have not passed', async () => {
	await instruct(STAFF.office.staffId, 'Mrs Office');
	const onItsLastDay = { id: 'e-7', instruction: 'rule-1', date: '2026-09-15' };
	expect((await enter(onItsLastDay)).results).toMatchObject([{ status: 'refused', code: 'no-instruction' }]);
	expect((await enter({ id: 'e-8', date: '2026-09-15' })).results).toMatchObject([{ status: 'accepted' }]);
	const byNoClock = { instruction: 'rule-1', clock: { offsetMs: 0, doubtMs: null } };
	for (const [n, madeAt] of [school.time, 1000, at('2030-01-07', '09:00')].entries())
		expect((await enter({ ...byNoClock, id: `e-${n + 9}`, seq: 9 + n, madeAt })).results).toMatchObject([
			{ status: 'accepted' }
		]);
});
