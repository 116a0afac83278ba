import { describe, expect, it } from 'vitest';
import { CLASS_3T, entry, PUPILS } from './school-2026-27.ts';
import { newFact, REGISTER, SCHOOL } from './small-school.ts';
import { chainHash, GENESIS_HASH } from '../../src/lib/server/store/chain.ts';
import type { Store } from '../../src/lib/server/store/store.ts';

/** What every database must do: run it with a way to open a store that holds the small school. */
export function storeContract(
	name: string,
	open: () => Promise<{ store: Store; tamper: (sql: string) => Promise<void> }>
): void {
	describe(name, () => {
		it('[Y1] gives positions 1, 2, 3 … without a gap, and chains each fact to the one before', async () => {
			const { store } = await open();
			const before = await store.school(SCHOOL);
			await store.write(SCHOOL, (writing) =>
				writing.append([entry(), entry({ pupilId: PUPILS.ben.pupilId })].map(newFact))
			);
			const facts = await store.registerFacts(SCHOOL, REGISTER);
			expect(facts.map((fact) => fact.position)).toEqual([
				(before?.position ?? 0) + 1,
				(before?.position ?? 0) + 2
			]);
			expect(await store.verify(SCHOOL)).toBeNull();
			expect(chainHash(GENESIS_HASH, SCHOOL, 1, 'x')).not.toBe(chainHash(GENESIS_HASH, SCHOOL, 2, 'x'));
		});
		it('[Y2] work that throws leaves nothing behind, and spoils no other that is committed with it', async () => {
			const { store } = await open();
			const head = (await store.school(SCHOOL))?.position;
			const bad = store.write(SCHOOL, async (writing) => {
				await writing.append([newFact(entry())]);
				throw new Error('no');
			});
			const good = store.write(SCHOOL, (writing) => writing.append([newFact(entry({ id: 'good' }))]));
			await expect(bad).rejects.toThrow('no');
			expect(await good).toMatchObject([{ id: 'good', position: (head ?? 0) + 1 }]);
			expect((await store.registerFacts(SCHOOL, REGISTER)).map((fact) => fact.id)).toEqual(['good']);
			expect(await store.verify(SCHOOL)).toBeNull();
		});
		it('[Y2] a class written and rolled back is not in the book', async () => {
			const { store } = await open();
			const bad = store.write(SCHOOL, async (writing) => {
				await writing.append([newFact({ ...CLASS_3T, id: 'f-ghost', classId: 'c-ghost', name: 'Ghost' })]);
				throw new Error('no');
			});
			await expect(bad).rejects.toThrow('no');
			expect((await store.book(SCHOOL)).classNamed('c-ghost')).toBeUndefined();
		});
		it('[Y3] twenty writers at once: every position once, and a reader that follows its cursor misses none', async () => {
			const { store } = await open();
			const from = (await store.school(SCHOOL))?.position ?? 0;
			const read: string[] = [];
			let cursor = from;
			const of = { book: await store.book(SCHOOL), classIds: [REGISTER.classId], guests: [] };
			const follow = async () => {
				const page = await store.changesAfter(SCHOOL, cursor, of, 7);
				read.push(...page.map((fact) => fact.id));
				cursor = page.at(-1)?.position ?? cursor;
				return page.length;
			};
			const writers = Array.from({ length: 20 }, (_, writer) =>
				store.write(SCHOOL, (writing) =>
					writing.append([0, 1, 2].map((n) => newFact(entry({ id: `w${writer}-${n}` }))))
				)
			);
			let writing = true;
			const done = Promise.all(writers).finally(() => (writing = false));
			// It reads while others write, and once more when they have done.
			while (writing) await follow();
			await done;
			while ((await follow()) > 0);
			expect(read.length).toBe(60);
			expect(new Set(read).size).toBe(60);
			expect((await store.school(SCHOOL))?.position).toBe(from + 60);
			expect(await store.verify(SCHOOL)).toBeNull();
		});
		it('[Y4] the mark beside the entries is what they add up to, and says whether they disagree', async () => {
			const { store } = await open();
			const placed = await store.write(SCHOOL, async (writing) => [
				...(await writing.append([newFact(entry({ id: 'n', code: 'N' }))])),
				...(await writing.append([newFact(entry({ id: 'p', code: '/', clientId: 'c-other' }))]))
			]);
			expect(placed.map((each) => each.status)).toEqual(['accepted', 'disputed']);
			expect(await store.marks(SCHOOL, REGISTER)).toMatchObject([{ code: '/', head: 'p', dispute: 1 }]);
		});
		it('[Y4] [E2] a taking back that comes before the entry it takes back holds, as after a restore', async () => {
			const { store } = await open();
			const { pupilId, code, how, replaces, sawPlans, ...register } = entry({ id: 'w' });
			const back = { ...register, kind: 'withdraw' as const, entries: ['filled'] };
			await store.write(SCHOOL, (writing) => writing.append([newFact(back)]));
			await store.write(SCHOOL, (writing) =>
				writing.append([newFact(entry({ id: 'filled', how: 'filled' }))])
			);
			expect(await store.marks(SCHOOL, REGISTER)).toMatchObject([{ code: null, shownAs: 'unmarked' }]);
			expect(await store.verify(SCHOOL)).toBeNull();
		});
		it('[Y5] facts cannot be changed or deleted, whoever holds the connection', async () => {
			const { store, tamper } = await open();
			await store.write(SCHOOL, (writing) => writing.append([newFact(entry())]));
			for (const table of ['fact', 'payload']) {
				await expect(tamper(`delete from "${table}"`)).rejects.toThrow(/kept/);
				await expect(tamper(`update "${table}" set "position" = 0`)).rejects.toThrow(/kept/);
			}
		});
		it('[Y6] a mark that is not what its entries add up to is found by verify', async () => {
			const { store, tamper } = await open();
			await store.write(SCHOOL, (writing) => writing.append([newFact(entry())]));
			await tamper(`update "mark" set "code" = 'N'`);
			expect(await store.verify(SCHOOL)).toMatchObject({ why: expect.stringContaining('mark') });
		});
		it('[Y7] one school never sees another’s facts, positions or pupils', async () => {
			const { store } = await open();
			await store.createSchool({ schoolId: 'other', name: 'Other', demo: 0, clockShiftMs: 0 }, 'e', 0);
			await store.write('other', (writing) => writing.append([newFact(entry({ id: 'theirs' }))]));
			expect(await store.registerFacts(SCHOOL, REGISTER)).toEqual([]);
			expect((await store.school('other'))?.position).toBe(1);
			const of = { book: await store.book(SCHOOL), classIds: [REGISTER.classId], guests: [] };
			expect(await store.changesAfter(SCHOOL, 0, of, 500)).not.toContainEqual(
				expect.objectContaining({ id: 'theirs' })
			);
			expect((await store.book('other')).pupil(PUPILS.ava.pupilId)).toBeUndefined();
		});
		it('[Y8] a school that is not there is an error, never an empty one', async () => {
			const { store } = await open();
			await expect(store.write('nowhere', async () => 1)).rejects.toThrow(/no school/);
			expect(await store.school('nowhere')).toBeNull();
		});
	});
}
