import { importProgress } from '../../src/lib/ui/import-progress.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newBrowsers, Tablet } from '../support/in-process.ts';
import { at, PUPILS, STAFF } from '../support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../support/small-school.ts';

let school: SmallSchool;
const here = () => school;
const ava = PUPILS.ava.pupilId;
const other = { ...REGISTER, classId: 'c-4e' };

beforeEach(async () => {
	newBrowsers();
	school = await SmallSchool.open();
	const office = await Tablet.open(here, 'office', STAFF.office, 'setting up');
	await office.device.record({ kind: 'class', classId: 'c-4e', name: '4E', years: ['4'], order: 2 });
	await office.sync();
});
afterEach(() => school.close());

const entries = async () =>
	(await school.store.registerFacts(SCHOOL, REGISTER)).filter(
		(fact) => fact.kind === 'mark' && fact.pupilId === ava
	);

describe('a class list that changes while a tablet holds the old one', () => {
	it('[J4] a move in mid-week: the old tablet still marks the pupil, the mark arrives, and is flagged', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const office = await Tablet.open(here, 'office', STAFF.office);
		tablet.line = 'down';
		await office.device.record({ kind: 'place', pupilId: ava, classId: 'c-4e', from: REGISTER.date });
		await office.sync();
		await tablet.tap(ava, '/');
		tablet.line = 'up';
		await tablet.sync();
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
		expect(await entries()).toMatchObject([{ code: '/', flags: ['other-class'] }]);
		await office.sync();
		const rows = (await office.register(other)).rows;
		expect(rows.map(({ pupil, mark }) => [pupil.pupilId, mark.code])).toEqual([[ava, '/']]);
		// Once it has heard, the tablet no longer lists the pupil.
		expect((await tablet.register()).rows.map(({ pupil }) => pupil.pupilId)).not.toContain(ava);
	});

	it('[J4] a move from tomorrow leaves today’s register as it is', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const office = await Tablet.open(here, 'office', STAFF.office);
		await office.device.record({ kind: 'place', pupilId: ava, classId: 'c-4e', from: '2026-09-15' });
		await office.sync();
		await tablet.sync();
		await tablet.tap(ava, '/');
		await tablet.sync();
		const [entry] = await entries();
		expect(entry?.flags ?? []).toEqual([]);
		expect((await tablet.register()).rows.map(({ pupil }) => pupil.pupilId)).toContain(ava);
	});

	it('[J5] after the last day an old tablet’s mark is kept aside for the office, and on the last day it counts', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const office = await Tablet.open(here, 'office', STAFF.office);
		const leave = {
			kind: 'leave',
			pupilId: ava,
			ground: 'Regulation 9(1)(a): Registered at another school'
		} as const;
		tablet.line = 'down';
		await office.device.record({ ...leave, lastDay: REGISTER.date });
		await office.sync();
		await tablet.tap(ava, '/');
		tablet.line = 'up';
		await tablet.sync();
		expect(await school.mark(ava)).toMatchObject({ code: '/' });
		tablet.line = 'down';
		school.time = at('2026-09-15', '08:55');
		await tablet.device.record({
			kind: 'mark',
			...REGISTER,
			date: '2026-09-15',
			pupilId: ava,
			how: 'tapped',
			code: '/',
			sawPlans: []
		});
		tablet.line = 'up';
		await tablet.sync();
		expect(await school.store.quarantine(SCHOOL)).toMatchObject([{ code: 'not-on-roll' }]);
		expect((await tablet.device.state()).waiting).toBe(0);
	});

	it('[J5] a leaving that is taken back leaves the pupil on roll', async () => {
		const office = await Tablet.open(here, 'office', STAFF.office);
		const leave = {
			kind: 'leave',
			pupilId: ava,
			lastDay: '2026-09-11',
			ground: 'Regulation 9(1)(a): x'
		} as const;
		await office.device.record(leave);
		await office.device.record({ ...leave, cancelled: true, reason: 'Wrong child' });
		await office.sync();
		const book = await school.store.book(SCHOOL);
		expect(book.classOf(ava, REGISTER.date)).toBe('c-3t');
		expect(book.rollFacts(ava).filter(({ kind }) => kind === 'leave')).toHaveLength(2);
	});

	it('[J11] an import of 630 pupils is one act: all of it on the device at once, and all of it received', async () => {
		const office = await Tablet.open(here, 'office', STAFF.office);
		const drafts = Array.from({ length: 630 }, (_, at) => {
			const register = {
				sex: 'F',
				address: '',
				startingDay: '2026-09-14',
				siblings: [],
				contacts: []
			} as const;
			const pupilId = `p-new-${at}`;
			return [
				{
					...({
						kind: 'pupil',
						pupilId,
						forename: 'New',
						surname: `Pupil ${at}`,
						dob: '2019-01-01',
						year: '3'
					} as const),
					...{ actId: 'act', register: { ...register, siblings: [], contacts: [] } }
				},
				{ kind: 'place', pupilId, classId: 'c-4e', from: '2026-09-14', actId: 'act' } as const
			];
		}).flat();
		const facts = await office.device.record(...drafts);
		const progress = async () => {
			const { book } = await office.device.registerFacts('c-4e', REGISTER.date, 'AM');
			return importProgress(book, facts);
		};
		expect(await progress()).toEqual({ all: 1260, received: 0, refused: 0 });
		for (let run = 0; (await office.device.state()).waiting > 0 && run < 20; run += 1) await office.sync();
		await office.sync();
		expect(await progress()).toEqual({ all: 1260, received: 1260, refused: 0 });
		expect((await school.store.book(SCHOOL)).rollOf('c-4e', REGISTER.date)).toHaveLength(630);
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
	});

	it('[J11] an entry of an import that the school does not accept is counted as such', async () => {
		const office = await Tablet.open(here, 'office', STAFF.office);
		const facts = await office.device.record({
			kind: 'place',
			pupilId: ava,
			classId: 'c-none',
			from: REGISTER.date
		});
		await office.sync();
		const { book } = await office.device.registerFacts(REGISTER.classId, REGISTER.date, 'AM');
		expect(importProgress(book, facts)).toEqual({ all: 1, received: 0, refused: 1 });
	});

	it('[C8] a classroom gets names and birthday of a pupil, and nothing of the admission register or why it changed', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		const office = await Tablet.open(here, 'office', STAFF.office);
		const secret = 'Hush';
		await office.device.record(
			{
				...{
					kind: 'pupil',
					pupilId: ava,
					forename: 'Ava',
					surname: 'Example',
					dob: PUPILS.ava.dob,
					year: '3',
					reason: `${secret} 1`
				},
				register: {
					...{
						sex: 'F',
						address: `${secret} 2`,
						startingDay: '2023-09-04',
						lastSchool: `${secret} 3`,
						siblings: []
					},
					...{ lastSchoolAddress: `${secret} 4`, otherSchool: `${secret} 5`, otherSchoolFrom: '2026-12-01' },
					futureAddress: { parent: `${secret} 6`, address: `${secret} 7`, from: '2026-12-01' },
					contacts: [
						{
							name: `${secret} 8`,
							relation: '',
							isParent: true,
							livesWith: true,
							order: 1,
							phones: [`${secret} 9`]
						}
					]
				}
			},
			{ kind: 'place', pupilId: ava, classId: 'c-3t', from: '2026-09-02', reason: `${secret} 10` },
			{
				...{
					kind: 'leave',
					pupilId: ava,
					lastDay: '2026-12-18',
					ground: `${secret} 11`,
					nextSchool: `${secret} 12`
				},
				...{ evidence: `${secret} 13`, reason: `${secret} 14` }
			}
		);
		await office.sync();
		await tablet.sync();
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
		const { book } = await tablet.device.registerFacts(REGISTER.classId, REGISTER.date, REGISTER.session);
		const held = book.rollFacts(ava);
		expect(held.filter(({ kind }) => kind === 'leave')).toHaveLength(1);
		expect(held.filter(({ kind }) => kind === 'pupil')).toHaveLength(2);
		expect(JSON.stringify(held)).not.toContain(secret);
		expect(JSON.stringify(held)).not.toContain('startingDay');
		const officeBook = (await office.device.registerFacts(REGISTER.classId, REGISTER.date, REGISTER.session))
			.book;
		expect(JSON.stringify(officeBook.rollFacts(ava)).match(/Hush \d+/g)).toHaveLength(14);
	});
});
