import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Entry, HeldFact, Plan, Proposal, Settle, Unlisted } from '../../rules/facts.ts';
import type { Days } from './past.ts';
import { factsNamed, told } from './reading.ts';
import type { Tables } from './tables.ts';

/** A pupil's days, yyyy-MM-dd, both included. */
export interface PupilDays extends Days {
	pupilId: string;
}

/** A value of a payload, said as the indexes of payloads say it, or they are not used. */
const of = (path: string, row: string) =>
	`case when json_valid("${row}"."json") then json_extract("${row}"."json", '${path}') end`;
const unlessItReplaces = (value: string, otherwise: string) =>
	`case when instr("plan"."json", '"replaces":[]') > 0 then ${value} else '${otherwise}' end`;

const IS_PLAN = sql.raw(`instr("plan"."json", '"kind":"plan"') > 0`);
const PUPIL = sql.raw(of('$.pupilId', 'plan'));
const FIRST = sql.raw(unlessItReplaces(of('$.from.date', 'plan'), ''));
const LAST = sql.raw(unlessItReplaces(of('$.to.date', 'plan'), '9999'));

/**
 * The plans of some pupils that touch some days of theirs, what took their place, and those with these ids, in the school's
 * order. Of the thousands of six years only these are read.
 */
export async function plansDuring(
	db: Kysely<Tables>,
	schoolId: string,
	spans: readonly PupilDays[],
	confirmed: readonly string[] = []
): Promise<HeldFact<Plan>[]> {
	const all = new Map<string, HeldFact<Plan>>();
	const take = (fact: HeldFact) => fact.kind === 'plan' && all.set(fact.id, fact);
	const { rows } = await sql<{
		json: string;
	}>`select "plan"."json" from json_each(${JSON.stringify(spans)}) as "span"
		cross join "payload" as "plan" on "plan"."schoolId" = ${schoolId} and ${IS_PLAN}
		and ${PUPIL} = "span"."value" ->> 'pupilId'
		and ${LAST} >= "span"."value" ->> 'from' and ${FIRST} <= "span"."value" ->> 'to'`.execute(db);
	for (const row of rows) take(told(row));
	const unread = confirmed.filter((id) => !all.has(id));
	for (const fact of (await factsNamed(db, schoolId, unread)).values()) take(fact);
	const daysOf = Map.groupBy(spans, ({ pupilId }) => pupilId);
	const touches = ({ pupilId, from, to }: Plan) =>
		daysOf.get(pupilId)?.some((days) => from.date <= days.to && to.date >= days.from) ?? false;
	const kept = new Set(confirmed);
	for (const plan of all.values()) if (touches(plan)) kept.add(plan.id);
	return [...all.values()]
		.filter((plan) => kept.has(plan.id) || plan.replaces.some((id) => kept.has(id)))
		.sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
}

const IS_SETTLE = sql.raw(`instr("settle"."json", '"kind":"settle"') > 0`);
const ABOUT = sql.raw(of('$.about', 'settle'));

/** What a person has dealt with of these things, by what it is about; of two the later. */
export async function settlesAbout(
	db: Kysely<Tables>,
	schoolId: string,
	abouts: readonly string[]
): Promise<Map<string, HeldFact<Settle>>> {
	const { rows } = await sql<{
		json: string;
	}>`select "settle"."json" from json_each(${JSON.stringify(abouts)}) as "asked"
		cross join "payload" as "settle" on "settle"."schoolId" = ${schoolId} and ${IS_SETTLE} and ${ABOUT} = "asked"."value"
		order by +"settle"."position"`.execute(db);
	return new Map(
		rows.map(told).flatMap((fact) => (fact.kind === 'settle' ? [[fact.about, fact] as const] : []))
	);
}

/** What classes and desk asked of the office on some days, in the school's order, and nobody has dealt with. */
export async function openAsked(
	db: Kysely<Tables>,
	schoolId: string,
	days: Days
): Promise<HeldFact<Proposal | Unlisted>[]> {
	const { rows } = await sql<{ json: string }>`select "payload"."json" from "fact" cross join "payload"
		on "payload"."schoolId" = "fact"."schoolId" and "payload"."position" = "fact"."position"
		where "fact"."schoolId" = ${schoolId} and "fact"."kind" in ('propose', 'unlisted')
		and "fact"."date" between ${days.from} and ${days.to}
		and not ${isSettled(schoolId, sql.raw('+"fact"."id"'))} order by +"fact"."position"`.execute(db);
	return rows.map(told).filter((fact) => fact.kind === 'propose' || fact.kind === 'unlisted');
}

/** What a settling names of what was kept aside: the fact's own id, or its content's hash where it has none. */
export const ABOUT_ASIDE = sql.raw(`coalesce("quarantine"."factId", "quarantine"."contentHash")`);

/** Whether somebody has dealt with a thing. An id is said with a plus: with the kind of its column the index of what was settled would not be used. */
export const isSettled = (schoolId: string, about: RawBuilder<unknown>) =>
	sql<boolean>`exists (select 1 from "payload" as "settle" where "settle"."schoolId" = ${schoolId} and ${IS_SETTLE} and ${ABOUT} = ${about})`;

const DATE = sql.raw(of('$.date', 'flagged'));
const ABOUT_FLAG = sql.raw(`'flag:' || ${of('$.id', 'flagged')}`);

/** Marks that bear a flag which nobody has looked at; those that stand no more are among them. */
export async function openFlagged(
	db: Kysely<Tables>,
	schoolId: string,
	days: Days
): Promise<HeldFact<Entry>[]> {
	const { rows } = await sql<{
		json: string;
	}>`select "flagged"."json" from "payload" as "flagged" where "flagged"."schoolId" = ${schoolId}
		and instr("flagged"."json", '"flags":["') > 0 and ${DATE} between ${days.from} and ${days.to}
		and not ${isSettled(schoolId, ABOUT_FLAG)}`.execute(db);
	return rows.map(told).flatMap((fact) => (fact.kind === 'mark' ? [fact] : []));
}
