import { describe, expect, it } from 'vitest';
import { eachSchool, school } from '../../../../tests/support/each-school.ts';
import { OLD_DAY, oldEntry, oldMorning } from '../../../../tests/support/old-entries.ts';
import {
	count,
	db,
	hasPayload,
	NOW,
	openPurge,
	ORDER,
	over,
	positionOf,
	run,
	tryByHand
} from '../../../../tests/support/purging.ts';
import { at, CALENDAR, CLASS_3T, entry, PUPILS, SETTINGS } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL } from '../../../../tests/support/small-school.ts';
import { addHold, holds, liftHold } from './holds.ts';
import { purge } from './purge.ts';
import type { School } from './store.ts';
import { rebuildAmendments } from './verify-amendments.ts';
import { verifySchool } from './verify.ts';

eachSchool();

const { ava, ben, cal } = PUPILS;

describe('a purge', () => {
	it('[Q2] lists cell by cell what is over six years old by its newest entry, the oldest day first', async () => {
		await school.add(...oldMorning(), entry());
		await school.add(
			oldEntry({ pupilId: ben.pupilId, date: '2019-09-13', madeAt: at('2019-09-13', '08:55') })
		);
		expect(
			(await over()).map(({ pupilId, date, session, facts }) => [pupilId, date, session, facts])
		).toEqual([
			[ben.pupilId, '2019-09-13', 'AM', 1],
			[ava.pupilId, OLD_DAY, 'AM', 2],
			[ben.pupilId, OLD_DAY, 'AM', 1],
			[cal.pupilId, OLD_DAY, 'AM', 3]
		]);
		expect(await over(at(OLD_DAY.replace('2019', '2025'), '23:59'))).toHaveLength(1);
	});

	it('[Q2] takes entries, what is of their registers and their plans; the chain keeps every link and verifies', async () => {
		await school.add(...oldMorning(), entry({ id: 'new' }));
		const facts = count('fact');
		const head = await school.store.school(SCHOOL);
		const done = await purge(db(), SCHOOL, ORDER);
		expect(done).toMatchObject({ number: 1, cells: 3, facts: 10, held: 0 });
		for (const { id } of oldMorning()) expect([id, hasPayload(id)]).toEqual([id, false]);
		expect(hasPayload('new')).toBe(true);
		expect(count('fact')).toBe(facts);
		expect(count('mark')).toBe(1);
		expect(await school.store.school(SCHOOL)).toEqual({
			...head,
			purgeHead: expect.stringMatching(/^\w{64}$/)
		});
		expect(await school.store.verify(SCHOOL)).toBeNull();
		await school.add(entry({ id: 'after', pupilId: ben.pupilId }));
		expect(await school.store.verify(SCHOOL)).toBeNull();
		expect(await over()).toEqual([]);
	});

	it('[Q3] passes by a held pupil, with the withdrawal and the plans that the marks need', async () => {
		await school.add(...oldMorning());
		const number = await addHold(db(), SCHOOL, {
			...{ pupilId: cal.pupilId, why: 'A tribunal', name: 'Dr Head', position: 'Headteacher', at: NOW }
		});
		const marks = await school.store.marks(SCHOOL, { ...CLASS_3T, date: OLD_DAY, session: 'AM' });
		const done = await purge(db(), SCHOOL, ORDER);
		expect(done).toMatchObject({ cells: 2, held: 1 });
		for (const id of ['old-wrong', 'old-cal', 'old-back', 'old-out']) expect(hasPayload(id)).toBe(true);
		expect(await school.store.marks(SCHOOL, { ...CLASS_3T, date: OLD_DAY, session: 'AM' })).toEqual(
			marks.filter(({ pupilId }) => pupilId === cal.pupilId)
		);
		expect(await school.store.verify(SCHOOL)).toBeNull();
		await liftHold(db(), SCHOOL, number, { by: 'Dr Head, Headteacher', why: 'Over', at: NOW });
		expect(await purge(db(), SCHOOL, { ...ORDER, now: NOW + 60_000 })).toMatchObject({ number: 2, cells: 1 });
		expect(hasPayload('old-back')).toBe(false);
		expect(await holds(db(), SCHOOL)).toMatchObject([{ liftedBy: 'Dr Head, Headteacher' }]);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});

	it('[Q2] a bulk act undone within the six years keeps what it was about', async () => {
		await school.add(oldEntry({ id: 'old' }));
		const [back] = oldMorning().filter(({ kind }) => kind === 'withdraw');
		await school.add({ ...back, id: 'undone', entries: ['old'], madeAt: at('2024-01-08', '09:30') } as never);
		expect(await over()).toEqual([]);
		openPurge();
		expect(() => tryByHand('old')).toThrow(/six years/);
	});

	it('[Q2] a plan that still holds for a kept day stays, and a plan that ended another goes after it', async () => {
		await school.add(...oldMorning());
		await school.add(
			oldEntry({ id: 'kept', pupilId: ben.pupilId, session: 'AM', replaces: ['old-ben'], madeAt: NOW - 1000 })
		);
		await purge(db(), SCHOOL, ORDER);
		expect(['old-plan', 'old-plan-ended', 'old-ben'].map(hasPayload)).toEqual([true, true, true]);
		expect(await school.store.verify(SCHOOL)).toBeNull();
		openPurge({ number: 2 });
		expect(() => run(`delete from payload where position = ${positionOf('old-plan-ended')}`)).toThrow(/kept/);
		// No command opened that one.
		expect(await school.store.verify(SCHOOL)).toEqual({ position: null, why: 'Purge 2 was changed.' });
	});

	it('[Q2] what ended a plan of years stays with it: else the plan would stand again', async () => {
		const [plan] = oldMorning().filter(({ id }) => id === 'old-plan');
		const [ended] = oldMorning().filter(({ id }) => id === 'old-plan-ended');
		await school.add({ ...plan, to: { date: '2027-07-20', session: 'PM' } } as never, ended as never);
		await purge(db(), SCHOOL, ORDER);
		expect(['old-plan', 'old-plan-ended'].map(hasPayload)).toEqual([true, true]);
	});

	it('[Q5] cut short, the next one closes it and goes on', async () => {
		await school.add(...oldMorning());
		openPurge({ openedAt: NOW - 1000 });
		expect(await purge(db(), SCHOOL, ORDER)).toMatchObject({ number: 2, cells: 3 });
		expect(
			school.database.sqlite.prepare('select count(*) from purge where closedAt is null').pluck().get()
		).toBe(0);
	});

	it('[Q5] a tablet that sends a purged entry once more gets its first answer, and nothing comes back', async () => {
		const old = oldEntry({ id: 'old' });
		const { position, receivedAt, maker, flags, ...sent } = old;
		await school.add(old);
		await purge(db(), SCHOOL, ORDER);
		const reply = await school.sync({ deviceId: 'tablet' }, [sent]);
		expect(reply.results).toMatchObject([{ id: 'old', status: 'accepted', position: positionOf('old') }]);
		expect(hasPayload('old')).toBe(false);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});
});

