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
import { at, CLASS_3T, entry, PUPILS } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL } from '../../../../tests/support/small-school.ts';
import { addHold, holds, liftHold } from './holds.ts';
import { purge } from './purge.ts';

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

	it('[Q2] takes plans some at a time, and others write in between: all at once had refused every push until it was over', async () => {
		const [plan] = oldMorning();
		const plans = Array.from({ length: 250 }, (_, n) => ({ ...plan, id: `plan-${n}`, seq: 2000 + n }));
		await school.add(...(plans as never[]));
		const purging = purge(db(), SCHOOL, ORDER).then(() => true);
		const left: number[] = [];
		for (let isOver = false; !isOver;) {
			isOver = await Promise.race([purging, school.add(entry()).then(() => false)]);
			left.push(plans.filter(({ id }) => hasPayload(id)).length);
		}
		expect(left.at(-1)).toBe(0);
		expect(left.some((count) => count > 0 && count < 250)).toBe(true);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});

	it('[Q2] gives others their turn after every day and after every hundred plans: a server in another process had waited past its patience', async () => {
		const [plan] = oldMorning();
		const plans = Array.from({ length: 250 }, (_, n) => ({ ...plan, id: `plan-${n}`, seq: 2000 + n }));
		await school.add(...(plans as never[]), oldEntry(), oldEntry({ date: '2019-09-13' }));
		const left: number[] = [];
		const between = async () => void left.push(count('mark') + count('payload'));
		await purge(db(), SCHOOL, { ...ORDER, between });
		expect(left).toEqual(left.toSorted((a, b) => b - a));
		expect(new Set(left).size).toBe(5);
	});

	it('[Q5] what a plan had replaced is looked up by its id: its guard had read every fact of the school for each plan', () => {
		const guard = school.database.sqlite
			.prepare(`select sql from sqlite_master where name = 'payload_no_delete'`)
			.pluck()
			.get() as string;
		const [, asked = ''] = /(select 1 from json_each[^]*?"position" = g\."position")\)/.exec(guard) ?? [];
		const alone = asked.replaceAll('old."json"', `'{}'`).replaceAll('f."schoolId"', `'x'`);
		const plan = school.database.sqlite.prepare(`explain query plan ${alone}`).all() as { detail: string }[];
		expect(plan[0]?.detail).toMatch(/^SCAN r VIRTUAL TABLE/);
		expect(plan[1]?.detail).toMatch(/^SEARCH g USING INDEX \w+ \(schoolId=\? AND id=\?\)/);
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

	it('[Q2] what of a register came in so late that a purge passed it by goes with a later one', async () => {
		const [finish] = oldMorning().filter(({ kind }) => kind === 'finish');
		await school.add(oldEntry({ id: 'old' }));
		await school.add({ ...finish, receivedAt: at('2019-09-30', '09:00') } as never);
		expect(await purge(db(), SCHOOL, ORDER)).toMatchObject({ cells: 1, facts: 1 });
		expect(hasPayload('old-finish')).toBe(true);
		const on = { ...ORDER, now: at('2025-09-30', '23:59') };
		expect(await purge(db(), SCHOOL, on)).toMatchObject({ cells: 0, facts: 0 });
		expect(await purge(db(), SCHOOL, { ...on, now: at('2025-10-01', '00:01') })).toMatchObject({ facts: 1 });
		expect(hasPayload('old-finish')).toBe(false);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});

	it('[Q1] on 29 February nothing goes a day early, and on 1 March what was made on 28 February may go', async () => {
		const made = at('2018-02-28', '08:55');
		await school.add(oldEntry({ id: 'old', date: '2018-02-28', madeAt: made }));
		const cells = async (date: string, time: string) =>
			(await purge(db(), SCHOOL, { ...ORDER, now: at(date, time) })).cells;
		expect(await cells('2024-02-29', '23:59')).toBe(0);
		expect(await cells('2024-03-01', '00:00')).toBe(1);
		expect(await school.store.verify(SCHOOL)).toBeNull();
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
