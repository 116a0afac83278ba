import { describe, expect, it } from 'vitest';
import { schoolsOfATest } from '../../../../tests/support/each-school.ts';
import {
	ASSIGN_TEAL,
	at,
	CLASS_3T,
	entry,
	PUPILS,
	SETTINGS,
	STAFF
} from '../../../../tests/support/school-2026-27.ts';
import {
	base,
	codes,
	codesOrStatuses,
	HEAD,
	OFFICE,
	planned,
	statuses,
	TABLET
} from '../../../../tests/support/sent.ts';
import { REGISTER, SCHOOL } from '../../../../tests/support/small-school.ts';

const open = schoolsOfATest();

const ava = PUPILS.ava.pupilId;

describe('judged as it was made', () => {
	it('[T3] a clock that was never measured, or runs a day ahead, flags a mark and blocks none', async () => {
		const school = await open();
		const unmeasured = entry({ id: 'old', madeAt: 1000, clock: { offsetMs: 0, doubtMs: null } });
		const ahead = entry({ id: 'ahead', pupilId: PUPILS.ben.pupilId, madeAt: at('2026-09-15', '08:52') });
		expect(statuses(await school.sync(TABLET, [unmeasured, ahead]))).toEqual(['accepted', 'accepted']);
		const facts = await school.store.registerFacts(SCHOOL, REGISTER);
		for (const fact of facts) expect(fact.flags).toContain('clock');
	});
	it('[L6] a child signed in at a minute that has not come is flagged, and stands', async () => {
		const school = await open();
		school.time = at('2026-09-14', '09:30');
		const arrival = (id: string, pupilId: string, arrivedAt: string) => ({
			...entry({ how: 'office', code: 'U', pupilId, arrivedAt, madeAt: school.time }),
			...base(id)
		});
		const sent = [arrival('to-come', ava, '09:52'), arrival('come', PUPILS.ben.pupilId, '09:25')];
		expect(statuses(await school.sync(OFFICE, sent))).toEqual(['accepted', 'accepted']);
		const facts = await school.store.registerFacts(SCHOOL, REGISTER);
		expect(facts.map(({ id, flags }) => [id, flags ?? []])).toEqual([
			['to-come', ['clock']],
			['come', []]
		]);
	});
	it('[J15] settings that reach back before the day on which they were made are refused; those made offline and sent days later stand', async () => {
		const school = await open();
		await school.signIn('in-s-head', STAFF.head, 'office');
		school.time = at('2026-09-17', '08:00');
		const { kind, schoolName, times, callingOrder, show } = SETTINGS;
		const settings = (id: string, seq: number, from: string) => ({
			...base(id, seq),
			...{ kind, schoolName, times, callingOrder, show },
			...{ signInId: 'in-s-head', from, arrivalReasons: ['Snow'] }
		});
		const sent = [settings('back', 1, '2026-09-13'), settings('that-day', 2, '2026-09-14')];
		expect(codesOrStatuses(await school.sync(HEAD, sent))).toEqual(['not-possible', 'accepted']);
	});
	it('[P2] nobody marks pupils who were never in the class, or a class that does not exist', async () => {
		const school = await open();
		await school.add(
			{ ...CLASS_3T, id: 'f-4b', classId: 'c-4b', name: '4B' },
			{ ...PUPILS.ava, id: 'f-p-y', pupilId: 'p-y' },
			{
				...ASSIGN_TEAL,
				id: 'f-place-y',
				kind: 'place',
				pupilId: 'p-y',
				classId: 'c-4b',
				from: '2026-09-01'
			}
		);
		expect(codes(await school.sync(TABLET, [entry({ pupilId: 'p-y' })]))).toEqual(['not-in-class']);
		const nowhere = { ...entry({ how: 'office', classId: 'c-nowhere' }), ...base('x') };
		expect(codes(await school.sync(OFFICE, [nowhere]))).toEqual(['unknown-class']);
	});
	it('[P2] a tablet with an old class list still marks who was on it', async () => {
		const school = await open();
		await school.add(
			{ ...CLASS_3T, id: 'f-4b', classId: 'c-4b', name: '4B' },
			{
				...ASSIGN_TEAL,
				id: 'f-gone',
				kind: 'place',
				pupilId: ava,
				classId: 'c-4b',
				from: '2026-09-14'
			}
		);
		expect(statuses(await school.sync(TABLET, [entry()]))).toEqual(['accepted']);
		expect((await school.store.registerFacts(SCHOOL, REGISTER))[0]?.flags).toEqual(['other-class']);
	});
	it('[P2] a teacher cannot claim to have been at the desk, nor an office to have tapped in class', async () => {
		const school = await open();
		expect(codes(await school.sync(TABLET, [entry({ how: 'desk', code: 'L', arrivedAt: '08:52' })]))).toEqual(
			['role']
		);
		expect(codes(await school.sync(TABLET, [entry({ how: 'import' })]))).toEqual(['role']);
		expect(codes(await school.sync(OFFICE, [{ ...entry(), ...base('t') }]))).toEqual(['role']);
	});
	it('[P3] a plan says what its maker may enter, of a pupil the school knows', async () => {
		const school = await open();
		const plans = [
			planned('a', { pupilId: 'p-nobody' }),
			planned('b', { code: '#', seq: 2 }),
			planned('c', { code: 'C', seq: 3 })
		];
		expect(codes(await school.sync(OFFICE, plans))).toEqual([
			'unknown-pupil',
			'not-by-plan',
			'not-your-code'
		]);
	});
	it('[A7] what another tablet took back asks for no reason, and a withdrawal stays in its own register', async () => {
		const school = await open();
		await school.add(
			{ ...CLASS_3T, id: 'f-4b', classId: 'c-4b', name: '4B' },
			{ ...ASSIGN_TEAL, id: 'f-too', classId: 'c-4b' }
		);
		await school.sync(TABLET, [entry({ id: 'filled', seq: 1, how: 'filled' })]);
		const back = { ...entry(), kind: 'withdraw', entries: ['filled'], seq: 1, clientId: 'c-second' };
		const { pupilId, code, how, replaces, sawPlans, ...withdrawal } = back;
		expect(codes(await school.sync(TABLET, [{ ...withdrawal, id: 'w1', classId: 'c-4b' }]))).toEqual([
			'other-register'
		]);
		expect(statuses(await school.sync(TABLET, [{ ...withdrawal, id: 'w2' }]))).toEqual(['accepted']);
		school.time = at('2026-09-14', '09:20');
		const late = entry({
			id: 'late',
			seq: 2,
			code: 'N',
			replaces: ['filled'],
			madeAt: at('2026-09-14', '09:15')
		});
		expect(codes(await school.sync(TABLET, [late]))).toEqual([undefined]);
	});
	it('[A2] a plan replaced by another of the same code: to confirm it again after the close needs no reason', async () => {
		const school = await open();
		await school.sync(OFFICE, [planned('p1'), planned('p2', { seq: 2, replaces: ['p1'] })]);
		const away = { how: 'plan' as const, code: undefined };
		await school.sync(TABLET, [entry({ ...away, id: 'a1', seq: 1, confirms: 'p1' })]);
		school.time = at('2026-09-14', '09:20');
		const again = entry({
			...away,
			id: 'a2',
			seq: 2,
			confirms: 'p2',
			replaces: ['a1'],
			madeAt: at('2026-09-14', '09:15')
		});
		expect(codes(await school.sync(TABLET, [again]))).toEqual([undefined]);
	});
});
