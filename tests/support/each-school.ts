import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { REGISTER, SCHOOL, SmallSchool } from './small-school.ts';

/** The small school of the test that runs: another for each test of a file that asked for one. */
export let school: SmallSchool;
/** The folder with that school’s database, where the file asked for a folder. */
export let dataDir: string;
/** That school’s database, where the file asked for a folder. */
export let path: string;

/** Opens a school in memory before each test, after what the file wants done first, and closes it when the test is over. */
export function eachSchool(first = () => {}): void {
	beforeEach(async () => {
		first();
		school = await SmallSchool.open();
	});
	afterEach(() => school.close());
}

/** The same with the school in a folder of its own, which goes with it. */
export function eachSchoolInAFolder(first = () => {}): void {
	beforeEach(async () => {
		first();
		dataDir = mkdtempSync(join(tmpdir(), 'firstbell-'));
		path = join(dataDir, 'firstbell.db');
		school = await SmallSchool.open(path);
	});
	afterEach(async () => {
		await school.close();
		rmSync(dataDir, { recursive: true, force: true });
	});
}

/** The school of the test that runs from now on: on the database at this path. */
export async function openAt(file: string): Promise<void> {
	school = await SmallSchool.open(file);
}

/** The school as tablets reach it, whichever it is by then. */
export const here = () => school;

/** The entries of the register that most tests are about. */
export const entriesOf = async () =>
	(await school.store.registerFacts(SCHOOL, REGISTER)).filter((fact) => fact.kind === 'mark');

/** Opens schools for a test, as many as it asks for, and closes them when it is over. */
export function schoolsOfATest(): () => Promise<SmallSchool> {
	const opened: SmallSchool[] = [];
	afterEach(async () => {
		for (const each of opened.splice(0)) await each.close();
	});
	return async () => {
		const one = await SmallSchool.open();
		opened.push(one);
		return one;
	};
}
