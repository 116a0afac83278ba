import { sql, type Kysely } from 'kysely';
import type { Cell } from '../../rules/facts.ts';
import { keptSince, sixYearLine, whyKept, type Kept } from '../../rules/retention.ts';
import { londonDate, type Session } from '../../rules/sessions.ts';
import { heldPupils } from './holds.ts';
import type { Tables } from './tables.ts';

/** Kinds of fact that are about one pupil’s half-day, and go with its entries. */
export const CELL_KINDS = ['mark', 'seen', 'propose', 'out', 'back', 'elsewhere', 'call'] as const;

/** A pupil’s half-day of which something is kept that is over six years old as a whole. */
export interface OverCell extends Cell {
	/** When its newest entry was made or received, epoch ms. */
	newestAt: number;
	/** Facts that are still there. */
	facts: number;
	why: Exclude<Kept, 'six-years'> | null;
}

/** The later of made and received, in SQL that every database reads. */
export const COUNTS_FROM = sql<number>`case when "fact"."madeAt" > "fact"."receivedAt" then "fact"."madeAt" else "fact"."receivedAt" end`;

/** Day by day, the oldest first: the cells that are over six years old by their newest fact, held ones too [Q2, Q3]. */
export async function* overCells(
	db: Kysely<Tables>,
	schoolId: string,
	now: number
): AsyncGenerator<{ date: string; cells: OverCell[] }> {
	const held = await heldPupils(db, schoolId);
	const dates = await db
		.selectFrom('fact')
		.select('date')
		.distinct()
		.where('schoolId', '=', schoolId)
		.where('kind', 'in', [...CELL_KINDS])
		.where('date', '<', keptSince(londonDate(now)))
		.orderBy('date')
		.execute();
	for (const { date } of dates)
		if (date !== null) {
			const cells = await overOn(db, schoolId, { date, now, held });
			if (cells.length > 0) yield { date, cells };
		}
}

/** The cells of one day that are over six years old. */
export async function overOn(
	db: Kysely<Tables>,
	schoolId: string,
	{ date, now, held }: { date: string; now: number; held: ReadonlySet<string> }
): Promise<OverCell[]> {
	const undone = await undoneLately(db, schoolId, date, sixYearLine(now));
	const rows = await db
		.selectFrom('fact')
		.innerJoin('payload', (join) =>
			join.onRef('payload.schoolId', '=', 'fact.schoolId').onRef('payload.position', '=', 'fact.position')
		)
		.select(['fact.pupilId', 'fact.session', COUNTS_FROM.as('from')])
		.select('fact.classId')
		.where('fact.schoolId', '=', schoolId)
		.where('fact.date', '=', date)
		.where('fact.kind', 'in', [...CELL_KINDS])
		.orderBy('fact.pupilId')
		.orderBy('fact.session')
		.execute();
	const cells = Map.groupBy(rows, ({ pupilId, session }) => keyOf(pupilId, session));
	return [...cells.values()].flatMap((own): OverCell[] => {
		const [first] = own;
		if (!first || first.pupilId === null || first.session === null) return [];
		if (own.some(({ classId, session }) => undone.has(keyOf(classId, session)))) return [];
		const { pupilId, session } = first;
		const newestAt = Math.max(...own.map(({ from }) => Number(from)));
		const why = whyKept({ newestAt, isHeld: held.has(pupilId) }, now);
		return why === 'six-years' ? [] : [{ pupilId, date, session, newestAt, facts: own.length, why }];
	});
}

/** A pupil, or a class, in one half of a day. */
export const keyOf = (id: string | null, session: Session | null): string => `${id ?? ''}|${session ?? ''}`;

/** Registers of a day in which somebody took an entry back within the six years: that is part of their cells’ history. */
async function undoneLately(
	db: Kysely<Tables>,
	schoolId: string,
	date: string,
	line: number
): Promise<ReadonlySet<string>> {
	const rows = await db
		.selectFrom('fact')
		.select(['classId', 'session'])
		.where('schoolId', '=', schoolId)
		.where('date', '=', date)
		.where('kind', '=', 'withdraw')
		.where(COUNTS_FROM, '>=', line)
		.execute();
	return new Set(rows.map(({ classId, session }) => keyOf(classId, session)));
}
