import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Lets the simulator run on and on, each round with seeds of its own; stops at the first that fails, which says its seed and path. */
const MINUTES = Number(process.env.SOAK_MINUTES ?? 60);
const TOWNS = 200;
const ROUND = { SIMULATOR_RUNS: String(TOWNS / 2), SIMULATOR_STEPS: '120' };
const ROOT = join(import.meta.dirname, '../../..');
const began = Date.now();
const until = began + MINUTES * 60_000;
const folder = mkdtempSync(join(tmpdir(), 'firstbell-soak-'));
const file = join(folder, 'met.json');
const ledger = new Map<string, number>();

let rounds = 0;
let isClean = true;
while (isClean && Date.now() < until) {
	const { status } = spawnSync(
		process.execPath,
		[join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', 'tests/sync/simulator'],
		{ cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...ROUND, SIMULATOR_LEDGER: file } }
	);
	rounds += 1;
	isClean = status === 0;
	if (isClean)
		for (const line of readFileSync(file, 'utf8').trim().split('\n'))
			for (const [what, times] of JSON.parse(line) as [string, number][])
				ledger.set(what, (ledger.get(what) ?? 0) + times);
	rmSync(file, { force: true });
}
rmSync(folder, { recursive: true, force: true });

const minutes = Math.round((Date.now() - began) / 60_000);
const lines = [...ledger].sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, times]) => `${what}: ${times}`);
process.stdout.write(`\nLedger of the rounds that were clean\n${lines.join('\n')}\n`);
process.stdout.write(
	isClean
		? `${rounds} rounds of ${TOWNS} towns and up to ${ROUND.SIMULATOR_STEPS} steps each, ${minutes} minutes: clean.\n`
		: `Round ${rounds} failed, after ${minutes} minutes.\n`
);
process.exitCode = isClean ? 0 : 1;
