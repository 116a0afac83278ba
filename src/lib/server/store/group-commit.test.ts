import { describe, expect, it } from 'vitest';
import { GroupCommit } from './group-commit.ts';
import type { Writing } from './store.ts';

const writing = { attempt: (work: () => Promise<unknown>) => work() } as unknown as Writing;

/** Commits that end when, and as, the test says. */
function commits() {
	const under: { end: () => void; fail: (cause: Error) => void }[] = [];
	const group = new GroupCommit(async (_, jobs) => {
		for (const job of jobs) await job(writing, jobs.length === 1);
		await new Promise<void>((resolve, reject) => under.push({ end: resolve, fail: reject }));
	});
	return { group, under };
}
const settled = async (waiting: Promise<unknown>): Promise<boolean> => {
	const turn = new Promise<'not yet'>((resolve) => setImmediate(() => resolve('not yet')));
	return (await Promise.race([waiting.then(() => 'answered'), turn])) === 'answered';
};

describe('an answer is a promise that the work is on disk', () => {
	it('[Y2] nobody is answered before the commit, alone or with others', async () => {
		const { group, under } = commits();
		const first = group.run('school', async () => 1);
		expect(await settled(first)).toBe(false);
		const [second, third] = [group.run('school', async () => 2), group.run('school', async () => 3)];
		under[0]?.end();
		expect(await first).toBe(1);
		expect(await settled(second)).toBe(false);
		expect(await settled(third)).toBe(false);
		under[1]?.end();
		expect(await Promise.all([second, third])).toEqual([2, 3]);
		expect(under).toHaveLength(2);
	});
	it('[Y2] where the commit fails, all who were in it are told so', async () => {
		const { group, under } = commits();
		const alone = group.run('school', async () => 1);
		await settled(alone.catch(() => null));
		under[0]?.fail(new Error('the disk is full'));
		await expect(alone).rejects.toThrow('the disk is full');
	});
});
