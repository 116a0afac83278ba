import { sql, type Kysely } from 'kysely';
import type { Book } from '../../rules/book.ts';
import { undecidedIn } from '../../rules/checking.ts';
import type { Cell, HeldFact, Plan, Proposal, Settle } from '../../rules/facts.ts';
import { plansAt } from '../../rules/plans.ts';
import { rowOf } from '../../rules/register.ts';
import { storedFacts, storedPlans } from './marks.ts';
import type { Days } from './past.ts';
import { factsBesideMarks, pieces, told } from './reading.ts';
import type { Tables } from './tables.ts';

/** What a device needs to show things that nobody has decided, and of how many such things more were found. */
export interface UndecidedRead {
	facts: HeldFact[];
	more: number;
}

/** What nobody has decided in the registers of some days, oldest first, `most` things at the most: disputes, codes, names [O5]. */
export async function undecided(
	db: Kysely<Tables>,
	schoolId: string,
	book: Book,
	{ days, most }: { days: Days; most: number }
): Promise<UndecidedRead> {
	const beside = (
		await factsBesideMarks(db, schoolId, ['propose', 'unlisted', 'settle'])
			// The plus keeps SQLite from going by the days, and so through every mark of them.
			.where(sql<boolean>`+"fact"."date" >= ${days.from}`)
			.execute()
	).map(told);
	const settled = new Map(
		beside.flatMap((fact) => (fact.kind === 'settle' ? [[fact.about, fact] as const] : []))
	);
	const isOpen = (fact: HeldFact & { date: string }) => fact.date <= days.to && !settled.has(fact.id);
	const proposals = beside.filter((fact) => fact.kind === 'propose').filter(isOpen);
	const names = beside.filter((fact) => fact.kind === 'unlisted').filter(isOpen);
	const cells = await cellsInQuestion(db, schoolId, days, proposals);
	const found = [
		...(await openCells(db, schoolId, book, { cells, proposals, settled })),
		...names.map((name) => ({ at: `${name.date}|${name.session}`, facts: [name] as HeldFact[] }))
	].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
	const shown = found.slice(0, most).flatMap(({ facts }) => facts);
	return {
		facts: [...new Map(shown.map((fact) => [fact.id, fact])).values()],
		more: Math.max(0, found.length - most)
	};
}

/** Half-days that may hold something: marks in dispute or without a code, N with a message beside it, and those of proposals. */
async function cellsInQuestion(
	db: Kysely<Tables>,
	schoolId: string,
	days: Days,
	proposals: readonly Proposal[]
): Promise<Cell[]> {
	// Said as the indexes say it, or every mark of six years is read.
	const marked = (condition: string) =>
		db
			.selectFrom('mark')
			.select(['pupilId', 'date', 'session'])
			.where('schoolId', '=', schoolId)
			.where('date', '>=', days.from)
			.where('date', '<=', days.to)
			.where(sql<boolean>`${sql.raw(condition)}`)
			.execute();
	const unknown = await marked(`"mark"."code" = 'N'`);
	const plans = await plansBy(db, schoolId, unknown);
	const isTold = ({ pupilId, date }: Cell) =>
		plans.get(pupilId)?.some(({ message, from, to }) => message && from.date <= date && date <= to.date);
	const undecidedMarks = await marked(`("mark"."dispute" = 1 or "mark"."code" is null)`);
	const all = [...undecidedMarks, ...unknown.filter(isTold), ...proposals];
	return [...new Map(all.map((cell) => [keyOf(cell), cell])).values()];
}

/** Those of some half-days in which something is undecided, each with all that its mark is made of. */
async function openCells(
	db: Kysely<Tables>,
	schoolId: string,
	book: Book,
	of: {
		cells: readonly Cell[];
		proposals: readonly HeldFact<Proposal>[];
		settled: ReadonlyMap<string, HeldFact<Settle>>;
	}
): Promise<{ at: string; facts: HeldFact[] }[]> {
	const found: { at: string; facts: HeldFact[] }[] = [];
	const plans = await plansBy(db, schoolId, of.cells);
	for (const [at, half] of Map.groupBy(of.cells, ({ date, session }) => `${date}|${session}`))
		for (const some of pieces(half)) {
			const { date, session } = some[0] ?? { date: '', session: 'AM' as const };
			const pupilIds = some.map(({ pupilId }) => pupilId);
			const stored = await storedFacts(db, schoolId, { date, session, pupilIds }, []);
			for (const cell of some) {
				const pupil = book.pupil(cell.pupilId);
				const classId = book.classOf(cell.pupilId, date);
				if (!pupil || classId === null) continue;
				const entries = stored.filter(
					(fact) => (fact.kind === 'mark' || fact.kind === 'seen') && fact.pupilId === cell.pupilId
				);
				const ids = new Set(entries.map(({ id }) => id));
				const own = stored.filter(
					(fact) => ids.has(fact.id) || (fact.kind === 'withdraw' && fact.entries.some((id) => ids.has(id)))
				);
				const planned = plans.get(cell.pupilId) ?? [];
				const proposal = of.proposals.findLast((each) => keyOf(each) === keyOf(cell)) ?? null;
				const row = rowOf(
					pupil,
					own.filter((fact) => fact.kind === 'mark' || fact.kind === 'seen' || fact.kind === 'withdraw'),
					plansAt(planned, cell, book.timesOn(date, classId)?.[session] ?? null),
					proposal
				);
				const open = undecidedIn(row, of.settled);
				if (open.dispute || open.plan || open.proposal)
					found.push({ at, facts: [...own, ...planned, ...(proposal ? [proposal] : [])] });
			}
		}
	return found;
}

async function plansBy(
	db: Kysely<Tables>,
	schoolId: string,
	cells: readonly Cell[]
): Promise<ReadonlyMap<string, HeldFact<Plan>[]>> {
	const plans: HeldFact<Plan>[] = [];
	for (const some of pieces([...new Set(cells.map(({ pupilId }) => pupilId))]))
		plans.push(...(await storedPlans(db, schoolId, some)));
	return Map.groupBy(plans, ({ pupilId }) => pupilId);
}

const keyOf = ({ pupilId, date, session }: Cell): string => `${pupilId}|${date}|${session}`;
