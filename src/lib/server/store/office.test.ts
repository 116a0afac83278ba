import { expect, it } from 'vitest';
import { entry, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';

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
