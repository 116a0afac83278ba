import { existsSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareData } from '../../src/command/prepare-data.ts';

const ROOT = join(import.meta.dirname, '../..');
const BUILT = join(ROOT, 'build/index.js');

/** The data folder that every server on trial begins with a copy of. */
export const DEMO_SCHOOL = join(ROOT, '.svelte-kit/demo-school');

/** Makes the demo school anew, early on the day of the tests: its clock may then be asked forward, never back. */
export async function makeDemoSchool(): Promise<void> {
	if (!existsSync(BUILT)) throw new Error('There is no build to test. Run npm run build first.');
	const unfinished = `${DEMO_SCHOOL}-unfinished`;
	await rm(unfinished, { recursive: true, force: true });
	await prepareData({ dataDir: unfinished, demo: true, clockAsked: '2026-11-23T06:00' });
	await rm(DEMO_SCHOOL, { recursive: true, force: true });
	await rename(unfinished, DEMO_SCHOOL);
}

/** Makes the demo school where there is none, or one older than the build. */
export async function haveDemoSchool(): Promise<void> {
	const [school, build] = [join(DEMO_SCHOOL, 'firstbell.db'), BUILT].map((path) =>
		statSync(path, { throwIfNoEntry: false })
	);
	if (!school || !build || school.mtimeMs < build.mtimeMs) await makeDemoSchool();
}

if (import.meta.main) await makeDemoSchool();
