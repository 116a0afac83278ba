import { sql, type Kysely } from 'kysely';
import type { Book } from '../../rules/book.ts';
import type { Cell, ClassFact, HeldFact, Plan, TimesFact } from '../../rules/facts.ts';
import { asksForPlans, fold } from '../../rules/fold.ts';
import type { CellFact, Mark } from '../../rules/mark.ts';
import { plansAt } from '../../rules/plans.ts';
import type { Session } from '../../rules/sessions.ts';
import { factsBesideMarks, factsNamed, factsOf, pieces, plansAbout, told } from './reading.ts';
import type { MarkTable, Tables } from './tables.ts';

/** A cell's mark and the class of its latest entry. */
export interface FoldedCell extends Cell {
	classId: string;
	mark: Mark;
	position: number;
}

/** The cells whose mark new facts may change: their own, those of entries they take back, those that a plan covers. */
export async function cellsTouched(
	db: Kysely<Tables>,
	schoolId: string,
	facts: readonly HeldFact[]
): Promise<Cell[]> {
	const cells = new Map<string, Cell>();
	const take = ({ pupilId, date, session }: Cell) =>
		cells.set(`${pupilId}|${date}|${session}`, { pupilId, date, session });
	const takenBack: string[] = [];
	for (const fact of facts) {
		if (fact.kind === 'mark' || fact.kind === 'seen') take(fact);
		if (fact.kind === 'withdraw') takenBack.push(...fact.entries);
		if (fact.kind === 'plan') for (const row of await marksCovered(db, schoolId, fact)) take(row);
		if (fact.kind === 'settings') for (const row of await marksSince(db, schoolId, fact.from)) take(row);
		// Other times may bring a timed plan into a registration, or take it out.
		if (fact.kind === 'times') for (const row of await marksTimed(db, schoolId, fact)) take(row);
		if (fact.kind === 'class') for (const row of await marksOfOtherYear(db, schoolId, fact)) take(row);
	}
	for (const ids of pieces(takenBack)) {
		const rows = await db
			.selectFrom('fact')
			.select(['pupilId', 'date', 'session'])
			.where('schoolId', '=', schoolId)
			.where('id', 'in', ids)
			.execute();
		for (const { pupilId, date, session } of rows)
			if (pupilId && date && session) take({ pupilId, date, session });
	}
	return [...cells.values()];
}

/** The cells that have a mark. */
function cellsMarked(db: Kysely<Tables>, schoolId: string) {
	return db.selectFrom('mark').select(['pupilId', 'date', 'session']).where('schoolId', '=', schoolId);
}

/** A plan may replace one with other dates: every mark of the pupil within either span is folded again. */
async function marksCovered(db: Kysely<Tables>, schoolId: string, plan: Plan): Promise<Cell[]> {
	const replaced = plan.replaces.length
		? await factsOf(db, schoolId).where('fact.id', 'in', plan.replaces).execute()
		: [];
	const spans = [plan, ...replaced.map(told).filter((fact) => fact.kind === 'plan')];
	return cellsMarked(db, schoolId)
		.where('pupilId', '=', plan.pupilId)
		.where('date', '>=', spans.map((span) => span.from.date).sort()[0] ?? plan.from.date)
		.where(
			'date',
			'<=',
			spans
				.map((span) => span.to.date)
				.sort()
				.at(-1) ?? plan.to.date
		)
		.execute();
}

function marksSince(db: Kysely<Tables>, schoolId: string, date: string): Promise<Cell[]> {
	return cellsMarked(db, schoolId).where('date', '>=', date).execute();
}

/** Times may take the place of another day's: both days are folded again. */
async function marksTimed(db: Kysely<Tables>, schoolId: string, fact: TimesFact): Promise<Cell[]> {
	const replaced = await factsNamed(db, schoolId, fact.replaces);
	const days = [fact, ...replaced.values()].flatMap((each) => (each.kind === 'times' ? [each.date] : []));
	return cellsMarked(db, schoolId).where('date', 'in', days).execute();
}

/**
 * A class has its year group's times: where another is told than before, its marks under timed plans are folded again. Times
 * change no other mark, and all of a class's of six years would keep every tablet waiting.
 */
async function marksOfOtherYear(db: Kysely<Tables>, schoolId: string, fact: ClassFact): Promise<Cell[]> {
	const { classId } = fact;
	const rows = await factsBesideMarks(db, schoolId, ['class']).where('fact.classId', '=', classId).execute();
	if (rows.map(told).every((held) => held.kind !== 'class' || held.years[0] === fact.years[0])) return [];
	const pupils = await db
		.selectFrom('mark')
		.select('pupilId')
		.distinct()
		.where('schoolId', '=', schoolId)
		.where('classId', '=', classId)
		.execute();
	const cells: Cell[] = [];
	for (const some of pieces(pupils.map(({ pupilId }) => pupilId)))
		for (const { pupilId, times, from, to } of await storedPlans(db, schoolId, some))
			if (times)
				cells.push(
					...(await cellsMarked(db, schoolId)
						.where('pupilId', '=', pupilId)
						.where('date', '>=', from.date)
						.where('date', '<=', to.date)
						// The plus keeps SQLite to the pupil's few days.
						.where(sql<boolean>`+"classId" = ${classId}`)
						.execute())
				);
	return cells;
}

