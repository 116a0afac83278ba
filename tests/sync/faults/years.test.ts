import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newBrowsers, Tablet } from '../../support/in-process.ts';
import { at, CALENDAR, must, PUPILS, STAFF } from '../../support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../../support/small-school.ts';

// Two ends in one process take a moment, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let school: SmallSchool;
const here = () => school;
const ava = PUPILS.ava.pupilId;
const ben = PUPILS.ben.pupilId;
const entries = async (of: { classId: string; date: string; session: 'AM' | 'PM' } = REGISTER) =>
	(await school.store.registerFacts(SCHOOL, of)).flatMap((fact) => (fact.kind === 'mark' ? fact : []));

beforeEach(async () => {
	newBrowsers();
	school = await SmallSchool.open();
});
afterEach(() => school.close());

/** The class of a teacher, from a day on; `until` is the last half-day of an older one. */
const assigned = (classId: string, from: string, replaces: string[] = [], until?: string) => ({
	...{ kind: 'assign' as const, staffId: STAFF.teal.staffId, classId, replaces },
	from: { date: from, session: 'AM' as const },
	...(until ? { to: { date: until, session: 'PM' as const } } : {})
});

/** The classes that a tablet could show a register of, with a pupil or more. */
async function held(tablet: Tablet, date: string): Promise<string[]> {
	const { book } = await tablet.device.day(date);
	return book.classes().flatMap(({ classId }) => (book.rollOf(classId, date).length > 0 ? classId : []));
}

