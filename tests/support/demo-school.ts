import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareData } from '../../src/command/prepare-data.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The data folder that every server on trial begins with a copy of. */
export const DEMO_SCHOOL = join(ROOT, '.svelte-kit/demo-school');

/** Makes the demo school anew, early on the day of the tests: its clock may then be asked forward, never back. */
export async function makeDemoSchool(): Promise<void> {
	if (!existsSync(join(ROOT, 'build/index.js')))
		throw new Error('There is no build to test. Run npm run build first.');
	await rm(DEMO_SCHOOL, { recursive: true, force: true });
	await prepareData({ dataDir: DEMO_SCHOOL, demo: true, clockAsked: '2026-11-23T06:00' });
}
