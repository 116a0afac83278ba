import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SyncReply } from '../protocol/sync.ts';
import { json, type FakeSchool } from './fake-school.ts';
import { countUnsent, unsentRows } from './outbox.ts';
import { signedInTablet, tap, type FakeTablet } from './fake-tablet.ts';
import { inOne } from './in-one.ts';

type Step =
	| { do: 'tap'; pupil: number; count: number }
	| { do: 'sync'; tab: 0 | 1; faults: Fault[] }
	| { do: 'both tabs'; faults: Fault[] }
	| { do: 'restore'; to: number }
	| { do: 'clone' | 'sign out' | 'sign in' | 'relaunch' }
	| { do: 'refuse'; every: number };

const FAULTS = {
	none: (answer: () => Response) => answer(),
	'request lost': () => Promise.reject(new TypeError('lost')),
	'reply lost': (answer: () => Response) => {
		answer();
		return Promise.reject(new TypeError('lost'));
	},
	'reply cut': async (answer: () => Response) => {
		const text = await answer().text();
		return new Response(text.slice(0, text.length / 3), { headers: { 'content-type': 'application/json' } });
	},
	html: () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
	'400': () => json(400, {}),
	'401': () => json(401, { code: 'no-device' }),
	'413': () => json(413, {}),
	'500': () => json(500, {}),
	'500 after the school took it': (answer: () => Response) => {
		answer();
		return json(500, {});
	},
	'half the results': async (answer: () => Response) => {
		const reply = (await answer().json()) as SyncReply;
		return json(200, { ...reply, results: reply.results.slice(reply.results.length / 2) });
	},
	'results of nobody': async (answer: () => Response) => {
		const reply = (await answer().json()) as SyncReply;
		return json(200, {
			...reply,
			results: [{ id: 'nobody', status: 'accepted' }, ...reply.results.slice(1)]
		});
	}
};
type Fault = keyof typeof FAULTS;

const fault = fc.constantFrom(...(Object.keys(FAULTS) as Fault[]));
const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constant('tap' as const),
			pupil: fc.nat(4),
			count: fc.integer({ min: 1, max: 4 })
		})
	},
	{
		weight: 4,
		arbitrary: fc.record({
			do: fc.constant('sync' as const),
			tab: fc.constantFrom(0 as const, 1 as const),
			faults: fc.array(fault, { maxLength: 3 })
		})
	},
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant('both tabs' as const), faults: fc.array(fault, { maxLength: 4 }) })
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), to: fc.nat(20) }) },
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constantFrom('clone' as const, 'sign out' as const, 'sign in' as const, 'relaunch' as const)
		})
	},
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant('refuse' as const), every: fc.integer({ min: 2, max: 5 }) })
	}
);

/** A seed that failed: a sync that a sign-in had started was read half-way by the test itself. */
const FOUND_496806142: Step[] = [
	{ do: 'tap', pupil: 0, count: 3 },
	{ do: 'sync', tab: 0, faults: ['none', 'half the results'] },
	{ do: 'tap', pupil: 0, count: 3 },
	{ do: 'sign in' },
	{ do: 'tap', pupil: 0, count: 1 },
	{ do: 'tap', pupil: 0, count: 1 }
];

