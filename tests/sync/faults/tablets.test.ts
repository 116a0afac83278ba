import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Database } from '../../../src/lib/device/database.ts';
import { Device } from '../../../src/lib/device/device.ts';
import { readiness } from '../../../src/lib/rules/ready.ts';
import { deviceStatus } from '../../../src/lib/rules/status.ts';
import { databaseOf, newBrowsers, Tablet } from '../../support/in-process.ts';
import { at, must, PUPILS, STAFF } from '../../support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../../support/small-school.ts';

// Two ends in one process take a moment, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let school: SmallSchool;
const here = () => school;
const pupilIds = Object.values(PUPILS).map((pupil) => pupil.pupilId);
const [ava = '', ben = '', cal = '', dee = ''] = pupilIds;
const entries = async () =>
	(await school.store.registerFacts(SCHOOL, REGISTER)).flatMap((fact) => (fact.kind === 'mark' ? fact : []));
const idsOf = (facts: readonly { id: string }[]) => facts.map((fact) => fact.id).sort();
const seen = async () =>
	must(
		(await school.store.tablets(SCHOOL)).find((each) => each.deviceId === 'tablet'),
		'the tablet as the office sees it'
	);

beforeEach(async () => {
	newBrowsers();
	school = await SmallSchool.open();
});
afterEach(() => school.close());

/** The browser’s database is gone, by whomever: its cookies are not. Nothing can be tapped before somebody has signed in. */
async function emptied(tablet: Tablet): Promise<Tablet> {
	tablet.device.close();
	await new Database(databaseOf('tablet')).delete();
	const unsigned = await Device.open({ name: databaseOf('tablet') });
	expect(await unsigned.state()).toMatchObject({ person: null, deviceId: null });
	const tap = unsigned.record({
		...{ kind: 'mark', ...REGISTER, pupilId: ava, how: 'tapped', code: '/', sawPlans: [] }
	});
	await expect(tap).rejects.toThrow('Nobody is signed in');
	unsigned.close();
	return Tablet.open(here, 'tablet', STAFF.teal);
}

