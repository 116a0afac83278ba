import { afterEach, describe, expect, it } from 'vitest';
import { at, entry, PUPILS, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';

const opened: SmallSchool[] = [];
const open = async () => {
	const school = await SmallSchool.open();
	opened.push(school);
	return school;
};
afterEach(async () => {
	for (const school of opened.splice(0)) await school.close();
});

const TABLET = { deviceId: 'tablet', person: STAFF.teal };
const DESK = { deviceId: 'desk', person: STAFF.recep };
const OFFICE = { deviceId: 'office', person: STAFF.office };
const ava = PUPILS.ava.pupilId;
let seq = 0;

/** A fact as the desk makes it, at 08:40 that morning unless said. */
const said = (kind: string, over: Record<string, unknown>, signInId = 'in-s-recep') => ({
	id: `${kind}-${(seq += 1)}`,
	v: 1,
	kind,
	clientId: 'c-desk',
	seq,
	signInId,
	madeAt: at('2026-09-14', '08:40'),
	clock: { offsetMs: 0, doubtMs: 0 },
	...over
});
const inCell = { ...REGISTER, pupilId: ava };
const message = (over: Record<string, unknown> = {}) =>
	said('plan', {
		pupilId: ava,
		from: { date: REGISTER.date, session: 'AM' },
		to: { date: REGISTER.date, session: 'PM' },
		reason: 'A cold',
		message: { from: 'Sam Example, mother', via: 'phone' },
		replaces: [],
		...over
	});
const out = (over: Record<string, unknown> = {}) =>
	said('out', { ...inCell, at: '08:30', why: 'appointment', reason: 'Dentist', replaces: [], ...over });
const send = (school: SmallSchool, from: typeof DESK, ...facts: Record<string, unknown>[]) =>
	school.sync(from, facts, { clientId: 'c-desk' });

describe('what a parent says', () => {
	it('[P2] reception records it without a code; a class is told that an absence is known and not why', async () => {
		const school = await open();
		const told = message();
		expect((await send(school, DESK, told)).results).toMatchObject([{ status: 'accepted' }]);

		const { changes } = await school.sync(TABLET, []);
		const seen = changes.find((change) => change.id === told.id);
		expect(seen).toMatchObject({ kind: 'plan', pupilId: ava });
		expect(JSON.stringify(seen)).not.toMatch(/cold|mother|phone/);
		const office = await school.sync(OFFICE, []);
		expect(office.changes.find((change) => change.id === told.id)).toMatchObject({
			reason: 'A cold',
			message: { from: 'Sam Example, mother' }
		});
	});

	it('[P2] counts for nothing until the class confirms it, and then has no code until the office settles one', async () => {
		const school = await open();
		const told = message();
		await send(school, DESK, told);
		expect(await school.mark(ava)).toBeNull();
		const away = entry({ id: 'away', how: 'plan', code: undefined, confirms: told.id, sawPlans: [told.id] });
		expect((await school.sync(TABLET, [away])).results).toMatchObject([{ status: 'accepted' }]);
		expect(await school.mark(ava)).toMatchObject({ shownAs: 'away', code: null });

		school.time = at('2026-09-14', '09:30');
		const settled = said(
			'mark',
			{
				...inCell,
				madeAt: school.time,
				how: 'office',
				code: 'I',
				reason: 'A cold',
				replaces: ['away'],
				sawPlans: [told.id]
			},
			'in-s-office'
		);
		expect((await send(school, OFFICE, settled)).results).toMatchObject([{ status: 'accepted' }]);
		expect(await school.mark(ava)).toMatchObject({ shownAs: 'away', code: 'I', dispute: 0 });
	});

	it('[P2] a planned absence with a code is not reception’s to enter', async () => {
		const school = await open();
		const reply = await send(school, DESK, message({ message: undefined, code: 'M' }));
		expect(reply.results).toMatchObject([{ status: 'refused', code: 'not-your-code' }]);
	});

	it('[P8] an absence that ends before it begins is refused with a sentence', async () => {
		const school = await open();
		const reply = await send(school, DESK, message({ to: { date: '2026-09-11', session: 'AM' } }));
		expect(reply.results).toMatchObject([{ code: 'ends-before', message: 'It ends before it begins.' }]);
	});
});

describe('leaving and coming back', () => {
	it('B1 [B1] a leaving changes no mark, and the class learns that the child has left and not why', async () => {
		const school = await open();
		await school.sync(TABLET, [entry({ id: 'here' })]);
		const left = out();
		expect((await send(school, DESK, left)).results).toMatchObject([{ status: 'accepted' }]);
		expect(await school.mark(ava)).toMatchObject({ code: '/' });
		const { changes } = await school.sync(TABLET, []);
		const seen = changes.find((change) => change.id === left.id);
		expect(seen).toMatchObject({ kind: 'out', at: '08:30', why: 'other' });
		expect(JSON.stringify(seen)).not.toMatch(/Dentist|appointment/);
	});

	it('[P8] nobody leaves at a time that has not come', async () => {
		const school = await open();
		const reply = await send(school, DESK, out({ at: '14:00' }));
		expect(reply.results).toMatchObject([{ status: 'refused', code: 'not-yet' }]);
		expect(reply.results[0]?.message).toBe('It is not 14:00 yet. Record it when it has happened.');
	});

	it('[P2] a leaving is the desk’s to record, not the class’s', async () => {
		const school = await open();
		const reply = await school.sync(TABLET, [{ ...out(), clientId: 'c-tablet', signInId: 'in-s-teal' }]);
		expect(reply.results).toMatchObject([{ status: 'refused', code: 'role' }]);
	});
});

describe('what is the office’s alone', () => {
	it('[Z8] a class sees neither whom the office rang, nor what it settled, nor a card shown at the desk', async () => {
		const school = await open();
		const call = said('call', { ...inCell, contact: { name: 'Sam', order: 1 }, outcome: 'no-answer' });
		const settle = said('settle', {
			...REGISTER,
			signInId: 'in-s-office',
			about: 'x',
			outcome: 'closed',
			reason: 'Seen'
		});
		const card = said('propose', { ...inCell, code: 'M', arrivedAt: '08:40', note: 'Dentist’s card' });
		await send(school, DESK, call, card);
		await send(school, OFFICE, settle);
		const kindsOf = (reply: { changes: { id?: unknown }[] }) =>
			[call, settle, card].filter((fact) => reply.changes.some((change) => change.id === fact.id)).length;
		expect(kindsOf(await school.sync(TABLET, []))).toBe(0);
		expect(kindsOf(await school.sync(OFFICE, []))).toBe(3);
	});

	it('[Z4] what was refused stays on the office’s list until a person settles it with a reason', async () => {
		const school = await open();
		await school.sync(TABLET, [entry({ id: 'wrong', code: 'I' })]);
		expect(await school.store.keptAside(SCHOOL, 10)).toMatchObject([
			{ about: 'wrong', deviceName: 'tablet' }
		]);
		const settle = said(
			'settle',
			{ ...REGISTER, about: 'wrong', outcome: 'closed', reason: 'Entered as N instead' },
			'in-s-office'
		);
		expect((await send(school, OFFICE, settle)).results).toMatchObject([{ status: 'accepted' }]);
		expect(await school.store.keptAside(SCHOOL, 10)).toEqual([]);
		expect(await school.store.quarantine(SCHOOL)).toHaveLength(1);
	});

	it('[W3] a tablet has waiting what it had not been answered for, and is known by whoever signed in', async () => {
		const school = await open();
		await school.sync(TABLET, [entry({ id: 'one' })], {
			state: {
				waiting: 30,
				persisted: true,
				freeBytes: 5,
				battery: 0.12,
				openRegister: 'c-3t|2026-09-14|AM'
			}
		});
		const seen = (await school.store.tablets(SCHOOL)).find((each) => each.deviceId === 'tablet');
		expect(seen).toMatchObject({
			waiting: 29,
			battery: 0.12,
			persisted: true,
			openRegister: REGISTER,
			person: { staffId: 's-teal', role: 'teacher' },
			lastSeenAt: school.time
		});
	});

	it('[Z13] a class is told that its register is asked for, and others are not', async () => {
		const school = await open();
		const asked = { ...REGISTER, at: school.time };
		school.world.reminders = (classIds) => (classIds.has(asked.classId) ? [asked] : []);
		expect((await school.sync(TABLET, [])).reminders).toEqual([asked]);
		expect((await school.sync({ deviceId: 'tablet', person: null }, [])).reminders).toBeUndefined();
	});
});
