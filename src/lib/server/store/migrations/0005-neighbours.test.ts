import { expect, it } from 'vitest';
import { entry, PUPILS } from '../../../../../tests/support/school-2026-27.ts';
import { newFact, SCHOOL } from '../../../../../tests/support/small-school.ts';
import { KyselyStore } from '../kysely-store.ts';
import { openSqlite } from '../sqlite.ts';
import { theRegister } from './0001-the-register.ts';
import { keeping } from './0002-keeping.ts';
import { reading } from './0003-reading.ts';
import { evidence } from './0004-evidence.ts';
import { neighbours } from './0005-neighbours.ts';
import { marksAnew } from './0006-marks-anew.ts';
import { nothingAsideChanges } from './0007-nothing-aside-changes.ts';
import { guardedLists } from './0008-guarded-lists.ts';
import { aSchoolStays } from './0009-a-school-stays.ts';
import { orderAndSeals } from './0012-order-and-seals.ts';
import { disputedNoted } from './0016-disputed-noted.ts';

/** A database as the version before left it, with a few marks in it. */
async function before() {
	const { db, sqlite } = openSqlite(':memory:');
	for (const each of [theRegister, keeping, reading, evidence]) await each.up(db as never);
	const store = new KyselyStore(db);
	await store.createSchool({ schoolId: SCHOOL, name: 'St James’s', demo: 0, clockShiftMs: 0 }, 'epoch-0', 0);
	const first = entry({ code: 'N' });
	const facts = [
		first,
		entry({ replaces: [first.id], code: 'I', how: 'office', reason: 'Mother rang' }),
		entry({ pupilId: PUPILS.ben.pupilId, code: 'N' }),
		entry({ pupilId: PUPILS.cal.pupilId, session: 'PM', code: '\\' })
	];
	await store.write(SCHOOL, (writing) => writing.append(facts.map((fact) => newFact(fact))));
	return { db, sqlite, store };
}

it('[Y6] the marks of an older database are the same after their table was put together anew, and the chain is whole', async () => {
	const { db, sqlite, store } = await before();
	const marks = () =>
		db.selectFrom('mark').selectAll().orderBy('date').orderBy('session').orderBy('pupilId').execute();
	const were = await marks();
	await neighbours.up(db as never);
	expect(were).toHaveLength(3);
	expect(await marks()).toEqual(were);
	const since = [marksAnew, nothingAsideChanges, guardedLists, aSchoolStays, orderAndSeals, disputedNoted];
	for (const each of since) await each.up(db as never);
	expect(await store.verify(SCHOOL)).toBeNull();
	for (const change of ['update fact set kind = kind', 'delete from fact', 'update payload set json = json'])
		expect(() => sqlite.exec(change), change).toThrow('facts are kept');
	await store.close();
});

it('[N1] every N is found from the marks that are N, though the database knows nothing of its tables', async () => {
	const { db, sqlite, store } = await before();
	await neighbours.up(db as never);
	const asked: string[] = [];
	const prepare = sqlite.prepare.bind(sqlite);
	sqlite.prepare = (sql: string) => {
		if (sql.startsWith('select')) asked.push(sql);
		return prepare(sql);
	};
	const rows = await store.past.noReason(SCHOOL);
	expect(rows.map(({ pupilId }) => pupilId)).toEqual([PUPILS.ben.pupilId]);
	const [question = ''] = asked;
	const values = Array.from(question.matchAll(/\?/g), () => '');
	const plan = prepare(`explain query plan ${question}`).all(...values) as { detail: string }[];
	expect(plan.map(({ detail }) => detail)).toEqual([
		expect.stringContaining('mark_no_reason'),
		expect.stringContaining('fact_half (schoolId=? AND date=? AND session=? AND pupilId=?)')
	]);
	await store.close();
});
