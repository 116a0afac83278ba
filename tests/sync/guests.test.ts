import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Elsewhere, HeldFact } from '../../src/lib/rules/facts.ts';
import { guestRows, guestsAmong } from '../../src/lib/rules/guests.ts';
import { RegisterTaking } from '../../src/lib/ui/register-taking.svelte.ts';
import { newBrowsers, Tablet } from '../support/in-process.ts';
import { ASSIGN_TEAL, at, CLASS_3T, entry, must, PUPILS, STAFF } from '../support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../support/small-school.ts';

const AVA = PUPILS.ava.pupilId;
const DAY = REGISTER.date;
const HOST = { classId: 'c-4e', date: DAY, session: 'AM' } as const;
let school: SmallSchool;
let host: Tablet;
beforeEach(async () => {
	newBrowsers();
	school = await SmallSchool.open();
	await school.add(
		{ ...CLASS_3T, id: 'f-4e', classId: HOST.classId, name: '4 Elm', order: 2 },
		{ ...ASSIGN_TEAL, id: 'f-assign-cover', staffId: STAFF.cover.staffId, classId: HOST.classId }
	);
	await school.sync({ deviceId: 'tablet', person: STAFF.teal }, [
		entry({ id: 'first', seq: 1, code: 'N', madeAt: at(DAY, '08:51') })
	]);
	host = await Tablet.open(() => school, 'cover-tablet', STAFF.cover);
	// A screen asks the browser what time it is: it is the school's, or a tap that waits a moment is one of another day.
	vi.useFakeTimers({ toFake: ['Date'], now: school.time });
});
afterEach(() => {
	vi.useRealTimers();
	return school.close();
});

const placing = (over: Partial<HeldFact<Elsewhere>> = {}) => ({
	...{ id: 'placed', kind: 'elsewhere', v: 1, clientId: 'c-office', seq: 1, signInId: 'in-s-office' },
	...{ madeAt: at(DAY, '08:53'), clock: { offsetMs: 0, doubtMs: 0 }, pupilId: AVA, ...REGISTER },
	...{ at: '08:53', where: '4 Elm', withClass: HOST.classId, replaces: [], ...over }
});

async function place(over: Partial<HeldFact<Elsewhere>> = {}): Promise<void> {
	const { results } = await school.sync({ deviceId: 'office', person: STAFF.office }, [placing(over)], {
		clientId: 'c-office'
	});
	expect(results).toMatchObject([{ status: 'accepted' }]);
}

/** The host’s register as its screen has it. */
async function taking(of = host): Promise<RegisterTaking> {
	const screen = new RegisterTaking(HOST, of.device, () => ({ clientId: 'c-host', signInId: 'in-s-cover' }));
	screen.take(await of.device.registerFacts(HOST.classId, HOST.date, HOST.session));
	return screen;
}

/** Taps *Present* for the only guest, and waits until the tablet has it for good. */
async function tapPresent(of = host): Promise<void> {
	const screen = await taking(of);
	const [guest] = screen.guests;
	screen.mark(must(guest, 'the guest').taking.row, 'present');
	await expect.poll(() => screen.unwritten).toBe(0);
}

test('[B7] a child left behind is on the host’s register with what stood, is marked there offline, and counts in the own class alone', async () => {
	expect((await taking()).guests).toEqual([]);
	await place();
	await host.sync();
	const before = await taking();
	expect(
		before.guests.map(({ classId, taking: each }) => [classId, each.row.pupil.forename, each.row.mark.code])
	).toEqual([['c-3t', 'Ava', 'N']]);
	expect(before.counts.roll).toBe(0);
	expect(before.fillable).toEqual([]);

	host.line = 'down';
	await tapPresent();
	const held = await host.device.registerFacts(HOST.classId, HOST.date, HOST.session);
	expect(held.unsentIds).toHaveLength(1);
	expect((await taking()).guests[0]?.taking.row.mark.code).toBe('/');
	host.line = 'up';
	await host.sync();
	expect(await school.store.quarantine(SCHOOL)).toEqual([]);
	expect(await school.mark(AVA)).toMatchObject({ code: '/', classId: 'c-3t', dispute: 0 });
	expect(await school.store.marks(SCHOOL, HOST)).toEqual([]);
	const teal = await Tablet.open(() => school, 'tablet', STAFF.teal);
	expect((await teal.mark(AVA)).code).toBe('/');
	expect(await school.store.verify(SCHOOL)).toBeNull();
});

