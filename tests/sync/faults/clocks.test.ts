import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { correctedAt } from '../../../src/lib/rules/clock.ts';
import type { Entry, HeldFact } from '../../../src/lib/rules/facts.ts';
import type { RegisterOf } from '../../../src/lib/rules/register.ts';
import { londonMinute } from '../../../src/lib/rules/sessions.ts';
import { newBrowsers, Tablet } from '../../support/in-process.ts';
import { PageInTime } from '../../support/page-in-time.ts';
import { at, must, PUPILS, STAFF } from '../../support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../../support/small-school.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

let school: SmallSchool;
let page: PageInTime;
const here = () => school;
const ava = PUPILS.ava.pupilId;
const ben = PUPILS.ben.pupilId;

beforeEach(async () => {
	newBrowsers();
	school = await SmallSchool.open();
	page = new PageInTime(here);
});
afterEach(() => school.close());

const open = () => Tablet.open(here, 'tablet', STAFF.teal, 'tablet', page.around);

async function entryOf(pupilId: string, of: RegisterOf = REGISTER): Promise<HeldFact<Entry>> {
	const facts = await school.store.registerFacts(SCHOOL, of);
	const found = facts.findLast((fact) => fact.kind === 'mark' && fact.pupilId === pupilId);
	return must(found?.kind === 'mark' ? found : null, `an entry for ${pupilId}`);
}

function late(of: RegisterOf, pupilId: string, arrivedAt: string) {
	return { kind: 'mark' as const, ...of, pupilId, how: 'tapped' as const, code: 'L' as const, arrivedAt };
}

describe('a tablet’s clock that is wrong', () => {
	it.each([
		['three hours fast', 3 * HOUR_MS],
		['a day slow', -24 * HOUR_MS]
	])(
		'[T3] [F18] %s, offline: its marks are of the right minute and session, are flagged, and go through',
		async (_what, skewMs) => {
			page.skewMs = skewMs;
			const tablet = await open();
			tablet.line = 'down';
			page.pass(at(REGISTER.date, '09:05') - school.time);
			const madeAt = school.time;
			await tablet.tap(ava, '/');
			await tablet.device.record({ ...late(REGISTER, ben, '09:05'), sawPlans: [] });
			expect(tablet.device.schoolNow()).toBe(madeAt);
			page.pass(15 * 60_000);
			tablet.line = 'up';
			await tablet.sync();
			for (const [pupilId, code] of [
				[ava, '/'],
				[ben, 'L']
			] as const) {
				const entry = await entryOf(pupilId);
				expect(entry).toMatchObject({ code, flags: ['clock'], date: REGISTER.date, session: 'AM' });
				expect(correctedAt(entry)).toBe(madeAt);
				expect(await school.mark(pupilId)).toMatchObject({ code });
			}
			expect(await school.store.quarantine(SCHOOL)).toEqual([]);
			const seen = (await school.store.tablets(SCHOOL)).find((each) => each.deviceId === 'tablet');
			expect(seen?.clockOffsetMs, 'the office is told how far it is out').toBe(-skewMs);
		}
	);

	it.each([3 * HOUR_MS, -24 * HOUR_MS])(
		'[T3] [F18] set by %i ms in the middle of a register: what follows is flagged, goes through, and the next answer puts it right',
		async (stepMs) => {
			const tablet = await open();
			tablet.line = 'down';
			await tablet.tap(ava, '/');
			page.skewMs = stepMs;
			await tablet.tap(ben, '/');
			tablet.line = 'up';
			await tablet.sync();
			expect((await entryOf(ava)).flags).toBeUndefined();
			expect((await entryOf(ben)).flags).toEqual(['clock']);
			expect(await school.mark(ben)).toMatchObject({ code: '/' });
			expect(await school.store.quarantine(SCHOOL)).toEqual([]);
			expect(tablet.device.schoolNow()).toBe(school.time);
			await tablet.tap(ben, 'N');
			await tablet.sync();
			expect(correctedAt(await entryOf(ben))).toBe(school.time);
		}
	);

	it.each([
		// Each with its hour from Greenwich: what the app itself takes for London’s time is on trial here.
		['back in October', '2026-10-23T08:55+01:00', '2026-11-02T09:00+00:00'],
		['forward in March', '2027-03-25T08:55+00:00', '2027-04-12T09:00+01:00']
	])(
		'[S1] [F18] the clocks go %s over a holiday without a network: the first register after it is of its own minutes',
		async (_what, before, after) => {
			const nine = Date.parse(after);
			school.time = Date.parse(before);
			page = new PageInTime(here);
			const tablet = await open();
			tablet.line = 'down';
			page.pass(nine - school.time);
			const register = { ...REGISTER, date: after.slice(0, 10) };
			await tablet.device.record({ ...late(register, ava, '09:00'), code: '/', sawPlans: [] });
			await tablet.device.record({ ...late(register, ben, '09:00'), sawPlans: [] });
			page.pass(2 * HOUR_MS);
			tablet.line = 'up';
			await tablet.sync();
			for (const [pupilId, code] of [
				[ava, '/'],
				[ben, 'L']
			] as const) {
				const entry = await entryOf(pupilId, register);
				expect(correctedAt(entry)).toBe(nine);
				expect(londonMinute(correctedAt(entry))).toBe('09:00');
				expect(entry.code).toBe(code);
				// Not begun after the close, not another code than its minute asks for, not near a boundary.
				expect(entry.flags).toBeUndefined();
			}
			expect(await school.store.quarantine(SCHOOL)).toEqual([]);
		}
	);
});

