import type { Kysely } from 'kysely';
import type { Book } from '../../rules/book.ts';
import { correctedAt } from '../../rules/clock.ts';
import type { HeldFact } from '../../rules/facts.ts';
import { canonicalJson, chainHash, disputedAfter, sha256 } from './chain.ts';
import { cellsTouched, foldCells, markRow, type FoldedCell } from './marks.ts';
import { putAmendments, takeIntoBook } from './past-amendments.ts';
import { insertRows } from './insert-rows.ts';
import type { NewFact, Placed, School } from './store.ts';
import type { FactTable, Tables } from './tables.ts';

/** A fact with its place and its link of the chain. */
interface Linked {
	held: HeldFact;
	json: string;
	position: number;
	payloadHash: string;
	hash: string;
	contentHash: string;
}

/** Gives facts their positions, extends the chain, stores them, and folds the marks they touch; inside the caller's transaction. */
export async function appendFacts(
	tx: Kysely<Tables>,
	school: School,
	book: Book,
	facts: readonly NewFact[]
): Promise<{ placed: Placed[]; held: HeldFact[]; position: number; hash: string; disputedHash: string }> {
	const { schoolId } = school;
	const linked = link(school, facts);
	const held = linked.map((each) => each.held);
	const afterClose = takeIntoBook(book, held);
	const cells = await foldCells(tx, schoolId, book, await cellsTouched(tx, schoolId, held), held);
	const disputed = new Set(cells.filter((cell) => cell.mark.dispute).map(keyOf));
	const rows = linked.map((each) => factRow(schoolId, each, disputed));

	const payloads = linked.map(({ position, json }) => ({ schoolId, position, json }));
	await insertRows(tx, 'fact', rows, (some) => tx.insertInto('fact').values(some));
	await insertRows(tx, 'payload', payloads, (some) => tx.insertInto('payload').values(some));
	await putMarks(tx, schoolId, cells);
	await putAmendments(tx, schoolId, held, afterClose);
	const { position, hash } = linked.at(-1) ?? school;
	const disputedHash = rows
		.filter(({ status }) => status === 'disputed')
		.reduce((before, row) => disputedAfter(before, row.position), school.disputedHash);
	await tx
		.updateTable('school')
		.set({ position, hash, disputedHash })
		.where('schoolId', '=', schoolId)
		.execute();
	return {
		placed: rows.map(({ id, position, status, contentHash }) => ({ id, position, status, contentHash })),
		held,
		position,
		hash,
		disputedHash
	};
}

function link(school: School, facts: readonly NewFact[]): Linked[] {
	let { position, hash } = school;
	return facts.map(({ fact, contentHash, maker, receivedAt, flags }) => {
		position += 1;
		const held: HeldFact = { ...fact, position, receivedAt, maker, ...(flags.length ? { flags } : {}) };
		const json = canonicalJson(held);
		const payloadHash = sha256(json);
		hash = chainHash(hash, school.schoolId, position, payloadHash);
		return { held, json, position, payloadHash, hash, contentHash };
	});
}

function factRow(schoolId: string, linked: Linked, disputed: ReadonlySet<string>): FactTable {
	const { held: fact, position, contentHash, payloadHash, hash } = linked;
	return {
		...columnsOf(schoolId, position, fact),
		status: fact.kind === 'mark' && disputed.has(keyOf(fact)) ? 'disputed' : 'accepted',
		contentHash,
		payloadHash,
		hash
	};
}

/** What is searched for of a fact: all of it stands in its payload too. */
export function columnsOf(
	schoolId: string,
	position: number,
	fact: HeldFact
): Omit<FactTable, 'status' | 'contentHash' | 'payloadHash' | 'hash'> {
	const dated = 'session' in fact ? fact : null;
	return {
		schoolId,
		position,
		id: fact.id,
		kind: fact.kind,
		classId: 'classId' in fact ? fact.classId : null,
		pupilId: 'pupilId' in fact ? fact.pupilId : null,
		date: dated?.date ?? null,
		session: dated?.session ?? null,
		clientId: fact.clientId,
		seq: fact.seq,
		staffId: fact.maker?.staffId ?? '',
		madeAt: correctedAt(fact),
		receivedAt: fact.receivedAt ?? 0
	};
}

/** The hash of what a device sent: the fact without what the server adds. */
export function contentHashOf(held: HeldFact): string {
	const { position, receivedAt, maker, flags, ...sent } = held;
	return sha256(canonicalJson(sent));
}

const keyOf = ({ pupilId, date, session }: Pick<FoldedCell, 'pupilId' | 'date' | 'session'>): string =>
	`${pupilId}|${date}|${session}`;

function putMarks(tx: Kysely<Tables>, schoolId: string, cells: readonly FoldedCell[]): Promise<void> {
	const rows = cells.map((cell) => markRow(schoolId, cell));
	return insertRows(tx, 'mark', rows, (some) =>
		tx
			.insertInto('mark')
			.values(some)
			.onConflict((oc) =>
				oc.columns(['schoolId', 'pupilId', 'date', 'session']).doUpdateSet((eb) => ({
					classId: eb.ref('excluded.classId'),
					code: eb.ref('excluded.code'),
					shownAs: eb.ref('excluded.shownAs'),
					head: eb.ref('excluded.head'),
					arrivedAt: eb.ref('excluded.arrivedAt'),
					dispute: eb.ref('excluded.dispute'),
					urgent: eb.ref('excluded.urgent'),
					provisional: eb.ref('excluded.provisional'),
					position: eb.ref('excluded.position')
				}))
			)
	);
}
