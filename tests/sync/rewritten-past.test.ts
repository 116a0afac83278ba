import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HeldFact } from '../../src/lib/rules/facts.ts';
import { canonicalJson, chainHash, GENESIS_HASH, sha256 } from '../../src/lib/server/store/chain.ts';
import { contentHashOf } from '../../src/lib/server/store/append.ts';
import { rebuildMarks } from '../../src/lib/server/store/verify-marks.ts';
import { newBrowsers, Tablet } from '../support/in-process.ts';
import { entry, PUPILS, STAFF } from '../support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../support/small-school.ts';

// Processes of their own take a moment to start, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const { ava, ben, cal } = PUPILS;
let folder: string;
let path: string;
let school: SmallSchool;
const here = () => school;

beforeEach(async () => {
	newBrowsers();
	folder = mkdtempSync(join(tmpdir(), 'firstbell-'));
	path = join(folder, 'firstbell.db');
	school = await SmallSchool.open(path);
});
afterEach(async () => {
	await school.close();
	rmSync(folder, { recursive: true, force: true });
});

const sqlite = () => school.database.sqlite;

/** Runs work on the database as somebody with the machine might: the guards away, and back in their place after it. */
async function behindTheBack(work: () => Promise<void> | void): Promise<void> {
	const guards = sqlite()
		.prepare(`select name, sql from sqlite_master where type = 'trigger' and tbl_name in ('fact', 'payload')`)
		.all() as { name: string; sql: string }[];
	for (const { name } of guards) sqlite().exec(`drop trigger "${name}"`);
	await work();
	for (const { sql } of guards) sqlite().exec(sql);
	await rebuildMarks(school.database.db, SCHOOL);
}

/** Cuts the log off after a position, and leaves a chain that is whole by itself. */
function truncate(to: number): void {
	for (const table of ['fact', 'payload'])
		sqlite().prepare(`delete from ${table} where position > ?`).run(to);
	sqlite()
		.prepare(
			`update school set position = @to, hash = (select hash from fact where schoolId = school.schoolId and position = @to)`
		)
		.run({ to });
}

/** Rewrites what one fact says, and every link from there on, so that the chain is whole by itself. */
function rechain(id: string, change: (fact: HeldFact) => HeldFact): void {
	const rows = sqlite()
		.prepare(
			'select f.position, f.id, p.json from fact f join payload p using (schoolId, position) order by position'
		)
		.all() as { position: number; id: string; json: string }[];
	let hash = GENESIS_HASH;
	for (const row of rows) {
		const fact = JSON.parse(row.json) as HeldFact;
		const json = canonicalJson(row.id === id ? change(fact) : fact);
		hash = chainHash(hash, SCHOOL, row.position, sha256(json));
		sqlite().prepare('update payload set json = ? where position = ?').run(json, row.position);
		sqlite()
			.prepare('update fact set payloadHash = ?, hash = ?, contentHash = ? where position = ?')
			.run(sha256(json), hash, contentHashOf(JSON.parse(json) as HeldFact), row.position);
	}
	sqlite().prepare('update school set hash = ?').run(hash);
}

const entries = () =>
	(sqlite().prepare(`select id from fact where kind = 'mark' order by id`).all() as { id: string }[]).map(
		({ id }) => id
	);

async function isFoundBy(tablet: Tablet): Promise<void> {
	// Whoever changed it was thorough: the database by itself has nothing to show.
	expect(await school.store.verify(SCHOOL)).toBeNull();
	const epoch = (await school.store.school(SCHOOL))?.epoch;
	await tablet.sync();
	expect(await school.store.notices(SCHOOL)).toMatchObject([{ kind: 'past-changed' }]);
	expect((await school.store.school(SCHOOL))?.epoch).not.toBe(epoch);
	expect((await tablet.device.state()).waiting).toBe(0);
	expect(await school.store.verify(SCHOOL)).toBeNull();
}

describe('a past that was rewritten so that the database by itself shows nothing', () => {
	it('[Z10] [F30] a truncated log is found by the next tablet that syncs, and its entries come back once', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		await tablet.tap(ava.pupilId, 'N');
		await tablet.sync();
		const { position = 0 } = (await school.store.school(SCHOOL)) ?? {};
		await tablet.tap(ben.pupilId, '/');
		await tablet.sync();
		const before = entries();
		await behindTheBack(() => truncate(position - 1));
		expect(entries()).toEqual([]);
		await isFoundBy(tablet);
		expect(entries()).toEqual(before);
	});

	it('[Z10] a truncated log that has grown again past what the tablet saw is found too', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const { position = 0 } = (await school.store.school(SCHOOL)) ?? {};
		await tablet.tap(ava.pupilId, 'N');
		await tablet.sync();
		await behindTheBack(() => truncate(position));
		for (const { pupilId } of [ben, cal]) await school.add(entry({ pupilId, code: 'N' }));
		await isFoundBy(tablet);
		expect(entries()).toHaveLength(3);
	});

	it('[Z10] a log copied back from yesterday is found by the next tablet that syncs', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		await tablet.tap(ava.pupilId, 'N');
		await tablet.sync();
		sqlite().pragma('wal_checkpoint(TRUNCATE)');
		copyFileSync(path, join(folder, 'yesterday.db'));
		await tablet.tap(ben.pupilId, '/');
		await tablet.sync();
		const before = entries();
		const { time } = school;
		await school.close();
		for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
		copyFileSync(join(folder, 'yesterday.db'), path);
		school = await SmallSchool.open(path);
		school.time = time;
		await isFoundBy(tablet);
		expect(entries()).toEqual(before);
	});

	it('[Z10] [F30] a re-chained log is found by the next tablet that syncs, even one at rest that only read', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const desk = await Tablet.open(here, 'desk', STAFF.recep);
		const id = await tablet.tap(ava.pupilId, 'N');
		await tablet.tap(ben.pupilId, '/');
		await tablet.sync();
		await desk.sync();
		await behindTheBack(() => rechain(id, (fact) => ({ ...fact, code: '/' }) as HeldFact));
		expect(await school.mark(ava.pupilId)).toMatchObject({ code: '/' });
		await isFoundBy(desk);
	});

	it('[Z10] a log that is only read and copied by a backup is no rewritten past', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		await tablet.tap(ava.pupilId, 'N');
		await tablet.sync();
		await behindTheBack(() => {});
		await tablet.sync();
		expect(await school.store.notices(SCHOOL)).toEqual([]);
	});
});
