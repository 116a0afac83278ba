import { sql, type Kysely } from 'kysely';
import type { Book } from '../../rules/book.ts';
import { flaggedIn, undecidedIn, type Flag } from '../../rules/checking.ts';
import type { Cell, HeldFact, Proposal } from '../../rules/facts.ts';
import { plansAt } from '../../rules/plans.ts';
import { rowOf, type RegisterRow } from '../../rules/register.ts';
import { told } from './reading.ts';
import { plansDuring, settlesAbout } from './reading-payloads.ts';
import type { Tables } from './tables.ts';

/** A half-day of a pupil in which something is open, with all that its mark is made of. */
export interface OpenHalf extends Cell {
	classId: string;
	facts: HeldFact[];
	/** True where a dispute, a code or a proposal waits. */
	isUndecided: boolean;
	/** Flags that nobody has looked at. */
	flags: Flag[];
}

/** Those of some half-days in which something is undecided or flagged and not looked at; each is given once. */
export async function openHalves(
	db: Kysely<Tables>,
	schoolId: string,
	book: Book,
	{ cells, proposals }: { cells: readonly Cell[]; proposals: readonly HeldFact<Proposal>[] }
): Promise<OpenHalf[]> {
	const known = cells.flatMap((cell) => {
		const pupil = book.pupil(cell.pupilId);
		const classId = book.classOf(cell.pupilId, cell.date);
		return pupil && classId !== null ? [{ cell, pupil, classId }] : [];
	});
	const stored = await factsIn(
		db,
		schoolId,
		known.map(({ cell }) => cell)
	);
	const entries = Map.groupBy(stored, keyOf);
	const takenBack = Map.groupBy(
		await withdrawalsIn(db, schoolId, stored),
		({ date, session }) => `${date}|${session}`
	);
	const spans = known.map(({ cell: { pupilId, date } }) => ({ pupilId, from: date, to: date }));
	const confirmed = stored.flatMap((fact) => (fact.kind === 'mark' ? (fact.confirms ?? []) : []));
	const plans = Map.groupBy(await plansDuring(db, schoolId, spans, confirmed), ({ pupilId }) => pupilId);
	const proposed = new Map(proposals.map((each) => [keyOf(each), each]));
	const halves = known.map(({ cell, pupil, classId }) => {
		const own = entries.get(keyOf(cell)) ?? [];
		const ids = new Set(own.map(({ id }) => id));
		const back = (takenBack.get(`${cell.date}|${cell.session}`) ?? []).filter((fact) =>
			fact.entries.some((id) => ids.has(id))
		);
		const planned = plans.get(cell.pupilId) ?? [];
		const proposal = proposed.get(keyOf(cell)) ?? null;
		const times = book.timesOn(cell.date, classId)?.[cell.session] ?? null;
		const row = rowOf(pupil, [...own, ...back], plansAt(planned, cell, times), proposal);
		return { cell, classId, row, facts: [...own, ...back, ...planned, ...(proposal ? [proposal] : [])] };
	});
	const looked = await settlesAbout(
		db,
		schoolId,
		halves.flatMap(({ row }) => flaggedIn(row).map(({ about }) => about))
	);
	return halves.flatMap(({ cell, classId, row, facts }): OpenHalf[] => {
		const { dispute, plan, proposal } = undecidedIn(row, NOTHING_SETTLED);
		const flagged = flaggedIn(row);
		const flags = flagged.flatMap(({ about, flag }) => (looked.has(about) ? [] : flag));
		const isUndecided = dispute !== null || plan !== null || proposal !== null;
		if (!isUndecided && flags.length === 0) return [];
		const settles = flagged.flatMap(({ about }) => looked.get(about) ?? []);
		return [{ ...inShort(cell), classId, facts: [...facts, ...settles], isUndecided, flags }];
	});
}

/** Proposals that were settled have been left out by the caller. */
const NOTHING_SETTLED = new Map<string, never>();

type CellStored = Extract<RegisterRow['facts'][number], { kind: 'mark' | 'seen' }>;

async function factsIn(db: Kysely<Tables>, schoolId: string, cells: readonly Cell[]): Promise<CellStored[]> {
	const asked = JSON.stringify(cells.map(inShort));
	// A cross join keeps to the order that is said: from the few half-days to what is stored of them.
	const { rows } = await sql<{ json: string }>`select "payload"."json" from json_each(${asked}) as "cell"
		cross join "fact" on "fact"."schoolId" = ${schoolId} and "fact"."date" = "cell"."value" ->> 'date'
		and "fact"."session" = "cell"."value" ->> 'session' and "fact"."pupilId" = "cell"."value" ->> 'pupilId'
		cross join "payload" on "payload"."schoolId" = "fact"."schoolId" and "payload"."position" = "fact"."position"
		where "fact"."kind" in ('mark', 'seen') order by +"fact"."position"`.execute(db);
	return rows.map(told).filter((fact) => fact.kind === 'mark' || fact.kind === 'seen');
}

async function withdrawalsIn(db: Kysely<Tables>, schoolId: string, of: readonly CellStored[]) {
	const registers = new Map(
		of.map(({ classId, date, session }) => [`${classId}|${date}|${session}`, { classId, date, session }])
	);
	const asked = JSON.stringify([...registers.values()]);
	const { rows } = await sql<{ json: string }>`select "payload"."json" from json_each(${asked}) as "register"
		cross join "fact" on "fact"."schoolId" = ${schoolId} and "fact"."kind" = 'withdraw'
		and "fact"."classId" = "register"."value" ->> 'classId' and "fact"."date" = "register"."value" ->> 'date'
		and "fact"."session" = "register"."value" ->> 'session'
		cross join "payload" on "payload"."schoolId" = "fact"."schoolId" and "payload"."position" = "fact"."position"
		order by +"fact"."position"`.execute(db);
	return rows.map(told).filter((fact) => fact.kind === 'withdraw');
}

const inShort = ({ pupilId, date, session }: Cell): Cell => ({ pupilId, date, session });

const keyOf = ({ pupilId, date, session }: Cell): string => `${pupilId}|${date}|${session}`;
