import { sql, type Kysely } from 'kysely';
import type { Book } from '../../rules/book.ts';
import type { Cell, HeldFact, Proposal } from '../../rules/facts.ts';
import { openHalves, type OpenHalf } from './open-halves.ts';
import type { Days } from './past.ts';
import { openFlagged, openAsked, plansDuring } from './reading-payloads.ts';
import type { Tables } from './tables.ts';

/** What a device needs to show things that nobody has decided, and of how many such things more were found. */
export interface UndecidedRead {
	facts: HeldFact[];
	more: number;
}

/**
 * What nobody has decided in the registers of some days, `most` things at the most, the oldest first: disputes, codes, names,
 * and after them the flagged marks, register by register [O5].
 */
export async function undecided(
	db: Kysely<Tables>,
	schoolId: string,
	book: Book,
	{ days, most }: { days: Days; most: number }
): Promise<UndecidedRead> {
	const asked = await openAsked(db, schoolId, days);
	const proposals = asked.filter((fact) => fact.kind === 'propose');
	const names = asked.filter((fact) => fact.kind === 'unlisted');
	const cells = await cellsInQuestion(db, schoolId, days, proposals);
	const halves = await openHalves(db, schoolId, book, { cells, proposals });
	const isUndecided = Map.groupBy(halves, (half) => half.isUndecided);
	const toDecide = inOrder([
		...(isUndecided.get(true) ?? []),
		...names.map((name) => ({ date: name.date, session: name.session, facts: [name] as HeldFact[] }))
	]);
	const toLookAt = registersOf(isUndecided.get(false) ?? []);
	const shown: { facts: HeldFact[] }[] = toDecide.slice(0, most);
	const fitting = toLookAt.filter((register) => {
		// A register is looked at whole.
		const fits = shown.length < most;
		if (fits) shown.push(...register);
		return fits;
	});
	const facts = new Map(shown.flatMap((each) => each.facts.map((fact) => [fact.id, fact])));
	return {
		facts: [...facts.values()],
		more: Math.max(0, toDecide.length - most) + toLookAt.length - fitting.length
	};
}

/** Half-days that may hold something: marks in dispute, without a code or flagged, N with a message beside it, and those of proposals. */
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
	const spans = unknown.map(({ pupilId, date }) => ({ pupilId, from: date, to: date }));
	const plans = Map.groupBy(await plansDuring(db, schoolId, spans), ({ pupilId }) => pupilId);
	const isTold = ({ pupilId, date }: Cell) =>
		plans.get(pupilId)?.some(({ message, from, to }) => message && from.date <= date && date <= to.date);
	const undecidedMarks = await marked(`("mark"."dispute" = 1 or "mark"."code" is null)`);
	const flagged = await openFlagged(db, schoolId, days);
	const all = [...undecidedMarks, ...unknown.filter(isTold), ...proposals, ...flagged];
	return [...new Map(all.map((cell) => [`${cell.pupilId}|${cell.date}|${cell.session}`, cell])).values()];
}

/** Flagged half-days, register by register and flag by flag, the oldest first. */
function registersOf(halves: readonly OpenHalf[]): OpenHalf[][] {
	const registers = Map.groupBy(
		inOrder(halves),
		({ classId, date, session }) => `${classId}|${date}|${session}`
	);
	return [...registers.values()];
}

function inOrder<Each extends Pick<Cell, 'date' | 'session'>>(list: readonly Each[]): Each[] {
	const at = ({ date, session }: Each) => `${date}|${session}`;
	return [...list].sort((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0));
}
