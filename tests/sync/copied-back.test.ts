import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eachSchool, entriesOf, here, openAt, school } from '../support/each-school.ts';
import { newBrowsers, Tablet } from '../support/in-process.ts';
import { PUPILS, STAFF } from '../support/school-2026-27.ts';
import { REGISTER, SCHOOL } from '../support/small-school.ts';

eachSchool(newBrowsers);

const ava = PUPILS.ava.pupilId;
const ben = PUPILS.ben.pupilId;

describe('a database file copied back under a running school', () => {
	it('[Z10] [F45] every tablet’s own facts come back once, in a new epoch, and nothing waits or doubles', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'firstbell-'));
		try {
			await school.close();
			const path = join(folder, 'firstbell.db');
			await openAt(path);
			const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
			const desk = await Tablet.open(here, 'desk', STAFF.recep);
			await tablet.tap(ava, 'N');
			await tablet.sync();
			school.database.sqlite.pragma('wal_checkpoint(TRUNCATE)');
			copyFileSync(path, join(folder, 'yesterday.db'));

			await tablet.tap(ben, '/');
			await tablet.sync();
			await desk.device.record({
				kind: 'mark',
				...REGISTER,
				pupilId: ava,
				how: 'desk',
				code: 'L',
				arrivedAt: '08:54',
				sawPlans: []
			});
			await desk.sync();
			await tablet.sync();
			const before = (await entriesOf()).map((entry) => entry.id).sort();
			expect(before).toHaveLength(3);
			const epoch = (await school.store.school(SCHOOL))?.epoch;

			const { time } = school;
			await school.close();
			for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
			copyFileSync(join(folder, 'yesterday.db'), path);
			await openAt(path);
			school.time = time + 60_000;
			expect(await entriesOf()).toHaveLength(1);

			await tablet.sync();
			await desk.sync();
			await tablet.sync();
			expect((await entriesOf()).map((entry) => entry.id).sort()).toEqual(before);
			expect((await school.store.school(SCHOOL))?.epoch).not.toBe(epoch);
			expect(await school.store.notices(SCHOOL)).toMatchObject([{ kind: 'past-changed' }]);
			for (const end of [tablet, desk]) {
				expect((await end.device.state()).waiting).toBe(0);
				expect(await end.mark(ava)).toMatchObject({ code: 'L' });
				expect(await end.mark(ben)).toMatchObject({ code: '/' });
			}
			expect(await school.store.verify(SCHOOL)).toBeNull();
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});

	it('[Z10] what was delivered while the sign-in had expired comes back too', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'firstbell-'));
		try {
			await school.close();
			const path = join(folder, 'firstbell.db');
			await openAt(path);
			const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
			school.database.sqlite.pragma('wal_checkpoint(TRUNCATE)');
			copyFileSync(path, join(folder, 'yesterday.db'));
			tablet.line = 'signed-out';
			const id = await tablet.tap(ava, '/');
			await tablet.sync();
			expect((await entriesOf()).map((entry) => entry.id)).toEqual([id]);

			const { time } = school;
			await school.close();
			for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
			copyFileSync(join(folder, 'yesterday.db'), path);
			await openAt(path);
			school.time = time;
			await tablet.sync();
			expect((await entriesOf()).map((entry) => entry.id)).toEqual([id]);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});
});
