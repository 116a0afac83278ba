import { firstbell } from '../../src/command/firstbell.ts';
import { dataDir } from './each-school.ts';
import { at } from './school-2026-27.ts';

/** Who stands behind what is typed, as it is typed. */
export const BY = 'Jane Attwell, Attendance Officer';
const NOW = at('2026-11-23', '10:00');

/** Runs a command on the test’s school in this process, at the school’s time. */
export async function run(...args: string[]) {
	const ran = { code: -1, out: '', err: '' };
	ran.code = await firstbell(args, {
		dataDir,
		env: {},
		realNow: () => NOW,
		say: (line) => (ran.out += `${line}\n`),
		warn: (line) => (ran.err += `${line}\n`)
	});
	return ran;
}
