import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { namedPerson } from '../lib/rules/retention.ts';
import { isDiskFull } from '../lib/server/store/damage.ts';
import { KyselyStore } from '../lib/server/store/kysely-store.ts';
import { isUpToDate, mustNotBeNewer } from '../lib/server/store/migrations.ts';
import { isEmpty, openSqlite } from '../lib/server/store/sqlite.ts';

/** Where a command works, and whom it tells. */
export interface Around {
	/** The school’s data folder, in full. */
	dataDir: string;
	env: NodeJS.ProcessEnv;
	realNow: () => number;
	say: (line: string) => void;
	/** For what went wrong. */
	warn: (line: string) => void;
}

/** One command: `run` answers with the exit code, 0 for well and 1 for a verdict that is not. */
export interface Command {
	name: string;
	summary: string;
	/** How to call it, and what it does: the whole help of it. */
	help: string;
	run: (args: string[], around: Around) => Promise<number>;
}

/** Asked in a way that no command understands: exit code 2. */
export class Misuse extends Error {
	override name = 'Misuse';
}

/** Reads a command’s words; throws a Misuse in a sentence for one that it does not know. */
export function words<O extends ParseArgsOptionsConfig>(args: string[], options: O, most: number) {
	try {
		const read = parseArgs({ args, options, allowPositionals: true });
		const over = read.positionals[most];
		if (over !== undefined) throw new Misuse(`“${over}” is one word too many.`);
		return read;
	} catch (cause) {
		if (cause instanceof TypeError) throw new Misuse(cause.message.split('\n')[0] ?? '');
		throw cause;
	}
}

/** The person in whose name something is done; throws a Misuse where none is named. */
export function personIn(by: string | undefined): { name: string; position: string } {
	const person = namedPerson(by ?? '');
	if (!person)
		throw new Misuse('Say who does this, with their position: --by "Jane Attwell, Attendance Officer".');
	return person;
}

/** A reason of three characters or more; throws a Misuse where there is none. */
export function reasonIn(said: string | undefined, option: string): string {
	const reason = said?.trim() ?? '';
	if (reason.length < 3) throw new Misuse(`Say why, in a few words: --${option} "…".`);
	return reason;
}

/** The folder that --to names, as it was typed; throws a Misuse for an empty one, which a script’s unset variable leaves. */
export function folderIn(to: string | undefined): string | undefined {
	if (to?.trim() === '') throw new Misuse('Say which folder: --to FOLDER.');
	return to;
}

/** Opens the database that a data folder holds, as it is: a command brings none up to date behind a running server. */
export async function openData(dataDir: string) {
	const path = join(dataDir, 'firstbell.db');
	if (!existsSync(path))
		throw new Error(`There is no school in ${dataDir}. Set DATA_DIR to the folder of the school’s data.`);
	const { db, sqlite } = openOrSay(path);
	try {
		if (isEmpty(sqlite))
			throw new Error(
				`The database ${path} is empty: nothing is in it. Do not start the server on it; restore the newest copy.`
			);
		await mustNotBeNewer(db);
		if (!(await isUpToDate(db)))
			throw new Error(
				'The database is of an older Firstbell than this one: run npm start once, then try again.'
			);
		const schools = await db.selectFrom('school').selectAll().orderBy('schoolId').execute();
		const [school] = schools;
		if (!school) throw new Error(`There is no school in ${dataDir} yet.`);
		return { db, sqlite, store: new KyselyStore(db), schools, school, close: () => db.destroy() };
	} catch (cause) {
		await db.destroy();
		throw cause;
	}
}

function openOrSay(path: string): ReturnType<typeof openSqlite> {
	try {
		return openSqlite(path);
	} catch (cause) {
		if (isDiskFull(cause))
			throw new Error(
				`Nothing more can be written beside ${path}, so it cannot be opened: make room on its disk, then try again.`,
				{ cause }
			);
		const said = cause instanceof Error ? cause.message : String(cause);
		throw new Error(`The database ${path} cannot be opened (${said}). See “What to do when verify fails”.`, {
			cause
		});
	}
}

/** Longer than SQLite lets a waiting process sleep before it looks again (100 ms). */
const TURN_MS = 120;

/** Gives the running server its turn between two transactions of a long command: a push would wait until it gives up. */
export function serversTurn(): Promise<void> {
	return pause(TURN_MS);
}

/** A number as people read it: 52,104. */
export function counted(count: number, one: string, many = `${one}s`): string {
	return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
