import { appendFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { STEPS } from './steps.ts';
import { heal } from './steps.ts';
import { Met, Town, type Who } from './town.ts';

/** How many towns each of the two files opens: side by side they take half the time. */
const RUNS = Number(process.env.SIMULATOR_RUNS ?? 150);
const MOST_STEPS = Number(process.env.SIMULATOR_STEPS ?? 80);

const met = new Met();

const world = fc.record({
	seed: fc.nat(),
	who: fc.array(fc.constantFrom<Who>('teal', 'teal', 'office', 'recep', 'head'), {
		minLength: 1,
		maxLength: 4
	})
});

/** A town in which such steps are drawn; after each, all that was recorded is accounted for. */
export const townWith = (steps: typeof STEPS, mostSteps = MOST_STEPS) =>
	fc.asyncProperty(
		world,
		fc.commands(steps, { maxCommands: mostSteps, size: 'max' }),
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

/** Opens one town after the other, each with a seed of its own; one that fails says its seed and path, to be given back by environment. */
export async function manyTowns(steps: typeof STEPS): Promise<void> {
	const seed = process.env.SIMULATOR_SEED ? Number(process.env.SIMULATOR_SEED) : undefined;
	const path = process.env.SIMULATOR_PATH;
	await fc.assert(townWith(steps), {
		numRuns: RUNS,
		endOnFailure: process.env.SIMULATOR_SHRINK === undefined,
		...(seed === undefined ? {} : { seed }),
		...(path === undefined ? {} : { path })
	});
}

/** Says what was met; where many towns were opened, all that may happen must have. */
export function tellWhatWasMet(): void {
	console.error(`The simulator met: ${[...met.counts].map(([what, n]) => `${what} ${n}`).join(', ')}`);
	const { SIMULATOR_LEDGER } = process.env;
	if (SIMULATOR_LEDGER) appendFileSync(SIMULATOR_LEDGER, `${JSON.stringify([...met.counts])}\n`);
	if (RUNS < 100) return;
	for (const what of MUST_MEET)
		expect(met.counts.get(what) ?? 0, `${what} never happened`).toBeGreaterThan(0);
}

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
