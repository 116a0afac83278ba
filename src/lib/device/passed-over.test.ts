import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { json } from './fake-school.ts';
import { outboxOf, signedInTablet, tap } from './fake-tablet.ts';

it('[D-fail] [Z15] what the school passes over in its answer is kept and counted as waiting, and stands in the way of nothing else', async () => {
	const { device, db, school } = await signedInTablet();
	const tooMany = Array.from({ length: 130 }, (_, at) => tap(`p-full-${at}`));
	await device.record(...tooMany);
	const [own] = await device.record(tap('p-1'));
	const before = await outboxOf(db);
	let isFull = true;
	school.between = async (path, answer) => {
		const reply = (await answer().json()) as { results?: { id: string }[] };
		if (path !== '/api/sync' || !isFull) return json(200, reply);
		return json(200, { ...reply, results: (reply.results ?? []).filter(({ id }) => id === own?.id) });
	};
	await device.sync('test');
	expect(await db.receipts.toArray()).toMatchObject([{ id: own?.id, status: 'accepted' }]);
	expect(await device.state()).toMatchObject({ waiting: 130, refused: 0 });
	expect(await outboxOf(db)).toEqual(before);

	isFull = false;
	await device.sync('test');
	expect(await device.state()).toMatchObject({ waiting: 0 });
	expect(await outboxOf(db)).toEqual(before);
});
