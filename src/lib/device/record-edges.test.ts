import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../rules/facts.ts';
import type { Draft } from './draft.ts';
import { AT, othersFact, outboxOf, signedInTablet, tap } from './fake-tablet.ts';
import { readMeta, writeMeta } from './meta.ts';
import { MayNotRecord, recordTap } from './record.ts';

const CELL = { ...AT, pupilId: 'p-1' } as const;
const PLACE: Draft = { kind: 'place', pupilId: 'p-1', classId: '3A', from: '2026-09-01' };
const PLAN: Draft = { kind: 'plan', pupilId: 'p-1', from: AT, to: AT, replaces: ['an older plan'] };
const FINISH: Draft = { kind: 'finish', ...AT, blanks: [] };
const tapOf = (ids: readonly string[], ...drafts: Draft[]) => ({ drafts, ids, madeAt: 5, jumpedMs: 0 });
const replaces = (fact: unknown) => (fact as Entry).replaces;

describe('what an entry replaces', () => {
	it('[D-record] is entries and nothing else of the cell', async () => {
		const { device, school } = await signedInTablet();
		school.add(
			othersFact({ id: 'desk', kind: 'mark', ...CELL, how: 'desk', code: 'L', replaces: [], sawPlans: [] }),
			othersFact({ id: 'left', kind: 'out', ...CELL, at: '09:30', why: 'ill', replaces: [] })
		);
		await device.sync('test');
		await device.record({ kind: 'seen', ...CELL, arrival: 'desk' });
		const [fact] = await device.record(tap('p-1'));
		expect(replaces(fact)).toEqual(['desk']);
	});

	it('[D-record] is what the device holds, and then what the screen names besides: each once', async () => {
		const { device } = await signedInTablet();
		const [first, second] = await device.record(tap('p-1'), tap('p-1'));
		const named = { ...tap('p-1', 'N'), replaces: ['of another day', second?.id ?? ''] } as Draft;
		const [fact] = await device.record(named);
		expect(replaces(fact)).toEqual([first?.id, second?.id, 'of another day']);
	});

	it('[D-record] is at most 200 entries, though the screen names more', async () => {
		const { device } = await signedInTablet();
		const [held] = await device.record(tap('p-1'));
		const many = Array.from({ length: 250 }, (_, at) => `past ${at}`);
		const [fact] = await device.record({ ...tap('p-1', 'N'), replaces: many } as Draft);
		expect(replaces(fact)).toEqual([held?.id, ...many.slice(0, 199)]);
	});

	it('[D-record] of 202 entries leaves out the oldest two that another replaces, and names none twice', async () => {
		const { device, db, school } = await signedInTablet();
		// Of the two entries that stand one has the oldest id: it is named for standing, not for being new.
		const ids = Array.from({ length: 201 }, (_, at) => `id ${String((at * 7 + 7) % 201).padStart(3, '0')}`);
		for (const [from, to] of [
			[0, 100],
			[100, 200],
			[200, 201]
		])
			await recordTap(db, tapOf(ids.slice(from, to), ...ids.slice(from, to).map(() => tap('p-1'))));
		school.add(
			othersFact({ id: 'id 999', kind: 'mark', ...CELL, how: 'told', code: '/', replaces: [], sawPlans: [] })
		);
		await device.sync('test');
		const [fact] = await recordTap(db, tapOf(['the next'], tap('p-1', 'N')));
		expect(ids.at(-1)).toBe('id 000');
		const kept = ids.filter((id) => id !== 'id 001' && id !== 'id 002');
		expect(new Set(replaces(fact))).toEqual(new Set([...kept, 'id 999']));
		expect(replaces(fact)).toHaveLength(200);
	});

	it('[D-record] is said of entries only: a finish replaces nothing, a plan what its own draft says', async () => {
		const { device } = await signedInTablet();
		const [finish, plan] = await device.record(FINISH, PLAN);
		expect(finish).not.toHaveProperty('replaces');
		expect(plan).toMatchObject({ replaces: ['an older plan'] });
	});
});

describe('whoever holds the book or the plans in memory', () => {
	it.each([
		['the book', PLACE, { bookVersion: 1 }, { bookVersion: 2 }],
		['the plans', PLAN, { plansVersion: 1 }, { plansVersion: 2 }]
	])('[D-record] hears of every act that changes %s, and of no other', async (_what, draft, once, twice) => {
		const { device, db } = await signedInTablet();
		const versions = () => readMeta(db, ['bookVersion', 'plansVersion']);
		const before = await versions();
		await device.record(tap('p-1'), FINISH);
		expect(await versions()).toEqual(before);
		await writeMeta(db, { bookVersion: 0, plansVersion: 0 });
		await device.record(tap('p-1'), draft);
		expect(await versions()).toEqual({ bookVersion: 0, plansVersion: 0, ...once });
		await device.record(draft, tap('p-2'));
		expect(await versions()).toEqual({ bookVersion: 0, plansVersion: 0, ...twice });
	});
});

describe('a tap that may not or need not be written', () => {
	it('[D-record] on a tablet that is being forgotten is refused with a sentence, and nothing is kept', async () => {
		const { db } = await signedInTablet();
		await writeMeta(db, { forgetting: true });
		const refused = recordTap(db, tapOf(['one'], tap('p-1')));
		await expect(refused).rejects.toBeInstanceOf(MayNotRecord);
		await expect(refused).rejects.toThrow(
			'This tablet is being forgotten, so nothing more can be marked on it.'
		);
		expect(await outboxOf(db)).toEqual([]);
	});

	it('[D-keep] was written before: its facts come back in the order in which they were made', async () => {
		const { db } = await signedInTablet();
		const same = tapOf(['c', 'a', 'b'], tap('p-1'), tap('p-2'), tap('p-3'));
		const first = await recordTap(db, same);
		expect(first.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
		expect(await recordTap(db, same, true)).toEqual(first);
	});
});
