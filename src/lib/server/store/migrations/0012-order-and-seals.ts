import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ClassFact, HeldFact, SettingsFact, TimesFact } from '../../../rules/facts.ts';
import { inOrderMade } from '../../../rules/order-made.ts';
import { factsBesideMarks, told } from '../reading.ts';
import { guardSeals, withoutGuards } from '../keeping-guards.ts';
import { sealLists } from '../sealed-lists.ts';
import type { Tables } from '../tables.ts';
import { rowHash } from '../verify-purges.ts';
import { rebuildAmendments } from '../verify-amendments.ts';
import { rebuildDay, schoolBookOf } from '../verify-marks.ts';

/** What says the times of a half-day, which marks and the list of amendments rest on. */
const OF_TIMES = ['settings', 'times', 'class'] as const;
type OfTimes = HeldFact<SettingsFact | TimesFact | ClassFact>;

/**
 * Of facts about one thing the one made last holds, where it was the one that came in last. In a school where that makes a
 * difference to its times, marks and the list of amendments are made anew, or `verify` would not know them. Purges, holds and
 * the list of copies are sealed as they are found.
 */
export const orderAndSeals: Migration = {
	async up(untyped: Kysely<never>) {
		const db = untyped as unknown as Kysely<Tables>;
		for (const { schoolId } of await db.selectFrom('school').select('schoolId').execute())
			if (await othersHold(db, schoolId)) await makeAnew(db, schoolId);
		await addSeals(untyped);
		await withoutGuards(untyped, UPDATE_GUARDS, async () => {
			for (const { schoolId } of await db.selectFrom('school').select('schoolId').execute()) {
				await sealLists(db, schoolId);
				await sealPurged(db, schoolId);
			}
		});
		await guardSeals(untyped);
	}
};

const UPDATE_GUARDS = ['purge', 'purged', 'hold', 'backup'].map((table) => `${table}_no_update`);
const PAGE = 2_000;

async function addSeals(db: Kysely<never>): Promise<void> {
	for (const table of ['purge', 'hold', 'backup']) {
		await db.schema
			.alterTable(table)
			.addColumn('seal', 'text', (c) => c.notNull().defaultTo(''))
			.execute();
		await db.schema.alterTable(table).addColumn('endSeal', 'text').execute();
		await db.schema
			.alterTable('school')
			.addColumn(`${table}Head`, 'text', (c) => c.notNull().defaultTo(''))
			.execute();
	}
}

/** What stays of a purged fact is sealed with the number of its purge; one that is not what was sealed before stays so, and is found. */
async function sealPurged(db: Kysely<Tables>, schoolId: string): Promise<void> {
	for (let after = 0, more = true; more;) {
		const rows = await db
			.selectFrom('purged')
			.innerJoin('fact', (join) =>
				join.onRef('fact.schoolId', '=', 'purged.schoolId').onRef('fact.position', '=', 'purged.position')
			)
			.selectAll('fact')
			.select(['purged.number', 'purged.rowHash'])
			.where('purged.schoolId', '=', schoolId)
			.where('purged.position', '>', after)
			.orderBy('purged.position')
			.limit(PAGE)
			.execute();
		for (const { number, rowHash: before, ...fact } of rows)
			if (rowHash(fact, null) === before)
				await db
					.updateTable('purged')
					.set({ rowHash: rowHash(fact, number) })
					.where('schoolId', '=', schoolId)
					.where('position', '=', fact.position)
					.execute();
		after = rows.at(-1)?.position ?? after;
		more = rows.length === PAGE;
	}
}

async function othersHold(db: Kysely<Tables>, schoolId: string): Promise<boolean> {
	const rows = await factsBesideMarks(db, schoolId, OF_TIMES).execute();
	const facts = rows.map(told) as OfTimes[];
	return [...Map.groupBy(facts, aboutWhat).values()].some((about) => {
		const cameIn = about.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0));
		return inOrderMade(about).some(({ id }, at) => id !== cameIn[at]?.id);
	});
}

function aboutWhat(fact: OfTimes): string {
	if (fact.kind === 'class') return `class ${fact.classId}`;
	return fact.kind === 'times' ? `times ${fact.date}` : `settings ${fact.from}`;
}

async function makeAnew(db: Kysely<Tables>, schoolId: string): Promise<void> {
	const days = await db
		.selectFrom('fact')
		.select('date')
		.distinct()
		.where('schoolId', '=', schoolId)
		.where('kind', '=', 'mark')
		.execute();
	const book = await schoolBookOf(db, schoolId);
	for (const { date } of days) if (date !== null) await rebuildDay(db, schoolId, book, date);
	await rebuildAmendments(db, schoolId);
}
