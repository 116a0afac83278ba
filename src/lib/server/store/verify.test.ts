import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { oldMorning } from '../../../../tests/support/old-entries.ts';
import { at, entry, PUPILS } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import { purge } from './purge.ts';
import { rebuildMarks } from './verify-marks.ts';

const GUARDS = [
	'fact_no_update',
	'payload_no_update',
	'fact_no_delete',
	'payload_no_delete',
	'purged_no_update'
];

/** A school with a purged morning, replaced entries, a withdrawal, a dispute and an arrival, whose guards are gone. */
async function unguarded(): Promise<SmallSchool> {
	const school = await SmallSchool.open();
	const { ben, cal, dee } = PUPILS;
	await school.add(...oldMorning());
	const order = { name: 'Mrs Office', position: 'Officer', reason: 'Over', now: at('2025-09-18', '10:00') };
	await purge(school.database.db, SCHOOL, order);
	const arrival = { how: 'desk', code: 'L', arrivedAt: '08:54' } as const;
	await school.add(entry({ id: 'n', code: 'N' }), entry({ id: 'i', code: 'I', replaces: ['n'] }));
	await school.add(entry({ id: 'p', pupilId: ben.pupilId, code: '/', detail: 'Zoë’s “visit”' }));
	await school.add(entry({ id: 'q', pupilId: ben.pupilId, code: 'N', clientId: 'c-other' }));
	await school.add(
		entry({ pupilId: cal.pupilId, ...arrival }),
		entry({ pupilId: dee.pupilId, session: 'PM', code: '\\' })
	);
	const [back] = oldMorning().filter(({ kind }) => kind === 'withdraw');
	await school.add({ ...back, id: 'back', date: '2026-09-14', entries: ['q'] } as never);
	for (const name of GUARDS) school.database.sqlite.exec(`drop trigger ${name}`);
	return school;
}

let school: SmallSchool;
beforeAll(async () => {
	school = await unguarded();
});

const sqlite = () => school.database.sqlite;
const columnsOf = (table: string) =>
	(sqlite().pragma(`table_info("${table}")`) as { name: string }[]).map(({ name }) => name);

/** The same value with one byte changed. */
function otherByte(value: unknown, at: number, by: number): unknown {
	if (typeof value === 'number') return value ^ (1 << (at % 20));
	if (value === null) return '';
	const bytes = Buffer.from(value as string);
	if (bytes.length === 0) return 'x';
	const place = at % bytes.length;
	// One printable character for another, so that the database holds text still.
	bytes[place] = 33 + (((((bytes[place] ?? 0) - 33 + by) % 94) + 94) % 94);
	const changed = bytes.toString();
	return changed === value ? `${changed}x` : changed;
}

describe('verify', () => {
	it('[Y9] finds nothing in a school that is whole', async () => {
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});

	it.each(['fact', 'payload', 'mark', 'purged'])(
		'[Y9] [F30] a byte changed in any column of any row of “%s” is found, and no other place is blamed before it',
		async (table) => {
			const columns = columnsOf(table);
			const rows = sqlite().prepare(`select rowid as at, * from "${table}" order by rowid`).all() as Record<
				string,
				unknown
			>[];
			expect(rows.length).toBeGreaterThan(3);
			await fc.assert(
				fc.asyncProperty(
					fc.nat(rows.length - 1),
					fc.constantFrom(...columns),
					fc.nat(500),
					fc.integer({ min: 1, max: 93 }),
					async (which, column, place, by) => {
						const row = rows[which] ?? {};
						const put = sqlite().prepare(`update "${table}" set "${column}" = ? where rowid = ?`);
						const changed = otherByte(row[column], place, by);
						try {
							put.run(changed, row.at);
						} catch (cause) {
							// Another row has this key: the database itself refuses it.
							fc.pre(!String(cause).includes('UNIQUE'));
							throw cause;
						}
						try {
							const wrong = await school.store.verify(SCHOOL);
							expect(
								wrong,
								`${column}: ${JSON.stringify(row[column])} → ${JSON.stringify(changed)}`
							).not.toBeNull();
							if (table !== 'mark' && column !== 'position') expect(wrong?.position).toBe(row.position);
						} finally {
							put.run(row[column], row.at);
						}
					}
				),
				{ numRuns: 150 }
			);
			expect(await school.store.verify(SCHOOL)).toBeNull();
		},
		60_000
	);

	it('[Y9] the school’s head is part of it', async () => {
		for (const [column, value] of [
			['position', 'position - 1'],
			['position', 'position + 1'],
			['hash', `'${'0'.repeat(64)}'`]
		] as const) {
			const before = sqlite().prepare('select position, hash from school').get() as object;
			sqlite().exec(`update school set ${column} = ${value}`);
			expect(await school.store.verify(SCHOOL)).not.toBeNull();
			sqlite().prepare('update school set position = @position, hash = @hash').run(before);
		}
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});

	it('[Y6] a mark nobody made is found, one that is missing too; made anew from the entries both are mended', async () => {
		sqlite()
			.exec(`insert into mark select schoolId, pupilId, '2026-09-15', session, classId, code, shownAs, head,
			arrivedAt, dispute, urgent, provisional, position from mark limit 1`);
		expect(await school.store.verify(SCHOOL)).toMatchObject({ why: 'A mark has no entry behind it.' });
		sqlite().exec(`delete from mark where date = '2026-09-15'; delete from mark where pupilId = 'p-ava'`);
		expect(await school.store.verify(SCHOOL)).toMatchObject({
			why: expect.stringContaining('it is missing')
		});
		expect(await rebuildMarks(school.database.db, SCHOOL)).toBe(1);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});

	it('[Y4] a withdrawal moves the marks that it is about, and no other of its register', async () => {
		const fresh = await SmallSchool.open();
		await fresh.add(entry({ id: 'a' }), entry({ id: 'b', pupilId: PUPILS.ben.pupilId, code: 'N' }));
		const [back] = oldMorning().filter(({ kind }) => kind === 'withdraw');
		await fresh.add({ ...back, id: 'back', date: '2026-09-14', entries: ['b'] } as never);
		expect(await rebuildMarks(fresh.database.db, SCHOOL)).toBe(0);
		expect(await fresh.store.verify(SCHOOL)).toBeNull();
	});
});
