import { describe, expect, it } from 'vitest';
import { at, BOOK_FACTS, entry, PUPILS, schoolBook } from '../../../tests/support/school-2026-27.ts';
import type { HeldFact, Plan } from './facts.ts';
import { inCallingOrder, readRegister } from './register.ts';

const OF = { classId: 'c-3t', date: '2026-09-14', session: 'AM' } as const;
const base = (id: string) => {
	const { clientId, seq, signInId, madeAt, clock } = entry();
	return { id, v: 1, clientId, seq, signInId, madeAt, clock };
};
const plan = (id: string, over: Partial<Plan> = {}): HeldFact<Plan> => ({
	...base(id),
	kind: 'plan',
	pupilId: PUPILS.ava.pupilId,
	from: { date: OF.date, session: 'AM' },
	to: { date: OF.date, session: 'PM' },
	code: 'I',
	replaces: [],
	...over
});
const planOf = (...plans: HeldFact<Plan>[]) =>
	readRegister(schoolBook(), plans, OF).rows.find((row) => row.pupil.pupilId === PUPILS.ava.pupilId)?.plan
		?.id ?? null;

describe('a register', () => {
	it('[E14] starts unmarked, planned pupils too, and its count adds up to the roll', () => {
		const register = readRegister(schoolBook(), [plan('i')], OF);
		expect(register.rows.map((row) => row.mark.shown)).toEqual(Array(4).fill('unmarked'));
		expect(register.counts).toEqual({ here: 0, late: 0, absent: 0, away: 0, left: 4, roll: 4 });
	});
	it('[E14] counts each mark once, and what nobody confirmed as left to mark', () => {
		const facts = [
			entry({ pupilId: PUPILS.ava.pupilId, how: 'filled' }),
			entry({ pupilId: PUPILS.ben.pupilId, code: 'L' }),
			entry({ pupilId: PUPILS.cal.pupilId, code: 'N' }),
			plan('i')
		];
		const { counts, beganAt } = readRegister(schoolBook(), facts, OF);
		expect(counts).toEqual({ here: 0, late: 1, absent: 1, away: 0, left: 2, roll: 4 });
		expect(beganAt).toBe(at('2026-09-14', '08:52'));
	});
	it('[E14] facts of another half-day are not this register’s', () => {
		const { counts } = readRegister(schoolBook(), [entry({ session: 'PM', code: '\\' })], OF);
		expect(counts.left).toBe(4);
	});
	it('[E14] the latest finish counts, whichever came first', () => {
		const finish = (id: string, time: string) => ({
			...base(id),
			...OF,
			kind: 'finish' as const,
			blanks: [],
			madeAt: at('2026-09-14', time)
		});
		const both = [finish('one', '08:58'), finish('two', '08:55')];
		expect(readRegister(schoolBook(), both, OF).finish?.id).toBe('one');
		expect(readRegister(schoolBook(), both.reverse(), OF).finish?.id).toBe('one');
	});
	it('[E14] names are called by the name used in class, or by surname', () => {
		const pupils = [
			{ ...PUPILS.ava, surname: 'Zeal' },
			{ ...PUPILS.ben, knownAs: 'Alf', surname: 'Young' }
		];
		const names = (order: 'forename' | 'surname') =>
			inCallingOrder(pupils, order).map((each) => each.surname);
		expect(names('forename')).toEqual(['Young', 'Zeal']);
		expect(names('surname')).toEqual(['Young', 'Zeal']);
		expect(inCallingOrder([PUPILS.dee, PUPILS.ava], 'forename')[0]).toBe(PUPILS.ava);
	});
	it('[E14] a class that has no pupil on that day has no rows', () => {
		expect(readRegister(schoolBook(), BOOK_FACTS, { ...OF, date: '2026-08-31' }).rows).toEqual([]);
	});
});

describe('what a registration expects', () => {
	it('[E12] a plan of that day and session', () => {
		expect(planOf(plan('i'))).toBe('i');
		expect(planOf(plan('i', { only: 'PM' }))).toBeNull();
		expect(planOf(plan('i', { weekdays: [2] }))).toBeNull();
		expect(planOf(plan('i', { weekdays: [1] }))).toBe('i');
		expect(planOf(plan('i', { from: { date: OF.date, session: 'PM' } }))).toBeNull();
	});
	it('[E12] a timed one only if it covers the registration', () => {
		expect(planOf(plan('m', { times: { from: '08:30', to: '10:30' } }))).toBe('m');
		expect(planOf(plan('m', { times: { from: '09:00', to: '10:30' } }))).toBeNull();
		expect(planOf(plan('m', { times: { from: '08:30', to: '09:00' } }))).toBeNull();
	});
	it('[E12] not one that another has replaced or cancelled', () => {
		expect(planOf(plan('old'), plan('new', { replaces: ['old'], only: 'PM' }))).toBeNull();
		expect(planOf(plan('old'), plan('end', { replaces: ['old'], cancelled: true }))).toBeNull();
	});
});
