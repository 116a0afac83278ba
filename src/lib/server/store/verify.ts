import type { Kysely } from 'kysely';
import type { HeldFact } from '../../rules/facts.ts';
import { columnsOf, contentHashOf } from './append.ts';
import { chainHash, disputedAfter, GENESIS_HASH, sha256 } from './chain.ts';
import { damageIn } from './damage.ts';
import { damagedRow } from './damaged-row.ts';
import { told } from './reading.ts';
import type { FactTable, Tables } from './tables.ts';
import { verifyKeptAside } from './kept-aside.ts';
import { verifyLists } from './sealed-lists.ts';
import { verifyAmendments } from './verify-amendments.ts';
import { verifyMarks } from './verify-marks.ts';
import { Purges } from './verify-purges.ts';
import { verifySchoolRow } from './verify-school-row.ts';

const PAGE = 2_000;

/** The first position that is wrong, and why. */
export interface Wrong {
	/** Null where it is something that was kept aside, and has none. */
	position: number | null;
	why: string;
}

/** What a walk through a school’s register found. */
export interface Examined {
	wrong: Wrong | null;
	/** How many facts the chain has, how many of those were lawfully purged, and how many marks they add up to. */
	facts: number;
	purged: number;
	marks: number;
	/** The head of the chain. */
	position: number;
	hash: string;
}

type Row = FactTable & { json: string | null };

/**
 * Walks one school’s chain and compares payloads, facts, purges, marks, the list of amendments, what was kept aside,
 * the lists of purges, holds and copies and what the school's row says of copies and epochs, all as of one moment, whatever is written meanwhile. Answers with the first position that is wrong; where the file is
 * damaged, with the first that cannot be read. `realNow` is the clock of whoever asks: no purge was after it.
 */
export async function examineSchool(
	db: Kysely<Tables>,
	schoolId: string,
	realNow: number
): Promise<Examined> {
	const walked: Examined = { wrong: null, facts: 0, purged: 0, marks: 0, position: 0, hash: '' };
	const walk = async (tx: Kysely<Tables>) => {
		try {
			walked.wrong = await firstWrong(tx, schoolId, { walked, realNow });
		} catch (cause) {
			walked.wrong = wrongOfDamage(cause);
			throw cause;
		}
	};
	try {
		await (db.isTransaction ? walk(db) : db.transaction().execute(walk));
	} catch (cause) {
		// Damage ends the transaction by itself, and what is thrown then is about that; what was found stands.
		if (walked.wrong === null) throw cause;
		const row = walked.wrong.position === null ? await damagedRow(db) : null;
		if (row !== null) walked.wrong.why = `The file is damaged: ${row} cannot be read.`;
	}
	return walked;
}

async function firstWrong(
	db: Kysely<Tables>,
	schoolId: string,
	{ walked, realNow }: { walked: Examined; realNow: number }
): Promise<Wrong | null> {
	const school = await db
		.selectFrom('school')
		.selectAll()
		.where('schoolId', '=', schoolId)
		.executeTakeFirstOrThrow();
	Object.assign(walked, { position: school.position, hash: school.hash });
	const purges = await Purges.of(db, school, realNow);
	let before = GENESIS_HASH;
	let disputed = '';
	let position = 0;
	for (;;) {
		const { page, cut } = await pageAfter(db, schoolId, position);
		for (const row of page) {
			position += 1;
			walked.facts = position;
			if (row.position !== position) return { position, why: 'This position is missing.' };
			const why =
				row.json === null ? await purges.whyUnlawful(row) : whyOther(row, row.json, schoolId, position);
			if (why !== null) return { position, why };
			if (row.json === null) walked.purged += 1;
			if (chainHash(before, schoolId, position, row.payloadHash) !== row.hash)
				return { position, why: 'The chain is broken here.' };
			before = row.hash;
			if (row.status === 'disputed') disputed = disputedAfter(disputed, position);
		}
		if (cut) throw new CutAt(position + 1, cut);
		if (page.length < PAGE) break;
	}
	if (school.position !== position)
		return school.position > position
			? { position: position + 1, why: 'Facts at the end are missing.' }
			: { position, why: 'There are facts beyond the school’s head.' };
	if (school.hash !== before) return { position, why: 'The school’s head is not the end of its chain.' };
	if (school.disputedHash !== disputed)
		return { position: null, why: 'Which facts were in dispute when they came is not what was noted then.' };
	const { wrong, marks } = await verifyMarks(db, schoolId);
	walked.marks = marks;
	return (
		wrong ??
		(await verifyAmendments(db, schoolId)) ??
		(await verifyKeptAside(db, schoolId)) ??
		(await verifyLists(db, schoolId)) ??
		(await verifySchoolRow(db, school))
	);
}

