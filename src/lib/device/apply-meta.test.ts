import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import type { SyncReply } from '../protocol/sync.ts';
import {
	accepted,
	apply,
	change,
	db,
	eachDatabase,
	mark,
	NOW,
	PERSON,
	place,
	recorded,
	refused,
	row,
	TEAL,
	VERSIONS
} from './fake-reply.ts';
import { AT } from './fake-tablet.ts';
import { readMeta, writeMeta, type Meta } from './meta.ts';

eachDatabase();

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
