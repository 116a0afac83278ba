import { describe, expect, it, vi } from 'vitest';
import { eachSchool, school } from '../../../../tests/support/each-school.ts';
import { ASSIGN_TEAL, at, CLASS_3T, entry, PUPILS, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { TABLET } from '../../../../tests/support/sent.ts';
import { REGISTER, SCHOOL } from '../../../../tests/support/small-school.ts';
import type { SyncReply, SyncRequest } from '../../protocol/sync.ts';
import { PAGE_FACTS } from './sync.ts';

eachSchool();

const known = ({ epoch, cursor, scopes, witness }: SyncReply) => ({ epoch, cursor, scopes, witness });
const idsOf = (reply: SyncReply) => reply.changes.map((fact) => fact.id);
const marks = (count: number, of = 'm') =>
	Array.from({ length: count }, (_, at) => entry({ id: `${of}${at}`, seq: at + 1 }));
const unlisted = (id: string, seq: number) => {
	const { pupilId, code, how, replaces, sawPlans, ...base } = entry({ id, seq });
	return { ...base, kind: 'unlisted', name: 'Sam' };
};
const device = () => school.database.sqlite.prepare(`select * from device where deviceId = 'tablet'`).get();

describe('a whole school, new to a device of the office', () => {
	it('[Z7] is read in turns: a push that comes meanwhile is answered before it', async () => {
		const order: string[] = [];
		const pupilIds = Array.from({ length: 600 }, (_, n) => `p-${n}`);
		const whole = school.store.pupilsSince(SCHOOL, pupilIds, '2026-11-23').then(() => order.push('whole'));
		const pushed = new Promise<void>((done) =>
			setImmediate(() => void school.sync(TABLET, marks(2)).then(() => done(void order.push('push'))))
		);
		await Promise.all([whole, pushed]);
		expect(order).toEqual(['push', 'whole']);
		expect(await school.mark(PUPILS.ava.pupilId)).toMatchObject({ code: '/' });
	});
});

describe('a device that holds nothing yet', () => {
	it('[Z7] is told the whole, and the school’s years are not searched for what came before it', async () => {
		await school.add(...marks(2));
		const searched = vi.spyOn(school.store, 'changesAfter');
		const first = await school.sync(TABLET, []);
		expect(searched).not.toHaveBeenCalled();
		await school.add(...marks(2, 'n'));
		expect(idsOf(await school.sync(TABLET, [], known(first)))).toEqual(['n0', 'n1']);
		expect(searched).toHaveBeenCalledOnce();
	});
});

describe('pages of changes', () => {
	it('[Z7] a device is told 500 facts at a time, up to the one that it was told last, and then the rest', async () => {
		const first = await school.sync(TABLET, []);
		await school.add(...marks(PAGE_FACTS + 1));
		const page = await school.sync(TABLET, [], known(first));
		expect(idsOf(page)).toHaveLength(PAGE_FACTS);
		expect(page).toMatchObject({ more: true, cursor: first.cursor + PAGE_FACTS });
		const last = await school.sync(TABLET, [], known(page));
		expect(idsOf(last)).toEqual([`m${PAGE_FACTS}`]);
		expect(last).toMatchObject({ more: false, cursor: first.cursor + PAGE_FACTS + 1 });
	});

	it('[Z7] what a device has just sent comes back to it once, with what others had sent before', async () => {
		const first = await school.sync(TABLET, []);
		const [own, others] = [entry({ id: 'own', seq: 1 }), entry({ id: 'others', clientId: 'c-2', seq: 1 })];
		const after = await school.sync(TABLET, [own], known(first));
		expect(idsOf(after)).toEqual(['own']);
		await school.add(others);
		const next = entry({ id: 'next', seq: 2 });
		expect(idsOf(await school.sync(TABLET, [next], known(after)))).toEqual(['others', 'next']);
	});

	it('[Z7] what is pushed while a class that is new to a device is read lies before it, however much it has to catch up on', async () => {
		const first = await school.sync(TABLET, []);
		await school.add(
			...marks(PAGE_FACTS - 10),
			{ ...CLASS_3T, id: 'f-4e', classId: 'c-4e', name: '4 Elm', order: 2 },
			{ ...ASSIGN_TEAL, id: 'f-also', classId: 'c-4e' }
		);
		const wholeScope = school.store.wholeScope.bind(school.store);
		vi.spyOn(school.store, 'wholeScope').mockImplementationOnce(async (...of) => {
			const whole = await wholeScope(...of);
			await school.add({ ...unlisted('meanwhile', 1), classId: 'c-4e' } as never, ...marks(PAGE_FACTS, 'n'));
			return whole;
		});
		const told: string[] = [];
		let reply = first;
		do {
			reply = await school.sync(TABLET, [], known(reply));
			told.push(...idsOf(reply).map(String));
		} while (reply.more);
		reply = await school.sync(TABLET, [], known(reply));
		told.push(...idsOf(reply).map(String));
		expect(told).toContain('meanwhile');
		expect(told).toContain(`n${PAGE_FACTS - 1}`);
	});

	it('[Z7] a device whose epoch is over is told all anew, whatever it says that it holds', async () => {
		const first = await school.sync(TABLET, []);
		await school.add(...marks(1));
		const now = await school.sync(TABLET, [], known(first));
		const anew = await school.sync(TABLET, [], { ...known(now), epoch: 'older', witness: null });
		expect(anew).toMatchObject({ epoch: now.epoch, cursor: now.cursor, more: false });
		expect(idsOf(anew)).toEqual(expect.arrayContaining([...idsOf(first), 'm0']));
	});

	it('[Z7] of what it has itself just sent a device is told 500 facts at a time too', async () => {
		const first = await school.sync(TABLET, []);
		const names = Array.from({ length: PAGE_FACTS + 1 }, (_, at) => unlisted(`u${at}`, at + 1));
		const page = await school.sync(TABLET, names, known(first));
		expect(idsOf(page)).toHaveLength(PAGE_FACTS);
		expect(page).toMatchObject({ more: true, cursor: first.cursor + PAGE_FACTS });
		expect(page.witness.position).toBe(first.cursor + PAGE_FACTS + 1);
	});

	it('[Z7] a device that is new to a class is not told what lies weeks back; one that held it is', async () => {
		const held = known(await school.sync(TABLET, []));
		await school.add(
			entry({ id: 'weeks-ago', date: '2026-09-02' }),
			entry({ id: 'today', date: '2026-10-14' })
		);
		school.time = at('2026-10-14', '08:55');
		const fresh = idsOf(await school.sync(TABLET, []));
		expect(fresh).toContain('today');
		expect(fresh).not.toContain('weeks-ago');
		expect(idsOf(await school.sync(TABLET, [], held))).toEqual(['weeks-ago', 'today']);
	});

	it('[B7] the class that a child is with is told all about it: from that on, and when it is new to the tablet', async () => {
		await school.add(
			{ ...CLASS_3T, id: 'f-4e', classId: 'c-4e', name: '4 Elm', order: 2 },
			{ ...ASSIGN_TEAL, id: 'f-cover', staffId: STAFF.cover.staffId, classId: 'c-4e' }
		);
		const cover = { deviceId: 'cover-tablet', person: STAFF.cover };
		await school.add(entry({ id: 'of-another-day', date: '2026-09-11' }));
		const before = await school.sync(cover, [], { clientId: 'c-host' });
		expect(idsOf(before)).not.toContain('f-p-ava');
		const { code, how, sawPlans, ...base } = entry({ id: 'placed', seq: 1, clientId: 'c-office' });
		const placed = { ...base, kind: 'elsewhere', at: '08:52', where: '4 Elm', withClass: 'c-4e' };
		await school.sync(TABLET, [{ ...placed, clientId: 'c-tablet' }]);
		const brought = idsOf(await school.sync(cover, [], { ...known(before), clientId: 'c-host' }));
		expect(brought).toEqual(expect.arrayContaining(['placed', 'f-p-ava']));
		expect(brought).not.toContain('f-p-ben');
		const anew = idsOf(await school.sync(cover, [], { clientId: 'c-host' }));
		expect(anew).toEqual(expect.arrayContaining(['placed', 'f-p-ava']));
		expect([...brought, ...anew]).not.toContain('of-another-day');
	});

	it('[Z8] of what is the office’s alone a class is told nothing at all', async () => {
		const first = await school.sync(TABLET, []);
		const { code, how, replaces, sawPlans, ...base } = entry({ id: 'call' });
		const call = { ...base, kind: 'call', contact: { name: 'Sam', order: 1 }, outcome: 'spoke' } as const;
		await school.add(call, entry({ id: 'mark' }));
		expect(idsOf(await school.sync(TABLET, [], known(first)))).toEqual(['mark']);
	});

	it('[P1] a device that was withdrawn is told nothing, and keeps its place', async () => {
		const first = await school.sync(TABLET, []);
		await school.add(...marks(1));
		const reply = await school.sync({ ...TABLET, revokedAt: school.time }, [], known(first));
		expect(reply).toMatchObject({ changes: [], more: false, cursor: first.cursor, scopes: first.scopes });
	});
});

describe('what else a reply says', () => {
	it('[Y10] others are nudged by what was taken in, not by a refusal, and not by a device that only asks', async () => {
		const pushedBy: string[] = [];
		school.world.nudge = (deviceId) => pushedBy.push(deviceId);
		await school.sync(TABLET, []);
		await school.sync(TABLET, [entry({ code: 'I' })]);
		expect(pushedBy).toEqual([]);
		await school.sync(TABLET, [entry({ code: 'I' }), entry()]);
		expect(pushedBy).toEqual([TABLET.deviceId]);
	});

	it('[Z13] for which of its own classes the office asks, and nothing where it asks for none', async () => {
		const asked = { ...REGISTER, at: school.time };
		const heard: unknown[] = [];
		school.world.reminders = (classIds, now) => {
			heard.push([[...classIds], now]);
			return classIds.has(asked.classId) ? [asked] : [];
		};
		expect((await school.sync(TABLET, [])).reminders).toEqual([asked]);
		expect(await school.sync({ deviceId: 'tablet' }, [])).not.toHaveProperty('reminders');
		expect(heard).toEqual([
			[[REGISTER.classId], school.time],
			[[], school.time]
		]);
	});

	it('[Z10] how far the backup reaches, the school’s time, its own clock’s shift, and what was kept aside last', async () => {
		const plain = await school.sync(TABLET, []);
		expect(plain).toMatchObject({ protocol: 1, epochFrom: 0, now: school.time, backedUpTo: 0 });
		expect(plain).not.toHaveProperty('shiftMs');
		expect(plain).not.toHaveProperty('newClientId');
		expect(plain).not.toHaveProperty('reminders');
		expect(plain.witness).not.toHaveProperty('aside');
		school.world.shiftMs = 3_600_000;
		school.database.sqlite.exec('update school set backedUpTo = 5');
		const shifted = await school.sync(TABLET, [entry({ code: 'I' })]);
		expect(shifted).toMatchObject({ shiftMs: 3_600_000, backedUpTo: 5, witness: { aside: { number: 1 } } });
		expect(shifted.witness.aside?.hash).toBe((await school.store.quarantine(SCHOOL))[0]?.contentHash);
	});
});

describe('what a device says of itself', () => {
	const state = { waiting: 0, persisted: null, freeBytes: null, battery: null };

	it.each<[string, Partial<SyncRequest['state']>, object]>([
		['nothing', {}, { persisted: null, freeBytes: null, battery: null, openRegister: null }],
		[
			'that its store is kept',
			{ persisted: true, freeBytes: 5.6, battery: 0.5 },
			{ persisted: 1, freeBytes: 6, battery: 0.5 }
		],
		['that its store may go', { persisted: false, openRegister: 'x' }, { persisted: 0, openRegister: 'x' }]
	])('[W3] is kept as it was heard: %s', async (_what, over, row) => {
		await school.sync(TABLET, [], { state: { ...state, ...over }, app: '1.2', cursor: 3 });
		expect(device()).toMatchObject({ ...row, app: '1.2', cursor: 3, lastSeenAt: school.time });
	});

	it('[W3] its clock is compared with the school’s, a demo’s shift apart; less than nothing never waits', async () => {
		school.world.shiftMs = 3_600_000;
		await school.sync(TABLET, [entry()], { state, clock: { now: school.time - 3_600_000 - 250 } });
		expect(device()).toMatchObject({ clockOffsetMs: 250, waiting: 0 });
	});

	it('[Z9] only its own numbers are its evidence: not those of another client, nor what is no number', async () => {
		const odd = [
			{ ...entry({ id: 'others' }), clientId: 'c-other', seq: 7 },
			{ ...entry({ id: 'half' }), seq: 2.5 },
			{ ...entry({ id: 'huge' }), seq: 2 ** 60 },
			{ ...entry({ id: 'word' }), seq: '9' },
			{ ...entry(), id: 5, seq: 8 }
		];
		await school.sync(TABLET, [entry({ id: 'one', seq: 1 }), ...odd], { held: null });
		expect(await school.store.client(SCHOOL, 'c-tablet')).toMatchObject({ contiguousTo: 1, maxSeq: 1 });
		expect(await school.store.client(SCHOOL, 'c-other')).toBeNull();
	});
});
