import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entry, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';

let school: SmallSchool;
beforeEach(async () => {
	school = await SmallSchool.open();
});
afterEach(() => school.close());

const TABLET = { deviceId: 'tablet', person: STAFF.teal };
const numbered = (...seqs: number[]) => seqs.map((seq) => entry({ id: `fact ${seq}`, seq }));
const client = (clientId = 'c-tablet') => school.store.client(SCHOOL, clientId);
const told = async () => (await school.store.notices(SCHOOL)).map(({ kind, detail }) => [kind, detail]);
const waiting = (count: number) => ({
	state: { waiting: count, persisted: null, freeBytes: null, battery: null }
});

describe('[Z9] what is remembered of a client', () => {
	it('how far its numbers came without a gap, the highest it spoke of, and when it was first and last heard', async () => {
		const first = school.time;
		await school.sync(TABLET, numbered(1, 2, 4), { held: { from: 1, to: 6 } });
		expect(await client()).toMatchObject({
			...{ deviceId: 'tablet', contiguousTo: 2, maxSeq: 6, heldFrom: 0 },
			...{ firstSeenAt: first, lastSeenAt: first }
		});
		school.time += 60_000;
		await school.sync(TABLET, numbered(3), { held: null });
		expect(await client()).toMatchObject({
			...{ contiguousTo: 4, maxSeq: 6, firstSeenAt: first, lastSeenAt: first + 60_000 }
		});
		await school.sync(TABLET, numbered(9), { held: { from: 1, to: 8 } });
		expect(await client()).toMatchObject({ contiguousTo: 4, maxSeq: 9 });
		expect(await told()).toEqual([]);
	});

	it('the device it was first heard as, though another sends for it later', async () => {
		await school.sync(TABLET, numbered(1));
		await school.enrol('second');
		await school.sync({ deviceId: 'second' }, numbered(2));
		expect(await client()).toMatchObject({ deviceId: 'tablet', contiguousTo: 2 });
		const heardAs = school.database.sqlite.prepare('select clientId, deviceId from clientDevice').all();
		expect(heardAs).toEqual([{ clientId: 'c-tablet', deviceId: 'second' }]);
	});
});

describe('[Z9] numbers that are missing', () => {
	it('below what the device still holds are a loss: how many, from which to which', async () => {
		await school.sync(TABLET, numbered(1, 2, 3, 5, 8, 12), { held: { from: 8, to: 12 } });
		expect(await told()).toEqual([
			[
				'lost-facts',
				'3 facts of c-tablet never arrived and can no longer come from the device: number 4 to 7.'
			]
		]);
		expect(await client()).toMatchObject({ contiguousTo: 3, maxSeq: 12, heldFrom: 8 });
	});

	it('are told once, and again only when more are gone', async () => {
		const held = { from: 4, to: 5 };
		await school.sync(TABLET, numbered(5), { held });
		await school.sync(TABLET, numbered(6), { held });
		await school.sync(TABLET, [], { held: null });
		expect(await client()).toMatchObject({ heldFrom: 4 });
		expect(await told()).toHaveLength(1);
		await school.sync(TABLET, [], { held: { from: 5, to: 6 } });
		expect((await told()).map(([, detail]) => detail)).toEqual([
			'3 facts of c-tablet never arrived and can no longer come from the device: number 1 to 3.',
			'4 facts of c-tablet never arrived and can no longer come from the device: number 1 to 4.'
		]);
		expect(await client()).toMatchObject({ heldFrom: 5 });
	});

	it('are none where a device has dropped what the school has', async () => {
		await school.sync(TABLET, numbered(1, 2, 3), { held: { from: 1, to: 3 } });
		await school.sync(TABLET, numbered(4), { held: { from: 4, to: 4 } });
		await school.sync(TABLET, [], { held: { from: 5, to: 5 } });
		expect(await told()).toEqual([]);
		expect(await client()).toMatchObject({ contiguousTo: 4, heldFrom: 0 });
	});
});

describe('[Z9] a number that was used twice', () => {
	it('is named, with its client, and with the other device where there is one', async () => {
		await school.sync(TABLET, numbered(1, 2));
		const again = await school.sync(TABLET, [entry({ id: 'another', seq: 2 })]);
		expect(again.newClientId).toBe(true);
		await school.enrol('second');
		const copy = await school.sync({ deviceId: 'second' }, [entry({ id: 'yet another', seq: 1 })]);
		expect(copy.newClientId).toBe(true);
		expect(await told()).toEqual([
			['cloned-device', 'Number 2 of c-tablet was used twice.'],
			['cloned-device', 'Number 1 of c-tablet was used twice, first by tablet.']
		]);
	});

	it('is no proof where the first had no id that could be read', async () => {
		const { id, ...nameless } = entry({ id: 'none', seq: 1 });
		await school.sync(TABLET, [nameless]);
		expect(await school.store.quarantine(SCHOOL)).toMatchObject([{ factId: null, seq: 1 }]);
		const reply = await school.sync(TABLET, numbered(1));
		expect(reply.newClientId).toBeUndefined();
		expect(await told()).toEqual([]);
	});
});

describe('[Z9] a device that comes with an empty store', () => {
	it('had facts waiting: the office is told how many are gone, less those it still brings', async () => {
		await school.sync(TABLET, [], { clientId: 'c-first', ...waiting(5) });
		school.time += 60_000;
		await school.sync(TABLET, numbered(1), waiting(2));
		expect(await told()).toEqual([
			[
				'lost-facts',
				'3 facts at the least waited on this tablet at 08:55 on 2026-09-14 and can no longer come from it: its store was emptied.'
			]
		]);
	});

	it('brings as many as had waited: that they are the same is not claimed, nor that nothing waited', async () => {
		await school.sync(TABLET, [], { clientId: 'c-first', ...waiting(1) });
		await school.sync(TABLET, [], { clientId: 'c-tablet', ...waiting(1) });
		expect(await told()).toEqual([
			[
				'began-anew',
				'It had 1 waiting at 08:55 on 2026-09-14, and brings 1 now from a new store: whether they are the same is not known.'
			]
		]);
	});

	it('had none waiting: the office is told that it began anew, once, and not when it is heard again', async () => {
		await school.sync(TABLET, [], { clientId: 'c-first' });
		await school.sync(TABLET, [], { clientId: 'c-tablet', ...waiting(1) });
		await school.sync(TABLET, [], { clientId: 'c-first' });
		await school.sync(TABLET, [], { clientId: 'c-tablet' });
		expect(await told()).toEqual([
			[
				'began-anew',
				'Somebody had it forgotten, or its browser cleared it. Nothing waited on it at 08:55 on 2026-09-14; what was tapped on it after that and had not arrived is gone.'
			]
		]);
		const [notice] = await school.store.notices(SCHOOL);
		expect(notice).toMatchObject({ deviceId: 'tablet', at: school.time });
	});
});
