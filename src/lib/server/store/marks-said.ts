import type { Kysely } from 'kysely';
import { saidIn, type DayBeside } from '../../rules/religious-day.ts';
import { factsNamed } from './reading.ts';
import type { Tables } from './tables.ts';

/** [C12] What the marks of one pupil's day say. */
export async function marksOn(
	db: Kysely<Tables>,
	schoolId: string,
	{ pupilId, date }: { pupilId: string; date: string }
): Promise<DayBeside[]> {
	const rows = await db
		.selectFrom('mark')
		.select(['code', 'head'])
		.where('schoolId', '=', schoolId)
		.where('pupilId', '=', pupilId)
		.where('date', '=', date)
		.execute();
	const heads = await factsNamed(
		db,
		schoolId,
		rows.flatMap((row) => row.head ?? [])
	);
	const marks = [...heads.values()].filter((fact) => fact.kind === 'mark');
	const plans = await factsNamed(
		db,
		schoolId,
		marks.flatMap(({ confirms }) => confirms ?? [])
	);
	return rows.flatMap(({ code, head }) => {
		const entry = heads.get(head ?? '');
		if (code === null) return [];
		const plan = entry?.kind === 'mark' ? plans.get(entry.confirms ?? '') : undefined;
		const detail = entry?.kind === 'mark' && saidIn(entry, plan?.kind === 'plan' ? plan : undefined);
		return [{ code, ...(detail ? { detail } : {}) }];
	});
}
