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
	['what was carried over', (store) => store.carriedOver.exported(SCHOOL)]
];

it.each(READINGS)('%s is found without reading the marks of six years', async (_, read) => {
	const [plan = ''] = await plansOf('from "fact"', read);
	expect(plan.split('; ')[0]).toContain('INDEX fact_kind (schoolId=? AND kind=?');
});

const ASIDE: [string, (store: Store) => Promise<unknown>][] = [
	['what was refused and is not settled', (store) => store.keptAside(SCHOOL, 10)],
	['how much that is', (store) => store.keptAsideInAll(SCHOOL)],
	['which marks of a day that are', (store) => store.marksAside(SCHOOL, { date: '2026-09-14', since: 1 })]
];

it.each(ASIDE)('%s is found without reading all that was ever settled', async (_, read) => {
	const [plan = ''] = await plansOf('from "quarantine"', read);
	expect(plan).toContain('INDEX payload_about (schoolId=?');
	expect(plan).not.toContain('SCAN');
});

it('what was refused lately, how much was ever, and who signed in last are found by what the indexes hold', async () => {
	const plans = [
		...(await plansOf('from "quarantine"', (store) => store.keptAsideInAll(SCHOOL))),
		...(await plansOf('from "quarantine"', (store) => store.marksAside(SCHOOL, { date: '', since: 1 }))),
		...(await plansOf('"signIn"', (store) => store.tablets(SCHOOL)))
	];
	expect(plans).toEqual([
		expect.stringContaining('COVERING INDEX quarantine_received'),
		expect.stringContaining('INDEX quarantine_received (schoolId=? AND receivedAt>?'),
		expect.stringContaining('INDEX signIn_device (schoolId=? AND deviceId=?)')
	]);
});

it('what a push asks of what was refused before is found without reading all that ever was', async () => {
	const plans = await plansOf('from "quarantine"', async (store) => {
		await store.write(SCHOOL, async (writing) => {
			await writing.numbersOf('c-tablet', { above: 7, seqs: [3, 8] });
			await writing.refusals(['one', 'two'], ['a', 'b']);
		});
	});
	expect(plans).toEqual([
		expect.stringContaining('COVERING INDEX quarantine_client (schoolId=? AND clientId=?'),
		expect.stringContaining('(schoolId=? AND contentHash=?)'),
		expect.stringContaining('INDEX quarantine_fact (schoolId=? AND factId=?)')
	]);
});

/** How SQLite would find what a reading asks in statements with these words. */
async function plansOf(words: string, read: (store: Store) => Promise<unknown>): Promise<string[]> {
	const { db, sqlite } = openSqlite(':memory:');
	await migrate(db);
	const store = new KyselyStore(db);
	await store.createSchool({ schoolId: SCHOOL, name: 'St James’s', demo: 0, clockShiftMs: 0 }, 'epoch-0', 0);
	await db.updateTable('school').set({ position: 1, asideNumber: 1 }).execute();
	const asked: string[] = [];
	const prepare = sqlite.prepare.bind(sqlite);
	sqlite.prepare = (sql: string) => {
		if (sql.includes(words)) asked.push(sql);
		return prepare(sql);
	};
	await read(store);
	const plans = asked.map((question) => {
		const values = Array.from(question.matchAll(/\?/g), () => '');
		const steps = prepare(`explain query plan ${question}`).all(...values) as { detail: string }[];
		return steps.map(({ detail }) => detail).join('; ');
	});
	await store.close();
	return plans;
}
