import { beforeEach, describe, expect, it } from 'vitest';
import { eachSchool, school } from '../../../../tests/support/each-school.ts';
import { ASSIGN_TEAL, at, CLASS_3T, entry, PUPILS } from '../../../../tests/support/school-2026-27.ts';
import { codesOrStatuses as codes, inCell, made, OFFICE, TABLET } from '../../../../tests/support/sent.ts';
import { REGISTER, SCHOOL } from '../../../../tests/support/small-school.ts';

eachSchool();

const ben = PUPILS.ben.pupilId;

describe('after the close', () => {
	const tapped = (id: string, seq: number, time: string, over: Parameters<typeof entry>[0] = {}) =>
		entry({ id, seq, madeAt: at(REGISTER.date, time), ...over });
	const back = (id: string, seq: number, time: string, of: string, over: Record<string, unknown> = {}) => {
		const { pupilId, code, how, replaces, sawPlans, ...base } = tapped(id, seq, time);
		return { ...base, kind: 'withdraw', entries: [of], ...over };
	};
	beforeEach(() => {
		school.time = at(REGISTER.date, '14:00');
	});

	it('[A7] nothing is taken back in a register that was begun before, in one push or in three', async () => {
		const facts = [
			tapped('begun', 1, '08:52', { pupilId: ben }),
			tapped('late', 2, '09:15'),
			back('back', 3, '09:16', 'late')
		];
		const answered = ['accepted', 'accepted', 'after-close'];
		expect(codes(await school.sync(TABLET, facts))).toEqual(answered);
		const again = facts.map((fact) => ({ ...fact, id: `${fact.id}-2`, clientId: 'c-2' }));
		const apart: string[] = [];
		for (const fact of again)
			apart.push(
				...codes(
					await school.sync(TABLET, [{ ...fact, ...('entries' in fact ? { entries: ['late-2'] } : {}) }], {
						clientId: 'c-2'
					})
				)
			);
		expect(apart).toEqual(answered);
	});

	it('[A7] what was begun in the morning is no beginning of the afternoon’s register', async () => {
		const PM = { session: 'PM' as const };
		const facts = [
			tapped('begun', 1, '08:52', { pupilId: ben }),
			tapped('late', 2, '13:40', { ...PM, code: '\\' }),
			back('back', 3, '13:41', 'late', PM)
		];
		expect(codes(await school.sync(TABLET, facts))).toEqual(['accepted', 'accepted', 'accepted']);
	});

	it('[A1] at the very close a correction needs its reason; a second before it needs none', async () => {
		await school.sync(TABLET, [tapped('first', 1, '08:52')]);
		const change = (id: string, seq: number, time: string) =>
			tapped(id, seq, time, { code: 'N', replaces: ['first'] });
		expect(codes(await school.sync(TABLET, [change('at', 2, '09:10:00')]))).toEqual(['missing-reason']);
		expect(codes(await school.sync(TABLET, [change('before', 3, '09:09:59')]))).toEqual(['accepted']);
	});

	it('[A3] whose taps and whose finish are one’s own: this tablet’s; another’s finish ends no late register, its own does', async () => {
		const finish = (id: string, seq: number, clientId: string) => {
			const { entries: _, ...base } = back(id, seq, '09:13', 'none', {
				kind: 'finish',
				blanks: [],
				clientId
			});
			return base;
		};
		const change = (id: string, seq: number, of: string) =>
			tapped(id, seq, '09:15', { code: seq % 2 ? '/' : 'N', replaces: [of] });
		const theirs = tapped('theirs', 1, '08:52', { pupilId: ben, clientId: 'c-other' });
		await school.sync(TABLET, [theirs, finish('f-theirs', 2, 'c-other')], { clientId: 'c-other' });
		expect(
			codes(await school.sync(TABLET, [tapped('first', 1, '09:12'), change('then', 2, 'first')]))
		).toEqual([...['accepted', 'accepted']]);
		await school.sync(TABLET, [finish('f-own', 3, 'c-tablet')]);
		expect(codes(await school.sync(TABLET, [change('again', 5, 'then')]))).toEqual(['missing-reason']);
	});

	it('[A7] what another tablet took back asks for no reason, however high that tablet counts', async () => {
		await school.sync(TABLET, [tapped('filled', 1, '08:52', { how: 'filled' })]);
		const taken = { ...back('back', 900, '08:53', 'filled'), clientId: 'c-second' };
		expect(codes(await school.sync(TABLET, [taken]))).toEqual(['accepted']);
		const late = tapped('late', 2, '09:15', { code: 'N', replaces: ['filled'] });
		expect(codes(await school.sync(TABLET, [late]))).toEqual(['accepted']);
	});
});

describe('a teacher with two classes', () => {
	it('[B7] is no host of an own pupil: a mark in the own class is not flagged, wherever the child was sent', async () => {
		await school.add(
			{ ...CLASS_3T, id: 'f-4e', classId: 'c-4e', name: '4 Elm', order: 2 },
			{ ...ASSIGN_TEAL, id: 'f-teal-4e', classId: 'c-4e' }
		);
		const placed = made('placed', 1, {
			...{ kind: 'elsewhere', ...inCell, at: '08:30', where: '4 Elm', withClass: 'c-4e', replaces: [] }
		});
		const back = { ...placed, id: 'back', seq: 2, replaces: ['placed'], cancelled: true };
		expect(codes(await school.sync(OFFICE, [placed, back], { clientId: 'c-office' }))).toEqual([
			...['accepted', 'accepted']
		]);
		expect(codes(await school.sync(TABLET, [entry({ id: 'own' })]))).toEqual(['accepted']);
		const facts = await school.store.registerFacts(SCHOOL, REGISTER);
		expect(facts.find(({ id }) => id === 'own')?.flags).toBeUndefined();
	});

	it.each(['teacher', 'cover'] as const)(
		'[B7] [P1] a %s who hosts a child marks it in its own class',
		async (role) => {
			const elm = { staffId: 's-elm', name: 'Ms Elm', position: 'Class teacher', role };
			await school.appoint(elm);
			await school.signIn('in-s-elm', elm, 'cover-tablet');
			await school.add(
				{ ...CLASS_3T, id: 'f-4e', classId: 'c-4e', name: '4 Elm', order: 2 },
				{ ...ASSIGN_TEAL, id: 'f-elm', staffId: elm.staffId, classId: 'c-4e' }
			);
			const from = { deviceId: 'cover-tablet', person: elm };
			const tap = (id: string, seq: number) => entry({ id, seq, clientId: 'c-host', signInId: 'in-s-elm' });
			expect(codes(await school.sync(from, [tap('before', 1)], { clientId: 'c-host' }))).toEqual([
				'not-your-class'
			]);
			const placed = made('placed', 1, {
				...{ kind: 'elsewhere', ...inCell, at: '08:30', where: '4 Elm', withClass: 'c-4e', replaces: [] }
			});
			await school.sync(OFFICE, [placed], { clientId: 'c-office' });
			expect(codes(await school.sync(from, [tap('hosted', 2)], { clientId: 'c-host' }))).toEqual([
				'accepted'
			]);
		}
	);
});
