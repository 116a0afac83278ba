import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { PARTS, type Part } from './parts.ts';

/**
 * Changes each sign of the fold, the outbox and the push handler, and wants to see a test go red: `npm run mutate -- fold`, or all parts.
 * Each part's report lies in `reports/mutation`; decision 0015 says which survivors were reviewed. A second run asks only what a changed test or a
 * changed line makes new: where anything else has changed, throw `reports/mutation` away first.
 */
const ROOT = join(import.meta.dirname, '../..');
const REPORTS = join(ROOT, 'reports/mutation');
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0)
	throw new Error(`No part is called ${unknown.join(', ')}: ${Object.keys(PARTS).join(', ')}.`);

mkdirSync(REPORTS, { recursive: true });
for (const [part, { mutate }] of Object.entries(PARTS)) {
	if (wanted.length > 0 && !wanted.includes(part)) continue;
	process.exitCode ||= mutateOne(part as Part, mutate);
}

function mutateOne(part: Part, mutate: readonly string[]): number {
	const stryker = join(ROOT, 'node_modules/@stryker-mutator/core/bin/stryker.js');
	const known = ['--incremental', '--incrementalFile', join(REPORTS, `${part}-known.json`)];
	const { status } = spawnSync(process.execPath, [stryker, 'run', ...known, '--mutate', mutate.join()], {
		cwd: ROOT,
		stdio: 'inherit',
		env: { ...process.env, MUTATION_PART: part }
	});
	if (status === 0) renameSync(join(REPORTS, 'mutation.json'), join(REPORTS, `${part}.json`));
	return status ?? 1;
}
