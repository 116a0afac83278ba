import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Sent } from './apply.ts';
import {
	accepted,
	apply,
	db,
	eachDatabase,
	held,
	KNOWN,
	mark,
	NOW,
	place,
	recorded,
	refused,
	row,
	VERSIONS
} from './fake-reply.ts';
import { readMeta, writeMeta } from './meta.ts';

eachDatabase();

describe('answers', () => {
	it('[D-apply] are kept word for word beside the half-day that they are about, and told as answered', async () => {
		const rows = await recorded(row(1, { half: 'a|AM' }), row(2), row(3));
		const results = [accepted('m1'), refused('m2'), accepted('of nobody')];
		const applied = await apply({ results }, { rows });
		expect(applied).toMatchObject({ answered: new Set(['m1', 'm2']), unsent: 1 });
		expect(await db.receipts.toArray()).toEqual([
			{ id: 'm1', status: 'accepted', epoch: 'now', at: NOW, position: 8, half: 'a|AM' },
			{ id: 'm2', status: 'refused', epoch: 'now', at: NOW, code: 'role', message: 'Ask the office.' }
		]);
		expect(await readMeta(db, ['receivedAt'])).toEqual({ receivedAt: NOW });
	});

	it('[D-apply] keep the time at which they were first heard, in one epoch; without an answer nothing was received', async () => {
		const rows = await recorded(row(1), row(2));
		await db.receipts.bulkPut([
			{ id: 'm1', status: 'accepted', epoch: 'now', at: NOW - 60_000 },
			{ id: 'm2', status: 'accepted', epoch: 'before', at: NOW - 60_000 }
		]);
		await apply({}, { rows });
		expect(await readMeta(db, ['receivedAt'])).toEqual({});
		await apply({ results: [accepted('m1'), accepted('m2', 9)] }, { rows });
		expect((await db.receipts.toArray()).map(({ id, at }) => [id, at])).toEqual([
			['m1', NOW - 60_000],
			['m2', NOW]
		]);
	});

	it('[D-epoch] of an epoch that another tab has left are none; those of the one it has moved to are', async () => {
		const rows = await recorded(row(1), row(2));
		const sent = { epoch: 'older', rows };
		const over = await apply({ epoch: 'older', results: [accepted('m1')] }, sent);
		expect(over).toEqual({ answered: new Set(), more: false, unsent: 2 });
		expect(await db.receipts.count()).toBe(0);
		const present = await apply({ epoch: 'now', results: [accepted('m1')] }, sent);
		expect(present).toEqual({ answered: new Set(['m1']), more: false, unsent: 1 });
		expect(await readMeta(db, ['epoch', 'cursor'])).toEqual({ epoch: 'now', cursor: 7 });
	});
});

describe('a reply to what is no longer so here', () => {
	it.each<[string, Partial<Sent>]>([
		['cursor', { cursor: 6 }],
		['scopes', { scopes: ['school'] }],
		['epoch', { epoch: 'older' }],
		['first sync', { epoch: null }]
	])('[D-tabs] another %s: its answers count, and what it brings is asked for again', async (_what, then) => {
		const rows = await recorded(row(1));
		await db.recovered.put({ id: 'lost', json: '{}' });
		const brought = {
			changes: [mark('theirs', 'p-1')],
			cursor: 99,
			scopes: ['school', 'class:4B'],
			more: true
		};
		const applied = await apply(
			{ ...brought, results: [accepted('m1')], backedUpTo: 50 },
			{ ...then, rows, recoveredIds: ['lost'] }
		);
		expect(applied).toEqual({ answered: new Set(['m1']), more: false, unsent: 0 });
		expect(await held()).toEqual([]);
		expect(await db.recovered.count()).toBe(1);
		const { epoch, cursor, scopes, backedUpTo } = KNOWN;
		expect(await readMeta(db, ['epoch', 'cursor', 'scopes', 'backedUpTo'])).toEqual({
			...{ epoch, cursor, scopes, backedUpTo }
		});
	});
});

