import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database, type OutboxRow, type Receipt } from './database.ts';
import { json } from './fake-school.ts';
import { marks, signedInTablet, tap } from './fake-tablet.ts';
import { countUnsent, countUnsentIn, KEPT_DAYS, pruneOutbox, unsentRows } from './outbox.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 23, 8, 50);
const KEPT_MS = KEPT_DAYS * DAY_MS;

let db: Database;
let names = 0;
beforeEach(async () => {
	db = new Database(`outbox ${(names += 1)}`);
	await db.open();
	await db.meta.bulkPut([
		{ key: 'epoch', value: 'now' },
		{ key: 'clientId', value: 'm' },
		{ key: 'nextSeq', value: 1 }
	]);
});
afterEach(() => db.close());

/** Facts made here, numbered on; a finish is of a half-day, a plan of none. */
async function made(count: number, over: Partial<OutboxRow> = {}): Promise<string[]> {
	const { clientId = 'm', kind = 'finish', madeAt = NOW } = over;
	const from = (await db.outbox.where('clientId').equals(clientId).count()) + 1;
	const rows = Array.from({ length: count }, (_, at): OutboxRow => {
		const id = `${clientId}${from + at}`;
		const half = kind === 'plan' ? {} : { half: '2026-11-23|AM' };
		return { id, clientId, seq: from + at, kind, madeAt, json: '{}', ...half };
	});
	await db.outbox.bulkAdd(rows);
	if (clientId === 'm') await db.meta.put({ key: 'nextSeq', value: from + count });
	return rows.map((row) => row.id);
}

/** Answers of the school, each at a place of its own unless it was refused. */
async function answered(ids: readonly string[], over: Partial<Receipt> = {}): Promise<void> {
	const rows = (await db.outbox.where('id').anyOf(ids).toArray()).map((row, at): Receipt => {
		const half = row.half === undefined ? {} : { half: row.half };
		return { id: row.id, status: 'accepted', epoch: 'now', at: NOW, position: at + 1, ...half, ...over };
	});
	await db.receipts.bulkPut(rows);
}

const unsent = async () => (await unsentRows(db)).map((row) => row.id);

describe('what is unsent', () => {
	it('[D-unsent] is all, in the order in which it was made, before any answer and before any epoch', async () => {
		const ids = [...(await made(11)), ...(await made(1, { kind: 'plan' }))];
		expect(await unsent()).toEqual(ids);
		await answered(ids.slice(0, 3));
		await db.meta.delete('epoch');
		expect(await unsent()).toEqual(ids);
		expect(await countUnsent(db)).toBe(12);
		expect(await unsentRows(db, { clientId: 'm', nextSeq: 13 })).toHaveLength(12);
	});

	it('[D-unsent] is found however much that was made after it is answered', async () => {
		const ids = await made(520);
		const kept = ['m1', 'm2', 'm520'];
		await answered(ids.filter((id) => !kept.includes(id)));
		expect(await unsent()).toEqual(kept);
		expect(await countUnsent(db)).toBe(3);
	});

	it('[D-unsent] is also what was made under other numbers of this tablet, by number and then as it was made', async () => {
		await made(2, { clientId: 'z' });
		const ids = await made(3);
		await made(11, { clientId: 'a' });
		await answered(['a1', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'a9', 'm2', 'z1']);
		expect(ids).toHaveLength(3);
		expect(await unsent()).toEqual(['a2', 'a10', 'a11', 'm1', 'm3', 'z2']);
	});

	it('[D-unsent] is what is of no half-day too, and not what was answered, refused or accepted', async () => {
		const plans = await made(3, { kind: 'plan' });
		const finishes = await made(3);
		await answered([plans[1] ?? '', finishes[1] ?? '']);
		await answered([plans[2] ?? ''], { status: 'refused', position: undefined });
		expect(await unsent()).toEqual([plans[0], finishes[0], finishes[2]]);
		expect(await countUnsentIn(db, 'now')).toBe(3);
	});

	it('[D-unsent] is what only another epoch has answered', async () => {
		const ids = await made(4);
		const [plan] = await made(1, { kind: 'plan' });
		await answered(ids.slice(0, 2), { epoch: 'before' });
		await answered(ids.slice(2, 3), { epoch: 'later' });
		await answered([plan ?? ''], { epoch: 'before' });
		await answered(ids.slice(3));
		expect(await unsent()).toEqual([...ids.slice(0, 3), plan]);
		expect(await countUnsent(db)).toBe(4);
	});
});

