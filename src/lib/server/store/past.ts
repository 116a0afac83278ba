import { sql, type Kysely } from 'kysely';
import type { Book } from '../../rules/book.ts';
import { addDays } from '../../rules/calendar.ts';
import type { HeldFact } from '../../rules/facts.ts';
import type { OpenFollowUp } from '../../rules/n-clock.ts';
import { SESSIONS } from '../../rules/sessions.ts';
import { factsOf, told } from './reading.ts';
import { plansDuring } from './reading-payloads.ts';
import type { MarkTable, Tables } from './tables.ts';
import type { AmendmentCount } from '../../rules/past.ts';
import {
	amendmentsCounted,
	amendmentsMade,
	type AmendmentRead,
	type AmendmentsAsked
} from './past-amended.ts';
import type { PupilDayBeside } from '../../rules/religious-day.ts';
import { observedOn } from './marks-said.ts';
import { openFollowUps } from './follow-ups.ts';
import { undecided, type UndecidedRead } from './undecided.ts';

/** A stretch of days, yyyy-MM-dd, both included. */
export interface Days {
	from: string;
	to: string;
}

/** Facts of the past, and which of them the school took in as amendments. */
export interface PastRead {
	facts: HeldFact[];
	/** Entries, by id. */
	amendments: string[];
}

export type NoReasonRow = Pick<MarkTable, 'pupilId' | 'classId' | 'date' | 'session' | 'head' | 'dispute'> & {
	entries: string[];
};

/** Reads six years of one school: facts by class, by pupil, what is still N, and the amendments. */
export class PastStore {
	#db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** A class's registers over some days: its own facts, and what was recorded elsewhere of the pupils on its roll then. */
	async ofClass(schoolId: string, book: Book, classId: string, days: Days): Promise<PastRead> {
		const onRoll = new Set<string>();
		for (const date of datesOf(days))
			for (const { pupilId } of book.rollOf(classId, date)) onRoll.add(pupilId);
		const pupilIds = [...onRoll];
		const own = await this.#dated(schoolId, days)
			.where('fact.classId', '=', classId)
			.where('fact.kind', 'in', ['mark', 'seen', 'withdraw', 'finish'])
			.execute();
		const elsewhere = pupilIds.length
			? await this.#dated(schoolId, days)
					.where('fact.pupilId', 'in', pupilIds)
					.where('fact.kind', 'in', ['mark', 'seen'])
					.where('fact.classId', '<>', classId)
					.execute()
			: [];
		return this.#whole(schoolId, [...own, ...elsewhere], { days, pupilIds, but: classId });
	}

	/** One pupil's facts over some days, in whatever class. */
	async ofPupil(schoolId: string, pupilId: string, days: Days): Promise<PastRead> {
		const rows = await this.#dated(schoolId, days)
			.where('fact.pupilId', '=', pupilId)
			.where('fact.kind', 'in', ['mark', 'seen'])
			.execute();
		return this.#whole(schoolId, rows, { days, pupilIds: [pupilId] });
	}

	/** Every mark that is N, the oldest first, with all entries of its half-day. */
	async noReason(schoolId: string): Promise<NoReasonRow[]> {
		const rows = await this.#db
			.selectFrom('mark')
			// A left join begins with the few marks that are N; asked for in order, the database would read all there are instead.
			.leftJoin('fact', (join) =>
				join
					.onRef('fact.schoolId', '=', 'mark.schoolId')
					.onRef('fact.pupilId', '=', 'mark.pupilId')
					.onRef('fact.date', '=', 'mark.date')
					.onRef('fact.session', '=', 'mark.session')
					.on('fact.kind', '=', 'mark')
			)
			.select([
				'mark.pupilId',
				'mark.classId',
				'mark.date',
				'mark.session',
				'mark.head',
				'mark.dispute',
				'fact.id',
				'fact.position'
			])
			.where('mark.schoolId', '=', schoolId)
			// Said as the index says it, or the index is not used.
			.where(sql<boolean>`"mark"."code" = 'N'`)
			.execute();
		const found = new Map<string, NoReasonRow>();
		const inOrder = rows.sort((a, b) => compare(keyOf(a), keyOf(b)) || (a.position ?? 0) - (b.position ?? 0));
		for (const { id, position: _, ...row } of inOrder) {
			if (id === null) continue;
			const key = keyOf(row);
			const held = found.get(key);
			if (held) held.entries.push(id);
			else found.set(key, { ...row, entries: [id] });
		}
		return [...found.values()];
	}

