import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Database } from '../../../src/lib/device/database.ts';
import type { Draft } from '../../../src/lib/device/draft.ts';
import { replayKeptAside } from '../../../src/lib/server/sync/replay.ts';
import { databaseOf, newBrowsers, reply, Tablet } from '../../support/in-process.ts';
import { STAFF } from '../../support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../../support/small-school.ts';
import { thirtyPupils } from '../../support/thirty-pupils.ts';

// Two ends in one process take a moment, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let school: SmallSchool;
let pupilIds: string[];
let tablet: Tablet;
const here = () => school;
/** The pupil about whom something is wrong: in the middle of the class, so that there is something on both sides. */
const bad = () => pupilIds[11] ?? '';
const others = () => pupilIds.filter((pupilId) => pupilId !== bad());
const present = (pupilId: string): Draft => ({
	...{ kind: 'mark', ...REGISTER, pupilId, how: 'tapped', code: '/', sawPlans: [] }
});
const stored = async () =>
	(await school.store.registerFacts(SCHOOL, REGISTER)).flatMap((fact) =>
		fact.kind === 'mark' ? fact.pupilId : []
	);
const inAnyOrder = (ids: readonly string[]) => [...ids].sort();

beforeEach(async () => {
	newBrowsers();
	school = await SmallSchool.open();
	pupilIds = await thirtyPupils(school);
	tablet = await Tablet.open(here, 'tablet', STAFF.teal);
});
afterEach(() => school.close());

/** Thirty taps that have not been sent. */
async function thirtyTaps(): Promise<void> {
	tablet.line = 'down';
	await tablet.device.record(...pupilIds.map(present));
	tablet.line = 'up';
}

/** A tablet whose whole queue is through, and which still sends the next tap. */
async function goesOn(): Promise<void> {
	expect((await tablet.device.state()).waiting).toBe(0);
	const [first = ''] = pupilIds;
	const id = await tablet.tap(first, 'N');
	await tablet.sync();
	const facts = await school.store.registerFacts(SCHOOL, REGISTER);
	expect(facts.at(-1)?.id).toBe(id);
}

describe('one bad fact among thirty', () => {
	it('[Z4] [F10] of a pupil who left yesterday: twenty-nine stand, the one is the office’s, the teacher is told why, and nothing is blocked', async () => {
		const office = await Tablet.open(here, 'office', STAFF.office);
		await thirtyTaps();
		await office.device.record({
			kind: 'leave',
			pupilId: bad(),
			lastDay: '2026-09-11',
			ground: 'Regulation 9(1)(a): Registered at another school'
		});
		await office.sync();
		await tablet.sync();
		expect(inAnyOrder(await stored())).toEqual(inAnyOrder(others()));
		const { refused } = await tablet.device.registerFacts(REGISTER.classId, REGISTER.date, REGISTER.session);
		expect(refused).toMatchObject([
			{ fact: { pupilId: bad() }, message: expect.stringMatching(/not on (the )?roll/i) as string }
		]);
		expect(await tablet.device.state()).toMatchObject({ refused: 1 });
		const kept = await school.store.keptAside(SCHOOL, 10);
		expect(kept).toMatchObject([
			{ code: 'not-on-roll', about: refused[0]?.fact.id, deviceName: 'tablet', raw: { pupilId: bad() } }
		]);
		await goesOn();
	});

	it('[Z5] [F43] unreadable: twenty-nine stand, the one is kept as it was sent, and nothing is blocked', async () => {
		await thirtyTaps();
		const db = new Database(databaseOf('tablet'));
		await db.open();
		const row = await db.outbox.filter(({ pupilId }) => pupilId === bad()).first();
		const raw = { ...(JSON.parse(row?.json ?? '') as object), code: 'not a code', session: { half: 7 } };
		// As if a bug of the tablet’s had written it so.
		await db.outbox.put({ ...row, json: JSON.stringify(raw) } as never);
		await tablet.sync();
		expect(inAnyOrder(await stored())).toEqual(inAnyOrder(others()));
		const [kept, ...more] = await school.store.quarantine(SCHOOL);
		expect(more).toEqual([]);
		expect(kept).toMatchObject({ code: 'unreadable', factId: row?.id });
		expect(JSON.parse(kept?.raw ?? '')).toEqual(raw);
		expect(await db.outbox.count(), 'it is kept on the tablet too').toBe(30);
		db.close();
		await goesOn();
	});

	it('[Z4] [F11] the database chokes on it: it alone is kept aside, and is taken in once the server is mended', async () => {
		await thirtyTaps();
		school.database.sqlite.exec(
			`create trigger bug before insert on payload when new.json like '%"${bad()}"%' begin select raise(abort, 'a bug'); end`
		);
		await tablet.sync();
		expect(inAnyOrder(await stored())).toEqual(inAnyOrder(others()));
		expect(await school.store.quarantine(SCHOOL)).toMatchObject([{ code: 'server-error' }]);
		expect(await school.store.verify(SCHOOL)).toBeNull();
		await goesOn();
		school.database.sqlite.exec('drop trigger bug');
		expect(await replayKeptAside(school.world)).toBe(1);
		expect(await stored()).toContain(bad());
		await tablet.sync();
		expect((await tablet.mark(bad())).code).toBe('/');
	});

	it('[D-halve] [F11] the server answers 500 wherever it is among them: all others get through, it waits, and goes once the server is mended', async () => {
		await thirtyTaps();
		tablet.between = (answer, body) =>
			body.includes(bad())
				? Promise.resolve(reply(500, { code: 'error', message: 'Something went wrong.' }))
				: answer();
		// Half as much from try to try: all others are through before anybody would call it stuck.
		for (let run = 0; run < 20; run += 1) await tablet.device.sync('test');
		expect(inAnyOrder(await stored())).toEqual(inAnyOrder(others()));
		expect((await tablet.device.state()).waiting).toBe(1);
		tablet.between = null;
		await tablet.sync();
		expect(inAnyOrder(await stored())).toEqual(inAnyOrder(pupilIds));
		await goesOn();
	});
});