describe('what leaves', () => {
	const backedUp = { epoch: 'now', backedUpTo: 2 };
	const old = { madeAt: NOW - KEPT_MS - 1 };
	const prune = (what = backedUp, schoolNow = NOW, deviceNow = NOW) =>
		pruneOutbox(db, what, schoolNow, deviceNow);
	const left = async () => (await db.outbox.orderBy('[clientId+seq]').toArray()).map((row) => row.id);

	it('[D-prune] is what lies in a backup by its place, with its answer, and the number that left is told', async () => {
		await answered(await made(3, old), { at: NOW - KEPT_MS - 1 });
		expect(await prune()).toBe(2);
		expect(await left()).toEqual(['m3']);
		expect((await db.receipts.toArray()).map((receipt) => receipt.id)).toEqual(['m3']);
	});

	it('[D-prune] is nothing that was made, or answered, 35 days ago to the millisecond', async () => {
		await answered(await made(1, { madeAt: NOW - KEPT_MS }), { at: 0 });
		await answered(await made(1, old), { at: NOW - KEPT_MS });
		expect(await prune()).toBe(0);
		expect(await prune(backedUp, NOW + 1, NOW + 1)).toBe(2);
	});

	it('[D-prune] is nothing without an answer, without a place, or with an answer of another epoch', async () => {
		const ids = await made(3, old);
		await answered(ids.slice(1, 2), { status: 'refused', position: undefined, at: 0 });
		await answered(ids.slice(2), { epoch: 'before', at: 0 });
		expect(await prune()).toBe(0);
		expect(await left()).toEqual(ids);
	});

	it('[D-prune] is nothing where there is no backup, or no epoch', async () => {
		const ids = await made(1, old);
		await answered(ids, { at: 0, position: 0, epoch: '' });
		expect(await prune({ epoch: '', backedUpTo: 2 })).toBe(0);
		await answered(ids, { at: 0, position: 0 });
		expect(await prune({ epoch: 'now', backedUpTo: 0 })).toBe(0);
		expect(await left()).toEqual(ids);
	});
});

describe('what is kept, and for how long', () => {
	it('[D-prune] an acknowledged fact stays until it is in a backup and 35 days old', async () => {
		const { device, db, school, time } = await signedInTablet();
		await device.record(...marks(3));
		await device.sync('test');
		const later = async (days: number, backedUpTo: number) => {
			const ms = Math.round(days * DAY_MS);
			time.pass(ms);
			school.now += ms;
			school.backedUpTo = backedUpTo;
			await device.sync('test');
			return db.outbox.count();
		};
		expect(await later(35 - 1 / 24, 3)).toBe(3);
		expect(await later(1, 0)).toBe(3);
		expect(await later(1, 2)).toBe(1);
		expect(await later(0, 3)).toBe(0);
		expect((await device.state()).waiting).toBe(0);
		// Answers that outlived their facts would hide what comes next.
		await device.record(tap('p-1'));
		expect((await device.state()).waiting).toBe(1);
		await device.sync('test');
		expect(school.facts).toHaveLength(4);
	});

	it('[D-prune] what waits or was refused stays, however old', async () => {
		const { device, db, school, time } = await signedInTablet();
		school.refuses = () => ({ code: 'role', message: 'No.' });
		await device.record(tap('p-1'));
		await device.sync('test');
		school.between = () => json(503, {});
		await device.record(tap('p-2'));
		time.pass(400 * DAY_MS);
		school.now += 400 * DAY_MS;
		school.backedUpTo = 1_000;
		await device.sync('test');
		school.between = (_path, answer) => answer();
		school.adjust = (reply) => ({ ...reply, results: [] });
		await device.sync('test');
		expect(await db.outbox.count()).toBe(2);
		expect((await device.state()).waiting).toBe(1);
	});

	it('[D-prune] after a restore what an older epoch had acknowledged stays until it is acknowledged anew, though its place seems to be in the backup', async () => {
		const { device, db, school, time } = await signedInTablet();
		await device.record(...marks(250));
		await device.sync('test');
		time.pass(36 * DAY_MS);
		school.now += 36 * DAY_MS;
		school.restore(0);
		school.backedUpTo = 1_000;
		let asked = 0;
		school.between = (_path, answer) => {
			asked += 1;
			if (asked > 2) throw new TypeError('the connection was lost');
			return answer();
		};
		await device.sync('test');
		expect(school.facts.length).toBeGreaterThan(0);
		expect(school.facts.length).toBeLessThan(250);
		expect(await db.outbox.count()).toBe(250);
		school.between = (_path, answer) => answer();
		await device.sync('test');
		expect(school.facts).toHaveLength(250);
	});

	it('[D-prune] a device’s clock that runs a year ahead prunes nothing', async () => {
		const { device, db, school, time } = await signedInTablet();
		await device.record(tap('p-1'));
		await device.sync('test');
		time.pass(365 * DAY_MS);
		school.backedUpTo = 1;
		await device.sync('test');
		expect(await db.outbox.count()).toBe(1);
	});
});
