import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { bundle } from '../protocol/bundle.ts';
import { FACTS } from '../protocol/facts.ts';
import type { Entry } from '../rules/facts.ts';
import { Database } from './database.ts';
import { CannotKeep, NotSaved } from './not-saved.ts';
import { recordTap } from './record.ts';
import { AT, fakeTablet, othersFact, outboxOf, signedInTablet, tap } from './fake-tablet.ts';

afterEach(() => vi.restoreAllMocks());

const entry = (fact: unknown) => fact as Entry;

describe('recording', () => {
	it('[D-record] a tap that waited its turn was made when it was tapped', async () => {
		const { device } = await signedInTablet();
		const [fact] = await device.record({ ...tap('p-1'), tappedAt: 1234 });
		expect(fact).toMatchObject({ madeAt: 1234 });
		expect(fact).not.toHaveProperty('tappedAt');
	});
	it('[D-record] a tap is numbered, dated, signed and in the form of the protocol', async () => {
		const { device, time } = await signedInTablet();
		const [first] = await device.record(tap('p-1'));
		const [second] = await device.record(tap('p-2', 'N'));
		expect(first).toMatchObject({ seq: 1, v: 1, signInId: 'sign-in-1', madeAt: time.wall, code: '/' });
		expect(second).toMatchObject({ seq: 2, clientId: first?.clientId, code: 'N' });
		expect(first?.clock.doubtMs).not.toBeNull();
		expect(FACTS.mark.safeParse(first).success).toBe(true);
	});

	it('[D-record] several drafts are one transaction: all with one time, numbers without a gap', async () => {
		const { device } = await signedInTablet();
		const held = await device.record(...Array.from({ length: 30 }, (_, at) => tap(`p-${at}`)));
		expect(held.map((fact) => fact.seq)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
		expect(new Set(held.map((fact) => fact.madeAt)).size).toBe(1);
		expect(new Set(held.map((fact) => fact.id)).size).toBe(30);
	});

	it('[D-record] a mark replaces every entry held for its cell: pulled, unsent, refused, and of the same call', async () => {
		const { device, school } = await signedInTablet();
		school.add(
			othersFact({
				id: 'desk',
				kind: 'mark',
				...AT,
				pupilId: 'p-1',
				how: 'desk',
				code: 'L',
				arrivedAt: '09:01',
				replaces: [],
				sawPlans: []
			})
		);
		school.add(
			othersFact({
				id: 'other half',
				kind: 'mark',
				...AT,
				session: 'PM',
				pupilId: 'p-1',
				how: 'tapped',
				code: '/',
				replaces: [],
				sawPlans: []
			})
		);
		school.refuses = (fact) =>
			fact.kind === 'mark' && fact.code === 'N' ? { code: 'role', message: 'No.' } : null;
		const [refused] = await device.record(tap('p-1', 'N'));
		await device.sync('test');
		const [one, two, other] = (await device.record(tap('p-1'), tap('p-1', 'L'), tap('p-2'))).map(entry);
		expect(new Set(one?.replaces)).toEqual(new Set(['desk', refused?.id]));
		expect(new Set(two?.replaces)).toEqual(new Set(['desk', refused?.id, one?.id]));
		expect(other?.replaces).toEqual([]);
	});

	it('[D-record] an entry is named once, though it was both made here and pulled', async () => {
		const { device } = await signedInTablet();
		const [first] = await device.record(tap('p-1'));
		await device.sync('test');
		const [second] = await device.record(tap('p-1', 'N'));
		expect(entry(second).replaces).toEqual([first?.id]);
	});

	it('[D-record] of more than 200 entries for a cell those that stand are named', async () => {
		const { device } = await signedInTablet();
		let last = '';
		for (let i = 0; i < 3; i += 1)
			last = (await device.record(...Array.from({ length: 67 }, () => tap('p-1')))).at(-1)?.id ?? '';
		const [next] = (await device.record(tap('p-1', 'N'))).map(entry);
		expect(next?.replaces).toHaveLength(200);
		expect(next?.replaces).toContain(last);
		expect(FACTS.mark.safeParse(next).success).toBe(true);
	});

	it('[D-record] nobody signed in: nothing is recorded, and a sentence says so', async () => {
		const { device, db } = await fakeTablet();
		await expect(device.record(tap('p-1'))).rejects.toThrow('Nobody is signed in');
		await expect(device.record(tap('p-1'))).rejects.toBeInstanceOf(NotSaved);
		expect(await outboxOf(db)).toEqual([]);
	});

	it('[D-record] whoever signed in may record after a relaunch without a network', async () => {
		const { device, again } = await signedInTablet();
		await device.record(tap('p-1'));
		device.close();
		const relaunched = await again({ post: () => Promise.reject(new TypeError('no network')) });
		const [fact] = await relaunched.device.record(tap('p-2'));
		expect(fact).toMatchObject({ seq: 2, signInId: 'sign-in-1' });
	});

	it('[D-record] what is returned is what lies on disk, to the letter', async () => {
		const { device, db } = await signedInTablet();
		const [fact] = await device.record({ ...tap('p-1'), reason: undefined } as ReturnType<typeof tap>);
		expect((await db.outbox.toArray())[0]?.json).toBe(JSON.stringify(fact));
	});

	it('[D-record] thirty marks travel in less than 4 KB, and so does the whole push', async () => {
		const { device, school, time } = await signedInTablet();
		const uuid = (at: number) => `019ab0d2-7c4e-7a11-8b2f-${String(at).padStart(12, '0')}`;
		const held = [];
		for (let i = 0; i < 30; i += 1) {
			time.pass(700);
			held.push(...(await device.record(tap(uuid(i), i % 9 === 0 ? 'N' : '/'))));
		}
		expect(JSON.stringify(bundle(held.map((fact) => ({ ...fact })))).length).toBeLessThan(4_096);
		await device.record(
			...Array.from({ length: 30 }, (_, at) => ({
				...tap(`01kb5v7c4e7a118b2f0000${1000 + at}`),
				how: 'filled' as const
			}))
		);
		await device.sync('test');
		await device.record(...Array.from({ length: 30 }, (_, at) => tap(`01kb5v7c4e7a118b2f0001${1000 + at}`)));
		await device.sync('test');
		expect(JSON.stringify(school.requests.at(-1)).length).toBeLessThan(4_096);
	});
});

describe('a database that fails', () => {
	/** Stands between Dexie and the browser's database from before it is opened; the next `left` writes fail. */
	function failing() {
		const { transaction: real } = IDBDatabase.prototype as {
			transaction: (...args: unknown[]) => IDBTransaction;
		};
		const failure = { left: 0, name: '', failed: 0 };
		vi.spyOn(console, 'warn').mockReturnValue();
		vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
			if (args[1] !== 'readwrite' || failure.left === 0) return real.apply(this, args);
			failure.left -= 1;
			failure.failed += 1;
			throw new DOMException('Connection to Indexed Database server lost', failure.name);
		});
		return failure;
	}

	it.each(['UnknownError', 'InvalidStateError'])(
		'[D-keep] %s: the database is opened anew once, and the tap is kept',
		async (name) => {
			const failure = failing();
			const { device, db } = await signedInTablet();
			Object.assign(failure, { name, left: 1 });
			const [fact] = await device.record(tap('p-1'));
			expect(failure.failed).toBe(1);
			expect(fact?.seq).toBe(1);
			expect(await outboxOf(db)).toHaveLength(1);
		}
	);

	it('[D-keep] [F23] a database that the browser closed under the page is opened anew, and the tap is kept', async () => {
		const heard: string[] = [];
		const { device, db, again } = await signedInTablet({ onUpgradedElsewhere: () => heard.push('newer') });
		// Another tab's upgrade closes every connection; an additive one leaves this version able to write.
		const other = await again();
		vi.spyOn(console, 'warn').mockReturnValue();
		db.close();
		const newer = new Database(db.name);
		newer.version(2).stores({ later: 'id' });
		await newer.open();
		newer.close();
		await device.record(tap('p-1'));
		await other.device.record(tap('p-2'));
		await db.open();
		expect(await outboxOf(db)).toHaveLength(2);
		expect(heard).toContain('newer');
	});

	it('[D-keep] [F23] where it fails again nothing is saved and a sentence says so; the retry keeps the time of the tap', async () => {
		const failure = failing();
		const { device, db, time } = await signedInTablet();
		const tappedAt = time.wall;
		Object.assign(failure, { name: 'UnknownError', left: 9 });
		const failed = await device.record(tap('p-1')).catch((cause: unknown) => cause);
		expect(failure.failed).toBe(2);
		expect(failed).toBeInstanceOf(NotSaved);
		expect((failed as NotSaved).message).toMatch(/^Not saved/);
		expect(await outboxOf(db)).toEqual([]);
		failure.left = 0;
		time.pass(60_000);
		const [fact] = await (failed as NotSaved).retry();
		expect(fact).toMatchObject({ seq: 1, madeAt: tappedAt });
	});

	it('[D-keep] [F24] a full disk: nothing leaves the outbox, and the sentence says why', async () => {
		const { device, db } = await signedInTablet();
		await device.record(tap('p-1'));
		const before = await outboxOf(db);
		vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
			throw new DOMException('full', 'QuotaExceededError');
		});
		await expect(device.record(tap('p-2'))).rejects.toThrow('no space left');
		vi.restoreAllMocks();
		expect(await outboxOf(db)).toEqual(before);
		expect((await device.record(tap('p-3')))[0]?.seq).toBe(2);
	});

	it('[D-keep] a commit whose answer was lost is found by the retry, and is not recorded twice', async () => {
		const { device, db } = await signedInTablet();
		const same = { drafts: [tap('p-1')], ids: ['tap-1'], madeAt: 5, jumpedMs: 0 };
		const first = await recordTap(db, same);
		expect(await recordTap(db, same, true)).toEqual(first);
		expect(await outboxOf(db)).toHaveLength(1);
		expect((await device.record(tap('p-2')))[0]?.seq).toBe(2);
	});

	it('[D-keep] [F40] a window without a database is told so in a sentence, and nothing is kept in memory instead', async () => {
		vi.spyOn(indexedDB, 'open').mockImplementation(() => {
			throw new DOMException(
				'A mutation operation was attempted on a database that did not allow mutations.',
				'InvalidStateError'
			);
		});
		await expect(fakeTablet()).rejects.toBeInstanceOf(CannotKeep);
		await expect(fakeTablet()).rejects.toThrow('This window cannot keep marks');
	});
});
