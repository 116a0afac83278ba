import { beforeEach, describe, expect, it } from 'vitest';
import { oldEntry } from '../../../../tests/support/old-entries.ts';
import { at, entry } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import { noteBackup } from './backups.ts';
import { addHold } from './holds.ts';
import { purge } from './purge.ts';
import type { School } from './store.ts';

let school: SmallSchool;
beforeEach(async () => {
	school = await SmallSchool.open();
});

const run = (sql: string) => school.database.sqlite.exec(sql);
const rowsOf = (table: string) =>
	school.database.sqlite.prepare(`select rowid as place, * from "${table}" order by rowid`).all();
const YEARS_MS = 220_000_000_000;

describe('the clock that a purge is opened by', () => {
	it('[Q5] cannot be put ahead in a school that is no demo: neither made a demo nor shifted, replaced nor removed', () => {
		const row = rowsOf('school');
		for (const sql of [
			'update school set demo = 1',
			`update school set demo = 1, clockShiftMs = ${YEARS_MS}`,
			`update school set clockShiftMs = ${YEARS_MS}`,
			`update school set schoolId = 'other'`,
			'delete from school',
			'insert or replace into school select * from school',
			`update or replace school set demo = 2`
		])
			expect(() => run(sql), sql).toThrow(/school (stays|: what)/);
		expect(rowsOf('school')).toEqual(row);
	});

	it('[Q5] so nothing of this year goes, though somebody at the database says that it is over six years old', async () => {
		await school.add(entry({ id: 'young' }));
		const ahead = { name: 'Mrs Office', position: 'Attendance Officer', reason: 'Over' };
		await expect(purge(school.database.db, SCHOOL, { ...ahead, now: Date.now() + YEARS_MS })).rejects.toThrow(
			/opened now/
		);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});

	it('[Q5] is a demo school’s own to shift, for it shows a day that is not today', async () => {
		const demo = { schoolId: 'demo', name: 'Demo', demo: 1, clockShiftMs: 0 } as const;
		await school.store.createSchool(demo, 'epoch-0', 0);
		await school.store.setClockShift('demo', YEARS_MS);
		expect(await school.store.school('demo')).toMatchObject({ clockShiftMs: YEARS_MS });
		expect(() => run(`update school set demo = 0 where schoolId = 'demo'`)).toThrow(/stays/);
	});
});

describe('the place of a row in the file', () => {
	it('[Y5, Q5] no statement that names it puts another row there', async () => {
		await school.add(oldEntry({ id: 'old' }));
		await school.sync({ deviceId: 'tablet' }, [entry({ id: 'no', pupilId: 'p-nobody' })]);
		const { db } = school.database;
		await addHold(db, SCHOOL, { pupilId: 'p-ben', why: 'w', name: 'n', position: 'p', at: 0 });
		await noteBackup(db, (await school.store.school(SCHOOL)) as School, { at: 1, file: 'a', verifiedAt: 2 });
		const now = at('2025-09-18', '10:00');
		await purge(db, SCHOOL, { name: 'Mrs Office', position: 'Officer', reason: 'Over', now });
		for (const table of ['fact', 'payload', 'purge', 'purged', 'hold', 'backup', 'quarantine', 'school']) {
			const before = rowsOf(table);
			expect(before.length, table).toBeGreaterThan(0);
			const [row] = before as Record<string, unknown>[];
			const { place, ...columns } = row ?? {};
			const names = Object.keys(columns);
			// Another key altogether, so that no guard of a key sees it.
			const other = { ...columns, schoolId: 'other', id: 'other', closedAt: null };
			const insert = school.database.sqlite.prepare(
				`insert or replace into "${table}" (rowid, ${names.map((name) => `"${name}"`).join()}) values (@place, ${names.map((name) => `@${name}`).join()})`
			);
			expect(() => insert.run({ ...other, place }), table).toThrow(
				/keeps its place|no further|no open purge/
			);
			expect(() => run(`update or replace "${table}" set rowid = rowid + 1`), table).toThrow(/kept|stays/);
			expect(rowsOf(table), table).toEqual(before);
		}
	});
});
