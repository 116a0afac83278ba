import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newBrowsers, Tablet } from '../support/in-process.ts';
import { at, PUPILS, STAFF } from '../support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../support/small-school.ts';

let school: SmallSchool;
const here = () => school;
const { ava, ben, cal, dee } = PUPILS;

beforeEach(async () => {
	newBrowsers();
	school = await SmallSchool.open();
});
afterEach(() => school.close());

/** The office enters a whole register from paper, called at 08:55, in one act. */
async function fromPaper(office: Tablet, codes: Record<string, '/' | 'L' | 'N'>): Promise<void> {
	await office.device.record(
		...Object.entries(codes).map(([pupilId, code]) => ({
			kind: 'mark' as const,
			...REGISTER,
			pupilId,
			how: 'paper' as const,
			code,
			sawPlans: [],
			takenBy: STAFF.teal.name,
			takenAt: '08:55',
			actId: 'act-paper'
		})),
		{ kind: 'finish', ...REGISTER, blanks: [] }
	);
	await office.sync();
}

describe('a register from paper, and the tablet that comes back', () => {
	it('[E4] paper present, and the tablet’s own present of 08:52 that comes later: one mark, no dispute, both kept', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const office = await Tablet.open(here, 'office', STAFF.office);
		tablet.line = 'down';
		school.time = at(REGISTER.date, '08:52');
		for (const pupil of [ava, ben, cal, dee]) await tablet.tap(pupil.pupilId, '/');
		school.time = at(REGISTER.date, '09:20');
		await fromPaper(office, {
			[ava.pupilId]: '/',
			[ben.pupilId]: '/',
			[cal.pupilId]: '/',
			[dee.pupilId]: '/'
		});
		school.time = at(REGISTER.date, '09:31');
		tablet.line = 'up';
		await tablet.sync();
		await office.sync();
		for (const end of [tablet, office]) {
			expect((await end.register()).counts).toMatchObject({ here: 4, left: 0 });
			const mark = await end.mark(ava.pupilId);
			expect(mark).toMatchObject({ code: '/', dispute: null });
			expect(mark.history.map(({ entry }) => entry.how)).toEqual(['tapped', 'paper']);
		}
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
	});

	it('[E9] paper absent, and the tablet’s own present: present shows, as tapped and paper rank alike, and which is right is asked', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const office = await Tablet.open(here, 'office', STAFF.office);
		tablet.line = 'down';
		school.time = at(REGISTER.date, '08:52');
		await tablet.tap(ava.pupilId, '/');
		await tablet.tap(ben.pupilId, '/');
		school.time = at(REGISTER.date, '09:20');
		await fromPaper(office, { [ava.pupilId]: 'N', [ben.pupilId]: 'L' });
		tablet.line = 'up';
		await tablet.sync();
		await office.sync();
		for (const end of [tablet, office]) {
			expect(await end.mark(ava.pupilId)).toMatchObject({ code: '/', dispute: { urgent: false } });
			// Of two that rank alike the later made shows, until a person chooses.
			expect(await end.mark(ben.pupilId)).toMatchObject({ code: 'L', dispute: { urgent: false } });
		}
	});

	it('[P2] a teacher may not say that a register came from paper: it is refused, and kept for the office', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		await fromPaper(tablet, { [ava.pupilId]: '/' });
		expect(await school.mark(ava.pupilId)).toBeNull();
		expect(await school.store.quarantine(SCHOOL)).toMatchObject([{ code: 'role' }]);
	});

	it('a refused mark that the office accepts as a correction: a new entry cites it, and it is settled in the same act', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const office = await Tablet.open(here, 'office', STAFF.office);
		const refusedId = await tablet.tap(ava.pupilId, 'I');
		await tablet.sync();
		expect(await school.store.keptAside(SCHOOL, 10)).toMatchObject([{ about: refusedId }]);
		const reason = 'Mother rang at 08:40';
		await office.device.record(
			{
				kind: 'mark',
				...REGISTER,
				pupilId: ava.pupilId,
				how: 'office',
				code: 'I',
				reason,
				sawPlans: [],
				cites: refusedId
			},
			{ kind: 'settle', ...REGISTER, about: refusedId, outcome: 'accepted', reason }
		);
		await office.sync();
		expect(await school.mark(ava.pupilId)).toMatchObject({ code: 'I', dispute: 0 });
		expect(await school.store.keptAside(SCHOOL, 10)).toEqual([]);
	});
});
