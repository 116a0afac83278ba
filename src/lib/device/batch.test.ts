import { describe, expect, it } from 'vitest';
import { Batch, MOST_BYTES, MOST_FACTS } from './batch.ts';
import type { OutboxRow } from './database.ts';

const rows = (count: number, json = '{}'): OutboxRow[] =>
	Array.from({ length: count }, (_, at) => ({
		id: `f${at}`,
		clientId: 'c',
		seq: at + 1,
		kind: 'mark',
		madeAt: at,
		json
	}));

describe('what goes into one push', () => {
	it('[D-batch] at most 100 facts, oldest first', () => {
		const next = new Batch().next(rows(250));
		expect(next).toHaveLength(MOST_FACTS);
		expect(next[0]?.id).toBe('f0');
	});

	it('[D-batch] at most 64 KB, and always at least one fact', () => {
		expect(new Batch().next(rows(10, 'x'.repeat(30_000)))).toHaveLength(2);
		expect(new Batch().next(rows(10, 'x'.repeat(90_000)))).toHaveLength(1);
		expect(new Batch().next(rows(10, 'x'.repeat(MOST_BYTES / 4)))).toHaveLength(4);
	});

	it('[D-batch] a push that gets through lets the next be twice as large, and never more than 100', () => {
		const batch = new Batch();
		for (const _ of ['to 50', 'to 25']) batch.failed(413, batch.next(rows(100)));
		const sizes = [];
		for (let push = 0; push < 4; push += 1) {
			const next = batch.next(rows(250));
			sizes.push(next.length);
			batch.succeeded(next);
		}
		expect(sizes).toEqual([25, 50, 100, 100]);
	});

	it('[D-batch] a refusal of a push that held nothing says nothing of the facts', () => {
		const batch = new Batch();
		expect(batch.failed(400, [])).toBe(false);
		expect(batch.next(rows(100))).toHaveLength(100);
	});

	it.each([400, 413])('[D-batch] %i halves the next push, at once, down to one', (status) => {
		const batch = new Batch();
		const sizes = [];
		for (let next = batch.next(rows(100)); ; next = batch.next(rows(100))) {
			sizes.push(next.length);
			if (!batch.failed(status, next)) break;
		}
		expect(sizes).toEqual([100, 50, 25, 13, 7, 4, 2, 1]);
	});

	it('[D-batch] one 500 halves nothing; the second in a row does, and waits', () => {
		const batch = new Batch();
		expect(batch.failed(500, batch.next(rows(100)))).toBe(false);
		expect(batch.next(rows(100))).toHaveLength(100);
		expect(batch.failed(500, batch.next(rows(100)))).toBe(false);
		expect(batch.next(rows(100))).toHaveLength(50);
	});

	it.each([0, 401, 403, 502, 503])('[D-batch] %i says nothing of the facts and halves nothing', (status) => {
		const batch = new Batch();
		for (let i = 0; i < 5; i += 1) expect(batch.failed(status, batch.next(rows(100)))).toBe(false);
		expect(batch.next(rows(100))).toHaveLength(100);
	});

	it('[D-batch] a fact that fails alone lets the others pass, and is tried again when they are through', () => {
		const batch = new Batch();
		const waiting = rows(3);
		batch.failed(400, waiting.slice(0, 1));
		expect(batch.next(waiting).map((row) => row.id)).toEqual(['f1', 'f2']);
		expect(batch.next(waiting.slice(0, 1))).toEqual([]);
		expect(batch.nextAside(waiting).map((row) => row.id)).toEqual(['f0']);
	});

	it('[D-batch] facts set aside take turns', () => {
		const batch = new Batch();
		const waiting = rows(2);
		for (const row of waiting) batch.failed(400, [row]);
		batch.failed(400, batch.nextAside(waiting));
		expect(batch.nextAside(waiting).map((row) => row.id)).toEqual(['f1']);
	});

	it('[D-batch] where one that was set aside gets through, all are free again', () => {
		const batch = new Batch();
		const waiting = rows(2);
		for (const row of waiting) batch.failed(400, [row]);
		batch.succeeded(batch.nextAside(waiting));
		expect(batch.next(waiting)).toHaveLength(2);
	});

	it('[D-batch] where others get through, one that was set aside stays there', () => {
		const batch = new Batch();
		const waiting = rows(3);
		batch.failed(400, waiting.slice(0, 1));
		batch.succeeded(batch.next(waiting));
		expect(batch.next(waiting).map((row) => row.id)).toEqual(['f1', 'f2']);
	});

	it('[D-batch] one that was set aside and waits no more, because another tab delivered it, is passed over', () => {
		const batch = new Batch();
		const waiting = rows(2);
		for (const row of waiting) batch.failed(400, [row]);
		expect(batch.nextAside(waiting.slice(1)).map((row) => row.id)).toEqual(['f1']);
		expect(batch.nextAside([])).toEqual([]);
		// Asked for again in a new epoch, it is sent like any other.
		expect(batch.next(waiting)).toHaveLength(2);
	});

	it('[D-batch] [Z15] what an answer says nothing of goes behind the rest, one after the other, until one of them gets through', () => {
		const batch = new Batch();
		const [one, two, three, four] = rows(4) as [OutboxRow, OutboxRow, OutboxRow, OutboxRow];
		batch.succeeded([one, two], [one, two]);
		expect(batch.next([one, two, three, four])).toEqual([three, four]);
		batch.succeeded([three]);
		expect(batch.next([one, two, four])).toEqual([four]);
		expect(batch.nextAside([one, two])).toEqual([one]);
		batch.succeeded([one], [one]);
		expect(batch.nextAside([one, two])).toEqual([two]);
		batch.succeeded([two], [two]);
		expect(batch.nextAside([one, two])).toEqual([one]);
		batch.succeeded([one]);
		expect(batch.next([two, four])).toEqual([two, four]);
	});
});
