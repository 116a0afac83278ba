import { afterEach, beforeEach, expect, it } from 'vitest';
import { whoHas } from '../../src/lib/rules/roll/giving.ts';
import { newBrowsers, Tablet } from '../support/in-process.ts';
import { at, PUPILS, STAFF } from '../support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../support/small-school.ts';

let school: SmallSchool;
const here = () => school;
const ava = PUPILS.ava.pupilId;
const cover = { staffId: STAFF.cover.staffId, classId: REGISTER.classId };
const { date } = REGISTER;

beforeEach(async () => {
	newBrowsers();
	school = await SmallSchool.open();
});
afterEach(() => school.close());

const refusals = async () => (await school.store.quarantine(SCHOOL)).map(({ code }) => code);

it('[R6] a cover teacher has the class after the next sync, and not after it is taken back; what was marked stands', async () => {
	const tablet = await Tablet.open(here, 'cover-tablet', STAFF.cover);
	const office = await Tablet.open(here, 'office', STAFF.office);
	expect((await tablet.register()).rows).toEqual([]);

	// The office gives it with no network at all: it is sent once there is one.
	office.line = 'down';
	const given = { kind: 'assign' as const, ...cover, from: { date, session: 'AM' as const } };
	const [fact] = await office.device.record({ ...given, to: { date, session: 'PM' }, replaces: [] });
	office.line = 'up';
	await office.sync();
	await tablet.sync();
	expect((await tablet.register()).rows).not.toEqual([]);
	await tablet.tap(ava, '/');
	await tablet.sync();
	expect(await school.mark(ava)).toMatchObject({ code: '/' });

	school.time = at(date, '08:57');
	await office.device.record({ ...given, replaces: [fact?.id ?? ''], cancelled: true });
	await office.sync();
	const { book } = await office.device.registerFacts('', '', 'AM');
	expect(whoHas(book, REGISTER.classId, REGISTER).map(({ staffId }) => staffId)).toEqual([
		STAFF.teal.staffId
	]);
	school.time = at(date, '08:59');
	await tablet.tap(PUPILS.ben.pupilId, '/');
	await tablet.sync();
	expect(await school.mark(ava)).toMatchObject({ code: '/' });
	expect(await refusals()).toEqual(['not-your-class']);
	expect((await tablet.register()).rows).toEqual([]);
});

it('[R6] a class is given by whoever keeps the record, and by nobody else', async () => {
	const tablet = await Tablet.open(here, 'cover-tablet', STAFF.cover);
	const desk = await Tablet.open(here, 'desk', STAFF.recep);
	for (const device of [tablet, desk]) {
		await device.device.record({ kind: 'assign', ...cover, from: { date, session: 'AM' }, replaces: [] });
		await device.sync();
	}
	expect(await refusals()).toEqual(['role', 'role']);
	expect((await school.store.book(SCHOOL)).givenOf(REGISTER.classId)).toHaveLength(1);
});

it('[R6] a class that does not exist is given to nobody', async () => {
	const office = await Tablet.open(here, 'office', STAFF.office);
	const to = { ...cover, classId: 'c-none' };
	await office.device.record({ kind: 'assign', ...to, from: { date, session: 'AM' }, replaces: [] });
	await office.sync();
	expect(await refusals()).toEqual(['unknown-class']);
});
