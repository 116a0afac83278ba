import type { Kysely } from 'kysely';
import { originalsOf } from '../../rules/amendment.ts';
import type { Book } from '../../rules/book.ts';
import { correctedAt } from '../../rules/clock.ts';
import type { Entry, HeldFact, Withdrawal } from '../../rules/facts.ts';
import { isTakingBack } from '../../rules/past.ts';
import { londonDate, sessionWindow } from '../../rules/sessions.ts';
import { factsOf, pieces, told } from './reading.ts';
import type { AmendmentTable, Tables } from './tables.ts';

type Placed = HeldFact<Entry> & { position: number };

/** Keeps which of these facts are amendments, and of what [A8]. Marks in the taking cost it nothing. */
export async function putAmendments(
	db: Kysely<Tables>,
	schoolId: string,
	book: Book,
	facts: readonly HeldFact[]
): Promise<void> {
	const rows = await amendmentsAmong(db, schoolId, book, facts);
	for (const some of pieces(rows))
		await db
			.insertInto('amendment')
			.values(some)
			.onConflict((oc) => oc.doNothing())
			.execute();
}

/** The rows of those of these facts, already stored, that the rules find to be amendments. */
async function amendmentsAmong(
	db: Kysely<Tables>,
	schoolId: string,
	book: Book,
	facts: readonly HeldFact[]
): Promise<AmendmentTable[]> {
	const takings = facts.filter(isTakingBack);
	const asked = facts.filter((fact): fact is Placed => isAfterClose(book, fact));
	if (asked.length + takings.length === 0) return [];
	const named = await byId(db, schoolId, [
		...asked.flatMap(({ replaces }) => replaces),
		...asked.flatMap(({ confirms }) => confirms ?? []),
		...takings.flatMap(({ entries }) => entries)
	]);
	const confirmed = [...named.values()].flatMap((fact) =>
		fact.kind === 'mark' ? (fact.confirms ?? []) : []
	);
	const plans = [...named.values(), ...(await byId(db, schoolId, confirmed)).values()].filter(
		(fact) => fact.kind === 'plan'
	);
	const registers = new Map<string, HeldFact[]>();
	const rows: AmendmentTable[] = [];
	for (const entry of asked) {
		const key = `${entry.classId}|${entry.date}|${entry.session}|${entry.clientId}`;
		const all = registers.get(key) ?? (await registerOf(db, schoolId, entry));
		registers.set(key, all);
		const takenBack = new Set(all.flatMap((fact) => (fact.kind === 'withdraw' ? fact.entries : [])));
		const earlier = all.filter((fact) => fact.clientId === entry.clientId && fact.seq < entry.seq);
		const originals = originalsOf({
			entry,
			replaced: entry.replaces.flatMap((id) => {
				const fact = named.get(id);
				return fact?.kind === 'mark' && !takenBack.has(id) ? [fact] : [];
			}),
			window: sessionWindow(book, entry.date, entry.session, entry.classId),
			own: earlier.filter((fact) => fact.kind === 'mark'),
			finished: earlier.some((fact) => fact.kind === 'finish'),
			plans
		});
		rows.push(
			...rowOf(
				schoolId,
				entry,
				originals.flatMap(({ id }) => named.get(id)?.position ?? [])
			)
		);
	}
	for (const fact of takings)
		rows.push(
			...rowOf(
				schoolId,
				fact,
				fact.entries.flatMap((id) => named.get(id)?.position ?? [])
			)
		);
	return rows;
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

function isAfterClose(book: Book, fact: HeldFact): boolean {
	if (fact.kind !== 'mark' || fact.replaces.length === 0 || fact.position === undefined) return false;
	const window = sessionWindow(book, fact.date, fact.session, fact.classId);
	return window !== null && correctedAt(fact) >= window.closesAt;
}

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

/** This client's facts of a register, and everybody's withdrawals in it. */
async function registerOf(db: Kysely<Tables>, schoolId: string, of: Entry): Promise<HeldFact[]> {
	const rows = await factsOf(db, schoolId)
		.where('fact.classId', '=', of.classId)
		.where('fact.date', '=', of.date)
		.where('fact.session', '=', of.session)
		.where((eb) => eb.or([eb('fact.clientId', '=', of.clientId), eb('fact.kind', '=', 'withdraw')]))
		.execute();
	return rows.map(told);
}
