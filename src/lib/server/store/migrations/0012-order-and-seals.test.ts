import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, BOOK_FACTS, entry, PUPILS, SETTINGS } from '../../../../../tests/support/school-2026-27.ts';
import { newFact, SCHOOL } from '../../../../../tests/support/small-school.ts';
import type { HeldFact } from '../../../rules/facts.ts';
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
import { undecidedMarks } from './0010-undecided.ts';
import { besidePayloads } from './0011-beside-payloads.ts';
import { orderAndSeals } from './0012-order-and-seals.ts';

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
const migrate = () => orderAndSeals.up(database.db as never);

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
