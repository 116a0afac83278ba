import type { Kysely } from 'kysely';
import type { HeldFact } from '../../rules/facts.ts';
import { columnsOf, contentHashOf } from './append.ts';
import { chainHash, GENESIS_HASH, sha256 } from './chain.ts';
import { told } from './reading.ts';
import type { FactTable, Tables } from './tables.ts';
import { verifyKeptAside } from './kept-aside.ts';
import { verifyAmendments } from './verify-amendments.ts';
import { verifyMarks } from './verify-marks.ts';
import { Purges } from './verify-purges.ts';

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
 * Walks one school’s chain and compares payloads, facts, purges, marks, the list of amendments and what was kept aside,
 * all as of one moment, whatever is written meanwhile. Answers with the first position that is wrong.
 */
export async function examineSchool(db: Kysely<Tables>, schoolId: string): Promise<Examined> {
	if (!db.isTransaction) return db.transaction().execute((tx) => examineSchool(tx, schoolId));
	const school = await db
		.selectFrom('school')
		.selectAll()
		.where('schoolId', '=', schoolId)
		.executeTakeFirstOrThrow();
	const purges = await Purges.of(db, schoolId);
	let before = GENESIS_HASH;
	let position = 0;
	let purged = 0;
	const found = (wrong: Wrong | null, marks = 0): Examined => ({
		...{ wrong, facts: position, purged, marks },
		...{ position: school.position, hash: school.hash }
	});
	for (;;) {
		const page = await pageAfter(db, schoolId, position);
		for (const row of page) {
			position += 1;
			if (row.position !== position) return found({ position, why: 'This position is missing.' });
			const why =
				row.json === null ? await purges.whyUnlawful(row) : whyOther(row, row.json, schoolId, position);
			if (why !== null) return found({ position, why });
			if (row.json === null) purged += 1;
			if (chainHash(before, schoolId, position, row.payloadHash) !== row.hash)
				return found({ position, why: 'The chain is broken here.' });
			before = row.hash;
		}
		if (page.length < PAGE) break;
	}
	if (school.position !== position)
		return found(
			school.position > position
				? { position: position + 1, why: 'Facts at the end are missing.' }
				: { position, why: 'There are facts beyond the school’s head.' }
		);
	if (school.hash !== before)
		return found({ position, why: 'The school’s head is not the end of its chain.' });
	const { wrong, marks } = await verifyMarks(db, schoolId);
	return found(
		wrong ?? (await verifyAmendments(db, schoolId)) ?? (await verifyKeptAside(db, schoolId)),
		marks
	);
}

/** What is wrong, and where, in a sentence. */
export function wrongWords({ position, why }: Wrong): string {
	return position === null ? why : `position ${position}: ${why}`;
}

/** The first position that is wrong and why, or null. */
export async function verifySchool(db: Kysely<Tables>, schoolId: string): Promise<Wrong | null> {
	return (await examineSchool(db, schoolId)).wrong;
}

function pageAfter(db: Kysely<Tables>, schoolId: string, position: number): Promise<Row[]> {
	return db
		.selectFrom('fact')
		.leftJoin('payload', (join) =>
			join.onRef('payload.schoolId', '=', 'fact.schoolId').onRef('payload.position', '=', 'fact.position')
		)
		.selectAll('fact')
		.select('payload.json')
		.where('fact.schoolId', '=', schoolId)
		.where('fact.position', '>', position)
		.orderBy('fact.position')
		.limit(PAGE)
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
