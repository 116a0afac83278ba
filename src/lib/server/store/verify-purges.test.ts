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
	positionOf,
	run
} from '../../../../tests/support/purging.ts';
import { at, CALENDAR, entry, PUPILS, SETTINGS } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL } from '../../../../tests/support/small-school.ts';
import { addHold } from './holds.ts';
import { purge } from './purge.ts';
import type { School } from './store.ts';
import { rebuildAmendments } from './verify-amendments.ts';
import { verifySchool } from './verify.ts';

eachSchool();

const { ava, ben } = PUPILS;

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
