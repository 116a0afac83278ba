import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { AT, othersFact, schoolBook, signedInTablet, tap } from './fake-tablet.ts';

describe('reading a register', () => {
	it('[D-read] the book, others’ facts and one’s own; what is unsent is named', async () => {
		const { device, school } = await signedInTablet();
		school.add(...schoolBook());
		school.add(
			othersFact({
				id: 'desk',
				kind: 'mark',
				...AT,
				classId: 'office',
				pupilId: 'p-1',
				how: 'desk',
				code: 'L',
				arrivedAt: '09:01',
				replaces: [],
				sawPlans: []
			})
		);
		school.add(
			othersFact({
				id: 'elsewhere',
				kind: 'mark',
				...AT,
				classId: '4B',
				pupilId: 'p-9',
				how: 'tapped',
				code: '/',
				replaces: [],
				sawPlans: []
			})
		);
		school.add(
			othersFact({
				id: 'plan-1',
				kind: 'plan',
				pupilId: 'p-2',
				from: AT,
				to: AT,
				shownAs: 'known',
				tag: 't',
				replaces: []
			})
		);
		await device.sync('test');
		const [own] = await device.record(tap('p-2'));
		const read = await device.registerFacts(AT.classId, AT.date, AT.session);
		expect(read.book.rollOf('3A', AT.date)).toHaveLength(3);
		expect(read.facts.map((fact) => fact.id).sort()).toEqual(['desk', own?.id, 'plan-1'].sort());
		expect(read.unsentIds).toEqual([own?.id]);
		expect(read.received).toEqual({ count: 0, at: null });
	});

	it('[D-read] once acknowledged an own fact carries place and maker, and still whose sign-in it was', async () => {
		const { device, school } = await signedInTablet();
		const [own] = await device.record(tap('p-2'));
		await device.sync('test');
		const read = await device.registerFacts(AT.classId, AT.date, AT.session);
		expect(read.facts).toHaveLength(1);
		expect(read.facts[0]).toMatchObject({
			id: own?.id,
			position: 1,
			signInId: 'sign-in-1',
			maker: { staffId: 's-1' }
		});
		expect(read.unsentIds).toEqual([]);
		expect(read.received).toEqual({ count: 1, at: school.now });
	});

	it('[D-read] a refused entry in a chain of three leaves the register, with its reason, and the others stay', async () => {
		const { device, school } = await signedInTablet();
		school.refuses = (fact) =>
			fact.kind === 'mark' && fact.code === 'N' ? { code: 'role', message: 'Ask the office.' } : null;
		const [one] = await device.record(tap('p-1'));
		const [two] = await device.record(tap('p-1', 'N'));
		const [three] = await device.record(tap('p-1', 'L'));
		await device.sync('test');
		const read = await device.registerFacts(AT.classId, AT.date, AT.session);
		expect(read.facts.map((fact) => fact.id).sort()).toEqual([one?.id, three?.id].sort());
		expect(read.refused).toEqual([{ fact: two, code: 'role', message: 'Ask the office.', at: school.now }]);
		expect((await device.state()).refused).toBe(1);
		expect((await device.state()).waiting).toBe(0);
	});

	it('[D-read] a refused fact that the school took in after all stands again', async () => {
		const { device, school } = await signedInTablet();
		school.refuses = () => ({ code: 'too-new', message: 'Later.' });
		const [own] = await device.record(tap('p-1'));
		await device.sync('test');
		school.add({ ...own } as never);
		await device.sync('test');
		const read = await device.registerFacts(AT.classId, AT.date, AT.session);
		expect(read.refused).toEqual([]);
		expect(read.facts.map((fact) => fact.id)).toEqual([own?.id]);
	});

	it('[D-read] a withdrawal made elsewhere counts where it takes back an entry that is here', async () => {
		const { device, school } = await signedInTablet();
		school.add(...schoolBook());
		const [own] = await device.record(tap('p-1'));
		school.add(
			othersFact({ id: 'takes back', kind: 'withdraw', ...AT, classId: 'office', entries: [own?.id ?? ''] })
		);
		school.add(othersFact({ id: 'of others', kind: 'withdraw', ...AT, classId: '4B', entries: ['nobody'] }));
		await device.sync('test');
		const read = await device.registerFacts(AT.classId, AT.date, AT.session);
		expect(read.facts.map((fact) => fact.id).sort()).toEqual([own?.id, 'takes back'].sort());
	});

	it('[D-read] a book that changes is read anew; one that does not is the same', async () => {
		const { device, school } = await signedInTablet();
		school.add(...schoolBook());
		await device.sync('test');
		const read = () => device.registerFacts(AT.classId, AT.date, AT.session);
		const before = (await read()).book;
		await device.record(tap('p-1'));
		expect((await read()).book).toBe(before);
		school.add(
			othersFact({
				id: 'pupil p-4',
				kind: 'pupil',
				pupilId: 'p-4',
				forename: 'Dee',
				surname: 'Ng',
				dob: '2018-01-01',
				year: '3'
			})
		);
		school.add(
			othersFact({ id: 'place p-4', kind: 'place', pupilId: 'p-4', classId: '3A', from: '2026-11-01' })
		);
		await device.sync('test');
		expect((await read()).book.rollOf('3A', AT.date)).toHaveLength(4);
	});
});
