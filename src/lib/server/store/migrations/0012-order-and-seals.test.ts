import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, BOOK_FACTS, entry, PUPILS, SETTINGS } from '../../../../../tests/support/school-2026-27.ts';
import { newFact, SCHOOL } from '../../../../../tests/support/small-school.ts';
import type { HeldFact } from '../../../rules/facts.ts';
import { KyselyStore } from '../kysely-store.ts';
import { openSqlite } from '../sqlite.ts';
import type { FactTable } from '../tables.ts';
import { rowHash } from '../verify-purges.ts';
import { theRegister } from './0001-the-register.ts';
import { keeping } from './0002-keeping.ts';
import { reading } from './0003-reading.ts';
import { evidence } from './0004-evidence.ts';
import { neighbours } from './0005-neighbours.ts';
import { marksAnew } from './0006-marks-anew.ts';
import { nothingAsideChanges } from './0007-nothing-aside-changes.ts';
import { guardedLists } from './0008-guarded-lists.ts';
import { aSchoolStays } from './0009-a-school-stays.ts';
import { undecidedMarks } from './0010-undecided.ts';
import { besidePayloads } from './0011-beside-payloads.ts';
import { orderAndSeals } from './0012-order-and-seals.ts';
import { disputedNoted } from './0016-disputed-noted.ts';

const BEFORE = [
	...[theRegister, keeping, reading, evidence, neighbours, marksAnew, nothingAsideChanges],
	...[guardedLists, aSchoolStays, undecidedMarks, besidePayloads]
];

let database: ReturnType<typeof openSqlite>;
let store: KyselyStore;

/** A database as the version before left it. */
beforeEach(async () => {
	database = openSqlite(':memory:');
	for (const each of BEFORE) await each.up(database.db as never);
	store = new KyselyStore(database.db);
	await store.createSchool({ schoolId: SCHOOL, name: 'St James’s', demo: 0, clockShiftMs: 0 }, 'epoch-0', 0);
	await put(...BOOK_FACTS);
});
afterEach(() => store.close());

const put = (...facts: HeldFact[]) =>
	store.write(SCHOOL, (writing) => writing.append(facts.map((fact) => newFact(fact))));
/** And what verify reads besides. */
async function migrate(): Promise<void> {
	for (const each of [orderAndSeals, disputedNoted]) await each.up(database.db as never);
}

describe('which settings hold', () => {
	const first = entry({ code: 'N' });
	const marks = [
		first,
		entry({
			replaces: [first.id],
			code: 'I',
			how: 'office',
			reason: 'Mother rang',
			madeAt: at('2026-09-14', '10:00')
		}),
		entry({ pupilId: PUPILS.ben.pupilId, code: '/' })
	];
	/** As if the older ones, which came in last, had held. */
	async function asItWas(): Promise<void> {
		await put(...marks);
		database.sqlite.exec(`update mark set code = 'M' where code = 'I'; delete from amendment`);
	}
	const made = (id: string, day: string): HeldFact => ({
		...{
			...SETTINGS,
			id,
			clientId: `c-${id}`,
			madeAt: at(day, '09:00'),
			receivedAt: at('2026-08-03', '09:00')
		}
	});

	it('[R4] [Y4] where an older one had come in last, marks and amendments are made anew', async () => {
		await put(made('newer', '2026-08-02'), made('older', '2026-08-01'));
		await asItWas();
		await migrate();
		expect(await store.verify(SCHOOL)).toBeNull();
		expect(database.sqlite.prepare('select count(*) from amendment').pluck().get()).toBe(1);
	});

	it('[Y6] elsewhere nothing is made anew: what is wrong stays to be found', async () => {
		await put(made('older', '2026-08-01'), made('newer', '2026-08-02'));
		await asItWas();
		await migrate();
		expect(await store.verify(SCHOOL)).toMatchObject({ why: expect.stringContaining('mark') });
	});
});

describe('what is sealed', () => {
	const rows = (sql: string) => database.sqlite.prepare(sql).all();
	const of = `'${SCHOOL}'`;
	const OLD = at('2019-09-16', '09:00');
	const opened = at('2025-09-18', '10:00');

	/** An old morning, two purges, a lifted hold and one that holds, a copy that is gone and one that is there, as the version before left them. */
	beforeEach(async () => {
		const old = { date: '2019-09-16', madeAt: OLD, receivedAt: OLD };
		await put(entry({ id: 'old', ...old }), entry({ id: 'older', pupilId: PUPILS.ben.pupilId, ...old }));
		const head = Number(database.sqlite.prepare('select max(position) from fact').pluck().get());
		const purge = `'Mrs Office', 'Officer', 'Over', ${opened}, ${at('2019-09-18', '00:00')}, ${head}`;
		for (const [number, id] of ['old', 'older'].entries()) {
			database.sqlite.exec(`insert into purge values (${of}, ${number + 1}, ${purge}, null)`);
			const [row] = rows(`select * from fact where id = '${id}'`) as FactTable[];
			if (!row) throw new Error(`There is no fact ${id}.`);
			const { position } = row;
			database.sqlite
				.exec(`insert into purged values (${of}, ${position}, ${number + 1}, '${rowHash(row, null)}');
				delete from payload where position = ${position}; delete from mark where date = '2019-09-16' and pupilId = '${row.pupilId ?? ''}';
				update purge set closedAt = ${opened} where number = ${number + 1}`);
		}
		database.sqlite.exec(`insert into hold values
			(${of}, 1, 'p-ava', 'Tribunal', 'Dr Head', 'Headteacher', 1, 2, 'Dr Head, Headteacher', 'Over'),
			(${of}, 2, 'p-cal', 'Tribunal', 'Dr Head', 'Headteacher', 3, null, null, null);
			insert into backup values (${of}, 1, 5, 'a.db', 1, 'h', 6, 7), (${of}, 2, 8, 'b.db', 1, 'h', 9, null)`);
	});

	const LISTS = ['purge', 'purged', 'hold', 'backup'];
	const withoutSeals = (table: string) =>
		(rows(`select * from "${table}"`) as Record<string, unknown>[]).map(
			({ seal: _, endSeal: __, rowHash: ___, ...row }) => row
		);

	it('[Y9] purges, holds and the list of copies are sealed as they are found, and nothing that they say changes', async () => {
		const before = LISTS.map(withoutSeals);
		await migrate();
		expect(LISTS.map(withoutSeals)).toEqual(before);
		expect(before.flat()).toHaveLength(8);
		expect(await store.verify(SCHOOL)).toBeNull();
	});

	it.each([
		['purge', `reason = 'Another' where number = 1`],
		['purged', 'number = 3 - number'],
		['hold', `liftedWhy = 'Another' where number = 1`],
		['backup', 'droppedAt = null where number = 1']
	])(
		'[Y9] from then on a change of the table “%s” is refused, and found where its guard is gone',
		async (table, change) => {
			await migrate();
			expect(() => database.sqlite.exec(`update "${table}" set ${change}`)).toThrow(/kept/);
			database.sqlite.exec(`drop trigger "${table}_no_update"; update "${table}" set ${change}`);
			expect(await store.verify(SCHOOL)).not.toBeNull();
		}
	);

	it('[Q5] what stayed of a purged fact and was changed before is not sealed anew: it is found still', async () => {
		database.sqlite.exec(`drop trigger fact_no_update; update fact set staffId = 's-other' where id = 'old'`);
		await migrate();
		expect(await store.verify(SCHOOL)).toMatchObject({ why: 'What stayed of a purged fact was changed.' });
	});
});