/** Folds cells from what is stored and `fresh`, facts about to be stored. Cells with no entry are left out. */
export async function foldCells(
	db: Kysely<Tables>,
	schoolId: string,
	book: Book,
	cells: readonly Cell[],
	fresh: readonly HeldFact[]
): Promise<FoldedCell[]> {
	const halves = Map.groupBy(cells, (cell) => `${cell.date}|${cell.session}`);
	const folded: FoldedCell[] = [];
	for (const half of halves.values()) {
		const { date, session } = half[0] ?? { date: '', session: 'AM' as const };
		for (const some of pieces(half)) {
			const pupilIds = some.map((cell) => cell.pupilId);
			const now = fresh.filter((fact) => 'session' in fact && fact.date === date && fact.session === session);
			const stored = await storedFacts(db, schoolId, { date, session, pupilIds }, now);
			const all = [...stored, ...now];
			const asking = all.flatMap((fact) =>
				fact.kind === 'mark' && asksForPlans(fact) ? [fact.pupilId] : []
			);
			const plans = asking.length > 0 ? await storedPlans(db, schoolId, [...new Set(asking)]) : [];
			const plansToo = [...plans, ...fresh.filter((fact) => fact.kind === 'plan')];
			const byPupil = Map.groupBy(all, (fact) => ('pupilId' in fact ? fact.pupilId : ''));
			const plansByPupil = Map.groupBy(plansToo, (plan) => plan.pupilId);
			const withdrawals = all.filter((fact) => fact.kind === 'withdraw');
			for (const cell of some) {
				const own = (byPupil.get(cell.pupilId) ?? []).filter(
					(fact) => fact.kind === 'mark' || fact.kind === 'seen'
				);
				const latest = own.filter((fact) => fact.kind === 'mark').at(-1);
				if (!latest) continue;
				const times = book.timesOn(date, latest.classId)?.[session] ?? null;
				const facts: CellFact[] = [...own, ...withdrawals];
				folded.push({
					...cell,
					classId: latest.classId,
					position: newestOf(facts),
					mark: fold(facts, plansAt(plansByPupil.get(cell.pupilId) ?? [], cell, times))
				});
			}
		}
	}
	return folded;
}

/** Where a cell's newest fact stands. A withdrawal in its register that names none of its entries is none of its own. */
function newestOf(facts: readonly CellFact[]): number {
	const own = new Set(facts.flatMap((fact) => (fact.kind === 'mark' ? fact.id : [])));
	const about = facts.filter((fact) => fact.kind !== 'withdraw' || fact.entries.some((id) => own.has(id)));
	return Math.max(...about.map((fact) => ('position' in fact ? Number(fact.position) : 0)));
}

/** What is stored about some pupils' half-day, and what takes entries back in any register where they have one, be it stored or `fresh`. */
export async function storedFacts(
	db: Kysely<Tables>,
	schoolId: string,
	{ date, session, pupilIds }: { date: string; session: Session; pupilIds: string[] },
	fresh: readonly HeldFact[]
): Promise<HeldFact[]> {
	const rows = await factsOf(db, schoolId)
		.select('fact.classId')
		.where('fact.pupilId', 'in', pupilIds)
		.where('fact.date', '=', date)
		.where('fact.session', '=', session)
		.where('fact.kind', 'in', ['mark', 'seen'])
		.execute();
	// After a restore a taking back may come home before the entry that it takes back.
	const classesNow = fresh.flatMap((fact) => (fact.kind === 'mark' ? fact.classId : []));
	const classIds = [...new Set([...rows.flatMap((row) => row.classId ?? []), ...classesNow])];
	const withdrawals = classIds.length
		? await factsOf(db, schoolId)
				// Said as its index says it: they are few.
				.where(sql<boolean>`"fact"."kind" = 'withdraw'`)
				.where('fact.classId', 'in', classIds)
				.where('fact.date', '=', date)
				// The plus keeps SQLite from walking all that the school recorded in that half-day.
				.where(sql<boolean>`+"fact"."session" = ${session}`)
				.execute()
		: [];
	return [...rows, ...withdrawals].map(told);
}

/** All plans of some pupils, in the school's order. */
export async function storedPlans(
	db: Kysely<Tables>,
	schoolId: string,
	pupilIds: string[]
): Promise<HeldFact<Plan>[]> {
	const rows = await plansAbout(db, schoolId, pupilIds).execute();
	return rows.map(told).filter((fact) => fact.kind === 'plan');
}

/** A folded cell as the table holds it. */
export function markRow(schoolId: string, cell: FoldedCell): MarkTable {
	const { mark } = cell;
	return {
		schoolId,
		pupilId: cell.pupilId,
		date: cell.date,
		session: cell.session,
		classId: cell.classId,
		code: mark.code,
		shownAs: mark.shown,
		head: mark.head,
		arrivedAt: mark.arrival?.at ?? null,
		dispute: mark.dispute ? 1 : 0,
		urgent: mark.dispute?.urgent ? 1 : 0,
		provisional: mark.provisional ? 1 : 0,
		position: cell.position
	};
}
