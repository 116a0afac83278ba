import { describe, expect, it } from 'vitest';
import { schoolsOfATest } from '../../../../tests/support/each-school.ts';
import {
	ASSIGN_TEAL,
	at,
	CLASS_3T,
	entry,
	must,
	PLACES,
	PUPILS,
	STAFF
} from '../../../../tests/support/school-2026-27.ts';
import { base, byOffice, DESK, OFFICE, statuses, TABLET } from '../../../../tests/support/sent.ts';
import type { SmallSchool } from '../../../../tests/support/small-school.ts';
import { REGISTER, SCHOOL } from '../../../../tests/support/small-school.ts';
import type { Entry, Fact, HeldFact } from '../../rules/facts.ts';

const open = schoolsOfATest();

describe('judged by role, class and roll when it was made', () => {
	const refused = async (
		school: SmallSchool,
		from: Parameters<SmallSchool['sync']>[0],
		fact: Fact | Record<string, unknown>
	) => (await school.sync(from, [fact])).results[0]?.code;

	it('[P1] an unknown sign-in, another device’s, a person not on the staff then', async () => {
		const school = await open();
		expect(await refused(school, TABLET, entry({ signInId: 'nobody' }))).toBe('unknown-sign-in');
		expect(await refused(school, TABLET, entry({ signInId: 'in-s-office' }))).toBe('other-device');
		school.database.sqlite.exec(
			`update appointment set toAt = ${at('2026-09-14', '08:00')} where staffId = 's-teal'`
		);
		expect(await refused(school, TABLET, entry())).toBe('not-appointed');
		expect(
			await refused(school, TABLET, entry({ madeAt: at('2026-09-11', '08:52'), date: '2026-09-11' }))
		).toBeUndefined();
	});
	it('[P1] made after its device was revoked is refused, made before is not, whoever brings it', async () => {
		const school = await open();
		school.database.sqlite.exec(
			`update device set revokedAt = ${at('2026-09-14', '08:53')} where deviceId = 'tablet'`
		);
		expect(await refused(school, TABLET, entry({ madeAt: at('2026-09-14', '08:54') }))).toBe(
			'device-revoked'
		);
		expect(await refused(school, TABLET, entry({ madeAt: at('2026-09-14', '08:52') }))).toBeUndefined();
	});
	it('[P1] a governor, a class that is not one’s own, an unknown pupil, one not on roll, a day without school', async () => {
		const school = await open();
		expect(await refused(school, TABLET, entry({ classId: 'c-other' }))).toBe('not-your-class');
		expect(await refused(school, TABLET, entry({ pupilId: 'p-nobody' }))).toBe('unknown-pupil');
		await school.add({
			...ASSIGN_TEAL,
			id: 'f-leave',
			kind: 'leave',
			pupilId: PUPILS.dee.pupilId,
			lastDay: '2026-09-11',
			ground: 'a'
		});
		expect(await refused(school, TABLET, entry({ pupilId: PUPILS.dee.pupilId }))).toBe('not-on-roll');
		expect(
			await refused(school, TABLET, entry({ date: '2026-11-27', madeAt: at('2026-11-27', '08:52') }))
		).toBe('no-session');
	});
	it('[C11] a child who is to join next week is Z for the office until the starting day, in the class to come and in no other', async () => {
		const school = await open();
		const known = { sex: 'F' as const, address: '', startingDay: '2026-09-21', siblings: [], contacts: [] };
		await school.add(
			{ ...PUPILS.ava, id: 'f-eve', pupilId: 'p-eve', forename: 'Eve', register: known },
			{ ...CLASS_3T, id: 'f-4b', classId: 'c-4b', name: '4B' },
			{ ...must(PLACES[0], 'a place'), id: 'f-place-eve', pupilId: 'p-eve', from: '2026-09-21' }
		);
		const z = (over: Partial<HeldFact<Entry>> = {}) => byOffice({ pupilId: 'p-eve', code: 'Z', ...over });
		expect(await refused(school, OFFICE, z())).toBeUndefined();
		expect(await refused(school, OFFICE, z({ classId: 'c-4b' }))).toBe('not-on-roll');
		expect(await refused(school, OFFICE, z({ code: '/' }))).toBe('not-on-roll');
		school.time = at('2026-09-21', '09:30');
		expect(await refused(school, OFFICE, z({ date: '2026-09-21' }))).toBe('on-register');
		expect(await school.mark('p-eve')).toMatchObject({ code: 'Z' });
		expect((await school.store.registerFacts(SCHOOL, REGISTER))[0]?.flags ?? []).toEqual([]);
	});
	it('[P8] case F7: a cover teacher cannot change yesterday’s register', async () => {
		const school = await open();
		school.time = at('2026-09-15', '09:05');
		await school.add({
			...ASSIGN_TEAL,
			id: 'f-cover',
			staffId: STAFF.cover.staffId,
			from: { date: '2026-09-14', session: 'AM' },
			to: { date: '2026-09-14', session: 'AM' }
		});
		const cover = { deviceId: 'cover-tablet', person: STAFF.cover };
		const yesterday = entry({
			clientId: 'c-cover',
			signInId: 'in-s-cover',
			madeAt: at('2026-09-15', '09:00')
		});
		expect(await refused(school, cover, yesterday)).toBe('day-over');
	});
	it('[P1] a class given to a cover teacher mid-morning: the teacher’s earlier marks and the cover’s later ones both stand', async () => {
		const school = await open();
		const handOver = at('2026-09-14', '09:30');
		await school.add(
			{ ...ASSIGN_TEAL, id: 'f-end', replaces: [ASSIGN_TEAL.id], cancelled: true, madeAt: handOver },
			{
				...ASSIGN_TEAL,
				id: 'f-cover',
				staffId: STAFF.cover.staffId,
				from: { date: '2026-09-14', session: 'AM' },
				to: { date: '2026-09-14', session: 'PM' },
				madeAt: handOver
			}
		);
		school.time = at('2026-09-14', '09:40');
		const before = entry({ madeAt: at('2026-09-14', '08:52') });
		const after = entry({ madeAt: at('2026-09-14', '09:35'), pupilId: PUPILS.ben.pupilId });
		expect(await refused(school, TABLET, before)).toBeUndefined();
		expect(await refused(school, TABLET, after)).toBe('not-your-class');
		const cover = { deviceId: 'cover-tablet', person: STAFF.cover };
		const covers = entry({
			clientId: 'c-cover',
			signInId: 'in-s-cover',
			madeAt: at('2026-09-14', '09:36'),
			pupilId: PUPILS.cal.pupilId
		});
		const reply = await school.sync(cover, [covers], { clientId: 'c-cover' });
		expect(statuses(reply)).toEqual(['accepted']);
		expect(reply.scopes).toEqual(['school', 'class:c-3t']);
		expect(reply.changes).toContainEqual(expect.objectContaining({ id: before.id }));
	});
	it('[P3] a code that the role may not enter, and a correction after the close without its reason', async () => {
		const school = await open();
		expect(await refused(school, TABLET, entry({ code: 'I' }))).toBe('not-your-code');
		await school.sync(TABLET, [entry({ id: 'first', seq: 1 })]);
		school.time = at('2026-09-14', '09:21');
		const late = { madeAt: at('2026-09-14', '09:20'), code: 'N' as const, replaces: ['first'], seq: 2 };
		expect(await refused(school, TABLET, entry(late))).toBe('missing-reason');
		expect(
			await refused(school, TABLET, entry({ ...late, reason: 'Not in the room after all' }))
		).toBeUndefined();
	});
	it('[A7] only one’s own entries can be taken back, and only before the close', async () => {
		const school = await open();
		await school.sync(TABLET, [entry({ id: 'mine', seq: 1, how: 'filled' })]);
		const takeBack = { ...base('w'), ...REGISTER, kind: 'withdraw', entries: ['mine'] };
		expect(await refused(school, OFFICE, takeBack)).toBe('not-yours');
		const own = { ...takeBack, clientId: 'c-tablet', signInId: 'in-s-teal', seq: 2 };
		school.time = at('2026-09-14', '09:12');
		expect(await refused(school, TABLET, { ...own, id: 'late', madeAt: at('2026-09-14', '09:11') })).toBe(
			'after-close'
		);
		expect(await refused(school, TABLET, own)).toBeUndefined();
		expect(await school.mark(PUPILS.ava.pupilId)).toMatchObject({ shownAs: 'unmarked', code: null });
	});
	it('[T3] case F11: a clock three minutes fast flags marks near the opening and the close, and blocks none', async () => {
		const school = await open();
		school.time = at('2026-09-14', '09:05');
		const fast = { offsetMs: -180_000, doubtMs: 30 };
		const near = entry({ id: 'near', madeAt: at('2026-09-14', '08:55'), clock: fast });
		const far = entry({
			id: 'far',
			madeAt: at('2026-09-14', '09:03'),
			clock: fast,
			pupilId: PUPILS.ben.pupilId
		});
		expect(statuses(await school.sync(TABLET, [near, far]))).toEqual(['accepted', 'accepted']);
		const facts = await school.store.registerFacts(SCHOOL, REGISTER);
		expect(facts.find((fact) => fact.id === 'near')?.flags).toEqual(['clock']);
		expect(facts.find((fact) => fact.id === 'far')?.flags).toBeUndefined();
	});
});

