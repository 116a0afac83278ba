import { describe, expect, it } from 'vitest';
import type { SyncRequest } from '../../src/lib/protocol/sync.ts';
import { eachSchool, entriesOf, here, school } from '../support/each-school.ts';
import { newBrowsers, Tablet } from '../support/in-process.ts';
import { at, PUPILS, STAFF } from '../support/school-2026-27.ts';
import { REGISTER, SCHOOL } from '../support/small-school.ts';

eachSchool(newBrowsers);

const ava = PUPILS.ava.pupilId;
const ben = PUPILS.ben.pupilId;

describe('a tablet and the school', () => {
	it('[Z2] [F41] a tap changed while its first push’s reply was lost: both arrive once, and both ends show the second', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		tablet.line = 'reply-lost';
		await tablet.tap(ava, 'N');
		await tablet.sync();
		await tablet.tap(ava, '/');
		tablet.line = 'up';
		await tablet.sync();
		expect((await entriesOf()).map((entry) => entry.code)).toEqual(['N', '/']);
		expect(await school.mark(ava)).toMatchObject({ code: '/', dispute: 0 });
		expect(await tablet.mark(ava)).toMatchObject({ code: '/', dispute: null });
		expect(await tablet.device.state()).toMatchObject({ waiting: 0, refused: 0 });
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
	});

	it('[Z4] [F42] a refused entry in a chain of three: the tablet says so, keeps it, and shows what remains', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		tablet.line = 'down';
		await tablet.tap(ava, 'N');
		const refusedId = await tablet.tap(ava, 'I');
		await tablet.tap(ava, '/');
		tablet.line = 'up';
		await tablet.sync();
		const { refused } = await tablet.device.registerFacts(REGISTER.classId, REGISTER.date, REGISTER.session);
		expect(refused).toMatchObject([{ fact: { id: refusedId }, message: expect.stringMatching(/./) }]);
		expect(await tablet.mark(ava)).toMatchObject({ code: '/', dispute: null });
		expect(await school.mark(ava)).toMatchObject({ code: '/', dispute: 0 });
	});

	it('[Z2] [F2] [F44] the same batch from two tabs at once is stored once, and both tabs know it was received', async () => {
		const one = await Tablet.open(here, 'tablet', STAFF.teal, 'browser');
		const two = await Tablet.open(here, 'tablet', STAFF.teal, 'browser');
		one.line = two.line = 'down';
		for (const pupil of Object.values(PUPILS)) await one.tap(pupil.pupilId, '/');
		one.line = two.line = 'up';
		// Neither is answered before the other has sent.
		const bodies: string[] = [];
		let bothSent = () => {};
		const both = new Promise<void>((sent) => (bothSent = sent));
		for (const tab of [one, two])
			tab.between = async (answer, body) => {
				if (bodies.push(body) === 2) bothSent();
				await both;
				return answer();
			};
		await Promise.all([one.device.sync('one'), two.device.sync('two')]);
		const [first = '', second = ''] = bodies.map((body) =>
			JSON.stringify((JSON.parse(body) as SyncRequest).facts)
		);
		expect(first).toContain(PUPILS.ava.pupilId);
		expect(second).toBe(first);
		expect(await entriesOf()).toHaveLength(4);
		for (const tab of [one, two]) {
			expect(await tab.device.state()).toMatchObject({ waiting: 0, refused: 0 });
			expect((await tab.register()).counts).toMatchObject({ here: 4, left: 0 });
		}
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
	});

	it('[E6] [F48] Present tapped on a child signed in at the desk: both ends show L with its time, seen in class', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const desk = await Tablet.open(here, 'desk', STAFF.recep);
		await desk.device.record({
			kind: 'mark',
			...REGISTER,
			pupilId: ava,
			how: 'desk',
			code: 'L',
			arrivedAt: '08:54',
			sawPlans: []
		});
		await desk.sync();
		tablet.line = 'down';
		school.time = at(REGISTER.date, '08:57');
		await tablet.tap(ava, '/');
		tablet.line = 'up';
		await tablet.sync();
		await desk.sync();
		for (const end of [tablet, desk])
			expect(await end.mark(ava)).toMatchObject({
				code: 'L',
				arrival: { at: '08:54', seenInClass: true },
				dispute: null
			});

		// Nor does it go where the tablet has heard of the arrival.
		school.time = at(REGISTER.date, '08:58');
		await tablet.tap(ava, '/');
		await tablet.sync();
		await desk.sync();
		expect((await entriesOf()).at(-1)?.replaces).toHaveLength(2);
		for (const end of [tablet, desk])
			expect(await end.mark(ava)).toMatchObject({ code: 'L', arrival: { at: '08:54' }, dispute: null });
	});

	it('[E7] [F15] N tapped offline at 08:52, signed in at 09:01, the tablet back at 09:20: L on both ends, the N in the history', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const desk = await Tablet.open(here, 'desk', STAFF.recep);
		tablet.line = 'down';
		school.time = at(REGISTER.date, '08:52');
		await tablet.tap(ava, 'N');
		school.time = at(REGISTER.date, '09:01');
		await desk.device.record({
			kind: 'mark',
			...REGISTER,
			pupilId: ava,
			how: 'desk',
			code: 'L',
			arrivedAt: '09:01',
			sawPlans: []
		});
		await desk.sync();
		school.time = at(REGISTER.date, '09:20');
		tablet.line = 'up';
		await tablet.sync();
		await desk.sync();
		for (const end of [tablet, desk]) {
			const mark = await end.mark(ava);
			expect(mark).toMatchObject({ code: 'L', dispute: null });
			expect(mark.history.map((line) => line.entry.code)).toEqual(['N', 'L']);
		}
	});

	it('[E10] [F47] a plan entered while the tablet filled: both ends say which is right?, and neither counts it', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const office = await Tablet.open(here, 'office', STAFF.office);
		tablet.line = 'down';
		await office.device.record({
			kind: 'plan',
			pupilId: ava,
			from: { date: REGISTER.date, session: 'AM' },
			to: { date: REGISTER.date, session: 'PM' },
			code: 'I',
			reason: 'Chickenpox',
			replaces: []
		});
		await office.sync();
		await tablet.device.record({
			kind: 'mark',
			...REGISTER,
			pupilId: ava,
			how: 'filled',
			code: '/',
			sawPlans: []
		});
		tablet.line = 'up';
		await tablet.sync();
		await office.sync();
		for (const end of [tablet, office]) {
			const register = await end.register();
			expect(register.counts).toMatchObject({ here: 0, away: 0, left: 4 });
			expect(register.rows.find((row) => row.pupil.pupilId === ava)?.mark).toMatchObject({
				provisional: true,
				dispute: { urgent: false }
			});
		}
		expect((await tablet.mark(ava)).code).toBeNull();
		expect((await office.mark(ava)).code).toBe('I');
	});

	it('[P1] [F46] a class given to a cover teacher mid-morning: what each marked while it was theirs stands, on every screen', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const office = await Tablet.open(here, 'office', STAFF.office);
		tablet.line = 'down';
		await tablet.tap(ava, '/');
		school.time = at(REGISTER.date, '09:00');
		await office.device.record(
			{
				kind: 'assign',
				staffId: STAFF.teal.staffId,
				classId: REGISTER.classId,
				from: { date: '2026-09-01', session: 'AM' },
				replaces: ['f-assign-teal'],
				cancelled: true
			},
			{
				kind: 'assign',
				staffId: STAFF.cover.staffId,
				classId: REGISTER.classId,
				from: { date: REGISTER.date, session: 'AM' },
				to: { date: REGISTER.date, session: 'PM' },
				replaces: []
			}
		);
		await office.sync();
		const cover = await Tablet.open(here, 'cover-tablet', STAFF.cover);
		school.time = at(REGISTER.date, '09:02');
		await cover.tap(ben, '/');
		await cover.sync();
		tablet.line = 'up';
		await tablet.sync();
		await cover.sync();
		expect((await entriesOf()).map((entry) => [entry.pupilId, entry.maker?.name])).toEqual([
			[ben, 'Mr Cover'],
			[ava, 'Ms Teal']
		]);
		expect((await cover.register()).counts).toMatchObject({ here: 2 });
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
	});
});