test('[B7] what the own class marks afterwards reaches the host, what it takes back too; a tablet that is new to the class is told all of it', async () => {
	await place();
	await host.sync();
	await school.sync({ deviceId: 'tablet', person: STAFF.teal }, [
		entry({
			id: 'filled',
			seq: 2,
			how: 'filled',
			replaces: ['first'],
			actId: 'fill',
			madeAt: at(DAY, '08:54')
		})
	]);
	await host.sync();
	expect((await taking()).guests[0]?.taking.row.mark.code).toBe('/');
	const { how, code, pupilId, replaces, sawPlans, ...base } = entry({
		id: 'back',
		seq: 3,
		madeAt: at(DAY, '08:54')
	});
	await school.sync({ deviceId: 'tablet', person: STAFF.teal }, [
		{ ...base, kind: 'withdraw', entries: ['filled'] }
	]);
	await host.sync();
	expect((await taking()).guests[0]?.taking.row.mark.code).toBe('N');
	await school.enrol('second');
	const second = await Tablet.open(() => school, 'second', STAFF.cover);
	expect((await taking(second)).guests[0]?.taking.row.mark.code).toBe('N');
});

test('[B7] [P2] who hosts nobody is refused as before; a child who was taken back meanwhile is marked, and the mark is flagged', async () => {
	const tap = entry({
		id: 'tap',
		seq: 1,
		clientId: 'c-host',
		signInId: 'in-s-cover',
		madeAt: at(DAY, '08:54')
	});
	const from = { deviceId: 'cover-tablet', person: STAFF.cover };
	const own = { clientId: 'c-host' };
	expect((await school.sync(from, [tap], own)).results).toMatchObject([{ code: 'not-your-class' }]);
	await place({ withClass: 'c-3t' });
	expect((await school.sync(from, [{ ...tap, id: 'tap-2', seq: 2 }], own)).results).toMatchObject([
		{ code: 'not-your-class' }
	]);
	// Nobody is a guest of their own class.
	const own3t = await Tablet.open(() => school, 'tablet', STAFF.teal);
	const { facts } = await own3t.device.registerFacts('c-3t', DAY, 'AM');
	expect(facts.map(({ kind }) => kind)).toContain('elsewhere');
	expect(guestsAmong(facts, REGISTER).size).toBe(0);
	await place({ id: 'placed-2', seq: 2, replaces: ['placed'] });
	await host.sync();
	host.line = 'down';
	await tapPresent();
	await place({ id: 'back', seq: 3, replaces: ['placed-2'], cancelled: true });
	host.line = 'up';
	await host.sync();
	const told = (await school.store.registerFacts(SCHOOL, REGISTER)).filter(
		({ maker }) => maker?.staffId === STAFF.cover.staffId
	);
	expect(told).toMatchObject([{ kind: 'mark', classId: 'c-3t', flags: ['other-class'] }]);
	expect((await taking()).guests).toEqual([]);
});

test('[B7] in the afternoon nobody is a guest who was one in the morning', async () => {
	await place();
	await host.sync();
	const morning = await host.device.registerFacts(HOST.classId, DAY, 'AM');
	expect(guestRows(morning.book, morning.facts, HOST)).toHaveLength(1);
	const PM = { ...HOST, session: 'PM' } as const;
	// Neither by what the afternoon's register holds, nor by what the morning's does.
	const afternoon = await host.device.registerFacts(HOST.classId, DAY, 'PM');
	for (const { book, facts } of [morning, afternoon]) expect(guestRows(book, facts, PM)).toEqual([]);
});

test('[B7] whoever counts heads counts the guest too: the finish says how many the register has in the room', async () => {
	await place();
	await host.sync();
	expect((await taking()).inRoom).toBe(0);
	await tapPresent();
	const screen = await taking();
	expect([screen.inRoom, screen.counts.here]).toEqual([1, 0]);
	void screen.finishRegister(1);
	await expect.poll(() => screen.unwritten).toBe(0);
	expect(screen.finish).toMatchObject({ heads: 1, here: 1 });
});
