import type Database from 'better-sqlite3';
import { sql, type Kysely } from 'kysely';
import { damageIn } from './damage.ts';
import { holds } from './holds.ts';
import { sealed } from './kept-aside.ts';
import { pieces } from './reading.ts';
import { addToList, endInList } from './sealed-lists.ts';
import { integrityProblem } from './sqlite-copy.ts';
import type { HoldTable, QuarantineTable, Tables } from './tables.ts';

type Row = Record<string, unknown>;
type AnyTables = Record<string, Row>;
type AnyDb = Kysely<AnyTables>;

/** Who may come in, by which device, and as whom: with the columns that name a row. */
const ACCESS: readonly (readonly [table: string, key: readonly string[]])[] = [
	['device', ['schoolId', 'deviceId']],
	['clientDevice', ['schoolId', 'clientId', 'deviceId']],
	['signIn', ['schoolId', 'signInId']],
	['appointment', ['schoolId', 'staffId', 'fromAt']],
	['authUser', ['id']],
	['authAccount', ['id']],
	['authSession', ['id']]
];

/** Every table of which something comes over. */
export const BROUGHT_OVER: readonly string[] = [
	...ACCESS.map(([table]) => table),
	...['quarantine', 'notice', 'hold']
];

/**
 * Brings from a replaced database what no device sends again: sign-ins and tablets since the copy (or today's marks would
 * be made by nobody known), who was withdrawn, what was refused, what the office was told, and holds [Q10]. Answers with
 * the tables that are damaged there: of those nothing comes but what can be read of holds, for what such a table still says
 * may not be true.
 */
export async function bringOver(
	replaced: { db: Kysely<Tables>; sqlite: Database.Database },
	tx: Kysely<Tables>,
	schoolId: string,
	now: number
): Promise<readonly string[]> {
	const to = tx as unknown as AnyDb;
	const columns = await sharedColumns(replaced.db, tx);
	if (columns === null) return BROUGHT_OVER;
	const lost = new Set<string>();
	const rowsIn = async (table: string): Promise<Row[]> => {
		const shared = columns.get(table);
		if (!shared) return [];
		const isSound = integrityProblem(replaced.sqlite, table) === null;
		if (!isSound) lost.add(table);
		// A hold too many takes nothing from anybody; one too few may.
		if (!isSound && table !== 'hold') return [];
		try {
			return await rowsOf(replaced.db as unknown as AnyDb, table, shared, schoolId);
		} catch (cause) {
			if (damageIn(cause) === null) throw cause;
			lost.add(table);
			return [];
		}
	};
	// A login that was ended since the copy must not be open again.
	if (columns.has('authSession')) await to.deleteFrom('authSession').execute();
	for (const [table, key] of ACCESS) await put(to, table, key, await rowsIn(table));
	for (const [table, isNew] of [
		['quarantine', ['contentHash']],
		['notice', ['at', 'kind', 'detail']]
	] as const) {
		const rows = await rowsIn(table);
		await addNew(to, table, rows, { shared: columns.get(table) ?? [], isNew, schoolId });
	}
	await sayLastAside(tx, schoolId);
	await bringHolds((await rowsIn('hold')) as unknown as HoldTable[], tx, schoolId, now);
	return [...lost];
}

/** The columns that both databases have of each table that both have: one may be of an older version. Null: damaged. */
async function sharedColumns(
	replaced: Kysely<Tables>,
	tx: Kysely<Tables>
): Promise<ReadonlyMap<string, readonly string[]> | null> {
	const ofB = await tx.introspection.getTables();
	const ofA = await replaced.introspection.getTables().catch((cause: unknown) => {
		if (damageIn(cause) === null) throw cause;
		return null;
	});
	if (ofA === null) return null;
	return new Map(
		ofA.flatMap((table) => {
			const other = ofB.find(({ name }) => name === table.name);
			const names = new Set(other?.columns.map(({ name }) => name));
			const shared = table.columns.map(({ name }) => name).filter((name) => names.has(name));
			return other ? [[table.name, shared] as const] : [];
		})
	);
}

async function rowsOf(
	db: AnyDb,
	table: string,
	columns: readonly string[],
	schoolId: string
): Promise<Row[]> {
	const all = db.selectFrom(table).select([...columns]);
	// The plus keeps SQLite from its indexes: one of them may be all that is damaged.
	const ownsRow = sql<boolean>`+"schoolId" = ${schoolId}`;
	return columns.includes('schoolId') ? all.where(ownsRow).execute() : all.execute();
}

async function put(db: AnyDb, table: string, key: readonly string[], rows: readonly Row[]): Promise<void> {
	for (const row of rows) {
		const changed = Object.fromEntries(Object.entries(row).filter(([column]) => !key.includes(column)));
		await db
			.insertInto(table)
			.values(row)
			.onConflict((oc) => {
				const known = oc.columns([...key]);
				return Object.keys(changed).length > 0 ? known.doUpdateSet(changed) : known.doNothing();
			})
			.execute();
	}
}

/** Adds the rows that the copy has not, under numbers of its own. */
async function addNew(
	to: AnyDb,
	table: 'quarantine' | 'notice',
	found: readonly Row[],
	of: { shared: readonly string[]; isNew: readonly string[]; schoolId: string }
): Promise<void> {
	if (found.length === 0) return;
	const numbered = table === 'quarantine' ? 'number' : 'id';
	const keyOf = (row: Row) => JSON.stringify(of.isNew.map((column) => row[column]));
	const held = await rowsOf(to, table, of.shared, of.schoolId);
	const known = new Set(held.map(keyOf));
	let last = Math.max(0, ...held.map((row) => Number(row[numbered])));
	const rows = found
		.filter((row) => !known.has(keyOf(row)))
		.sort((a, b) => Number(a[numbered]) - Number(b[numbered]))
		.map(({ [numbered]: _, ...row }): Row =>
			// The seal is of the new number; an older database has none.
			table === 'quarantine'
				? { ...sealed({ ...(row as unknown as QuarantineTable), number: (last += 1) }) }
				: row
		);
	for (const some of pieces(rows)) await to.insertInto(table).values(some).execute();
}

/** The next refusal is numbered after the last that came over. */
async function sayLastAside(tx: Kysely<Tables>, schoolId: string): Promise<void> {
	const last = await tx
		.selectFrom('quarantine')
		.select(['number as asideNumber', 'contentHash as asideHash'])
		.where('schoolId', '=', schoolId)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (last) await tx.updateTable('school').set(last).where('schoolId', '=', schoolId).execute();
}

async function bringHolds(
	found: readonly HoldTable[],
	tx: Kysely<Tables>,
	schoolId: string,
	now: number
): Promise<void> {
	const held = await holds(tx, schoolId);
	const sameAs = (hold: Pick<HoldTable, 'pupilId' | 'fromAt'>) =>
		held.find((each) => each.pupilId === hold.pupilId && each.fromAt === hold.fromAt);
	for (const { seal: _, endSeal: __, number: ___, ...hold } of found.toSorted(
		(a, b) => a.number - b.number
	)) {
		const own = sameAs(hold);
		if (!own) await addToList(tx, 'hold', hold);
		else if (own.liftedAt === null && hold.liftedAt !== null)
			await endInList(tx, 'hold', own, {
				...{ liftedAt: Math.min(hold.liftedAt, now), liftedBy: hold.liftedBy, liftedWhy: hold.liftedWhy }
			});
	}
}
