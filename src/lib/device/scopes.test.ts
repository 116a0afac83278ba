import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { json } from './fake-school.ts';
import { AT, othersFact, schoolBook, signedInTablet, tap } from './fake-tablet.ts';
import { reviewedClasses } from './scopes.ts';

const pupilOf4B = () => [
	othersFact({
		id: 'pupil q',
		kind: 'pupil',
		pupilId: 'q-1',
		forename: 'Q',
		surname: 'Q',
		dob: '2017-01-01',
		year: '4'
	}),
	othersFact({ id: 'place q', kind: 'place', pupilId: 'q-1', classId: '4B', from: '2026-09-01' }),
	othersFact({
		id: 'plan q',
		kind: 'plan',
		pupilId: 'q-1',
		from: AT,
		to: AT,
		shownAs: 'known',
		tag: 't',
		replaces: []
	}),
	othersFact({
		id: 'mark q',
		kind: 'mark',
		...AT,
		classId: '4B',
		pupilId: 'q-1',
		how: 'tapped',
		code: '/',
		replaces: [],
		sawPlans: []
	}),
	othersFact({ id: 'finish q', kind: 'finish', ...AT, classId: '4B', blanks: [] }),
	othersFact({ id: 'c-4B', kind: 'class', classId: '4B', name: '4B', years: ['4'], order: 2 })
];

async function coverTablet() {
	const tablet = await signedInTablet();
	tablet.school.add(...schoolBook(), ...pupilOf4B());
	tablet.school.scopes = ['school', 'class:3A', 'class:4B'];
	await tablet.device.sync('test');
	const idsOf4B = async () =>
		(await tablet.db.facts.toArray())
			.map((row) => row.id)
			.filter((id) => / q$/.test(id))
			.sort();
	return { ...tablet, idsOf4B };
}

describe('what a device may hold', () => {
	it('[D-scope] a class that is taken away goes with its pupils, plans and marks; the school’s own book stays', async () => {
		const { device, db, school, idsOf4B } = await coverTablet();
		expect(await idsOf4B()).toHaveLength(5);
		school.scopes = ['school', 'class:3A'];
		await device.sync('test');
		expect(await idsOf4B()).toEqual([]);
		expect(await db.facts.where('kind').equals('class').count()).toBe(2);
		expect((await device.registerFacts('3A', AT.date, AT.session)).book.rollOf('3A', AT.date)).toHaveLength(
			3
		);
		expect((await device.registerFacts('4B', AT.date, AT.session)).book.rollOf('4B', AT.date)).toEqual([]);
	});

	it('[D-scope] nothing goes while something about it is unsent; it goes once that is through', async () => {
		const { device, school, idsOf4B } = await coverTablet();
		await device.record({ ...tap('q-1'), classId: '4B' } as ReturnType<typeof tap>);
		school.scopes = ['school', 'class:3A'];
		school.adjust = (reply) => ({ ...reply, results: [] });
		await device.sync('test');
		expect(await idsOf4B()).toHaveLength(5);
		school.adjust = (reply) => reply;
		await device.sync('test');
		await device.sync('test');
		expect((await device.state()).waiting).toBe(0);
		expect(await idsOf4B()).toEqual([]);
	});

	it('[D-scope] a pupil who also has a place in a class that stays is kept', async () => {
		const { device, school, idsOf4B } = await coverTablet();
		school.add(
			othersFact({ id: 'moved q', kind: 'place', pupilId: 'q-1', classId: '3A', from: '2026-11-20' })
		);
		school.scopes = ['school', 'class:3A'];
		await device.sync('test');
		expect(await idsOf4B()).toEqual(['mark q', 'moved q', 'place q', 'plan q', 'pupil q']);
	});

	it('[D-scope] [E1] what takes back a mark that is kept is kept with it', async () => {
		const { device, school, idsOf4B } = await coverTablet();
		school.add(
			othersFact({ id: 'moved q', kind: 'place', pupilId: 'q-1', classId: '3A', from: '2026-11-20' }),
			othersFact({ id: 'undo q', kind: 'withdraw', ...AT, classId: '4B', entries: ['mark q'] }),
			othersFact({ id: 'other undo q', kind: 'withdraw', ...AT, classId: '4B', entries: ['another'] })
		);
		school.scopes = ['school', 'class:3A'];
		await device.sync('test');
		expect(await idsOf4B()).toEqual(['mark q', 'moved q', 'place q', 'plan q', 'pupil q', 'undo q']);
	});

	it('[D-scope] nobody signed in as the server sees it: nothing is pulled, and nothing goes', async () => {
		const { device, school, idsOf4B } = await coverTablet();
		school.signedIn = null;
		school.adjust = (reply) => ({ ...reply, scopes: [], cursor: 0 });
		await device.record(tap('p-1'));
		await device.sync('test');
		expect(await idsOf4B()).toHaveLength(5);
		expect(await device.state()).toMatchObject({ waiting: 0, needsSignIn: true });
	});

	it('[D-scope] a class told in another view loses what was told before', async () => {
		expect(reviewedClasses(['school', 'office:3A', 'office:4B'], ['school', 'class:3A'])).toEqual(
			new Set(['3A'])
		);
		const { device, db, school } = await coverTablet();
		school.add(othersFact({ id: 'call', kind: 'call', pupilId: 'p-1', said: 'in confidence' }));
		school.scopes = ['school', 'office:3A'];
		await device.sync('test');
		expect(await db.facts.get('call')).toBeDefined();
		school.facts = school.facts.filter((fact) => fact.id !== 'call');
		school.scopes = ['school', 'class:3A'];
		await device.sync('test');
		expect(await db.facts.get('call')).toBeUndefined();
		expect(await db.facts.get('pupil p-1')).toBeDefined();
	});

	it('[D-scope] a governor’s device holds no pupil', async () => {
		const { device, db, school } = await coverTablet();
		school.scopes = [];
		await device.sync('test');
		expect(await db.facts.filter((row) => row.pupilId !== undefined).count()).toBe(0);
	});

	it('[D-scope] a failed pull purges nothing', async () => {
		const { device, school, idsOf4B } = await coverTablet();
		school.scopes = ['school'];
		school.between = () => json(503, {});
		await device.sync('test');
		expect(await idsOf4B()).toHaveLength(5);
	});
});
