import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ClassFact, HeldFact, SettingsFact, TimesFact } from '../../../rules/facts.ts';
import { inOrderMade } from '../../../rules/order-made.ts';
import { factsBesideMarks, told } from '../reading.ts';
import type { Tables } from '../tables.ts';
import { rebuildAmendments } from '../verify-amendments.ts';
import { rebuildDay, schoolBookOf } from '../verify-marks.ts';

/** What says the times of a half-day, which marks and the list of amendments rest on. */
const OF_TIMES = ['settings', 'times', 'class'] as const;
type OfTimes = HeldFact<SettingsFact | TimesFact | ClassFact>;

/**
 * Of facts about one thing the one made last holds, where it was the one that came in last. In a school where that makes a
 * difference to its times, marks and the list of amendments are made anew, or `verify` would not know them.
 */
export const orderAndSeals: Migration = {
	async up(untyped: Kysely<never>) {
		const db = untyped as unknown as Kysely<Tables>;
		for (const { schoolId } of await db.selectFrom('school').select('schoolId').execute())
			if (await othersHold(db, schoolId)) await makeAnew(db, schoolId);
	}
};

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
