import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readDay } from '../../../src/lib/rules/day.ts';
import { childrenToFind } from '../../../src/lib/rules/find.ts';
import { newBrowsers, Tablet } from '../../support/in-process.ts';
import { at, PUPILS, STAFF } from '../../support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../../support/small-school.ts';

// Two ends in one process take a moment, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let school: SmallSchool;
const here = () => school;
const ava = PUPILS.ava.pupilId;
const ben = PUPILS.ben.pupilId;
const cal = PUPILS.cal.pupilId;
const dee = PUPILS.dee.pupilId;
const entries = async () =>
	(await school.store.registerFacts(SCHOOL, REGISTER)).flatMap((fact) => (fact.kind === 'mark' ? fact : []));

beforeEach(async () => {
	newBrowsers();
	school = await SmallSchool.open();
});
afterEach(() => school.close());

/** Ms Teal on a second tablet. */
async function secondTablet(): Promise<Tablet> {
	await school.enrol('second');
	await school.signIn('in-second', STAFF.teal, 'second');
	return Tablet.open(here, 'second', STAFF.teal, 'second', {}, 'in-second');
}

/** Mr Cover has the class too, and may sign in on Ms Teal’s tablet. */
async function coverOnTheSameTablet(): Promise<void> {
	const office = await Tablet.open(here, 'office', STAFF.office);
	await office.device.record({
		kind: 'assign',
		staffId: STAFF.cover.staffId,
		classId: REGISTER.classId,
		from: { date: REGISTER.date, session: 'AM' },
		to: { date: REGISTER.date, session: 'PM' },
		replaces: []
	});
	await office.sync();
	await school.signIn('in-cover-here', STAFF.cover, 'tablet');
}

describe('more than one person', () => {
	it('[D-sign] [F9] who marked offline and signed out has made those marks, though it is the next person’s sync that brings them', async () => {
		await coverOnTheSameTablet();
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		tablet.line = 'down';
		await tablet.tap(ava, '/');
		await tablet.tap(ben, 'N');
		await tablet.device.signOut();
		expect((await tablet.device.state()).waiting).toBe(2);
		tablet.line = 'up';
		await tablet.signIn(STAFF.cover, 'in-cover-here');
		await tablet.tap(cal, '/');
		await tablet.sync();
		expect((await entries()).map(({ pupilId, code, maker }) => [pupilId, code, maker?.name])).toEqual([
			[ava, '/', 'Ms Teal'],
			[ben, 'N', 'Ms Teal'],
			[cal, '/', 'Mr Cover']
		]);
		expect(await tablet.device.state()).toMatchObject({ waiting: 0, person: { name: 'Mr Cover' } });
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
	});

	it('[E9] [F16] two tablets on one class: each pupil is merged alone, equal answers are one mark, unequal ones ask which is right', async () => {
		const one = await Tablet.open(here, 'tablet', STAFF.teal);
		const two = await secondTablet();
		one.line = two.line = 'down';
		await one.tap(ava, '/');
		await one.tap(cal, '/');
		await one.tap(dee, '/');
		school.time += 60_000;
		await two.tap(ben, 'N');
		await two.tap(cal, '/');
		await two.tap(dee, 'N');
		one.line = two.line = 'up';
		await one.sync();
		await two.sync();
		await one.sync();
		expect(await entries()).toHaveLength(6);
		for (const tablet of [one, two]) {
			expect(await tablet.mark(ava)).toMatchObject({ code: '/', dispute: null });
			expect(await tablet.mark(ben)).toMatchObject({ code: 'N', dispute: null });
			expect(await tablet.mark(cal)).toMatchObject({ code: '/', dispute: null });
			expect(await tablet.mark(dee)).toMatchObject({ code: '/', dispute: { urgent: false } });
			for (const [pupilId, count] of [
				[ava, 1],
				[ben, 1],
				[cal, 2],
				[dee, 2]
			] as const)
				expect((await tablet.mark(pupilId)).history).toHaveLength(count);
		}
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
	});

	it('[E9] [CF1] [F17] the office’s N after the close, then the class’s own present of 08:52: a doubtful presence, both kept, the child still to be found', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const office = await Tablet.open(here, 'office', STAFF.office);
		tablet.line = 'down';
		school.time = at(REGISTER.date, '08:52');
		for (const pupilId of [ava, ben, cal, dee]) await tablet.tap(pupilId, '/');
		await tablet.device.record({ kind: 'finish', ...REGISTER, blanks: [] });
		school.time = at(REGISTER.date, '09:40');
		await office.device.record({
			kind: 'mark',
			...REGISTER,
			pupilId: ava,
			how: 'office',
			code: 'N',
			sawPlans: []
		});
		await office.sync();
		// Nobody but a person has marked anybody, though the register closed without a word from the class.
		expect((await entries()).map((entry) => [entry.pupilId, entry.maker?.name])).toEqual([
			[ava, 'Mrs Office']
		]);
		expect((await office.register()).counts).toMatchObject({ left: 3 });

		school.time = at(REGISTER.date, '11:40');
		tablet.line = 'up';
		await tablet.sync();
		await office.sync();
		for (const end of [tablet, office]) {
			const mark = await end.mark(ava);
			expect(mark).toMatchObject({ code: '/', dispute: { urgent: false } });
			expect(mark.history.map((line) => line.entry.code).sort()).toEqual(['/', 'N']);
		}
		const { book, facts } = await office.device.day(REGISTER.date);
		const day = readDay(book, facts, REGISTER.date, school.time);
		const { rows } = childrenToFind(day, {
			session: 'AM',
			now: school.time,
			tablets: [],
			tabletsAt: null,
			desks: []
		});
		expect(rows.map((row) => [row.pupil.pupilId, row.kind])).toEqual([[ava, 'disputed']]);
	});
});

describe('an act and its undoing', () => {
	const fill = () =>
		[ava, ben, cal, dee].map((pupilId) => ({
			...{ kind: 'mark' as const, ...REGISTER, pupilId, how: 'filled' as const, code: '/' as const },
			...{ sawPlans: [], actId: 'rest-present' }
		}));
	it.each(['with the fill already received, its reply lost', 'with nothing sent yet'])(
		'[E5] [F38] Rest present undone without a network, %s: nobody is present, and the fill and its undoing are both kept',
		async (what) => {
			const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
			const office = await Tablet.open(here, 'office', STAFF.office);
			tablet.line = what.startsWith('with nothing') ? 'down' : 'reply-lost';
			const filled = await tablet.device.record(...fill());
			await tablet.sync();
			tablet.line = 'down';
			school.time += 30_000;
			const ids = filled.map((fact) => fact.id);
			await tablet.device.record({ kind: 'withdraw', ...REGISTER, entries: ids });
			expect((await tablet.register()).counts).toMatchObject({ here: 0, left: 4 });
			tablet.line = 'up';
			await tablet.sync();
			await office.sync();
			for (const end of [tablet, office]) {
				const { counts } = await end.register();
				expect(counts).toMatchObject({ here: 0, away: 0, left: 4 });
			}
			for (const pupilId of [ava, ben, cal, dee])
				expect(await school.mark(pupilId)).toMatchObject({ code: null, dispute: 0 });
			expect((await entries()).map((entry) => entry.id)).toEqual(ids);
			expect(await school.store.registerFacts(SCHOOL, REGISTER)).toHaveLength(5);
			expect((await tablet.device.state()).waiting).toBe(0);
			expect(await school.store.quarantine(SCHOOL)).toEqual([]);
		}
	);
});
