// Long, because one reply may bring all of this at once: each promise of taking it in is read beside the others.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Result, SyncReply } from '../protocol/sync.ts';
import { applyReply, type Sent } from './apply.ts';
import { Database, type OutboxRow } from './database.ts';
import { AT, othersFact } from './fake-tablet.ts';
import { readMeta, writeMeta, type Meta } from './meta.ts';

const NOW = Date.UTC(2026, 10, 23, 8, 50);
const TEAL = { staffId: 's-1', name: 'Ms Teal', position: 'Class teacher', role: 'teacher' };
const PERSON = { ...TEAL, role: 'teacher' as const, signInId: 'in-1' };
const KNOWN: Partial<Meta> = {
	...{ epoch: 'now', cursor: 7, scopes: ['school', 'class:3A'], clientId: 'mine', nextSeq: 4 },
	...{ person: PERSON, witness: { position: 7, hash: 'h7' }, lastServerTime: NOW, backedUpTo: 3 },
	...{ bookVersion: 10, plansVersion: 20 }
};
const VERSIONS = ['bookVersion', 'plansVersion'] as const;

let db: Database;
let names = 0;
beforeEach(async () => {
	db = new Database(`apply ${(names += 1)}`);
	await db.open();
	await writeMeta(db, KNOWN);
});
afterEach(() => {
	vi.restoreAllMocks();
	db.close();
});

function row(seq: number, over: Partial<OutboxRow> = {}): OutboxRow {
	return { id: `m${seq}`, clientId: 'mine', seq, kind: 'mark', madeAt: NOW, json: '{}', ...over };
}

async function recorded(...rows: OutboxRow[]): Promise<OutboxRow[]> {
	await db.outbox.bulkAdd(rows);
	return rows;
}

/** What the device said of itself when it asked, and what came back a second later. */
async function apply(reply: Partial<SyncReply>, sent: Partial<Sent> = {}) {
	const whole: SyncReply = {
		...{ protocol: 1, epoch: 'now', epochFrom: 0, now: NOW, results: [], changes: [], more: false },
		...{ cursor: 7, witness: { position: 7, hash: 'h7' }, scopes: ['school', 'class:3A'], backedUpTo: 3 },
		...{ signedIn: TEAL, ...reply }
	};
	const said: Sent = {
		...{ epoch: 'now', cursor: 7, scopes: ['school', 'class:3A'], clientId: 'mine', rows: [] },
		...{ recoveredIds: [], ...sent }
	};
	return applyReply(db, said, { reply: whole, roundTripMs: 40, answeredAt: NOW - 5_000 }, () => 'fresh');
}

const accepted = (id: string, position = 8): Result => ({ id, status: 'accepted', position });
const refused = (id: string): Result => ({ id, status: 'refused', code: 'role', message: 'Ask the office.' });
const change = (id: string, kind: string, over: Record<string, unknown> = {}) => ({
	...othersFact({ id, kind, ...over }),
	position: 8
});
const mark = (id: string, pupilId: string, classId = '3A') =>
	change(id, 'mark', { ...AT, classId, pupilId, how: 'tapped', code: '/', replaces: [], sawPlans: [] });
const place = (id: string, pupilId: string, classId: string) =>
	change(id, 'place', { pupilId, classId, from: '2026-09-01' });
const held = async () => (await db.facts.toArray()).map((fact) => fact.id).sort();

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

