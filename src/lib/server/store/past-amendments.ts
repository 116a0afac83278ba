import type { Kysely } from 'kysely';
import { originalsOf } from '../../rules/amendment.ts';
import type { Book } from '../../rules/book.ts';
import { correctedAt } from '../../rules/clock.ts';
import type { Entry, HeldFact, Withdrawal } from '../../rules/facts.ts';
import { isTakingBack } from '../../rules/past.ts';
import { londonDate, sessionWindow, type SessionWindow } from '../../rules/sessions.ts';
import { factsOf, pieces, told } from './reading.ts';
import type { AmendmentTable, Tables } from './tables.ts';

type Placed = HeldFact<Entry> & { position: number };

/** An entry that replaces another and was made after the close, with its session’s times as they were when the school took it in. */
export interface AfterClose {
	entry: Placed;
	window: SessionWindow;
}

/** Which facts are amendments, as they were found. */
export interface Found {
	rows: AmendmentTable[];
	/** Positions of entries that nobody can decide again, for a purge has taken what it rested on: what is kept of them stands. */
	undecided: ReadonlySet<number>;
}

/** Takes facts into the book one by one, in the school’s order; answers with the entries that came after the close as the book stood at their place. */
export function takeIntoBook(book: Book, facts: readonly HeldFact[]): AfterClose[] {
	return facts.flatMap((fact): AfterClose[] => {
		book.add([fact]);
		return afterClose(book, fact);
	});
}

/** Keeps which of these facts, already stored, are amendments, and of what [A8]. Marks in the taking cost it nothing. */
export async function putAmendments(
	db: Kysely<Tables>,
	schoolId: string,
	facts: readonly HeldFact[],
	after: readonly AfterClose[]
): Promise<void> {
	const { rows } = await amendmentsAmong(db, schoolId, facts, after);
	for (const some of pieces(rows)) await db.insertInto('amendment').values(some).execute();
}

/**
 * The rows of those of these stored facts that the rules find to be amendments. Each is decided by what stood before it in
 * the school’s order, so that whoever looks again later finds the same.
 */
export async function amendmentsAmong(
	db: Kysely<Tables>,
	schoolId: string,
	facts: readonly HeldFact[],
	after: readonly AfterClose[]
): Promise<Found> {
	const takings = facts.filter(isTakingBack);
	if (after.length + takings.length === 0) return { rows: [], undecided: new Set() };
	const asked = after.map(({ entry }) => entry);
	const named = await byId(db, schoolId, [
		...asked.flatMap(({ replaces }) => replaces),
		...asked.flatMap(({ confirms }) => confirms ?? [])
	]);
	const confirmed = [...named.values()].flatMap((fact) =>
		fact.kind === 'mark' ? (fact.confirms ?? []) : []
	);
	const plans = [...named.values(), ...(await byId(db, schoolId, confirmed)).values()].filter(
		(fact) => fact.kind === 'plan'
	);
	const registers = new Map<string, Register>();
	const rows: AmendmentTable[] = [];
	const undecided = new Set<number>();
	for (const { entry, window } of after) {
		const key = `${entry.classId}|${entry.date}|${entry.session}|${entry.clientId}`;
		const register = registers.get(key) ?? (await registerOf(db, schoolId, entry));
		registers.set(key, register);
		const isBefore = (fact: { position?: number }) => (fact.position ?? 0) < entry.position;
		if (register.purged.some((seq) => seq < entry.seq)) undecided.add(entry.position);
		const before = register.facts.filter(isBefore);
		const takenBack = new Set(before.flatMap((fact) => (fact.kind === 'withdraw' ? fact.entries : [])));
		const earlier = before.filter((fact) => fact.clientId === entry.clientId && fact.seq < entry.seq);
		const originals = originalsOf({
			entry,
			replaced: entry.replaces.flatMap((id) => {
				const fact = named.get(id);
				return fact?.kind === 'mark' && isBefore(fact) && !takenBack.has(id) ? [fact] : [];
			}),
			window,
			own: earlier.filter((fact) => fact.kind === 'mark'),
			finished: earlier.some((fact) => fact.kind === 'finish'),
			plans: plans.filter(isBefore)
		});
		rows.push(
			...rowOf(
				schoolId,
				entry,
				originals.flatMap(({ id }) => named.get(id)?.position ?? [])
			)
		);
	}
	const taken = await positionsOf(
		db,
		schoolId,
		takings.flatMap(({ entries }) => entries)
	);
	for (const fact of takings) {
		const places = fact.entries.flatMap((id) => taken.get(id) ?? []);
		rows.push(
			...rowOf(
				schoolId,
				fact,
				places.filter((place) => place < (fact.position ?? 0))
			)
		);
	}
	return { rows, undecided };
}

function rowOf(
	schoolId: string,
	fact: HeldFact<Entry | Withdrawal>,
	positions: readonly number[]
): AmendmentTable[] {
	if (positions.length === 0 || fact.position === undefined) return [];
	const madeOn = londonDate(correctedAt(fact));
	return [{ schoolId, position: fact.position, madeOn, originals: positions.join(',') }];
}

function afterClose(book: Book, fact: HeldFact): AfterClose[] {
	if (!isPlacedReplacement(fact)) return [];
	const window = sessionWindow(book, fact.date, fact.session, fact.classId);
	return window !== null && correctedAt(fact) >= window.closesAt ? [{ entry: fact, window }] : [];
}

const isPlacedReplacement = (fact: HeldFact): fact is Placed =>
	fact.kind === 'mark' && fact.replaces.length > 0 && fact.position !== undefined;

async function byId(
	db: Kysely<Tables>,
	schoolId: string,
	ids: readonly string[]
): Promise<Map<string, HeldFact>> {
	const found = new Map<string, HeldFact>();
	for (const some of pieces([...new Set(ids)])) {
		const rows = await factsOf(db, schoolId).where('fact.id', 'in', some).execute();
		for (const fact of rows.map(told)) found.set(fact.id, fact);
	}
	return found;
}

/** Where facts stand, those that were purged too. */
async function positionsOf(
	db: Kysely<Tables>,
	schoolId: string,
	ids: readonly string[]
): Promise<Map<string, number>> {
	const found = new Map<string, number>();
	for (const some of pieces([...new Set(ids)])) {
		const rows = await db
			.selectFrom('fact')
			.select(['id', 'position'])
			.where('schoolId', '=', schoolId)
			.where('id', 'in', some)
			.execute();
		for (const { id, position } of rows) found.set(id, position);
	}
	return found;
}

interface Register {
	facts: HeldFact[];
	/** This client's numbers of the entries that a purge took. */
	purged: number[];
}

/** This client's facts of a register, and everybody's withdrawals in it. */
async function registerOf(db: Kysely<Tables>, schoolId: string, of: Entry): Promise<Register> {
	const rows = await db
		.selectFrom('fact')
		.leftJoin('payload', (join) =>
			join.onRef('payload.schoolId', '=', 'fact.schoolId').onRef('payload.position', '=', 'fact.position')
		)
		.select(['fact.seq', 'payload.json'])
		.where('fact.schoolId', '=', schoolId)
		.where('fact.classId', '=', of.classId)
		.where('fact.date', '=', of.date)
		.where('fact.session', '=', of.session)
		.where((eb) => eb.or([eb('fact.clientId', '=', of.clientId), eb('fact.kind', '=', 'withdraw')]))
		.execute();
	return {
		facts: rows.flatMap(({ json }) => (json === null ? [] : [told({ json })])),
		purged: rows.flatMap(({ seq, json }) => (json === null ? [seq] : []))
	};
}
