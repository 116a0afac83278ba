import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { FIRST_STEPS, heal, STEPS } from './simulator/steps.ts';
import { Met, Town, type Who } from './simulator/town.ts';

const RUNS = Number(process.env.SIMULATOR_RUNS ?? 300);
const MOST_STEPS = Number(process.env.SIMULATOR_STEPS ?? 80);
/** Every seed that ever failed, with its path: it must not again. */
const FOUND = [
	{
		steps: FIRST_STEPS,
		seed: 959673370,
		path: '67',
		why: 'what was kept aside was lost with a file that was copied back'
	},
	{
		steps: FIRST_STEPS,
		seed: 975702304,
		path: '278',
		why: 'a fill taken back before a restore counted again'
	}
];

const met = new Met();

const world = fc.record({
	seed: fc.nat(),
	who: fc.array(fc.constantFrom<Who>('teal', 'teal', 'office', 'recep', 'head'), {
		minLength: 1,
		maxLength: 4
	})
});

const townWith = (steps: typeof STEPS) =>
	fc.asyncProperty(
		world,
		fc.commands(steps, { maxCommands: MOST_STEPS, size: 'max' }),
		async (start, drawn) => {
			const opened = await Town.open(start.seed, start.who, met);
			try {
				await fc.asyncModelRun(() => ({ model: {}, real: opened }), drawn);
				await heal(opened);
				await opened.ledger.checkAtRest(opened);
			} finally {
				await opened.close();
			}
		}
	);

describe('a town of tablets, people and bad luck', () => {
	it(
		'[Z1] [Z2] [Z4] [Z10] every tap is accounted for at every step, nothing is invented, and all who hold the same show the same',
		{ timeout: 3_600_000 },
		async () => {
			const seed = process.env.SIMULATOR_SEED ? Number(process.env.SIMULATOR_SEED) : undefined;
			const path = process.env.SIMULATOR_PATH;
			await fc.assert(townWith(STEPS), {
				numRuns: RUNS,
				endOnFailure: process.env.SIMULATOR_SHRINK === undefined,
				...(seed === undefined ? {} : { seed }),
				...(path === undefined ? {} : { path })
			});
		}
	);
	it.each(FOUND)(
		'[Z1] seed $seed, which once failed ($why)',
		{ timeout: 120_000 },
		async ({ steps, seed, path }) => {
			await fc.assert(townWith(steps), { seed, path, numRuns: 1, endOnFailure: true });
		}
	);
});

afterAll(() => {
	console.error(`The simulator met: ${[...met.counts].map(([what, n]) => `${what} ${n}`).join(', ')}`);
	const { SIMULATOR_LEDGER } = process.env;
	if (SIMULATOR_LEDGER) writeFileSync(SIMULATOR_LEDGER, JSON.stringify([...met.counts]));
	if (RUNS < 100) return;
	for (const what of MUST_MEET)
		expect(met.counts.get(what) ?? 0, `${what} never happened`).toBeGreaterThan(0);
});

const MUST_MEET = [
	...[
		'drop-request',
		'drop-reply',
		'duplicate',
		'late',
		'overtaken',
		'cut',
		'html',
		'401',
		'413',
		'500',
		'503'
	],
	...[
		'die-before-send',
		'die-after-reply',
		'die-while-reading',
		'server-dies-before-commit',
		'server-dies-after-commit'
	],
	...['restore', 'copied back', 'epoch', 'clone', 'person', 'clock', 'plan', 'confirmation', 'fill'],
	...['withdrawal', 'dispute', 'kept aside', 'signed-out', 'seen', 'call', 'later form', 'file'],
	...['killed before the write', 'killed after the write', 'withdrawn tablet', 'said to be received']
];
