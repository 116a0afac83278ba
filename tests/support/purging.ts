import { overCells, type OverCell } from '../../src/lib/server/store/retention.ts';
import { school } from './each-school.ts';
import { at } from './school-2026-27.ts';
import { SCHOOL } from './small-school.ts';

/** Six years and two days after the old morning. */
export const NOW = at('2025-09-18', '10:00');
/** Who purges then, and why. */
export const ORDER = {
	name: 'Mrs Office',
	position: 'Attendance Officer',
	reason: 'Six years are over',
	now: NOW
};

/** The test’s database. */
export const db = () => school.database.db;
/** Runs SQL on it as somebody at the database might. */
export const run = (sql: string) => school.database.sqlite.exec(sql);
/** How many rows a table has. */
export const count = (table: string) =>
	school.database.sqlite.prepare(`select count(*) from "${table}"`).pluck().get() as number;
/** Where a fact lies in the chain. */
export const positionOf = (id: string) =>
	school.database.sqlite.prepare('select position from fact where id = ?').pluck().get(id) as number;
/** Whether what a fact says is still there. */
export const hasPayload = (id: string) =>
	school.database.sqlite
		.prepare('select count(*) from payload where position = ?')
		.pluck()
		.get(positionOf(id)) === 1;

/** What is over at that time, in the order in which it is purged. */
export async function over(now = NOW): Promise<OverCell[]> {
	const cells: OverCell[] = [];
	for await (const day of overCells(db(), SCHOOL, now)) cells.push(...day.cells);
	return cells;
}

/** An open purge by hand, as somebody at the database might make it. */
export function openPurge(over: Record<string, string | number> = {}): void {
	const row = {
		...{ schoolId: SCHOOL, number: 1, byName: 'Mrs Office', byPosition: 'Attendance Officer' },
		...{ reason: 'Over', openedAt: NOW, madeBefore: at('2019-09-17', '00:00'), upTo: count('fact'), ...over }
	};
	school.database.sqlite
		.prepare(
			`insert into purge (schoolId, number, byName, byPosition, reason, openedAt, madeBefore, upTo)
			values (@schoolId, @number, @byName, @byPosition, @reason, @openedAt, @madeBefore, @upTo)`
		)
		.run(row);
}

/** Takes one payload as somebody at the database might, with the purge's note of it. */
export function takeByHand(id: string): void {
	const position = positionOf(id);
	run(
		`begin; insert into purged values ('${SCHOOL}', ${position}, 1, 'x'); delete from payload where position = ${position}; commit`
	);
}

/** The same, and what the database refused is rolled back. */
export const tryByHand = (id: string) => {
	try {
		takeByHand(id);
	} finally {
		if (school.database.sqlite.inTransaction) run('rollback');
	}
};
