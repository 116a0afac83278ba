import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { Book, BOOK_KINDS } from '../../../rules/book.ts';
import { putAmendments } from '../past-amendments.ts';
import { factsOf, told } from '../reading.ts';
import type { Tables } from '../tables.ts';

const PAGE = 2000;

/** What reading six years asks for: who has no reason yet, marks by day, withdrawals by register, and the amendments. */
export const reading: Migration = {
	async up(db: Kysely<never>) {
		await db.schema
			.createTable('amendment')
			.addColumn('schoolId', 'text', (c) => c.notNull())
			.addColumn('position', 'bigint', (c) => c.notNull())
			.addColumn('madeOn', 'text', (c) => c.notNull())
			.addColumn('originals', 'text', (c) => c.notNull())
			.addPrimaryKeyConstraint('amendment_pk', ['schoolId', 'position'])
			.execute();
		await db.schema
			.createIndex('amendment_made')
			.on('amendment')
			.columns(['schoolId', 'madeOn', 'position'])
			.execute();
		await db.schema.createIndex('mark_day').on('mark').columns(['schoolId', 'date']).execute();
		await sql`create index "mark_no_reason" on "mark" ("schoolId", "date") where "code" = 'N'`.execute(db);
		await sql`create index "fact_withdrawal" on "fact" ("schoolId", "classId", "date") where "kind" = 'withdraw'`.execute(
			db
		);
		await backfill(db as unknown as Kysely<Tables>);
	}
};

/** The amendments that were there before anybody kept them. */
async function backfill(db: Kysely<Tables>): Promise<void> {
	const schools = await db.selectFrom('school').select('schoolId').execute();
	for (const { schoolId } of schools) {
		const bookRows = await factsOf(db, schoolId)
			.where('fact.kind', 'in', [...BOOK_KINDS])
			.execute();
		const book = new Book().add(bookRows.map(told));
		for (let after = 0, more = true; more;) {
			const page = await factsOf(db, schoolId)
				.where('fact.position', '>', after)
				.clearOrderBy()
				.orderBy('fact.position')
				.limit(PAGE)
				.execute();
			const facts = page.map(told);
			await putAmendments(db, schoolId, book, facts);
			after = facts.at(-1)?.position ?? after;
			more = facts.length === PAGE;
		}
	}
}
