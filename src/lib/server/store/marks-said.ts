import { sql, type Kysely } from 'kysely';
import { saidIn, type DayBeside, type PupilDayBeside } from '../../rules/religious-day.ts';
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

/** [C12] Those of some pupils' days on which a religious observance is marked, each with all that its marks say. */
export async function observedOn(
	db: Kysely<Tables>,
	schoolId: string,
	days: readonly { pupilId: string; date: string }[]
): Promise<PupilDayBeside[]> {
	const { rows } = await sql<{
		pupilId: string;
		date: string;
	}>`select distinct "mark"."pupilId", "mark"."date"
		from json_each(${JSON.stringify(days)}) as "day" cross join "mark" on "mark"."schoolId" = ${schoolId}
		and "mark"."date" = "day"."value" ->> 'date' and "mark"."session" in ('AM', 'PM')
		and "mark"."pupilId" = "day"."value" ->> 'pupilId' where "mark"."code" = 'R'`.execute(db);
	const observed: PupilDayBeside[] = [];
	for (const day of rows) observed.push({ ...day, marks: await marksOn(db, schoolId, day) });
	return observed;
}
