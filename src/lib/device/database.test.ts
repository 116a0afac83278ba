import 'fake-indexeddb/auto';
import type Dexie from 'dexie';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Database } from './database.ts';
import { AT, fakeTablet, outboxOf, signedInTablet, tap } from './fake-tablet.ts';
import { openDatabase } from './keeping.ts';

afterEach(() => vi.restoreAllMocks());

/** What a release after this one may do: add a table and an index, and touch nothing. */
class NewerDatabase extends Database {
	constructor(name: string) {
		super(name);
		this.version(2)
			.stores({ notes: 'id', outbox: '[clientId+seq], &id, half, cell, kind, madeAt, pupilId' })
			.upgrade((upgrade) => upgrade.table('meta').put({ key: 'bookVersion', value: 99 }));
	}
}

describe('the database over releases', () => {
	it('[D-upgrade] the tables of version 1 are what they were at its release: a later version only adds', async () => {
		const { db } = await fakeTablet();
		const tables = db.tables.map(({ name, schema }) => [
			name,
			[schema.primKey, ...schema.indexes].map((index) => index.src)
		]);
		expect(Object.fromEntries(tables)).toEqual({
			meta: ['key'],
			outbox: ['[clientId+seq]', '&id', 'half', 'cell', 'kind', 'madeAt'],
			receipts: ['id', 'half', '[epoch+status]'],
			facts: ['id', 'position', 'epoch', 'half', 'cell', 'kind', 'pupilId'],
			recovered: ['id']
		});
	});

	it('[D-upgrade] [F26] an older database is opened with its outbox intact, byte for byte', async () => {
		const { device, db } = await signedInTablet();
		await device.record(tap('p-1'), tap('p-2'));
		await device.sync('test');
		await device.record(tap('p-1', 'N'));
		const before = await outboxOf(db);
		const receipts = await db.receipts.toArray();
		device.close();
		db.close();

		const newer = new NewerDatabase(db.name);
		await newer.open();
		expect(newer.verno).toBe(2);
		expect(await outboxOf(newer)).toEqual(before);
		expect(await newer.receipts.toArray()).toEqual(receipts);
		expect(await newer.table('notes').count()).toBe(0);
		newer.close();
	});

	it('[D-upgrade] [F26] an upgrade that fails half-way leaves the older database as it was', async () => {
		const { device, db, again } = await signedInTablet();
		await device.record(tap('p-1'));
		const before = await outboxOf(db);
		device.close();
		db.close();
		const broken = new Database(db.name);
		broken
			.version(2)
			.stores({ notes: 'id' })
			.upgrade(async (upgrade) => {
				await upgrade.table('outbox').clear();
				throw new Error('power cut');
			});
		await expect(broken.open()).rejects.toThrow();
		broken.close();
		const reopened = await again();
		expect(await outboxOf(reopened.db)).toEqual(before);
		expect((await reopened.device.record(tap('p-2')))[0]?.seq).toBe(2);
	});

	it('[D-upgrade] an older tab goes on recording after a newer one has upgraded, and says that it is old', async () => {
		vi.spyOn(console, 'warn').mockReturnValue();
		const heard: string[] = [];
		const { device, db } = await signedInTablet({ onUpgradedElsewhere: () => heard.push('newer') });
		await device.record(tap('p-1'));
		expect(heard).toEqual([]);
		const newer = new NewerDatabase(db.name);
		await newer.open();
		const [second] = await device.record(tap('p-2'));
		expect(second?.seq).toBe(2);
		expect(await outboxOf(newer)).toHaveLength(2);
		expect((await device.registerFacts(AT.classId, AT.date, AT.session)).facts).toHaveLength(2);
		expect(heard).toEqual(['newer']);
		newer.close();
	});

	it('[D-upgrade] [F26] a tab that will not let go is named in a sentence, and the upgrade goes on once it is closed', async () => {
		vi.spyOn(console, 'warn').mockReturnValue();
		const { device, db } = await signedInTablet();
		await device.record(tap('p-1'));
		device.close();
		db.close();
		const stubborn = await held(db.name);
		const said: string[] = [];
		const opening = openDatabase(
			db.name,
			() => 'never',
			{
				blocked: (sentence) => {
					said.push(sentence);
					stubborn.close();
				},
				upgradedElsewhere: () => undefined
			},
			(name) => new NewerDatabase(name)
		);
		const opened = await opening;
		expect(said).toEqual([
			'Firstbell is open in another tab in an older version. Close the other tab to go on.'
		]);
		expect(await outboxOf(opened)).toHaveLength(1);
		opened.close();
	});

	it('[D-upgrade] writes are durable before they count: every transaction asks for strict', async () => {
		const asked: unknown[] = [];
		const { transaction: real } = IDBDatabase.prototype as {
			transaction: (...args: unknown[]) => IDBTransaction;
		};
		vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
			if (args[1] === 'readwrite') asked.push(args[2]);
			return real.apply(this, args);
		});
		const { device } = await signedInTablet();
		asked.length = 0;
		await device.record(tap('p-1'));
		expect(asked).toEqual([{ durability: 'strict' }]);
	});
});

/** A connection of version 1 that hears of an upgrade and does nothing. */
async function held(name: string): Promise<Dexie> {
	const db = new Database(name);
	await db.open();
	const native = db.backendDB();
	native.onversionchange = null;
	return db;
}