describe('what has changed while marks lay on a tablet', () => {
	it('[P1] [F36] a new school year: July’s marks come home in September, to July’s register, as its class and its teacher were then', async () => {
		const july = { classId: 'c-3t', date: '2027-07-20', session: 'AM' } as const;
		const september = '2027-09-02';
		school.time = at(july.date, '08:55');
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const office = await Tablet.open(here, 'office', STAFF.office);
		tablet.line = 'down';
		const ids: string[] = [];
		for (const pupilId of [ava, ben]) {
			const [fact] = await tablet.device.record({
				...{ kind: 'mark', ...july, pupilId, how: 'tapped', code: '/', sawPlans: [] }
			});
			ids.push(must(fact, 'a fact').id);
		}
		school.time = at('2027-08-31', '10:00');
		const { position, receivedAt, maker, id, seq, ...calendar } = CALENDAR;
		await office.device.record(
			{
				...{ kind: 'calendar', schoolYear: '2027/28', closures: [] },
				terms: calendar.terms.map((term) => ({
					name: term.name,
					from: String(Number(term.from.slice(0, 4)) + 1) + term.from.slice(4),
					to: String(Number(term.to.slice(0, 4)) + 1) + term.to.slice(4)
				}))
			},
			{ kind: 'class', classId: 'c-4t', name: '4T', years: ['4'], order: 2 },
			{ kind: 'class', classId: 'c-1t', name: '1T', years: ['1'], order: 3 },
			...Object.values(PUPILS).map(({ pupilId }) => ({
				...{ kind: 'place' as const, pupilId, classId: 'c-4t', from: '2027-09-01' }
			})),
			assigned('c-3t', '2026-09-01', ['f-assign-teal'], '2027-08-31'),
			assigned('c-1t', '2027-09-01')
		);
		await office.sync();
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);

		school.time = at(september, '08:40');
		tablet.line = 'up';
		await tablet.sync();
		expect((await entries(july)).map((entry) => [entry.id, entry.code, entry.maker?.name])).toEqual(
			ids.map((each) => [each, '/', 'Ms Teal'])
		);
		for (const entry of await entries(july)) expect(entry.flags).toBeUndefined();
		expect(await school.mark(ava, july)).toMatchObject({ code: '/' });
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
		expect((await tablet.device.state()).waiting).toBe(0);
		// The class is no longer Ms Teal’s: once its marks are through, its pupils leave the tablet.
		expect(await held(tablet, september)).toEqual([]);
		expect(await held(office, september)).toEqual(['c-4t']);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});

	it('[Z7] [F28] the class is taken away while marks for it wait: they are accepted, and only then do its pupils leave the tablet', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const office = await Tablet.open(here, 'office', STAFF.office);
		tablet.line = 'down';
		const id = await tablet.tap(ava, '/');
		school.time += 60_000;
		await office.device.record({ ...assigned('c-3t', '2026-09-01', ['f-assign-teal']), cancelled: true });
		await office.sync();
		// The pull tells that the class is gone while a tap of this very moment still waits.
		let late = '';
		tablet.line = 'up';
		tablet.between = async (answer) => {
			tablet.between = null;
			const answered = await answer();
			late = await tablet.tap(ben, 'N');
			expect(await held(tablet, REGISTER.date)).toEqual(['c-3t']);
			tablet.line = 'down';
			return answered;
		};
		await tablet.device.sync('test');
		expect((await tablet.device.state()).waiting).toBe(1);
		expect(await held(tablet, REGISTER.date), 'Ben’s mark is still to be sent').toEqual(['c-3t']);
		expect((await tablet.mark(ben)).code).toBe('N');
		tablet.line = 'up';
		await tablet.sync();
		expect((await entries()).map((entry) => entry.id)).toEqual([id]);
		// Made after the class was given away: kept aside for the office, not lost.
		expect(await school.store.keptAside(SCHOOL, 10)).toMatchObject([{ about: late, code: 'not-your-class' }]);
		expect((await tablet.device.state()).waiting).toBe(0);
		expect(await held(tablet, REGISTER.date)).toEqual([]);
	});

	it('[J4] [F28] a pupil moves class and the tablet’s place in the school’s order is of an older epoch: its waiting mark stands, where it was made', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const office = await Tablet.open(here, 'office', STAFF.office);
		await office.device.record({ kind: 'class', classId: 'c-4e', name: '4E', years: ['4'], order: 2 });
		await office.sync();
		tablet.line = 'down';
		const id = await tablet.tap(ava, '/');
		await office.device.record({ kind: 'place', pupilId: ava, classId: 'c-4e', from: REGISTER.date });
		await office.sync();
		await school.store.write(SCHOOL, (writing) => writing.newEpoch('epoch-later', 'A test', school.time, 0));
		tablet.line = 'up';
		await tablet.sync();
		expect(await entries()).toMatchObject([{ id, code: '/', flags: ['other-class'] }]);
		expect(await tablet.device.state()).toMatchObject({ waiting: 0, refused: 0 });
		expect((await tablet.register()).rows.map((row) => row.pupil.pupilId)).not.toContain(ava);
		await office.sync();
		expect((await office.register({ ...REGISTER, classId: 'c-4e' })).rows).toMatchObject([
			{ pupil: { pupilId: ava }, mark: { code: '/' } }
		]);
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
	});

	it('[J5] [F37] one child entered twice, and the second taken off the roll while a tablet still marks it: both records keep their marks, and the office decides about the one that came too late', async () => {
		const twin = 'p-ava-again';
		const office = await Tablet.open(here, 'office', STAFF.office);
		await office.device.record(
			{
				...{ kind: 'pupil', pupilId: twin, forename: 'Ava', surname: 'Example' },
				...{ dob: PUPILS.ava.dob, year: '3' },
				register: { sex: 'F', address: '', startingDay: '2026-09-07', siblings: [], contacts: [] }
			},
			{ kind: 'place', pupilId: twin, classId: REGISTER.classId, from: '2026-09-07' }
		);
		await office.sync();
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		await tablet.tap(twin, '/');
		await tablet.sync();
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
		tablet.line = 'down';
		const tuesday = { ...REGISTER, date: '2026-09-15' } as const;
		const mark = (pupilId: string) => ({
			...{
				kind: 'mark' as const,
				...tuesday,
				pupilId,
				how: 'tapped' as const,
				code: '/' as const,
				sawPlans: []
			}
		});
		// Made on the last day on the roll, and on its way only when the record is off it.
		const afternoon = { ...REGISTER, session: 'PM' } as const;
		school.time = at(REGISTER.date, '13:15');
		await tablet.device.record({ ...mark(twin), ...afternoon, code: '\\' });
		school.time = at('2026-09-15', '08:55');
		const late = must((await tablet.device.record(mark(twin)))[0], 'the mark of the second record');
		await office.device.record({
			...{ kind: 'leave', pupilId: twin, lastDay: REGISTER.date },
			ground: 'Entered twice: the record of Ava Example stands'
		});
		await office.sync();
		tablet.line = 'up';
		await tablet.sync();
		// Monday’s marks stay where they were made; Tuesday’s is the office’s, and the class list has Ava once.
		expect(await school.mark(twin)).toMatchObject({ code: '/' });
		expect(await school.mark(twin, afternoon)).toMatchObject({ code: '\\' });
		expect(await school.mark(twin, tuesday)).toBeNull();
		const [kept] = await school.store.keptAside(SCHOOL, 10);
		expect(kept).toMatchObject({ about: late.id, code: 'not-on-roll', raw: { pupilId: twin } });
		const rows = (await tablet.register(tuesday)).rows.map((row) => row.pupil.pupilId);
		expect(rows).toContain(ava);
		expect(rows).not.toContain(twin);
		// The office gives the one that came too late to the record that stands, and closes it.
		await office.device.record(
			{ ...mark(ava), how: 'office', reason: 'Marked under her second record' },
			{ kind: 'settle', ...tuesday, about: late.id, outcome: 'accepted', reason: 'Entered twice' }
		);
		await office.sync();
		expect(await school.mark(ava, tuesday)).toMatchObject({ code: '/', dispute: 0 });
		expect(await school.store.keptAside(SCHOOL, 10)).toEqual([]);
		expect(await school.store.quarantine(SCHOOL)).toHaveLength(1);
	});
});
