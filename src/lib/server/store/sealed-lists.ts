import { sql, type Kysely } from 'kysely';
import { canonicalJson, sha256 } from './chain.ts';
import type { BackupTable, HoldTable, PurgeTable, SchoolTable, Tables } from './tables.ts';
import type { Wrong } from './verify.ts';

/** What each list adds to a row when it ends. */
interface Ends {
	purge: Pick<PurgeTable, 'closedAt'>;
	hold: Pick<HoldTable, 'liftedAt' | 'liftedBy' | 'liftedWhy'>;
	backup: Pick<BackupTable, 'droppedAt'>;
}
interface Rows {
	purge: PurgeTable;
	hold: HoldTable;
	backup: BackupTable;
}
/** Lists to which rows are only added, each of which is ended once: what was purged by whom, what is held, which copies there are. */
export type List = keyof Rows;
type Numbered = 'schoolId' | 'number' | 'seal' | 'endSeal';

interface Columns<L extends List> {
	/** What a row says from the first, in the order in which it is sealed. */
	told: readonly Exclude<keyof Rows[L], Numbered | keyof Ends[L]>[];
	end: readonly (keyof Ends[L])[];
	/** Where the school keeps the seal of the last row. */
	head: `${L}Head`;
	/** As a person calls it. */
	words: string;
}

type Row = Record<string, string | number | null>;
type AnyTable = Kysely<Record<string, Row>>;

const COLUMNS: { [L in List]: Columns<L> } = {
	purge: {
		told: ['byName', 'byPosition', 'reason', 'openedAt', 'madeBefore', 'upTo'],
		end: ['closedAt'],
		head: 'purgeHead',
		words: 'Purge'
	},
	hold: {
		told: ['pupilId', 'why', 'byName', 'byPosition', 'fromAt'],
		end: ['liftedAt', 'liftedBy', 'liftedWhy'],
		head: 'holdHead',
		words: 'Hold'
	},
	backup: {
		told: ['at', 'file', 'position', 'hash', 'verifiedAt'],
		end: ['droppedAt'],
		head: 'backupHead',
		words: 'The noted copy'
	}
};
const LISTS = Object.keys(COLUMNS) as List[];

/** Adds a row to the end of a list, sealed with the one before it, inside the caller's transaction; answers its number. */
export async function addToList<L extends List>(
	tx: Kysely<Tables>,
	list: L,
	row: Omit<Rows[L], 'number' | 'seal' | 'endSeal'>
): Promise<number> {
	const { schoolId } = row;
	const { head } = COLUMNS[list];
	// Begins with a write: nobody adds another in between.
	const school = await locked(tx, schoolId);
	const last = await listOf(tx)
		.selectFrom<string>(list)
		.select((eb) => eb.fn.max('number').as('number'))
		.where('schoolId', '=', schoolId)
		.executeTakeFirst();
	const number = Number(last?.number ?? 0) + 1;
	const added = sealed(list, { ...row, number }, school[head]);
	await listOf(tx).insertInto(list).values(added).execute();
	await putHead(tx, list, schoolId, added.seal);
	return number;
}

/** Ends a row of a list, once; false where there is none of that number that has not ended. */
export async function endInList<L extends List>(
	tx: Kysely<Tables>,
	list: L,
	{ schoolId, number }: { schoolId: string; number: number },
	end: Ends[L]
): Promise<boolean> {
	await locked(tx, schoolId);
	const row = await listOf(tx)
		.selectFrom(list)
		.selectAll()
		.where('schoolId', '=', schoolId)
		.where('number', '=', number)
		.executeTakeFirst();
	if (!row || hasEnded(list, row)) return false;
	const ended: Row = { ...row, ...end };
	await listOf(tx)
		.updateTable<string>(list)
		.set({ ...end, endSeal: endSealOf(list, ended) })
		.where('schoolId', '=', schoolId)
		.where('number', '=', number)
		.execute();
	return true;
}

/** Compares every row of the lists with its seal, and finds one that is missing, from the end too. */
export async function verifyLists(db: Kysely<Tables>, schoolId: string): Promise<Wrong | null> {
	const school = await db
		.selectFrom('school')
		.selectAll()
		.where('schoolId', '=', schoolId)
		.executeTakeFirstOrThrow();
	for (const list of LISTS) {
		const { head, words } = COLUMNS[list];
		const wrong = (number: number, what: string): Wrong => ({
			position: null,
			why: `${words} ${number} ${what}`
		});
		let [number, before] = [0, ''];
		for (const row of await rowsOf(db, list, schoolId)) {
			number += 1;
			if (row.number !== number) return wrong(number, 'is missing.');
			if (row.seal !== sealOf(list, row, before)) return wrong(number, 'was changed.');
			if (row.endSeal !== endSealOf(list, row)) return wrong(number, 'has another end than was noted.');
			before = String(row.seal);
		}
		if (school[head] !== before) return wrong(number, 'is not the last that there was.');
	}
	return null;
}

/** Seals the rows of all lists as they are: what was changed before, no seal can tell. */
export async function sealLists(tx: Kysely<Tables>, schoolId: string): Promise<void> {
	for (const list of LISTS) {
		let before = '';
		for (const row of await rowsOf(tx, list, schoolId)) {
			const { seal, endSeal } = sealed(list, row, before);
			await listOf(tx)
				.updateTable<string>(list)
				.set({ seal, endSeal })
				.where('schoolId', '=', schoolId)
				.where('number', '=', row.number ?? null)
				.execute();
			before = seal;
		}
		await putHead(tx, list, schoolId, before);
	}
}

const listOf = (db: Kysely<Tables>): AnyTable => db as unknown as AnyTable;

function locked(tx: Kysely<Tables>, schoolId: string): Promise<SchoolTable> {
	return tx
		.updateTable('school')
		.set((eb) => ({ position: eb.ref('position') }))
		.where('schoolId', '=', schoolId)
		.returningAll()
		.executeTakeFirstOrThrow();
}

function rowsOf(db: Kysely<Tables>, list: List, schoolId: string): Promise<Row[]> {
	return listOf(db).selectFrom(list).selectAll().where('schoolId', '=', schoolId).orderBy('number').execute();
}

async function putHead(tx: Kysely<Tables>, list: List, schoolId: string, seal: string): Promise<void> {
	await sql`update "school" set ${sql.ref(COLUMNS[list].head)} = ${seal} where "schoolId" = ${schoolId}`.execute(
		tx
	);
}

function sealed(list: List, row: Row, before: string): Row & { seal: string; endSeal: string | null } {
	const seal = sealOf(list, row, before);
	return { ...row, seal, endSeal: endSealOf(list, { ...row, seal }) };
}

function sealOf(list: List, row: Row, before: string): string {
	return hashOf([
		before,
		list,
		...valuesOf(row, ['schoolId', 'number']),
		...valuesOf(row, COLUMNS[list].told)
	]);
}

function endSealOf(list: List, row: Row): string | null {
	return hasEnded(list, row) ? hashOf(valuesOf(row, ['seal', ...COLUMNS[list].end])) : null;
}

const hasEnded = (list: List, row: Row): boolean =>
	valuesOf(row, COLUMNS[list].end).some((value) => value !== null);

const valuesOf = (row: Row, columns: readonly string[]) => columns.map((column) => row[column] ?? null);

/** Half a character, which a restored list may bring, is another one once it was stored. */
const hashOf = (values: readonly (string | number | null)[]): string =>
	sha256(
		canonicalJson(values.map((value) => (typeof value === 'string' ? Buffer.from(value).toString() : value)))
	);
