import { sql, type Kysely } from 'kysely';
import type { Entry, HeldFact, Withdrawal } from '../../rules/facts.ts';
import type { AmendmentCount } from '../../rules/past.ts';
import type { Days } from './past.ts';
import { factsOf, pieces, told } from './reading.ts';
import type { Tables } from './tables.ts';

/** An amending entry with what it changed, and the plans that any of them confirms. */
export interface AmendmentRead {
	entry: HeldFact<Entry | Withdrawal>;
	originals: HeldFact<Entry>[];
	plans: HeldFact[];
}

/** Which amendments are asked for: those made on some days, in a class's register, by a person; `most` of them, the newest. */
export interface AmendmentsAsked extends Days {
	most: number;
	classId?: string;
	staffId?: string;
}

/** The amendments made on some days, the newest first. */
export async function amendmentsMade(
	db: Kysely<Tables>,
	schoolId: string,
	{ classId, staffId, most, ...days }: AmendmentsAsked
): Promise<AmendmentRead[]> {
	const rows = await db
		.selectFrom('amendment')
		.innerJoin('fact', (join) =>
			join
				.onRef('fact.schoolId', '=', 'amendment.schoolId')
				// The plus keeps SQLite to the few amendments of those days.
				.on('fact.position', '=', sql<number>`+"amendment"."position"`)
		)
		.innerJoin('payload', (join) =>
			join
				.onRef('payload.schoolId', '=', 'amendment.schoolId')
				.onRef('payload.position', '=', 'amendment.position')
		)
		// Nearly every one changed a single entry: read with it, for asked for by their places they would cost as much again.
		.leftJoin('payload as single', (join) =>
			join.onRef('single.schoolId', '=', 'amendment.schoolId').on('single.position', '=', onlyOriginal)
		)
		.select(['amendment.originals', 'payload.json', 'single.json as original'])
		.where('amendment.schoolId', '=', schoolId)
		.where('amendment.madeOn', '>=', days.from)
		.where('amendment.madeOn', '<=', days.to)
		.$if(classId !== undefined, (query) => query.where('fact.classId', '=', classId ?? ''))
		.$if(staffId !== undefined, (query) => query.where('fact.staffId', '=', staffId ?? ''))
		.orderBy('amendment.madeOn', 'desc')
		.orderBy('amendment.position', 'desc')
		.limit(most)
		.execute();
	const each = rows.map((row) => ({
		entry: told(row),
		originals: row.originals.split(',').map(Number),
		original: row.original === null ? null : told({ json: row.original })
	}));
	const facts = await at(
		db,
		schoolId,
		each.flatMap(({ originals }) => (originals.length > 1 ? originals : []))
	);
	for (const { originals, original } of each) if (original) facts.set(originals[0] ?? 0, original);
	const entries = [...facts.values(), ...each.map(({ entry }) => entry)].filter(
		(fact) => fact.kind === 'mark'
	);
	const plans = await plansNamed(db, schoolId, entries);
	return each.flatMap(({ entry, originals }) => {
		if (entry.kind !== 'mark' && entry.kind !== 'withdraw') return [];
		// What was lawfully purged leaves its place in the order, and nothing to show.
		const changed = originals.flatMap((place) => {
			const fact = facts.get(place);
			return fact?.kind === 'mark' ? [fact] : [];
		});
		const marks = entry.kind === 'mark' ? [entry, ...changed] : changed;
		const confirmed = marks.flatMap(({ confirms }) => plans.get(confirms ?? '') ?? []);
		return [{ entry, originals: changed, plans: confirmed }];
	});
}

/** How many amendments made on some days each person made in each class's registers, with the name that the newest bears. */
export async function amendmentsCounted(
	db: Kysely<Tables>,
	schoolId: string,
	days: Days
): Promise<AmendmentCount[]> {
	const rows = await db
		.selectFrom('amendment')
		.innerJoin('fact', (join) =>
			join
				.onRef('fact.schoolId', '=', 'amendment.schoolId')
				.on('fact.position', '=', sql<number>`+"amendment"."position"`)
		)
		.where('amendment.schoolId', '=', schoolId)
		.where('amendment.madeOn', '>=', days.from)
		.where('amendment.madeOn', '<=', days.to)
		.select(({ fn }) => ['fact.classId', 'fact.staffId', fn.countAll<number>().as('count')])
		.select(({ fn }) => fn.max<number>('amendment.position').as('newest'))
		.groupBy(['fact.classId', 'fact.staffId'])
		.orderBy('newest')
		.execute();
	const newest = await at(
		db,
		schoolId,
		rows.map((row) => row.newest)
	);
	return rows.map(({ classId, staffId, count, newest: position }) => {
		const name = newest.get(position)?.maker?.name ?? '';
		return { classId: classId ?? '', staffId, name, count };
	});
}

async function plansNamed(
	db: Kysely<Tables>,
	schoolId: string,
	entries: readonly HeldFact<Entry>[]
): Promise<ReadonlyMap<string, HeldFact>> {
	const ids = [...new Set(entries.flatMap(({ confirms }) => confirms ?? []))];
	const plans = new Map<string, HeldFact>();
	for (const some of pieces(ids)) {
		const rows = await factsOf(db, schoolId).where('fact.id', 'in', some).execute();
		for (const plan of rows.map(told)) plans.set(plan.id, plan);
	}
	return plans;
}

async function at(
	db: Kysely<Tables>,
	schoolId: string,
	positions: readonly number[]
): Promise<Map<number, HeldFact>> {
	const found = new Map<number, HeldFact>();
	for (const some of pieces([...new Set(positions)])) {
		const rows = await db
			.selectFrom('payload')
			.select(['position', 'json'])
			.where('schoolId', '=', schoolId)
			.where('position', 'in', some)
			.execute();
		for (const row of rows) found.set(row.position, told(row));
	}
	return found;
}

/** The place of the one entry that an amendment changed; null where it changed several. */
const onlyOriginal = sql<number>`case when "amendment"."originals" not like '%,%' then cast("amendment"."originals" as bigint) end`;
