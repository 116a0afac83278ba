// Long, because one school with something in every table is tampered with in each.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { oldMorning } from '../../../../tests/support/old-entries.ts';
import { at, entry, PUPILS, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import { noteBackup, noteDropped } from './backups.ts';
import { addHold, liftHold } from './holds.ts';
import { purge } from './purge.ts';
import { rebuildAmendments } from './verify-amendments.ts';
import { rebuildMarks } from './verify-marks.ts';

const GUARDS = [
	'fact_no_update',
	'payload_no_update',
	'fact_no_delete',
	'payload_no_delete',
	'purged_no_update',
	...['purge', 'hold', 'backup'].flatMap((table) => [`${table}_no_update`, `${table}_keeps_seal`]),
	...['purge', 'hold', 'backup'].map((table) => `${table}_no_delete`),
	'quarantine_no_update',
	'quarantine_no_delete'
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
	await keptAside(school);
	await amended(school);
	await listed(school);
	for (const name of GUARDS) school.database.sqlite.exec(`drop trigger ${name}`);
	return school;
}

/** Four facts that the school could not take in and one that it had lost; one of them is of a form that it learned later. */
async function keptAside(school: SmallSchool): Promise<void> {
	const sent = ['r-1', 'r-2', 'r-3'].map((id, at) => entry({ id, seq: 70 + at, pupilId: 'p-nobody' }));
	const unread = { id: 'r-4', kind: 'mark', v: 1, seq: 73, nonsense: true };
	await school.sync({ deviceId: 'tablet', person: STAFF.teal }, [...sent, unread]);
	await school.store.write(SCHOOL, (writing) => writing.markReplayed(['r-4']));
	const lost = { ...entry({ id: 'r-5' }) };
	await school.sync({ deviceId: 'tablet', person: STAFF.teal }, [], { recovered: [lost] });
}

/** Four purges, holds and copies, of which some have ended: the first hold was lifted, and the oldest copies are gone. */
async function listed(school: SmallSchool): Promise<void> {
	const { db } = school.database;
	const now = at('2025-09-18', '10:01');
	const [name, position] = ['Dr Head', 'Headteacher'];
	for (const reason of ['Again', 'Once more', 'And again'])
		await purge(db, SCHOOL, { name, position, reason, now });
	for (const pupilId of Object.values(PUPILS).map((each) => each.pupilId))
		await addHold(db, SCHOOL, { pupilId, why: 'Tribunal', name, position, at: now });
	await liftHold(db, SCHOOL, 1, { by: 'Dr Head, Headteacher', why: 'Over', at: now + 1 });
	const copied = await school.store.school(SCHOOL);
	if (!copied) throw new Error('There is no school.');
	for (const file of ['a.db', 'b.db', 'c.db', 'd.db'])
		await noteBackup(db, copied, { at: now, file, verifiedAt: now + 1 });
	for (const file of ['a.db', 'b.db']) await noteDropped(db, file, now + 2);
}

/** Four amendments: three pupils’ afternoons corrected on a later day, one of them twice. */
async function amended(school: SmallSchool): Promise<void> {
	const { ben, cal, dee } = PUPILS;
	const half = { date: '2026-09-17', session: 'PM' } as const;
	for (const { pupilId } of [ben, cal, dee]) {
		await school.add(
			entry({ id: `${pupilId}-n`, pupilId, ...half, code: 'N', madeAt: at(half.date, '13:12') })
		);
		await school.add(correction(pupilId, 'I', [`${pupilId}-n`]));
	}
	await school.add(correction(ben.pupilId, 'M', [`${ben.pupilId}-I`]));
}

const correction = (pupilId: string, code: 'I' | 'M', replaces: string[]) =>
	entry({
		...{ id: `${pupilId}-${code}`, pupilId, code, replaces, how: 'office', reason: 'Mother rang' },
		...{ date: '2026-09-17', session: 'PM', clientId: 'c-office', madeAt: at('2026-09-18', '09:00') }
	});

let school: SmallSchool;
beforeAll(async () => {
	school = await unguarded();
});

/** Whose rows have the position that is named; what a purge or a hold says may make a purged fact the first that is wrong. */
const IN_THE_CHAIN = ['fact', 'payload', 'purged', 'amendment'];

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

	it.each([
		...['fact', 'payload', 'mark', 'amendment', 'quarantine'],
		...['purge', 'purged', 'hold', 'backup']
	])(
		'[Y9] [F30] a byte changed in any column of any row of “%s” is found, and no other place is blamed before it',
		async (table) => {
			const columns = columnsOf(table);
			const rows = sqlite()
				.prepare(`select rowid as place, * from "${table}" order by rowid`)
				.all() as Record<string, unknown>[];
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
							put.run(changed, row.place);
						} catch (cause) {
							// Another row has this key, or no such purge can be: the database itself refuses it.
							fc.pre(!/UNIQUE|CHECK/.test(String(cause)));
							throw cause;
						}
						try {
							const wrong = await school.store.verify(SCHOOL);
							expect(
								wrong,
								`${column}: ${JSON.stringify(row[column])} → ${JSON.stringify(changed)}`
							).not.toBeNull();
							if (table === 'quarantine' || table === 'backup') expect(wrong?.position).toBeNull();
							else if (IN_THE_CHAIN.includes(table) && column !== 'position')
								expect(wrong?.position).toBe(row.position);
						} finally {
							put.run(row[column], row.place);
						}
					}
				),
				{ numRuns: 150 }
			);
			expect(await school.store.verify(SCHOOL)).toBeNull();
		},
		60_000
	);

	it('[Y9] a fact that is said to have been in dispute, and was not, is found, and the other way round', async () => {
		const statuses = sqlite().prepare('select status, min(position) as position from fact group by status');
		const found = statuses.all() as { status: string; position: number }[];
		expect(found.map(({ status }) => status)).toEqual(['accepted', 'disputed']);
		const put = sqlite().prepare('update fact set status = ? where position = ?');
		for (const { status, position } of found) {
			put.run(status === 'accepted' ? 'disputed' : 'accepted', position);
			expect(await school.store.verify(SCHOOL)).toMatchObject({
				why: expect.stringContaining('in dispute when they came')
			});
			put.run(status, position);
		}
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});

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

	it('[Y12] an amendment that is none is found, and one that is missing; made anew from the entries both are mended', async () => {
		const list = sqlite().prepare('select * from amendment order by position').all();
		sqlite().exec(
			`insert into amendment select schoolId, 3, madeOn, originals from amendment order by position limit 1`
		);
		expect(await school.store.verify(SCHOOL)).toMatchObject({
			position: 3,
			why: expect.stringContaining('has one that is none')
		});
		sqlite().exec('delete from amendment');
		expect(await school.store.verify(SCHOOL)).toMatchObject({
			why: expect.stringContaining('missing from the list')
		});
		expect(await rebuildAmendments(school.database.db, SCHOOL)).toBe(list.length);
		expect(sqlite().prepare('select * from amendment order by position').all()).toEqual(list);
		expect(await rebuildAmendments(school.database.db, SCHOOL)).toBe(0);
	});

	it('[Y12] is decided by what stood before it: neither a later withdrawal nor later times make it wrong', async () => {
		const fresh = await SmallSchool.open();
		const late = { madeAt: at('2026-09-14', '09:30'), how: 'office', clientId: 'c-office' } as const;
		await fresh.add(entry({ id: 'a', code: 'N' }), entry({ id: 'b', code: 'I', replaces: ['a'], ...late }));
		const amendments = () => fresh.database.sqlite.prepare('select * from amendment').all();
		const before = amendments();
		expect(before).toHaveLength(1);
		const [back] = oldMorning().filter(({ kind }) => kind === 'withdraw');
		await fresh.add({ ...back, id: 'back', date: '2026-09-14', entries: ['a'] } as never);
		const times = {
			AM: { open: '09:50', close: '10:10', end: '12:00' },
			PM: { open: '13:10', close: '13:30', end: '15:20' }
		};
		await fresh.add({
			...back,
			...{ id: 'late-opening', kind: 'times', date: '2026-09-14', times, reason: 'Snow', replaces: [] }
		} as never);
		expect(await fresh.store.verify(SCHOOL)).toBeNull();
		expect(await rebuildAmendments(fresh.database.db, SCHOOL)).toBe(0);
		expect(amendments()).toEqual(before);
	});

	it.each(['purge', 'hold', 'backup', 'quarantine'] as const)(
		'[Y9] a row of “%s” that is gone is found: the first, one in between and the last',
		async (table) => {
			const rows = sqlite().prepare(`select * from "${table}" order by number`).all() as { number: number }[];
			expect(rows.length).toBeGreaterThan(3);
			for (const row of [rows[0], rows[2], rows.at(-1)]) {
				sqlite().prepare(`delete from "${table}" where number = ?`).run(row?.number);
				expect(await school.store.verify(SCHOOL)).not.toBeNull();
				const columns = Object.keys(row ?? {});
				sqlite()
					.prepare(
						`insert into "${table}" (${columns.join(', ')}) values (${columns.map((c) => `@${c}`).join(', ')})`
					)
					.run(row);
				expect(await school.store.verify(SCHOOL)).toBeNull();
			}
		}
	);

	it('[Y12] what is kept aside and gone from the end is found', async () => {
		const row = sqlite().prepare('select * from quarantine order by number desc limit 1').get() as Record<
			string,
			unknown
		>;
		sqlite().prepare('delete from quarantine where number = ?').run(row.number);
		expect(await school.store.verify(SCHOOL)).toMatchObject({
			why: expect.stringContaining('is not the last that is kept')
		});
		const names = Object.keys(row);
		sqlite()
			.prepare(`insert into quarantine (${names.join()}) values (${names.map((name) => `@${name}`).join()})`)
			.run(row);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});
});
