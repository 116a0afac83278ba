import { describe, expect, it } from 'vitest';
import { eachSchool, school } from '../../../../tests/support/each-school.ts';
import { oldEntry } from '../../../../tests/support/old-entries.ts';
import {
	count,
	db,
	hasPayload,
	NOW,
	openPurge,
	positionOf,
	run,
	takeByHand,
	tryByHand
} from '../../../../tests/support/purging.ts';
import { at, entry, PUPILS } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL } from '../../../../tests/support/small-school.ts';
import { lastBackup, noteBackup } from './backups.ts';
import { addHold, holds, liftHold } from './holds.ts';
import type { School } from './store.ts';

eachSchool();

const { ava, ben, cal } = PUPILS;

describe('what the database itself refuses', () => {
	it('[Y5] to put another fact or payload in the place of one, by whatever statement', async () => {
		await school.add(entry({ id: 'first' }));
		const position = positionOf('first');
		for (const sql of [
			`insert or replace into payload values ('${SCHOOL}', ${position}, '{}')`,
			`insert into payload values ('${SCHOOL}', ${position}, '{}') on conflict do update set json = '{}'`,
			`insert or replace into fact select * from fact where position = ${position}`,
			`update or replace payload set json = '{}'`
		])
			expect(() => run(sql)).toThrow(/kept/);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});

	it('[Q5] a payload goes under an open purge only: not before one, not after it is closed', async () => {
		await school.add(oldEntry({ id: 'old' }));
		expect(() => run(`delete from payload where position = ${positionOf('old')}`)).toThrow(/kept/);
		expect(() => tryByHand('old')).toThrow(/no open purge/);
		openPurge();
		run('update purge set closedAt = 1');
		expect(() => tryByHand('old')).toThrow(/no open purge/);
		openPurge({ number: 2 });
		expect(() => run(`delete from payload where position = ${positionOf('old')}`)).toThrow(/kept/);
		expect(hasPayload('old')).toBe(true);
	});

	it('[Q5] not while the cell’s newest entry is within its six years, and never a link of the chain', async () => {
		await school.add(oldEntry({ id: 'old' }));
		await school.add(oldEntry({ id: 'amended', replaces: ['old'], madeAt: at('2021-01-10', '10:00') }));
		await school.add(oldEntry({ id: 'late', pupilId: ben.pupilId, receivedAt: at('2021-01-10', '10:00') }));
		await school.add(oldEntry({ id: 'over', pupilId: cal.pupilId }));
		openPurge();
		for (const id of ['old', 'amended', 'late']) expect(() => tryByHand(id)).toThrow(/six years/);
		tryByHand('over');
		expect(hasPayload('over')).toBe(false);
		expect(() => run('delete from fact')).toThrow(/kept/);
	});

	it('[Q3] not while there is a hold on the pupil, and again once it is lifted', async () => {
		await school.add(oldEntry({ id: 'old' }));
		const hold = { pupilId: ava.pupilId, why: 'Tribunal', name: 'Dr Head', position: 'Headteacher', at: NOW };
		const number = await addHold(db(), SCHOOL, hold);
		openPurge();
		expect(() => tryByHand('old')).toThrow(/not held/);
		expect(await liftHold(db(), SCHOOL, number, { by: 'Dr Head, Headteacher', why: 'Over', at: NOW })).toBe(
			true
		);
		tryByHand('old');
		expect(hasPayload('old')).toBe(false);
	});

	it('[Y12] to change, drop or replace what was kept aside; that it was accepted after all is noted once', async () => {
		await school.sync({ deviceId: 'tablet' }, [
			entry({ id: 'no', pupilId: 'p-nobody' }),
			{ id: 'unread', kind: 'mark', v: 1, seq: 2 }
		]);
		expect(count('quarantine')).toBe(2);
		for (const sql of [
			'delete from quarantine',
			`update quarantine set raw = '{}'`,
			`update quarantine set message = 'Nothing', replayed = 1`,
			'insert or replace into quarantine select * from quarantine',
			'update quarantine set replayed = 2'
		])
			expect(() => run(sql), sql).toThrow(/kept aside is kept/);
		await school.store.write(SCHOOL, (writing) => writing.markReplayed(['unread', 'no']));
		const noted = school.database.sqlite.prepare('select factId from quarantine where replayed = 1').pluck();
		expect(noted.all()).toEqual(['unread']);
		expect(() => run('update quarantine set replayed = 0')).toThrow(/kept aside is kept/);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});

	it('[Q4] a purge without a name, a position or a reason, or one that is opened tomorrow, or reaches too far', async () => {
		for (const nobody of [{ byName: ' ' }, { byPosition: '' }, { reason: 'x' }] as Record<string, string>[])
			expect(() => openPurge(nobody)).toThrow(/purge_named/);
		const later = Date.now() + 400_000;
		expect(() => openPurge({ openedAt: later, madeBefore: at('2018-01-01', '00:00') })).toThrow(/opened now/);
		expect(() => openPurge({ madeBefore: at('2021-09-17', '00:00') })).toThrow(/six_years/);
		expect(count('purge')).toBe(0);
	});

	it('[Q5] purges, what they took, holds and the list of copies are never rewritten', async () => {
		await school.add(oldEntry({ id: 'old' }));
		await addHold(db(), SCHOOL, { pupilId: ben.pupilId, why: 'w', name: 'n', position: 'p', at: 0 });
		const copied = (await school.store.school(SCHOOL)) as School;
		await noteBackup(db(), copied, { at: 1, file: 'a.db', verifiedAt: 2 });
		openPurge();
		takeByHand('old');
		for (const sql of [
			`update purge set byName = 'Nobody'`,
			'update purge set closedAt = 1; update purge set closedAt = null',
			'delete from purge',
			`update purge set seal = ''`,
			`update hold set seal = ''`,
			`update backup set seal = ''`,
			`update purged set rowHash = ''`,
			'delete from purged',
			`update hold set pupilId = 'other'`,
			'update hold set liftedAt = 1; update hold set liftedAt = null',
			'delete from hold',
			`insert or replace into hold values ('${SCHOOL}', 1, 'p-other', 'w', 'n', 'p', 0, 5, 'x', 'y', '', null)`,
			'insert or replace into hold select * from hold',
			`update or replace backup set file = 'b.db'`,
			'delete from backup',
			`insert or replace into backup values ('${SCHOOL}', 1, 1, 'b.db', 1, 'h', 1, null, '', null)`
		])
			expect(() => run(sql), sql).toThrow(/kept/);
		expect(await holds(db(), SCHOOL)).toMatchObject([{ pupilId: ben.pupilId, liftedAt: 1 }]);
		expect(await lastBackup(db(), SCHOOL)).toMatchObject({ number: 1, file: 'a.db' });
	});

	it('[Q5] only what is of a pupil’s half-day, its register or its days goes: the roll, the calendar and classes stay', async () => {
		openPurge();
		for (const id of ['f-3t', 'f-p-ava', 'f-calendar', 'f-settings'])
			expect(() => tryByHand(id)).toThrow(/kept/);
	});
});