describe('a tablet that is not what it was', () => {
	it('[Z9] [F21] copied to a second tablet: both send all they have, nothing is written over, one takes a new number, and the office is told', async () => {
		const one = await Tablet.open(here, 'tablet', STAFF.teal);
		await one.tap(ava, 'N');
		await one.sync();
		one.line = 'down';
		const shared = await one.tap(ben, '/');
		const [from, to] = [new Database(databaseOf('tablet')), new Database(databaseOf('copy'))];
		await Promise.all([from.open(), to.open()]);
		for (const table of from.tables) await to.table(table.name).bulkPut(await table.toArray());
		from.close();
		to.close();

		// Both go on under one number: what they record next has the same seq.
		const ids = [shared, await one.tap(cal, '/'), await one.tap(ava, '/')];
		one.line = 'up';
		await one.sync();
		const two = await Tablet.open(here, 'tablet', STAFF.teal, 'copy');
		two.line = 'down';
		ids.push(await two.tap(dee, '/'), await two.tap(ava, 'N'));
		two.line = 'up';
		await two.sync();
		const numbers = [await one.device.state(), await two.device.state()];
		expect(numbers[0]?.clientId).not.toBe(numbers[1]?.clientId);
		expect(numbers.map((state) => state.cloned)).toEqual([false, true]);
		ids.push(await one.tap(dee, 'N'), await two.tap(dee, '/'));
		await one.sync();
		await two.sync();
		await one.sync();

		const stored = await entries();
		expect(idsOf(stored)).toEqual(idsOf([...ids.map((id) => ({ id })), stored[0] ?? { id: '' }]));
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
		for (const tablet of [one, two]) expect((await tablet.device.state()).waiting).toBe(0);
		for (const tablet of [one, two]) expect((await tablet.mark(ava)).code).toBe('N');
		expect((await school.store.notices(SCHOOL)).map((notice) => notice.kind)).toEqual(['cloned-device']);
	});

	it('[Z9] [F22] its store emptied with marks known to wait on it: the next sign-in begins anew, and the office is told how many are gone', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		tablet.line = 'down';
		for (const pupilId of pupilIds) for (let tap = 0; tap < 26; tap += 1) await tablet.tap(pupilId, '/');
		tablet.line = 'up';
		let answers = 0;
		tablet.between = (answer) => {
			answers += 1;
			if (answers > 1) return Promise.reject(new TypeError('Failed to fetch'));
			return answer();
		};
		await tablet.device.sync('test');
		const waiting = must((await seen()).waiting, 'what waits');
		expect(waiting).toBeGreaterThan(0);
		expect(waiting).toBe(104 - (await entries()).length);

		const anew = await emptied(tablet);
		expect(await school.store.notices(SCHOOL)).toMatchObject([
			{
				kind: 'lost-facts',
				deviceId: 'tablet',
				detail: expect.stringMatching(new RegExp(`^${waiting} facts at the least .* 08:55`)) as string
			}
		]);
		// What the school has is on it again, and it takes part.
		expect((await anew.mark(ava)).code).toBe('/');
		const id = await anew.tap(dee, 'N');
		await anew.sync();
		await anew.sync();
		expect((await entries()).at(-1)?.id).toBe(id);
		expect(await school.store.notices(SCHOOL)).toHaveLength(1);
	});

	it('[Z9] [F22] its store emptied after it was last heard to be in order: the office is told that it came empty, and since when it cannot know', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		await tablet.tap(ava, '/');
		await tablet.sync();
		school.time += 600_000;
		await emptied(tablet);
		expect(await school.store.notices(SCHOOL)).toMatchObject([
			{
				kind: 'began-anew',
				deviceId: 'tablet',
				detail: expect.stringContaining('Nothing waited on it at 08:55') as string
			}
		]);
		expect(await entries()).toHaveLength(1);
	});

	it('[P1] [F29] withdrawn from use with marks still on it: those made before stand, those made after are kept aside, and it is told nothing more', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const desk = await Tablet.open(here, 'desk', STAFF.recep);
		tablet.line = 'down';
		const before = await tablet.tap(ava, '/');
		school.time = at(REGISTER.date, '09:00');
		await school.database.db
			.updateTable('device')
			.set({ revokedAt: school.time })
			.where('deviceId', '=', 'tablet')
			.execute();
		school.time = at(REGISTER.date, '09:03');
		const after = await tablet.tap(ben, '/');
		await desk.device.record({
			...{ kind: 'mark', ...REGISTER, pupilId: dee, how: 'desk', code: 'L', arrivedAt: '09:03', sawPlans: [] }
		});
		await desk.sync();
		tablet.line = 'up';
		await tablet.sync();
		expect(idsOf(await entries())).toContain(before);
		expect(await school.mark(ben)).toBeNull();
		expect(await school.store.keptAside(SCHOOL, 10)).toMatchObject([
			{ about: after, code: 'device-revoked', deviceName: 'tablet' }
		]);
		expect(await tablet.device.state()).toMatchObject({ waiting: 0, refused: 1, needsSignIn: true });
		expect((await tablet.mark(dee)).code, 'what the desk marked meanwhile').toBeNull();
		expect((await seen()).isRevoked).toBe(true);
		// Nor would it be told anything if its last sign-in were still taken for good.
		const revokedAt = at(REGISTER.date, '09:00');
		const told = await school.sync({ deviceId: 'tablet', person: STAFF.teal, revokedAt }, []);
		expect(told).toMatchObject({ changes: [], scopes: [] });
	});

	it('[W6] [I1] [F40] a private window that keeps a store for its own life: its marks go through, and both tablet and office say that it may be cleared', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal, 'tablet', { persist: async () => false });
		tablet.line = 'down';
		await tablet.tap(ava, '/');
		const { persisted, waiting, waitingSince, lastContactAt } = await tablet.device.state();
		const said = deviceStatus({
			...{ now: school.time, waiting, waitingSince, lastContactAt, persisted },
			...{ needsChecking: 0, notSaved: 0, writing: 0, signIn: 'in' as const }
		});
		expect(said.detail).toContain('This browser may clear its store');
		tablet.line = 'up';
		await tablet.sync();
		expect(await school.mark(ava)).toMatchObject({ code: '/' });
		const head = must(await school.store.school(SCHOOL), 'the school').position;
		const ready = readiness(await seen(), { headPosition: head, appNow: '0', now: school.time });
		expect(ready.level).not.toBe('green');
		expect(ready.problems).toContain('Its browser may clear the store when space runs out');
	});
});
