import { expect, it } from 'vitest';
import { entry } from '../../../../tests/support/school-2026-27.ts';
import { newFact, SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import { storeContract } from '../../../../tests/support/store-contract.ts';

storeContract('the store on SQLite', async () => {
	const { store, database } = await SmallSchool.open();
	return {
		store,
		tamper: async (sql) => {
			database.sqlite.exec(sql);
		}
	};
});

it('[Y9] a byte changed behind the triggers’ back is found, with its position', async () => {
	const { store, database } = await SmallSchool.open();
	const [placed] = await store.write(SCHOOL, (writing) => writing.append([newFact(entry())]));
	database.sqlite.exec('drop trigger payload_no_update');
	database.sqlite
		.prepare(`update payload set json = replace(json, '"code":"/"', '"code":"N"') where position = ?`)
		.run(placed?.position);
	expect(await store.verify(SCHOOL)).toMatchObject({ position: placed?.position });
});
