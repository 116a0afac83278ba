import type { Kysely } from 'kysely';
import { Book, BOOK_KINDS } from '../../rules/book.ts';
import type { Cell } from '../../rules/facts.ts';
import { foldCells, markRow } from './marks.ts';
import { factsBesideMarks, pieces, told } from './reading.ts';
import type { MarkTable, Tables } from './tables.ts';
import type { Wrong } from './verify.ts';

/** Compares the kept marks with what the entries add up to, day by day: none other, none missing, none too many. */
export async function verifyMarks(
	db: Kysely<Tables>,
	schoolId: string
): Promise<{ wrong: Wrong | null; marks: number }> {
	let marks = 0;
	const book = await schoolBookOf(db, schoolId);
	for (const date of await datesOf(db, schoolId)) {
		const { fresh, kept } = await dayOf(db, schoolId, book, date);
		for (const row of fresh.values()) {
			const other = differs(row, kept.get(keyOf(row)));
			if (other)
				return {
					marks,
					wrong: { position: row.position, why: `A mark is not what its entries add up to (${other}).` }
				};
			marks += 1;
		}
		for (const row of kept.values())
			if (!fresh.has(keyOf(row)))
				return { marks, wrong: { position: row.position, why: 'A mark has no entry behind it.' } };
	}
	return { wrong: null, marks };
}

/**
 * Makes the kept marks anew from the entries, a day at a time so that marks can be taken meanwhile: `between` is waited for after
 * each. Answers how many were not what they should be.
 */
export async function rebuildMarks(
	db: Kysely<Tables>,
	schoolId: string,
	between?: () => Promise<void>
): Promise<number> {
	const book = await schoolBookOf(db, schoolId);
	let changed = 0;
	for (const date of await datesOf(db, schoolId)) {
		changed += await db.transaction().execute(async (tx) => {
			// Holds the school's counter: no entry comes in between looking and putting.
			await tx
				.updateTable('school')
				.set((eb) => ({ position: eb.ref('position') }))
				.where('schoolId', '=', schoolId)
				.execute();
			return rebuildDay(tx, schoolId, book, date);
		});
		await between?.();
	}
	return changed;
}

/** Makes one day's kept marks anew from their entries, inside the caller's transaction; answers how many were not what they should be. */
export async function rebuildDay(
	tx: Kysely<Tables>,
	schoolId: string,
	book: Book,
	date: string
): Promise<number> {
	const { fresh, kept } = await dayOf(tx, schoolId, book, date);
	const put = [...fresh.values()].filter((row) => differs(row, kept.get(keyOf(row))));
	const gone = [...kept.values()].filter((row) => !fresh.has(keyOf(row)));
	for (const row of [...put, ...gone])
		await tx
			.deleteFrom('mark')
			.where('schoolId', '=', schoolId)
			.where('pupilId', '=', row.pupilId)
			.where('date', '=', row.date)
			.where('session', '=', row.session)
			.execute();
	for (const some of pieces(put)) await tx.insertInto('mark').values(some).execute();
	return put.length + gone.length;
}

/** The book of all that a school has, read from its facts. */
export async function schoolBookOf(db: Kysely<Tables>, schoolId: string): Promise<Book> {
	const rows = await factsBesideMarks(db, schoolId, BOOK_KINDS).execute();
	return new Book().add(rows.map(told));
}

/** Each day that has entries or marks. */
async function datesOf(db: Kysely<Tables>, schoolId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('fact')
		.select('date')
		.where('schoolId', '=', schoolId)
		.where('kind', '=', 'mark')
		.union(db.selectFrom('mark').select('date').where('schoolId', '=', schoolId))
		.execute();
	return rows.flatMap((row) => row.date ?? []).sort();
}

/** One day's marks as the entries have them, and as they are kept. */
async function dayOf(db: Kysely<Tables>, schoolId: string, book: Book, date: string) {
	const cells = await db
		.selectFrom('fact')
		.select(['pupilId', 'date', 'session'])
		.distinct()
		.where('schoolId', '=', schoolId)
		.where('kind', '=', 'mark')
		.where('date', '=', date)
		.execute();
	const folded = await foldCells(db, schoolId, book, cells.flatMap(wholeCell), []);
	const kept = await db
		.selectFrom('mark')
		.selectAll()
		.where('schoolId', '=', schoolId)
		.where('date', '=', date)
		.execute();
	return { fresh: byCell(folded.map((cell) => markRow(schoolId, cell))), kept: byCell(kept) };
}

function wholeCell({ pupilId, date, session }: { [K in keyof Cell]: Cell[K] | null }): Cell[] {
	return pupilId !== null && date !== null && session !== null ? [{ pupilId, date, session }] : [];
}

/** The first column in which a kept mark is not what it should be, or null. */
function differs(fresh: MarkTable, kept: MarkTable | undefined): string | null {
	if (!kept) return 'it is missing';
	const columns = Object.keys(fresh) as (keyof MarkTable)[];
	return columns.find((column) => fresh[column] !== kept[column]) ?? null;
}

const keyOf = ({ pupilId, date, session }: Cell): string => `${pupilId}|${date}|${session}`;

const byCell = (rows: readonly MarkTable[]): ReadonlyMap<string, MarkTable> =>
	new Map(rows.map((row) => [keyOf(row), row]));