	/** [N4] Half-days from a date on that are O for want of a reason, and that nobody has closed. */
	followUps(schoolId: string, from: string): Promise<OpenFollowUp[]> {
		return openFollowUps(this.#db, schoolId, from);
	}

	/** [C12] Those of some pupils' days on which a religious observance is marked. */
	observedOn(
		schoolId: string,
		days: readonly { pupilId: string; date: string }[]
	): Promise<PupilDayBeside[]> {
		return observedOn(this.#db, schoolId, days);
	}

	/** What nobody has decided in the registers of some days, the oldest first, `most` things at the most. */
	undecided(schoolId: string, book: Book, of: { days: Days; most: number }): Promise<UndecidedRead> {
		return undecided(this.#db, schoolId, book, of);
	}

	/** The amendments made on some days, the newest first. */
	amendments(schoolId: string, asked: AmendmentsAsked): Promise<AmendmentRead[]> {
		return amendmentsMade(this.#db, schoolId, asked);
	}

	/** How many of them each person made in each class's registers. */
	amendmentsCounted(schoolId: string, days: Days): Promise<AmendmentCount[]> {
		return amendmentsCounted(this.#db, schoolId, days);
	}

	/** The first day of which a mark is kept, and how many marks are of days before `line`. */
	async reach(schoolId: string, line: string): Promise<{ oldest: string | null; before: number }> {
		const oldest = await this.#db
			.selectFrom('mark')
			.select('date')
			.where('schoolId', '=', schoolId)
			.orderBy('date')
			.limit(1)
			.executeTakeFirst();
		const before = await this.#db
			.selectFrom('mark')
			.select((eb) => eb.fn.countAll().as('count'))
			.where('schoolId', '=', schoolId)
			.where('date', '<', line)
			.executeTakeFirst();
		return { oldest: oldest?.date ?? null, before: Number(before?.count ?? 0) };
	}

	#dated(schoolId: string, days: Days) {
		return (
			factsOf(this.#db, schoolId)
				.leftJoin('amendment', (join) =>
					join
						.onRef('amendment.schoolId', '=', 'fact.schoolId')
						.onRef('amendment.position', '=', 'fact.position')
				)
				.select('amendment.madeOn')
				// Each half-day by its name: from a stretch of days the index would read every pupil of the school.
				.where('fact.date', 'in', datesOf(days))
				.where('fact.session', 'in', [...SESSIONS])
		);
	}

	/** With what else a fold needs: the withdrawals of the registers, and the pupils' plans of those days. */
	async #whole(
		schoolId: string,
		rows: { json: string; madeOn: string | null }[],
		{ days, pupilIds, but }: { days: Days; pupilIds: string[]; but?: string }
	): Promise<PastRead> {
		const facts = new Map<string, HeldFact>();
		const amendments: string[] = [];
		for (const row of rows) {
			const fact = told(row);
			facts.set(fact.id, fact);
			if (row.madeOn !== null) amendments.push(fact.id);
		}
		const classIds = new Set([...facts.values()].flatMap((fact) => ('classId' in fact ? fact.classId : [])));
		if (but !== undefined) classIds.delete(but);
		const withdrawals = classIds.size
			? await factsOf(this.#db, schoolId)
					.where(sql<boolean>`"fact"."kind" = 'withdraw'`)
					.where(
						'fact.classId',
						'in',
						[...classIds].flatMap((each) => each ?? [])
					)
					.where('fact.date', '>=', days.from)
					.where('fact.date', '<=', days.to)
					.execute()
			: [];
		for (const fact of withdrawals.map(told))
			if (fact.kind === 'withdraw' && fact.entries.some((id) => facts.has(id))) facts.set(fact.id, fact);
		const confirmed = [...facts.values()].flatMap((fact) =>
			fact.kind === 'mark' ? (fact.confirms ?? []) : []
		);
		const spans = pupilIds.map((pupilId) => ({ pupilId, ...days }));
		for (const plan of await plansDuring(this.#db, schoolId, spans, confirmed)) facts.set(plan.id, plan);
		return { facts: [...facts.values()], amendments };
	}
}

function datesOf({ from, to }: Days): string[] {
	const dates: string[] = [];
	for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
	return dates;
}

/** The day first: sorted, the oldest comes first. */
const keyOf = ({ date, session, pupilId }: Pick<MarkTable, 'date' | 'session' | 'pupilId'>): string =>
	`${date}|${session}|${pupilId}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
