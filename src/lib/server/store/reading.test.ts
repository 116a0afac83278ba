import { expect, it } from 'vitest';
import { SCHOOL } from '../../../../tests/support/small-school.ts';
import { KyselyStore } from './kysely-store.ts';
import { migrate } from './migrations.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

const READINGS: [string, (store: Store) => Promise<unknown>][] = [
	['what the school’s book is made of', (store) => store.bookFacts(SCHOOL)],
	['the book as the server holds it', (store) => store.book(SCHOOL)],
	[
		'who is another class’s guest',
		(store) =>
			store.guestsOn(
				{ schoolId: SCHOOL, position: 1, epoch: 'epoch-0' },
				{ classIds: ['c-3t'], date: '2026-09-14' }
			)
	],
	['what was carried over', (store) => store.carriedOver.exported(SCHOOL)],
	['what was refused and is not settled', (store) => store.keptAside(SCHOOL, 10)]
];

it.each(READINGS)('%s is found without reading the marks of six years', async (_, read) => {
	const { db, sqlite } = openSqlite(':memory:');
	await migrate(db);
	const store = new KyselyStore(db);
	await store.createSchool({ schoolId: SCHOOL, name: 'St James’s', demo: 0, clockShiftMs: 0 }, 'epoch-0', 0);
	await db.updateTable('school').set({ position: 1 }).execute();
	const asked: string[] = [];
	const prepare = sqlite.prepare.bind(sqlite);
	sqlite.prepare = (sql: string) => {
		if (sql.includes('from "fact"')) asked.push(sql);
		return prepare(sql);
	};
	await read(store);
	const [question = ''] = asked;
	const values = Array.from(question.matchAll(/\?/g), () => '');
	const plan = prepare(`explain query plan ${question}`).all(...values) as { detail: string }[];
	expect(plan[0]?.detail).toContain('INDEX fact_kind (schoolId=? AND kind=?');
	await store.close();
});