describe('a clock that stands still while the tablet sleeps', () => {
	it('[D-time] [F32] an answer that lay there for three hours of sleep does not turn the tablet’s time back', async () => {
		const tablet = await open();
		const stop = tablet.device.startSyncing();
		await tablet.sync();
		await tablet.tap(ava, '/');
		tablet.between = async (answer) => {
			const answered = await answer();
			page.tell('hidden');
			page.sleep(3 * HOUR_MS);
			return answered;
		};
		await tablet.device.sync('test');
		tablet.line = 'down';
		page.tell('visible');
		expect(Math.abs(tablet.device.schoolNow() - school.time)).toBeLessThan(1_000);
		await tablet.tap(ben, 'N');
		tablet.between = null;
		tablet.line = 'up';
		await tablet.sync();
		const entry = await entryOf(ben);
		expect(Math.abs(correctedAt(entry) - school.time)).toBeLessThan(1_000);
		expect(entry.flags ?? [], 'nor is its clock doubted for it').not.toContain('clock');
		stop();
	});

	it('[D-time] [F32] a tablet that is heard between two sleeps, still out of sight, is not doubted when it is back', async () => {
		const tablet = await open();
		const stop = tablet.device.startSyncing();
		await tablet.sync();
		page.tell('hidden');
		page.sleep(40 * MINUTE_MS);
		await tablet.sync();
		page.sleep(5 * MINUTE_MS);
		tablet.line = 'down';
		page.tell('visible');
		await tablet.tap(ben, 'N');
		tablet.line = 'up';
		await tablet.sync();
		const entry = await entryOf(ben);
		expect(Math.abs(correctedAt(entry) - school.time)).toBeLessThan(1_000);
		expect(entry.flags ?? []).not.toContain('clock');
		stop();
	});

	it('[D-auto] [F32] a push that the sleep cut off does not keep the tablet from sending when it wakes', async () => {
		const tablet = await open();
		const stop = tablet.device.startSyncing();
		await tablet.sync();
		const asked = new Promise<void>((told) => {
			tablet.between = () => {
				told();
				return new Promise(() => undefined);
			};
		});
		const id = await tablet.tap(ava, '/');
		page.pass(0);
		await asked;
		page.tell('hidden');
		page.sleep(8 * HOUR_MS);
		tablet.between = null;
		page.tell('visible');
		// The connection is dead and says nothing: fifteen seconds awake are enough to give it up.
		page.pass(15_000);
		await tablet.device.sync('settled');
		expect((await entryOf(ava)).id).toBe(id);
		expect((await tablet.device.state()).waiting).toBe(0);
		stop();
	});
});
