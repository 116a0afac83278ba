import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Kysely } from 'kysely';
import { londonDate, londonMinute } from '../../rules/sessions.ts';
import { timedId } from '../access/timed-id.ts';
import { makeFolder } from '../make-folder.ts';
import { BROUGHT_OVER, bringOver } from './bring-over.ts';
import { damageIn } from './damage.ts';
import { holdFolder } from './folder-lock.ts';
import { migrate } from './migrations.ts';
import { hashAt } from './reading.ts';
import { integrityProblem, makeOneFile, whoHolds } from './sqlite-copy.ts';
import { openSqlite } from './sqlite.ts';
import type { SchoolTable, Tables } from './tables.ts';
import { examineSchool, wrongWords } from './verify.ts';

/** What a restore has brought about. */
export interface Restored {
	schools: { name: string; position: number; facts: number }[];
	/** Where the replaced database lies; null: there was none. */
	aside: string | null;
	/** Tables of the replaced database that could not be read, so that nothing of them since the copy came over. */
	lost: readonly string[];
}

/**
 * Puts a copy in the place of a stopped school's database, which is kept aside, and begins a new epoch in it: every
 * device then sends again what was made on it [Q10]. Throws one sentence, and changes nothing, where it may not be.
 */
export async function restoreFrom(
	copy: string,
	{ dataDir, realNow }: { dataDir: string; realNow: () => number }
): Promise<Restored> {
	const live = join(dataDir, 'firstbell.db');
	if (!existsSync(copy)) throw new Error(`There is no file ${copy}.`);
	const copied = statSync(copy);
	if (copied.isDirectory()) throw new Error(`${copy} is a folder: say which copy in it.`);
	if (!copied.isFile()) throw new Error(`${copy} is not a plain file.`);
	makeFolder(dataDir);
	// No server may start meanwhile either: it would go on writing to what is put aside.
	const letGo = holdFolder(dataDir);
	if (letGo === null) throw isRunning();
	try {
		return await putInPlace(copy, live, { dataDir, realNow });
	} finally {
		letGo();
	}
}

async function putInPlace(
	copy: string,
	live: string,
	{ dataDir, realNow }: { dataDir: string; realNow: () => number }
): Promise<Restored> {
	const isThere = existsSync(live);
	const holder = isThere ? whoHolds(live) : 'nobody';
	if (holder === 'another') throw isRunning();
	const fresh = join(dataDir, 'firstbell.db.restoring');
	rmSync(fresh, { force: true });
	try {
		copyFileSync(copy, fresh);
		const replaced = isThere && holder === 'nobody' ? live : null;
		const { schools, lost } = await makeReady(fresh, copy, replaced, realNow);
		makeOneFile(fresh);
		const aside = isThere ? putAside(dataDir, live, realNow()) : null;
		renameSync(fresh, live);
		return { schools, aside, lost: isThere ? lost : [] };
	} finally {
		for (const end of ['', '-wal', '-shm', '-journal']) rmSync(fresh + end, { force: true });
	}
}

async function makeReady(path: string, copy: string, replaced: string | null, realNow: () => number) {
	const { db, sqlite } = openCopy(path, copy);
	try {
		const schools = await wholeSchools({ db, sqlite }, copy, realNow());
		const before = replaced === null ? null : openedOrNull(replaced);
		const lost = new Set(before ? [] : BROUGHT_OVER);
		try {
			for (const school of schools) {
				const now = realNow() + school.clockShiftMs;
				await db.transaction().execute(async (tx) => {
					if (before) for (const table of await bringOver(before, tx, school.schoolId, now)) lost.add(table);
					await beginEpoch(tx, school, {
						now,
						why: `Restored from ${basename(copy)}, which ends at position ${school.position}.`,
						from: before ? await lastShared(before.db, tx, school, () => lost.add('fact')) : 0
					});
				});
			}
		} finally {
			await before?.db.destroy();
		}
		return {
			schools: schools.map(({ name, position, facts }) => ({ name, position, facts })),
			lost: [...lost]
		};
	} finally {
		await db.destroy();
	}
}

