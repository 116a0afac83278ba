import { expect, it } from 'vitest';
import { CHEAP } from '../../../../tests/support/cheap-passwords.ts';
import { entry, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import { openAccess } from '../access/access.ts';

const TABLET = { deviceId: 'tablet', person: STAFF.teal };
const OFFICE = { deviceId: 'office', person: STAFF.office };

it('[O5] a tablet is told with the clients that are its own, and a copied one with none that is in doubt', async () => {
	const school = await SmallSchool.open();
	const own = async () =>
		Object.fromEntries(
			(await school.store.tablets(SCHOOL)).map(({ deviceId, clientIds }) => [deviceId, clientIds])
		);
	await school.sync(TABLET, [entry({ id: 'one', clientId: 'c-tablet', seq: 1 })], { clientId: 'c-tablet' });
	await school.sync(OFFICE, [], { clientId: 'c-office' });
	expect(await own()).toMatchObject({ tablet: ['c-tablet'], office: ['c-office'] });
	// Another browser uses the same number for something else: either may have made what bears this client.
	await school.sync(OFFICE, [entry({ id: 'two', clientId: 'c-tablet', seq: 1 })], { clientId: 'c-tablet' });
	expect(await own()).toMatchObject({ tablet: [], office: ['c-office'] });
	await school.close();
});

it('[O5] a browser whose first sign-in was never answered is no tablet of the school’s: its next sign-in makes one, which is heard from', async () => {
	const school = await SmallSchool.open();
	const { db } = school.database;
	const access = await openAccess({
		...{ db, secret: 'a secret that is long enough for a test', now: () => school.time, passwords: CHEAP }
	});
	const [username, password] = ['newcomer', 'the-right-password'];
	const person = { name: 'Mr New', position: 'Teacher', role: 'teacher' as const, fromAt: 0 };
	await access.createStaff({ ...person, schoolId: SCHOOL, staffId: 's-new', username, password });
	const before = await enrolled(db);
	const asked = () => access.signIn(new Request('http://school/'), { username, password });
	// The answer to the first, with the credential in it, never came: the browser asks as it did before.
	const [lost, came] = [await asked(), await asked()];
	if (!lost.ok || !came.ok) throw new Error('Nobody was let in.');
	expect(came.signedIn.deviceId).not.toBe(lost.signedIn.deviceId);
	expect(await enrolled(db)).toBe(before + 2);
	const { deviceId } = came.signedIn;
	await school.sync({ deviceId, person: { staffId: 's-new', ...person } }, [], { clientId: 'c-new' });
	const seen = await school.store.tablets(SCHOOL);
	expect(seen.map((each) => [each.deviceId, each.person?.name])).toEqual([[deviceId, 'Mr New']]);
	await school.close();
});

it('[O5] [I2] a device that signed in and never synced is listed once anything has come from it with its credential; a lost answer’s is not', async () => {
	const school = await SmallSchool.open();
	const { db } = school.database;
	const access = await openAccess({
		...{ db, secret: 'a secret that is long enough for a test', now: () => school.time, passwords: CHEAP }
	});
	const [username, password] = ['newcomer', 'the-right-password'];
	const person = { name: 'Mr New', position: 'Teacher', role: 'teacher' as const, fromAt: 0 };
	await access.createStaff({ ...person, schoolId: SCHOOL, staffId: 's-new', username, password });
	const answer = await access.signIn(new Request('http://school/'), { username, password });
	if (!answer.ok) throw new Error('Nobody was let in.');
	const listed = async () => (await school.store.tablets(SCHOOL)).map((each) => each.deviceId);
	expect(await listed()).toEqual([]);
	const cookie = answer.cookies.map((each) => each.split(';')[0]).join('; ');
	await access.deviceOf(new Request('http://school/', { headers: { cookie } }));
	expect(await listed()).toEqual([answer.signedIn.deviceId]);
	const [tablet] = await school.store.tablets(SCHOOL);
	expect(tablet).toMatchObject({ lastSeenAt: null, waiting: null, person: { name: 'Mr New' } });
	await school.close();
});

async function enrolled(db: SmallSchool['database']['db']): Promise<number> {
	return (await db.selectFrom('device').select('deviceId').execute()).length;
}
