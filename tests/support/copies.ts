import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runFirstbell } from './command-line.ts';
import { dataDir, openAt, path, school } from './each-school.ts';

/** Types a command for the test’s school, in a process of its own. */
export const run = (...args: string[]) => runFirstbell(dataDir, ...args);
/** The copies that lie in the school’s folder. */
export const copies = () =>
	readdirSync(join(dataDir, 'backups')).map((name) => join(dataDir, 'backups', name));

/** Makes a backup, and says which copy it is. */
export async function backedUp(): Promise<string> {
	const before = existsSync(join(dataDir, 'backups')) ? copies() : [];
	const ran = await run('backup');
	expect(ran).toMatchObject({ code: 0, err: '' });
	const [file] = copies().filter((each) => !before.includes(each));
	expect(file).toBeDefined();
	return file ?? '';
}

/** Stops the school’s server, restores, and starts it again. */
export async function restored(file: string) {
	const { time } = school;
	await school.close();
	const ran = await run('restore', file);
	await openAt(path);
	school.time = time + 60_000;
	return ran;
}
