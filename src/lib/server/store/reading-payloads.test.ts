import { afterEach, expect, it } from 'vitest';
import { at, entry, PUPILS } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import type { HeldFact, Plan } from '../../rules/facts.ts';
import { plansDuring } from './reading-payloads.ts';

const AVA = PUPILS.ava.pupilId;
let small: SmallSchool;
afterEach(() => small.close());

const plan = (id: string, from: string, to: string, more: Partial<Plan> = {}) => {
	const {
		classId: _class,
		date: _date,
		session: _session,
		how: _how,
		sawPlans: _saw,
		...fact
	} = entry({ id });
	return {
		...{ ...fact, kind: 'plan', pupilId: AVA, code: 'I', madeAt: at('2026-09-01', '09:00'), replaces: [] },
		...{ from: { date: from, session: 'AM' }, to: { date: to, session: 'PM' } },
		...more
	} as HeldFact<Plan>;
};

it('[X1] the plans of some days are those that touch them, what took their place though it ends sooner, and those that are named', async () => {
	small = await SmallSchool.open();
	await small.add(
		plan('over', '2026-09-01', '2026-09-11'),
		plan('ended', '2026-09-07', '2026-10-02'),
		plan('ends-it', '2026-09-07', '2026-09-09', { replaces: ['ended'] }),
		plan('takes-another', '2026-09-07', '2026-09-09', { replaces: ['over'] }),
		plan('then', '2026-09-23', '2026-09-23'),
		plan('later', '2026-10-05', '2026-10-05'),
		plan('confirmed', '2026-11-02', '2026-11-02'),
		plan('of-ben', '2026-09-23', '2026-09-23', { pupilId: PUPILS.ben.pupilId })
	);
	const { db } = small.database;
	const week = { pupilId: AVA, from: '2026-09-21', to: '2026-09-25' };
	const read = await plansDuring(db, SCHOOL, [week], ['confirmed']);
	expect(read.map(({ id }) => id)).toEqual(['ended', 'ends-it', 'then', 'confirmed']);
});
