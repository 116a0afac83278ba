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

const instruct = (staffId: string, name: string) => {
	const { v, clock } = entry();
	return school.sync({ deviceId: 'heads', person: STAFF.head }, [
		{
			...{ id: 'rule-1', kind: 'instruction', v, clock, clientId: 'c-heads', seq: 1, signInId: 'in-s-head' },
			...{ madeAt: school.time, what: 'overdue-N-is-O', staffId, name, from: '2026-09-22', replaces: [] }
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
	await instruct(STAFF.office.staffId, 'Mrs Office');
	expect((await enter({ id: 'e-3', code: 'I', instruction: 'rule-1' })).results).toMatchObject(refused);
});