describe('verify, after purges', () => {
	it('[Y12] what a purge has taken no longer says whether an entry was an amendment: what was found then stands', async () => {
		const hold = { pupilId: ava.pupilId, why: 'Tribunal', name: 'Dr Head', position: 'Headteacher', at: NOW };
		await addHold(db(), SCHOOL, hold);
		const late = (id: string, replaces: string[], minute: string) =>
			oldEntry({
				id,
				seq: replaces.length + 2,
				replaces,
				madeAt: at(OLD_DAY, minute),
				code: replaces.length ? '/' : 'N'
			});
		const then = { receivedAt: at(OLD_DAY, '08:00'), madeAt: at(OLD_DAY, '08:00') };
		const terms = [{ name: 'Autumn', from: '2019-09-02', to: '2019-12-20' }];
		await school.add(
			{ ...CALENDAR, ...then, id: 'f-calendar-2019', schoolYear: '2019/20', terms, closures: [] },
			{ ...SETTINGS, ...then, id: 'f-settings-2019', from: '2019-09-02' }
		);
		// Another pupil’s tap before the close makes the later change an amendment; the purge takes that tap.
		await school.add(oldEntry({ id: 'in-time', seq: 1, pupilId: ben.pupilId }));
		await school.add(late('first', [], '09:15'), late('second', ['first'], '09:20'));
		expect(count('amendment')).toBe(1);
		await purge(db(), SCHOOL, ORDER);
		expect(hasPayload('in-time')).toBe(false);
		expect(await school.store.verify(SCHOOL)).toBeNull();
		expect(await rebuildAmendments(db(), SCHOOL)).toBe(0);
		expect(count('amendment')).toBe(1);
	});

	const unguarded = (sql: string) => {
		for (const name of ['payload_no_delete', 'purged_no_update', 'fact_no_update', 'purge_no_update'])
			run(`drop trigger if exists ${name}`);
		run(sql);
	};

	it('[Q5] finds a payload that went without a purge', async () => {
		await school.add(oldEntry({ id: 'old' }), entry());
		unguarded(`delete from payload where position = ${positionOf('old')}`);
		expect(await school.store.verify(SCHOOL)).toEqual({
			position: positionOf('old'),
			why: 'The payload is missing, and nobody purged it.'
		});
	});

	const YEARS_MS = 6.2 * 365.25 * 86_400_000;

	/** As somebody at the database might, its guard taken away: the clock put ahead, a half-day of this year purged, and the clock put back. */
	async function purgeAhead(): Promise<void> {
		const { demo, clockShiftMs } = (await school.store.school(SCHOOL)) as School;
		run(`drop trigger school_stays; update school set demo = 1, clockShiftMs = ${YEARS_MS}`);
		await purge(db(), SCHOOL, { ...ORDER, now: Math.floor(NOW + YEARS_MS) });
		run(`update school set demo = ${demo}, clockShiftMs = ${clockShiftMs}`);
	}

	it('[Q5] finds a purge that was opened ahead of the clock, now and when that time has come', async () => {
		const day = {
			date: '2025-09-10',
			madeAt: at('2025-09-10', '08:52'),
			receivedAt: at('2025-09-10', '08:53')
		};
		await school.add(entry({ ...day, id: 'young' }));
		await purgeAhead();
		expect(hasPayload('young')).toBe(false);
		const found = { position: positionOf('young'), why: expect.stringMatching(/before its six years/) };
		const as = (realNow: number) => verifySchool(db(), SCHOOL, realNow);
		expect(await as(NOW)).toEqual(found);
		// Later its time is past: what came in after it says that it was not then.
		const later = at('2025-09-19', '08:50');
		await school.add(entry({ id: 'after', madeAt: later, receivedAt: later }));
		expect(await as(NOW + 2 * YEARS_MS)).toEqual(found);
	});

	it('[Q5] a demo school whose clock is ahead raises no alarm, nor a clock that stood wrong for a day', async () => {
		run(`drop trigger school_stays; update school set demo = 1, clockShiftMs = 86400000 * 30`);
		await school.add(oldEntry({ id: 'old', receivedAt: at('2019-09-30', '09:00') }));
		const now = at('2025-10-10', '10:00');
		await purge(db(), SCHOOL, { ...ORDER, now });
		expect(hasPayload('old')).toBe(false);
		expect(await verifySchool(db(), SCHOOL, now - 86_400_000 * 30)).toBeNull();
		run(`update school set demo = 0`);
		expect(await verifySchool(db(), SCHOOL, now - 86_400_000 * 30)).not.toBeNull();
		await school.add(entry({ id: 'after', receivedAt: 0 }), entry({ id: 'next', receivedAt: now + 1 }));
		expect(await verifySchool(db(), SCHOOL, now)).toBeNull();
	});

	it('[Q5] a purge reaches no further than the facts: the next fact is to bear out when it was', async () => {
		await school.add(oldEntry({ id: 'old' }));
		expect(() => openPurge({ upTo: count('fact') + 1 })).toThrow(/no further than the facts/);
		await purge(db(), SCHOOL, ORDER);
		unguarded('update purge set upTo = upTo + 1');
		expect(await school.store.verify(SCHOOL)).toMatchObject({
			position: positionOf('old'),
			why: expect.stringContaining('beyond the facts')
		});
	});

	it.each([
		['a changed column of what stayed', `update fact set pupilId = 'p-ben' where id = 'old-n'`, /changed/],
		[
			'a purge that reached into the six years',
			`update purge set madeBefore = madeBefore + 86400000 * 2`,
			/six years/
		],
		['a purge of what came after it', 'update purge set upTo = 3', /came before/]
	])('[Q5] finds %s', async (_, sql, why) => {
		await school.add(...oldMorning());
		await purge(db(), SCHOOL, ORDER);
		expect(await school.store.verify(SCHOOL)).toBeNull();
		unguarded(sql);
		expect(await school.store.verify(SCHOOL)).toMatchObject({ why: expect.stringMatching(why) });
	});
});
