import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Draft } from '$lib/device/draft.ts';
import type { HeldFact } from '$lib/rules/facts.ts';
import { Outgoing } from './outgoing.ts';

const CLOSE = Date.UTC(2026, 8, 14, 8, 10);
const draft = (pupilId: string): Draft => ({
	...{ kind: 'mark', pupilId, classId: 'c-3t', date: '2026-09-14', session: 'AM' },
	...{ how: 'tapped', code: 'L', sawPlans: [] }
});

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
	vi.useRealTimers();
});

it('[A1] a tap half a second before the close that waits for the write before it is made when it was tapped, not after the close', async () => {
	const written: Draft[][] = [];
	const through: (() => void)[] = [];
	const outgoing = new Outgoing(
		(...drafts) => {
			written.push(drafts);
			return new Promise<HeldFact[]>((resolve) => through.push(() => resolve([])));
		},
		() => {},
		() => {}
	);
	const add = (pupilId: string) =>
		outgoing.add({ drafts: () => [draft(pupilId)], shown: [], by: 'in-s-teal' });
	vi.setSystemTime(CLOSE - 900);
	const first = add('p-1');
	vi.setSystemTime(CLOSE - 500);
	const second = add('p-2');
	vi.setSystemTime(CLOSE + 100);
	through[0]?.();
	await first;
	through[1]?.();
	await second;
	const tappedBy = 'in-s-teal';
	expect(written).toEqual([
		[{ ...draft('p-1'), tappedBy }],
		[{ ...draft('p-2'), tappedAt: CLOSE - 500, tappedBy }]
	]);
});

it('[A1] a tap that took until after the close to paint is made when it was tapped', async () => {
	const written: Draft[] = [];
	const outgoing = new Outgoing(
		(...drafts) => {
			written.push(...drafts);
			return Promise.resolve([]);
		},
		() => {},
		() => {}
	);
	vi.setSystemTime(CLOSE + 15);
	await outgoing.add({ drafts: () => [draft('p-1')], shown: [], by: '', tappedAt: CLOSE - 5 });
	expect(written).toEqual([{ ...draft('p-1'), tappedAt: CLOSE - 5 }]);
});
