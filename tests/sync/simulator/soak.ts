import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Lets the simulator run on and on, each round with seeds of its own; stops at the first that fails, which says its seed and path. */
const MINUTES = Number(process.env.SOAK_MINUTES ?? 60);
const ROUND = { SIMULATOR_RUNS: '200', SIMULATOR_STEPS: '120' };
const ROOT = join(import.meta.dirname, '../../..');
const until = Date.now() + MINUTES * 60_000;

let rounds = 0;
while (Date.now() < until) {
	const { status } = spawnSync(
		process.execPath,
		[join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', 'tests/sync/simulator.test.ts'],
		{ cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...ROUND } }
	);
	if (status !== 0) {
		process.stdout.write(`Round ${rounds + 1} failed.\n`);
		process.exit(1);
	}
	rounds += 1;
}
process.stdout.write(
	`${rounds} rounds of ${ROUND.SIMULATOR_RUNS} towns and up to ${ROUND.SIMULATOR_STEPS} steps each: clean.\n`
);