describe('pull', () => {
	it('[Z7] a new device receives its class whole, and then only what is new', async () => {
		const school = await open();
		const first = await school.sync(TABLET, []);
		expect(first.scopes).toEqual(['school', 'class:c-3t']);
		expect(first.changes.map((fact) => fact.kind)).toEqual(
			expect.arrayContaining(['calendar', 'settings', 'pupil', 'place'])
		);
		const again = { epoch: first.epoch, cursor: first.cursor, scopes: first.scopes, witness: first.witness };
		await school.sync(
			DESK,
			[
				entry({
					id: 'desk',
					how: 'desk',
					code: 'L',
					arrivedAt: '08:52',
					signInId: 'in-s-recep',
					clientId: 'c-desk'
				})
			],
			{ clientId: 'c-desk' }
		);
		const second = await school.sync(TABLET, [], again);
		expect(second.changes.map((fact) => fact.id)).toEqual(['desk']);
		expect(
			(await school.sync(TABLET, [], { ...again, cursor: second.cursor, witness: second.witness })).changes
		).toEqual([]);
	});
	it('[Z7] nobody signed in: what is sent is taken, and nothing is told', async () => {
		const school = await open();
		const reply = await school.sync({ deviceId: 'tablet' }, [entry()]);
		expect(statuses(reply)).toEqual(['accepted']);
		expect(reply).toMatchObject({ changes: [], signedIn: null, cursor: 0 });
	});
	it('[Z8] case K5: a classroom learns that an absence is known, not its code, not its reason, and no addresses', async () => {
		const school = await open();
		await school.sync(OFFICE, [byOffice({ id: 'i', code: 'I', reason: 'Chickenpox' })], {
			clientId: 'c-office'
		});
		const told = JSON.stringify((await school.sync(TABLET, [])).changes);
		expect(told).toContain('"shownAs":"known"');
		expect(told).not.toContain('Chickenpox');
		expect(told).not.toContain('"code":"I"');
		expect(told).not.toContain('"register"');
		expect(told).not.toContain('in-s-office');
		expect(JSON.stringify((await school.sync(OFFICE, [])).changes)).toContain('Chickenpox');
	});
	it('[Z8] a governor’s device is given nothing', async () => {
		const school = await open();
		const governor = { staffId: 'gov', name: 'G', position: 'Governor', role: 'governor' as const };
		expect(await school.sync({ deviceId: 'tablet', person: governor }, [])).toMatchObject({
			changes: [],
			scopes: []
		});
	});
});