function openedOrNull(replaced: string): ReturnType<typeof openSqlite> | null {
	try {
		return openSqlite(replaced);
	} catch (cause) {
		if (damageIn(cause) === null) throw cause;
		return null;
	}
}

function openCopy(path: string, copy: string) {
	try {
		return openSqlite(path);
	} catch {
		throw notACopy(copy);
	}
}

async function wholeSchools(
	{ db, sqlite }: ReturnType<typeof openSqlite>,
	copy: string,
	realNow: number
): Promise<(SchoolTable & { facts: number })[]> {
	let problem: string | null;
	try {
		const isOurs = sqlite.prepare(`select 1 from sqlite_master where name = 'fact'`).get() !== undefined;
		if (!isOurs) throw notACopy(copy);
		problem = integrityProblem(sqlite);
	} catch {
		throw notACopy(copy);
	}
	if (problem !== null)
		throw new Error(`${copy} does not pass the database’s own check: ${problem}. Nothing was changed.`);
	await migrate(db);
	const rows = await db.selectFrom('school').selectAll().orderBy('schoolId').execute();
	if (rows.length === 0) throw new Error(`There is no school in ${copy}. Nothing was changed.`);
	const schools = [];
	for (const school of rows) {
		const { wrong, facts } = await examineSchool(db, school.schoolId, realNow);
		if (wrong)
			throw new Error(`${copy} is not whole. ${school.name}, ${wrongWords(wrong)} Nothing was changed.`);
		schools.push({ ...school, facts });
	}
	return schools;
}

/**
 * The last position up to which two databases are seen to have one past: chained, so what agrees there agrees before. A
 * place that cannot be read agrees with nothing, and devices send again from further back.
 */
async function lastShared(
	before: Kysely<Tables>,
	restored: Kysely<Tables>,
	{ schoolId, position }: SchoolTable,
	onDamage: () => void
): Promise<number> {
	const nullIfDamaged = (cause: unknown): null => {
		if (damageIn(cause) === null) throw cause;
		onDamage();
		return null;
	};
	let [low, high] = [0, position];
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		const [was, is] = await Promise.all([
			hashAt(before, schoolId, middle).catch(nullIfDamaged),
			hashAt(restored, schoolId, middle)
		]);
		if (was !== null && was === is) low = middle;
		else high = middle - 1;
	}
	return low;
}

async function beginEpoch(
	tx: Kysely<Tables>,
	{ schoolId }: SchoolTable,
	{ now, why, from }: { now: number; why: string; from: number }
): Promise<void> {
	const epoch = timedId(now, randomBytes(10));
	await tx.insertInto('epoch').values({ schoolId, epoch, fromPosition: from, startedAt: now, why }).execute();
	await tx.updateTable('school').set({ epoch, epochFrom: from }).where('schoolId', '=', schoolId).execute();
	await tx
		.insertInto('notice')
		.values({ schoolId, at: now, kind: 'restored', deviceId: null, detail: why })
		.execute();
}

function putAside(dataDir: string, live: string, now: number): string {
	const folder = join(dataDir, 'replaced');
	makeFolder(folder);
	const stem = join(folder, `firstbell-${londonDate(now)}-${londonMinute(now).replace(':', '')}`);
	let aside = `${stem}.db`;
	for (let n = 2; existsSync(aside); n += 1) aside = `${stem}-${n}.db`;
	renameSync(live, aside);
	// Of a database that is no longer whole, its log may hold the newest.
	for (const end of ['-wal', '-shm']) if (existsSync(live + end)) renameSync(live + end, aside + end);
	return aside;
}

const isRunning = (): Error =>
	new Error(
		'The server or another restore is running on this data folder: stop it first, then restore. Nothing was changed.'
	);

const notACopy = (copy: string): Error =>
	new Error(`${copy} is not a copy of a Firstbell database. Nothing was changed.`);