describe('what a reply brings', () => {
	it('[D-apply] a first one: the epoch, facts as they were told, place and scopes', async () => {
		await db.meta.bulkDelete(['epoch', 'cursor', 'scopes', 'witness']);
		const theirs = mark('theirs', 'p-1');
		const applied = await apply(
			{ changes: [theirs], cursor: 8, more: true, witness: { position: 8, hash: 'h8' } },
			{ epoch: null, cursor: 0, scopes: [] }
		);
		expect(applied.more).toBe(true);
		expect(await db.facts.toArray()).toEqual([
			{
				...{ id: 'theirs', position: 8, epoch: 'now', kind: 'mark', json: JSON.stringify(theirs) },
				...{ half: '2026-11-23|AM', cell: 'p-1|2026-11-23|AM', register: '3A|2026-11-23|AM' },
				...{ pupilId: 'p-1', classId: '3A' }
			}
		]);
		expect(await readMeta(db, ['epoch', 'cursor', 'scopes', 'witness', 'backedUpTo'])).toEqual({
			...{ epoch: 'now', cursor: 8, scopes: ['school', 'class:3A'], backedUpTo: 3 },
			witness: { position: 8, hash: 'h8' }
		});
	});

	it('[D-apply] with nobody signed in no place and no facts, but how far the backup reaches', async () => {
		await db.recovered.bulkPut([
			{ id: 'handed over', json: '{}' },
			{ id: 'still here', json: '{}' }
		]);
		const brought = { changes: [mark('theirs', 'p-1')], cursor: 99, scopes: [], backedUpTo: 6 };
		await apply({ ...brought, signedIn: null }, { recoveredIds: ['handed over'] });
		expect(await held()).toEqual([]);
		expect(await readMeta(db, ['cursor', 'scopes', 'backedUpTo'])).toEqual({
			...{ cursor: 7, scopes: KNOWN.scopes, backedUpTo: 6 }
		});
		expect((await db.recovered.toArray()).map(({ id }) => id)).toEqual(['still here']);
	});

	it('[D-epoch] a new epoch: place and witness begin anew, more is to come, and nothing else of it is taken yet', async () => {
		const rows = await recorded(row(1));
		await db.recovered.put({ id: 'lost', json: '{}' });
		const earlier = NOW - 86_400_000;
		const applied = await apply(
			{
				...{ epoch: 'later', epochFrom: 2, now: earlier, cursor: 2, changes: [mark('theirs', 'p-1')] },
				...{ witness: { position: 2, hash: 'h2' }, results: [accepted('m1', 2)], backedUpTo: 9 }
			},
			{ rows, recoveredIds: ['lost'] }
		);
		expect(applied).toEqual({ answered: new Set(['m1']), more: true, unsent: 0 });
		expect(await db.recovered.count()).toBe(1);
		expect(await held()).toEqual([]);
		expect(
			await readMeta(db, [
				'epoch',
				'cursor',
				'scopes',
				'witness',
				'lastServerTime',
				'backedUpTo',
				...VERSIONS
			])
		).toEqual({
			...{ epoch: 'later', cursor: 0, scopes: [], witness: { position: 2, hash: 'h2' } },
			...{ lastServerTime: earlier, backedUpTo: 3, bookVersion: 11, plansVersion: 21 }
		});
	});

	it('[D-epoch] once all has come anew, what was pulled in an older epoch and has not come goes; not a page sooner', async () => {
		const old = (id: string, epoch: string) => ({ id, position: 1, epoch, kind: 'mark', json: '{}' });
		await db.facts.bulkPut([old('older', 'a'), old('younger', 'z'), old('present', 'now')]);
		await apply({ more: true });
		expect(await held()).toEqual(['older', 'present', 'younger']);
		expect(await readMeta(db, VERSIONS)).toEqual({ bookVersion: 10, plansVersion: 20 });
		await apply({});
		expect(await held()).toEqual(['present']);
		expect(await readMeta(db, VERSIONS)).toEqual({ bookVersion: 11, plansVersion: 21 });
		await apply({});
		expect(await readMeta(db, VERSIONS)).toEqual({ bookVersion: 11, plansVersion: 21 });
	});
});

describe('what is out of scope', () => {
	beforeEach(() =>
		apply(
			{ changes: [place('pl 3A', 'p-1', '3A'), place('pl 4B', 'q-1', '4B'), mark('of q', 'q-1', '4B')] },
			{}
		)
	);
	const wide = { scopes: ['school', 'class:3A', 'class:4B'] };
	const widened = async () => {
		await writeMeta(db, { ...wide, bookVersion: 10, plansVersion: 20 });
	};

	it('[D-scope] goes with the last page of what a narrower scope brings, and the book and the plans are told', async () => {
		await widened();
		const applied = await apply({ more: true }, wide);
		expect(applied.more).toBe(true);
		expect(await held()).toEqual(['of q', 'pl 3A', 'pl 4B']);
		expect(await readMeta(db, ['purgeDue', ...VERSIONS])).toEqual({
			...{ purgeDue: true, bookVersion: 10, plansVersion: 20 }
		});
		await apply({});
		expect(await held()).toEqual(['pl 3A']);
		expect(await readMeta(db, ['purgeDue', ...VERSIONS])).toEqual({
			...{ purgeDue: false, bookVersion: 11, plansVersion: 21 }
		});
	});

	it('[D-scope] stays while something about it is unsent, and is remembered as due', async () => {
		await widened();
		await recorded(row(1, { pupilId: 'q-1', classId: '4B' }));
		await apply({}, wide);
		expect(await held()).toEqual(['of q', 'pl 3A', 'pl 4B']);
		expect(await readMeta(db, ['purgeDue', ...VERSIONS])).toEqual({
			...{ purgeDue: true, bookVersion: 10, plansVersion: 20 }
		});
	});

	it('[D-scope] does not go where the scope grows or is as it was', async () => {
		await apply(wide);
		await apply(wide, wide);
		expect(await held()).toEqual(['of q', 'pl 3A', 'pl 4B']);
		expect(await readMeta(db, ['purgeDue'])).toEqual({});
	});

	it('[D-scope] what was told of a class in another view goes before it comes in this one, and the book is told', async () => {
		const office = { scopes: ['school', 'class:3A', 'office:4B'] };
		await writeMeta(db, { ...office, bookVersion: 10, plansVersion: 20 });
		await apply({ ...wide, more: true, changes: [place('pl 4B', 'q-1', '4B')] }, office);
		expect(await held()).toEqual(['pl 3A', 'pl 4B']);
		expect(await readMeta(db, VERSIONS)).toEqual({ bookVersion: 11, plansVersion: 21 });
	});
});