/** What is wrong, and where, in a sentence. */
export function wrongWords({ position, why }: Wrong): string {
	return position === null ? why : `position ${position}: ${why}`;
}

/** The first position that is wrong and why, or null. */
export async function verifySchool(
	db: Kysely<Tables>,
	schoolId: string,
	realNow: number
): Promise<Wrong | null> {
	return (await examineSchool(db, schoolId, realNow)).wrong;
}

/** A position that a damaged file no longer gives back; its cause is what the database said. */
class CutAt extends Error {
	override name = 'CutAt';
	readonly position: number;

	constructor(position: number, cause: Error) {
		super('The file is damaged: what was stored here cannot be read.', { cause });
		this.position = position;
	}
}

function wrongOfDamage(cause: unknown): Wrong | null {
	if (cause instanceof CutAt) return { position: cause.position, why: cause.message };
	const damage = damageIn(cause);
	return damage === null
		? null
		: { position: null, why: `The file is damaged: something beside the facts cannot be read (${damage}).` };
}

/** The facts after a position; of a damaged file those before the first that cannot be read, and why it is cut there. */
async function pageAfter(
	db: Kysely<Tables>,
	schoolId: string,
	after: number
): Promise<{ page: Row[]; cut: Error | null }> {
	try {
		return { page: await rowsAfter(db, schoolId, after, PAGE), cut: null };
	} catch (cause) {
		if (damageIn(cause) === null) throw cause;
	}
	const page: Row[] = [];
	try {
		while (page.length < PAGE) {
			const [row] = await rowsAfter(db, schoolId, after + page.length, 1);
			if (!row) break;
			page.push(row);
		}
		return { page, cut: null };
	} catch (cause) {
		if (damageIn(cause) === null || !(cause instanceof Error)) throw cause;
		return { page, cut: cause };
	}
}

function rowsAfter(db: Kysely<Tables>, schoolId: string, after: number, most: number): Promise<Row[]> {
	return db
		.selectFrom('fact')
		.leftJoin('payload', (join) =>
			join.onRef('payload.schoolId', '=', 'fact.schoolId').onRef('payload.position', '=', 'fact.position')
		)
		.selectAll('fact')
		.select('payload.json')
		.where('fact.schoolId', '=', schoolId)
		.where('fact.position', '>', after)
		.orderBy('fact.position')
		.limit(most)
		.execute();
}

/** Why a fact is not what its payload says; null where it is. */
function whyOther(row: Row, json: string, schoolId: string, position: number): string | null {
	if (sha256(json) !== row.payloadHash) return 'The payload is not the one that was stored.';
	const fact: HeldFact = told({ json });
	for (const [column, value] of Object.entries(columnsOf(schoolId, position, fact)))
		if (row[column as keyof FactTable] !== value) return `The fact has another ${column} than its payload.`;
	if (contentHashOf(fact) !== row.contentHash) return 'The fact’s content is not the one that was sent.';
	if (row.status !== 'accepted' && row.status !== 'disputed') return 'The fact has no status that there is.';
	return null;
}
