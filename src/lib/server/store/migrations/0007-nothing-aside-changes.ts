import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { guardKeptAside } from '../keeping-guards.ts';
import { sealed } from '../kept-aside.ts';
import type { Tables } from '../tables.ts';
import { rebuildAmendments } from '../verify-amendments.ts';

/** What was kept aside is sealed and is no longer changed or deleted; the list of amendments is made anew, each decided by what stood before it. */
export const nothingAsideChanges: Migration = {
	async up(db: Kysely<never>) {
		await db.schema
			.alterTable('quarantine')
			.addColumn('seal', 'text', (c) => c.notNull().defaultTo(''))
			.execute();
		const tables = db as unknown as Kysely<Tables>;
		const rows = await tables.selectFrom('quarantine').selectAll().execute();
		for (const { seal: _, ...row } of rows)
			await tables
				.updateTable('quarantine')
				.set({ seal: sealed(row).seal })
				.where('schoolId', '=', row.schoolId)
				.where('number', '=', row.number)
				.execute();
		await guardKeptAside(db);
		for (const { schoolId } of await tables.selectFrom('school').select('schoolId').execute())
			await rebuildAmendments(tables, schoolId);
	}
};
