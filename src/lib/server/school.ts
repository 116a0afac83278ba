import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { randomBytes } from 'node:crypto';
import { openAccess, type Access } from './access/access.ts';
import { accessSecret } from './access/secret.ts';
import { timedId } from './access/timed-id.ts';
import { makeFolder } from './make-folder.ts';
import { Nudges } from './nudges.ts';
import { Reminders } from './office/reminders.ts';
import { schoolClock, type SchoolClock } from './school-clock.ts';
import { serveAlone } from './store/folder-lock.ts';
import { KyselyStore } from './store/kysely-store.ts';
import { migrate } from './store/migrations.ts';
import { isEmpty, openSqlite } from './store/sqlite.ts';
import type { Store } from './store/store.ts';
import { makersOf } from './sync/makers.ts';
import type { SyncWorld } from './sync/sync.ts';

/** One school's register, open: its store, who may come in, and its time. */
export interface OpenSchool {
	schoolId: string;
	isDemo: boolean;
	store: Store;
	access: Access;
	clock: SchoolClock;
	now: () => number;
	world: SyncWorld;
	nudges: Nudges;
	reminders: Reminders;
	close: () => Promise<void>;
}

export interface SchoolPlace {
	/** The folder that holds the database and the secret. */
	dataDir: string;
	/** FIRSTBELL_CLOCK, for demo schools only. */
	clockAsked?: string | undefined;
	/** FIRSTBELL_SECRET, where the machine gives one. */
	secret?: string | undefined;
	realNow?: () => number;
}

/** The database of a data folder, brought up to date; throws one sentence where a school was here and nothing is left of it. */
export async function openStore(dataDir: string) {
	makeFolder(dataDir);
	const path = join(dataDir, 'firstbell.db');
	const wasThere = existsSync(path) && ['secret', 'backups'].some((name) => existsSync(join(dataDir, name)));
	const { db, sqlite } = openSqlite(path);
	if (wasThere && isEmpty(sqlite)) {
		sqlite.close();
		throw new Error(
			`The database ${path} is empty, and a school was here. No school is made up in its place: restore the newest copy with npm run firstbell -- restore.`
		);
	}
	await migrate(db);
	return { db, sqlite, store: new KyselyStore(db) };
}

/** Opens the school of a data folder; throws one plain sentence where there is none, or its clock may not be set so. */
export async function openSchool(place: SchoolPlace): Promise<OpenSchool> {
	const { db, store } = await openStore(place.dataDir);
	const row = await db.selectFrom('school').selectAll().orderBy('schoolId').executeTakeFirst();
	if (!row) {
		await store.close();
		throw new Error('There is no school in the data folder yet. Run npm start, which makes a demo school.');
	}
	const { schoolId } = row;
	const isDemo = row.demo === 1;
	const clock = schoolClock({
		demo: isDemo,
		env: place.clockAsked,
		storedShiftMs: row.clockShiftMs,
		book: await store.book(schoolId),
		realNow: place.realNow ?? Date.now
	});
	if (clock.shiftMs !== row.clockShiftMs) await store.setClockShift(schoolId, clock.shiftMs);
	const secret = accessSecret(place.dataDir, place.secret);
	const access = await openAccess({ db, secret, now: clock.now, shiftMs: clock.shiftMs });
	const newId = () => timedId(clock.now(), randomBytes(10));
	const nudges = new Nudges();
	const reminders = new Reminders();
	const world: SyncWorld = {
		store,
		schoolId,
		now: clock.now,
		newId,
		shiftMs: clock.shiftMs,
		secret,
		makersOf: (signInIds) => makersOf(db, { schoolId, secret }, signInIds),
		reminders: (classIds, at) => reminders.of(classIds, at),
		nudge: (pusherId) => nudges.nudge(schoolId, pusherId)
	};
	return {
		schoolId,
		isDemo,
		store,
		access,
		clock,
		now: clock.now,
		world,
		nudges,
		reminders,
		close: () => store.close()
	};
}

let opened: Promise<OpenSchool> | null = null;

/** The school this server process serves, opened once and by no other server; DATA_DIR says where it lies. */
export function school(): Promise<OpenSchool> {
	opened ??= openAlone(resolve(process.env.DATA_DIR || 'data'));
	return opened;
}

/** Each server judges by a book of its own in memory: a second one would not know what the first was told. */
async function openAlone(dataDir: string): Promise<OpenSchool> {
	makeFolder(dataDir);
	// `npm run dev` loads this file anew at each change, and would stand in its own way.
	if (!import.meta.env?.DEV) serveAlone(dataDir);
	return openSchool({
		dataDir,
		clockAsked: process.env.FIRSTBELL_CLOCK,
		secret: process.env.FIRSTBELL_SECRET
	});
}