it('[D-ledger] whatever the network and the school answer: recorded = waiting + acknowledged, to the fact, and all arrive once', async () => {
	const did = { recorded: 0, faults: 0, restores: 0 };
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
			const tablet = await signedInTablet();
			const { school } = tablet;
			const tabs = [tablet, await tablet.again()];
			const recorded = new Map<string, string>();
			try {
				for (const each of steps) {
					await run(each, tabs, school, recorded, did);
					await check(tablet, recorded);
				}
				heal(school);
				await tabs[0]?.device.signIn('adeyemi', 'secret');
				// As many tries as facts that may have been set aside.
				for (let i = 0; i < 5; i += 1) for (const tab of tabs) await tab.device.sync('heal');
				await check(tablet, recorded);
				expect((await tabs[0]?.device.state())?.waiting).toBe(0);
				const refused = [...school.results.values()]
					.filter((result) => result.status === 'refused')
					.map((result) => result.id);
				const accepted = school.facts.map((fact) => fact.id);
				expect(accepted.length).toBe(new Set(accepted).size);
				expect(new Set([...accepted, ...refused])).toEqual(new Set(recorded.keys()));
			} finally {
				for (const tab of tabs) {
					tab.device.close();
					tab.db.close();
				}
			}
		}),
		{ numRuns: 60, examples: [[FOUND_496806142]] }
	);
	expect(did.recorded).toBeGreaterThan(100);
	expect(did.faults).toBeGreaterThan(50);
	expect(did.restores).toBeGreaterThan(10);
}, 120_000);

async function run(
	each: Step,
	tabs: FakeTablet[],
	school: FakeSchool,
	recorded: Map<string, string>,
	did: { recorded: number; faults: number; restores: number }
): Promise<void> {
	const [one, two] = tabs;
	if (!one || !two) return;
	switch (each.do) {
		case 'tap': {
			const taps = Array.from({ length: each.count }, (_, at) => tap(`p-${(each.pupil + at) % 5}`));
			const held = await one.device.record(...taps).catch(() => []);
			for (const fact of held) recorded.set(fact.id, JSON.stringify(fact));
			did.recorded += held.length;
			return;
		}
		case 'sync':
			spoil(school, each.faults, did);
			return tabs[each.tab]?.device.sync('test');
		case 'both tabs':
			spoil(school, each.faults, did);
			await Promise.all(tabs.map((tab) => tab.device.sync('test')));
			return;
		case 'restore':
			did.restores += 1;
			return school.restore(Math.min(each.to, school.facts.length));
		case 'clone':
			school.adjust = (reply) => {
				school.adjust = (next) => next;
				return { ...reply, newClientId: true };
			};
			return;
		case 'sign out':
			return one.device.signOut();
		case 'sign in':
			return void (await one.device.signIn('adeyemi', 'secret'));
		case 'relaunch':
			one.device.close();
			tabs[0] = await two.again();
			return;
		case 'refuse':
			school.refuses = (fact) => (fact.seq % each.every === 0 ? { code: 'role', message: 'No.' } : null);
	}
}

/** The ledger: every fact that was ever recorded lies in the outbox to the letter, and is waiting or has its receipt. */
async function check({ db }: FakeTablet, recorded: ReadonlyMap<string, string>): Promise<void> {
	// In one snapshot: a sign-in syncs by itself, perhaps at this very moment.
	const seen = await inOne(db, 'r', ['meta', 'outbox', 'receipts'], async (tx) => ({
		rows: await tx.outbox.toArray(),
		epoch: (await tx.meta.get('epoch'))?.value,
		receipts: await tx.receipts.toArray(),
		left: await countUnsent(tx),
		unsent: await unsentRows(tx)
	}));
	expect(new Map(seen.rows.map((row) => [row.id, row.json]))).toEqual(recorded);
	const receipts = seen.receipts.filter((receipt) => receipt.epoch === seen.epoch);
	for (const receipt of receipts) expect(recorded.has(receipt.id)).toBe(true);
	expect(seen.left + receipts.length).toBe(recorded.size);
	expect(new Set([...seen.unsent, ...receipts].map((each) => each.id))).toEqual(new Set(recorded.keys()));
}

function spoil(school: FakeSchool, faults: readonly Fault[], did: { faults: number }): void {
	const left = [...faults];
	school.between = (path, answer) => {
		const next = path === '/api/sync' ? (left.shift() ?? 'none') : 'none';
		if (next !== 'none') did.faults += 1;
		return FAULTS[next](answer);
	};
}

function heal(school: FakeSchool): void {
	school.between = (_path, answer) => answer();
	school.adjust = (reply) => reply;
}
