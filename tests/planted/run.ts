import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const HERE = import.meta.dirname;
const COPIED = [
	'src',
	'tests',
	'static',
	'package.json',
	'tsconfig.json',
	'vite.config.ts',
	'svelte.config.js'
];
/** A simulator that finds a planted mistake finds it early. */
const SIMULATOR_RUNS = '60';

/** Plants each mistake in a copy of the tree, and wants to see a test go red. */
const folder = mkdtempSync(join(tmpdir(), 'firstbell-planted-'));
const wanted = process.argv.slice(2);
const patches = readdirSync(HERE)
	.filter((name) => name.endsWith('.patch'))
	.filter((name) => wanted.length === 0 || wanted.includes(basename(name, '.patch')));
const unseen: string[] = [];
try {
	for (const patch of patches) if (!isSeen(patch)) unseen.push(patch);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(
	unseen.length === 0
		? `All ${patches.length} planted mistakes were seen.\n`
		: `Not seen: ${unseen.join(', ')}.\n`
);
process.exitCode = unseen.length === 0 && patches.length > 0 ? 0 : 1;

function isSeen(patch: string): boolean {
	const copy = join(folder, basename(patch, '.patch'));
	for (const name of COPIED) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
	symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
	cpSync(join(ROOT, '.svelte-kit/tsconfig.json'), join(copy, '.svelte-kit/tsconfig.json'));
	const text = readFileSync(join(HERE, patch), 'utf8');
	const tests = /^Red: (.+)$/m.exec(text)?.[1]?.split(' ') ?? [];
	if (tests.length === 0) throw new Error(`${patch} does not say which tests go red.`);

	const applied = run('git', ['apply', '--recount', join(HERE, patch)], copy);
	if (applied.status !== 0) throw new Error(`${patch} does not fit any more: ${applied.stderr}`);
	const tested = run(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', ...tests], copy);
	const failed = /Tests .*?(\d+) failed/.exec(tested.stdout)?.[1];
	const isRed = tested.status !== 0 && failed !== undefined;
	process.stdout.write(`${isRed ? `red (${failed} failed)` : 'NOT SEEN'}  ${basename(patch, '.patch')}\n`);
	if (!isRed) process.stdout.write(`${tested.stdout}\n${tested.stderr}\n`);
	rmSync(copy, { recursive: true, force: true });
	return isRed;
}

function run(command: string, args: string[], cwd: string) {
	return spawnSync(command, args, {
		cwd,
		encoding: 'utf8',
		env: { ...process.env, NO_COLOR: '1', SIMULATOR_RUNS },
		maxBuffer: 100_000_000
	});
}