describe('whoever holds the book or the plans in memory', () => {
	const class4B = () => change('4B', 'class', { classId: '4B', name: '4B', years: ['4'], order: 1 });
	const planned = () =>
		change('plan', 'plan', { pupilId: 'p-1', from: AT, to: AT, shownAs: 'known', tag: 't', replaces: [] });

	it.each<[string, () => SyncReply['changes'], object]>([
		['marks', () => [mark('one', 'p-1')], {}],
		[
			'facts of the book, however many',
			() => [mark('one', 'p-1'), class4B(), place('pl', 'p-1', '3A')],
			{ bookVersion: 11 }
		],
		['plans', () => [mark('one', 'p-1'), planned()], { plansVersion: 21 }]
	])('[D-apply] hears of %s that come', async (_what, changes, heard) => {
		await apply({ changes: changes() });
		expect(await readMeta(db, VERSIONS)).toEqual({ bookVersion: 10, plansVersion: 20, ...heard });
	});

	it.each<[string, string, object]>([
		['a fact of the book', 'place', { bookVersion: 11 }],
		['a plan', 'plan', { plansVersion: 21 }],
		['a mark', 'mark', {}]
	])('[D-apply] hears of %s that is refused, and of none that is accepted', async (_what, kind, heard) => {
		const rows = await recorded(row(1, { kind }), row(2, { kind: 'place' }), row(3, { kind: 'plan' }));
		await apply({ results: [accepted('m2'), accepted('m3')] }, { rows });
		expect(await readMeta(db, VERSIONS)).toEqual({ bookVersion: 10, plansVersion: 20 });
		await apply({ results: [refused('m1'), accepted('m2')] }, { rows });
		expect(await readMeta(db, VERSIONS)).toEqual({ bookVersion: 10, plansVersion: 20, ...heard });
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

describe('what any answer tells', () => {
	it.each<[string, Partial<SyncReply>, Meta['witness']]>([
		['a later place', { witness: { position: 8, hash: 'h8' } }, { position: 8, hash: 'h8' }],
		[
			'another hash at the same place',
			{ witness: { position: 7, hash: 'other' } },
			{ position: 7, hash: 'other' }
		],
		['an earlier place', { witness: { position: 6, hash: 'h6' } }, { position: 7, hash: 'h7' }],
		[
			'a place, and nobody is signed in',
			{ witness: { position: 9, hash: 'h9' }, signedIn: null },
			{ position: 9, hash: 'h9' }
		]
	])('[Z10] %s: it is remembered as seen, and never an earlier one', async (_what, reply, witness) => {
		await apply(reply);
		expect(await readMeta(db, ['witness'])).toEqual({ witness });
	});

	it('[Z10] a place in an epoch that this device is not in is not remembered', async () => {
		await apply({ epoch: 'another', witness: { position: 9, hash: 'h9' } }, { epoch: 'another' });
		expect(await readMeta(db, ['epoch', 'witness'])).toEqual({
			epoch: 'now',
			witness: { position: 7, hash: 'h7' }
		});
	});

	it('[D-apply] the school’s time, never an earlier one, and that it was reached and all is well', async () => {
		await writeMeta(db, {
			trouble: 'no-connection',
			needsDevice: true,
			needsSignIn: true,
			clockDenied: true
		});
		await apply({ now: NOW - 1, shiftMs: 60 });
		expect(await readMeta(db, ['clock', 'clockDenied', 'lastServerTime', 'lastContactAt'])).toEqual({
			...{ clockDenied: false, lastServerTime: NOW, lastContactAt: NOW - 1 },
			clock: { offsetMs: 5_019, doubtMs: 20, measuredAt: NOW - 5_000, shiftMs: 60 }
		});
		expect(await readMeta(db, ['trouble', 'needsDevice', 'needsSignIn'])).toEqual({
			...{ trouble: null, needsDevice: false, needsSignIn: false }
		});
		await apply({ now: NOW + 1 });
		expect(await readMeta(db, ['lastServerTime'])).toEqual({ lastServerTime: NOW + 1 });
	});

	it('[D-apply] who is signed in, as the school knows them now; a role unknown here may see nothing', async () => {
		await apply({ signedIn: { ...TEAL, name: 'Ms Teal-Brown', role: 'head' } });
		expect(await readMeta(db, ['person', 'needsSignIn'])).toEqual({
			...{ person: { ...PERSON, name: 'Ms Teal-Brown', role: 'head' }, needsSignIn: false }
		});
		await apply({ signedIn: { ...TEAL, role: 'astronaut' } });
		expect((await readMeta(db, ['person'])).person).toEqual({ ...PERSON, role: 'governor' });
	});

	it.each<[string, SyncReply['signedIn']]>([
		['nobody', null],
		['somebody else', { ...TEAL, staffId: 's-2', name: 'Mr Other' }]
	])(
		'[D-apply] that it knows %s here: who signed in stays, and is asked to sign in again',
		async (_what, signedIn) => {
			await apply({ signedIn });
			expect(await readMeta(db, ['person', 'needsSignIn'])).toEqual({ person: PERSON, needsSignIn: true });
		}
	);

	it.each<[string, SyncReply['signedIn']]>([
		['nobody either', null],
		['still who has signed out', TEAL]
	])(
		'[D-apply] that it knows %s: where nobody is signed in, nobody is asked to again',
		async (_what, signedIn) => {
			await writeMeta(db, { person: null, needsSignIn: true });
			await apply({ signedIn });
			expect(await readMeta(db, ['person', 'needsSignIn'])).toEqual({ person: null, needsSignIn: false });
		}
	);

	it('[D-apply] what was so already is not written again, but for when the school was heard', async () => {
		await apply({});
		const { put } = IDBObjectStore.prototype as { put: (...args: unknown[]) => IDBRequest };
		const written: unknown[] = [];
		vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
			written.push(args[0]);
			return put.apply(this, args);
		});
		await apply({});
		expect(written).toEqual([{ key: 'lastContactAt', value: NOW }]);
		await apply({ backedUpTo: 4 });
		expect(written.slice(1)).toEqual([
			{ key: 'backedUpTo', value: 4 },
			{ key: 'lastContactAt', value: NOW }
		]);
	});
});

describe('a number that another tablet uses', () => {
	it('[D-clone] is left for a new one, from 1 on', async () => {
		await apply({ newClientId: true });
		expect(await readMeta(db, ['clientId', 'nextSeq', 'cloned'])).toEqual({
			...{ clientId: 'fresh', nextSeq: 1, cloned: true }
		});
	});

	it('[D-clone] is left once, though another tab hears the same', async () => {
		await writeMeta(db, { clientId: 'fresh already', nextSeq: 3 });
		await apply({ newClientId: true });
		expect(await readMeta(db, ['clientId', 'nextSeq', 'cloned'])).toEqual({
			...{ clientId: 'fresh already', nextSeq: 3 }
		});
	});
});
