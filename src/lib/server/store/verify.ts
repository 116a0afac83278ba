import type { Kysely } from 'kysely';
import { Book, BOOK_KINDS } from '../../rules/book.ts';
import { chainHash, GENESIS_HASH, sha256 } from './chain.ts';
import { foldCells, markRow } from './marks.ts';
import { factsOf, told } from './reading.ts';
import type { Tables } from './tables.ts';

const PAGE = 2_000;

/** Walks one school's chain and compares payloads, facts and marks; the first position that is wrong and why, or null. */
export async function verifySchool(
	db: Kysely<Tables>,
	schoolId: string
): Promise<{ position: number; why: string } | null> {
	const school = await db
		.selectFrom('school')
		.selectAll()
		.where('schoolId', '=', schoolId)
		.executeTakeFirstOrThrow();
	let before = GENESIS_HASH;
	let position = 0;
	for (;;) {
		const page = await db
			.selectFrom('fact')
			.leftJoin('payload', (join) =>
				join.onRef('payload.schoolId', '=', 'fact.schoolId').onRef('payload.position', '=', 'fact.position')
			)
			.select(['fact.position', 'fact.id', 'fact.payloadHash', 'fact.hash', 'payload.json'])
			.where('fact.schoolId', '=', schoolId)
			.where('fact.position', '>', position)
			.orderBy('fact.position')
			.limit(PAGE)
			.execute();
		for (const row of page) {
			position += 1;
			if (row.position !== position) return { position, why: 'This position is missing.' };
			if (row.json === null) return { position, why: 'The payload is missing.' };
			if (sha256(row.json) !== row.payloadHash)
				return { position, why: 'The payload is not the one that was stored.' };
			if (told({ json: row.json }).id !== row.id)
				return { position, why: 'The fact has another id than its payload.' };
			if (chainHash(before, schoolId, position, row.payloadHash) !== row.hash)
				return { position, why: 'The chain is broken here.' };
			before = row.hash;
		}
		if (page.length < PAGE) break;
	}
	if (school.position !== position) return { position: position + 1, why: 'Facts at the end are missing.' };
	if (school.hash !== before) return { position, why: 'The school’s head is not the end of its chain.' };
	return verifyMarks(db, schoolId);
}

async function verifyMarks(
	db: Kysely<Tables>,
	schoolId: string
): Promise<{ position: number; why: string } | null> {
	const book = new Book().add(
		(
			await factsOf(db, schoolId)
				.where('fact.kind', 'in', [...BOOK_KINDS])
				.execute()
		).map(told)
	);
	const days = await db
		.selectFrom('fact')
		.select(['date'])
		.distinct()
		.where('schoolId', '=', schoolId)
		.where('kind', '=', 'mark')
		.execute();
	for (const { date } of days) {
		if (date === null) continue;
		const cells = await db
			.selectFrom('fact')
			.select(['pupilId', 'date', 'session', (eb) => eb.fn.max('position').as('position')])
			.where('schoolId', '=', schoolId)
			.where('kind', '=', 'mark')
			.where('date', '=', date)
			.groupBy(['pupilId', 'date', 'session'])
			.execute();
		const folded = await foldCells(
			db,
			schoolId,
			book,
			cells.flatMap(({ pupilId, date, session }) =>
				pupilId && date && session ? [{ pupilId, date, session }] : []
			),
			[]
		);
		const kept = new Map(
			(
				await db
					.selectFrom('mark')
					.selectAll()
					.where('schoolId', '=', schoolId)
					.where('date', '=', date)
					.execute()
			).map((row) => [`${row.pupilId}|${row.session}`, row])
		);
		for (const cell of folded) {
			const fresh = markRow(schoolId, cell);
			const row = kept.get(`${cell.pupilId}|${cell.session}`);
			if (
				!row ||
				row.code !== fresh.code ||
				row.head !== fresh.head ||
				row.shownAs !== fresh.shownAs ||
				row.dispute !== fresh.dispute
			)
				return { position: cell.position, why: 'A mark is not what its entries add up to.' };
		}
	}
	return null;
}
