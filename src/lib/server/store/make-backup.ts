import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { backupsToDrop } from '../../rules/backups.ts';
import { londonDate, londonMinute } from '../../rules/sessions.ts';
import { makeFolder } from '../make-folder.ts';
import { backupsKept, noteBackup, noteDropped } from './backups.ts';
import { copyOnline, integrityProblem, makeOneFile } from './sqlite-copy.ts';
import { openSqlite } from './sqlite.ts';
import type { SchoolTable, Tables } from './tables.ts';
import { examineSchool, type Wrong, wrongWords } from './verify.ts';

/** A verified copy, and which older ones went for it. */
export interface MadeBackup {
	file: string;
	bytes: number;
	at: number;
	schools: { schoolId: string; name: string; position: number; facts: number; marks: number }[];
	dropped: string[];
}

/** A copy that was made and is not whole: it has been taken away again. */
export class BackupNotWhole extends Error {
	override name = 'BackupNotWhole';
	readonly wrong: Wrong | null;

	constructor(message: string, wrong: Wrong | null) {
		super(message);
		this.wrong = wrong;
	}
}

/**
 * Copies the database of a running school into a folder, opens the copy again and walks it from end to end, and only then
 * notes it, tells devices how far it reaches, and drops older copies [Q6, Q7].
 */
export async function makeBackup(
	{ db, sqlite }: { db: Kysely<Tables>; sqlite: Database.Database },
	{ folder, realNow }: { folder: string; realNow: () => number }
): Promise<MadeBackup> {
	const live = await db.selectFrom('school').selectAll().orderBy('schoolId').execute();
	// The school's time; only a demo's is another than the real one.
	const at = realNow() + (live[0]?.clockShiftMs ?? 0);
	makeFolder(folder);
	dropHalfCopies(folder, realNow());
	mustFit(sqlite.name, folder);
	const file = freeName(folder, at);
	const partial = `${file}.partial`;
	try {
		rmSync(partial, { force: true });
		await copyOnline(sqlite, partial);
		chmodSync(partial, 0o600);
		const copied = await noteInCopy(partial, { at, file, verifiedAt: at });
		const schools = await walk(partial, copied, realNow());
		makeOneFile(partial);
		onDisk(partial);
		renameSync(partial, file);
		onDisk(folder);
		const verifiedAt = realNow() + (live[0]?.clockShiftMs ?? 0);
		for (const school of copied)
			if (!(await noteBackup(db, school, { at, file, verifiedAt })))
				throw new Error(`The database was put back while ${file} was being made. Make another backup.`);
		return { file, bytes: statSync(file).size, at, schools, dropped: await drop(db, copied, folder, at) };
	} finally {
		for (const end of ['', '-wal', '-shm', '-journal']) rmSync(partial + end, { force: true });
	}
}

/** Notes the copy in itself, so that whoever restores it knows what it is; answers with its schools. */
async function noteInCopy(
	path: string,
	copy: { at: number; file: string; verifiedAt: number }
): Promise<SchoolTable[]> {
	const { db } = openSqlite(path);
	try {
		const schools = await db.selectFrom('school').selectAll().orderBy('schoolId').execute();
		for (const school of schools) await noteBackup(db, school, copy);
		return schools;
	} finally {
		await db.destroy();
	}
}

async function walk(
	path: string,
	copied: readonly SchoolTable[],
	realNow: number
): Promise<MadeBackup['schools']> {
	const { db, sqlite } = openSqlite(path);
	try {
		const problem = integrityProblem(sqlite);
		if (problem !== null)
			throw new BackupNotWhole(`The copy does not pass the database’s own check: ${problem}.`, null);
		const schools: MadeBackup['schools'] = [];
		for (const { schoolId, name, position } of copied) {
			const { wrong, facts, marks } = await examineSchool(db, schoolId, realNow);
			if (wrong) throw new BackupNotWhole(`The copy is not whole. ${name}, ${wrongWords(wrong)}`, wrong);
			schools.push({ schoolId, name, position, facts, marks });
		}
		return schools;
	} finally {
		await db.destroy();
	}
}

/** Drops the copies of this folder that may go, files and all; one that cannot be removed stays noted as kept. */
async function drop(
	db: Kysely<Tables>,
	[school]: readonly SchoolTable[],
	folder: string,
	now: number
): Promise<string[]> {
	if (!school) return [];
	const here = (await backupsKept(db, school.schoolId)).filter(({ file }) => dirname(file) === folder);
	const dropped: string[] = [];
	for (const { file } of backupsToDrop(here, now)) {
		rmSync(file, { force: true });
		await noteDropped(db, file, now);
		dropped.push(file);
	}
	return dropped;
}

/** No copy takes so long: what is not a copy by then is of a run that was killed, and as large as the register. */
const HALF_MADE_MS = 86_400_000;
const HALF_COPY = /^firstbell-.*\.db\.partial/;

function dropHalfCopies(folder: string, realNow: number): void {
	for (const name of readdirSync(folder).filter((each) => HALF_COPY.test(each))) {
		const path = join(folder, name);
		const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? realNow;
		if (written < realNow - HALF_MADE_MS) rmSync(path, { force: true });
	}
}

function freeName(folder: string, at: number): string {
	const stem = join(folder, `firstbell-${londonDate(at)}-${londonMinute(at).replace(':', '')}`);
	for (let n = 1; ; n += 1) {
		const path = `${stem}${n === 1 ? '' : `-${n}`}.db`;
		if (!existsSync(path)) return path;
	}
}

function mustFit(database: string, folder: string): void {
	const needed = statSync(database).size * 1.1;
	const { bavail, bsize } = statfsSync(folder);
	if (bavail * bsize < needed)
		throw new Error(
			`There is not enough room in ${folder}: a copy needs ${megabytes(needed)}, and ${megabytes(bavail * bsize)} are free.`
		);
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000).toLocaleString('en-GB')} MB`;

function onDisk(path: string): void {
	try {
		const handle = openSync(path, 'r');
		try {
			fsyncSync(handle);
		} finally {
			closeSync(handle);
		}
	} catch (cause) {
		// Windows opens no folder; a file's name is on disk there with the file.
		if (!(
			cause instanceof Error &&
			'code' in cause &&
			['EPERM', 'EISDIR', 'EACCES'].includes(String(cause.code))
		))
			throw cause;
	}
}
