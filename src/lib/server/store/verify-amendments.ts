import type { Kysely } from 'kysely';
import { Book, BOOK_KINDS } from '../../rules/book.ts';
import { amendmentsAmong, takeIntoBook } from './past-amendments.ts';
import { factsOf, pieces, told } from './reading.ts';
import type { AmendmentTable, Tables } from './tables.ts';
import type { Wrong } from './verify.ts';

const PAGE = 2_000;

/** Compares the list of amendments with what the entries say [A8]: none other, none missing, none too many. */
export async function verifyAmendments(db: Kysely<Tables>, schoolId: string): Promise<Wrong | null> {
	const book = new Book();
	for (let after = 0, more = true; more;) {
		const page = await pageAfter(db, schoolId, book, after);
		const [wrong] = differences(page).sort((a, b) => a.position - b.position);
		if (wrong) return { position: wrong.position, why: wrong.why };
		({ last: after, more } = page);
	}
	return null;
}

/** Makes the list of amendments anew from the entries, a page at a time; answers how many were not what they should be. */
export async function rebuildAmendments(db: Kysely<Tables>, schoolId: string): Promise<number> {
	const book = new Book();
	let changed = 0;
	for (let after = 0, more = true; more;) {
		const mend = async (tx: Kysely<Tables>) => {
			// Holds the school's counter: no entry comes in between looking and putting.
			await tx
				.updateTable('school')
				.set((eb) => ({ position: eb.ref('position') }))
				.where('schoolId', '=', schoolId)
				.execute();
			const page = await pageAfter(tx, schoolId, book, after);
			changed += await mendPage(tx, schoolId, page);
			return page;
		};
		({ last: after, more } = db.isTransaction ? await mend(db) : await db.transaction().execute(mend));
	}
	return changed;
}

interface Page {
	fresh: ReadonlyMap<number, AmendmentTable>;
	kept: ReadonlyMap<number, AmendmentTable>;
	undecided: ReadonlySet<number>;
	last: number;
	more: boolean;
}

/** The next of what may be an amendment, or say when a register closed; and the rows kept of that stretch, of the last one all that are left. */
async function pageAfter(db: Kysely<Tables>, schoolId: string, book: Book, after: number): Promise<Page> {
	const rows = await factsOf(db, schoolId)
		.where('fact.position', '>', after)
		.where((eb) =>
			eb.or([
				eb('fact.kind', 'in', [...BOOK_KINDS, 'withdraw']),
				// Nearly every entry replaces nothing: those need not be read.
				eb.and([eb('fact.kind', '=', 'mark'), eb('payload.json', 'not like', '%"replaces":[]%')])
			])
		)
		.clearOrderBy()
		.orderBy('fact.position')
		.limit(PAGE)
		.execute();
	const facts = rows.map(told);
	const more = facts.length === PAGE;
	const last = facts.at(-1)?.position ?? after;
	const found = await amendmentsAmong(db, schoolId, facts, takeIntoBook(book, facts));
	const keptRows = db
		.selectFrom('amendment')
		.selectAll()
		.where('schoolId', '=', schoolId)
		.where('position', '>', after);
	const kept = await (more ? keptRows.where('position', '<=', last) : keptRows).execute();
	return { fresh: byPosition(found.rows), kept: byPosition(kept), undecided: found.undecided, last, more };
}

interface Difference {
	position: number;
	why: string;
	put: AmendmentTable | null;
}

function differences({ fresh, kept, undecided }: Page): Difference[] {
	const found: Difference[] = [];
	for (const [position, row] of fresh) {
		const other = kept.get(position);
		const isSame = other?.madeOn === row.madeOn && other.originals === row.originals;
		if (isSame || undecided.has(position)) continue;
		const why = other
			? 'An amendment is not what its entries say.'
			: 'An amendment is missing from the list of amendments.';
		found.push({ position, why, put: row });
	}
	for (const position of kept.keys())
		if (!fresh.has(position) && !undecided.has(position))
			found.push({ position, why: 'The list of amendments has one that is none.', put: null });
	return found;
}

async function mendPage(tx: Kysely<Tables>, schoolId: string, page: Page): Promise<number> {
	const wrong = differences(page);
	for (const some of pieces(wrong.map(({ position }) => position)))
		await tx.deleteFrom('amendment').where('schoolId', '=', schoolId).where('position', 'in', some).execute();
	for (const some of pieces(wrong.flatMap(({ put }) => put ?? [])))
		await tx.insertInto('amendment').values(some).execute();
	return wrong.length;
}

const byPosition = (rows: readonly AmendmentTable[]): ReadonlyMap<number, AmendmentTable> =>
	new Map(rows.map((row) => [row.position, row]));
