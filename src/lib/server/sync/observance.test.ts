import { afterEach, describe, expect, it } from 'vitest';
import { at, entry, PUPILS, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { SmallSchool } from '../../../../tests/support/small-school.ts';
import type { HeldFact, Plan } from '../../rules/facts.ts';

const opened: SmallSchool[] = [];
afterEach(async () => {
	for (const school of opened.splice(0)) await school.close();
});
const OFFICE = { deviceId: 'office', person: STAFF.office };
const { pupilId } = PUPILS.ava;
const NOW = at('2026-11-20', '10:00');
let seq = 0;

/** The small school on 20 November, with what it already has. */
async function open(...facts: HeldFact[]): Promise<SmallSchool> {
	const school = await SmallSchool.open();
	opened.push(school);
	await school.signIn('in-s-head', STAFF.head, 'office');
	school.time = NOW;
	await school.add(...facts);
	return school;
}

function planned(over: Partial<Plan>, maker = STAFF.head) {
	seq += 1;
	const own = { id: `plan-${seq}`, kind: 'plan', v: 1, clientId: 'c-office-2', seq, pupilId, replaces: [] };
	const made = { signInId: `in-${maker.staffId}`, madeAt: NOW, clock: { offsetMs: 0, doubtMs: 0 } };
	return { ...own, ...made, ...over } as Plan;
}
const span = (from: string, to = from) => ({
	from: { date: from, session: 'AM' as const },
	to: { date: to, session: 'PM' as const }
});
const stored = (plan: Plan): HeldFact => ({ ...plan, maker: STAFF.head, receivedAt: NOW, position: 0 });
const markOf = (date: string, over: Partial<HeldFact>) =>
	entry({
		...{ clientId: 'c-office-2', seq: (seq += 1), signInId: 'in-s-office', madeAt: NOW },
		...{ date, how: 'office', reason: 'By letter', ...(over as object) }
	});
const codesOf = async (school: SmallSchool, ...facts: object[]) =>
	(await school.sync(OFFICE, facts as Record<string, unknown>[], { clientId: 'c-office-2' })).results.map(
		(result) => result.code ?? result.status
	);

const EID = { code: 'R', detail: 'Eid al-Fitr' } as const;

describe('[X9] case C14: a religious day that a class confirmed', () => {
	it('is that day by the plan’s own words, though the plan is taken back afterwards', async () => {
		const plan = planned({ ...EID, ...span('2026-11-10') });
		const school = await open(stored(plan));
		const confirmed = markOf('2026-11-10', { how: 'plan', confirms: plan.id, code: undefined } as object);
		const end = planned({ cancelled: true, replaces: [plan.id], ...span('2026-11-10') }, STAFF.office);
		expect(await codesOf(school, confirmed, end)).toEqual(['accepted', 'accepted']);
		expect(await codesOf(school, markOf('2026-11-11', EID))).toEqual(['one-day-only']);
		expect(await codesOf(school, markOf('2026-11-11', { ...EID, detail: 'Diwali' }))).toEqual(['accepted']);
	});

	it('in a plan of several days that an older version let be made ends sooner, and what was confirmed stands', async () => {
		const plan = planned({ ...EID, ...span('2026-11-09', '2026-11-12') });
		const school = await open(stored(plan));
		const confirmed = ['2026-11-09', '2026-11-10'].map((date) =>
			markOf(date, { how: 'plan', confirms: plan.id, code: undefined } as object)
		);
		expect(await codesOf(school, ...confirmed)).toEqual(['accepted', 'accepted']);
		const two = planned({ ...EID, ...span('2026-11-09', '2026-11-10'), replaces: [plan.id] }, STAFF.office);
		const one = planned({ ...EID, ...span('2026-11-09'), replaces: [two.id] }, STAFF.office);
		expect(await codesOf(school, two, one)).toEqual(['accepted', 'accepted']);
		expect(await school.mark(pupilId, { classId: 'c-3t', date: '2026-11-10', session: 'AM' })).toMatchObject({
			code: 'R'
		});
		// The day that the class confirmed is a religious day all the same: the next is a further one.
		expect(await codesOf(school, markOf('2026-11-11', EID))).toEqual(['one-day-only']);
	});
});

describe('[X10] ending a leave sooner', () => {
	it('is the office’s, however long ago the leave began', async () => {
		const agreement = { askedOn: '2026-08-20', askedByParentAtHome: true, parent: 'Mrs Example' };
		const leave = planned({ code: 'C', agreement, ...span('2026-09-02', '2026-12-04') });
		const school = await open(stored(leave));
		const sooner = planned(
			{ code: 'C', agreement, ...span('2026-09-02', '2026-11-13'), replaces: [leave.id] },
			STAFF.office
		);
		expect(await codesOf(school, sooner)).toEqual(['accepted']);
	});

	it('is so of one that is longer than a year still, and the end that was granted stays in the history', async () => {
		const agreement = { askedOn: '2025-08-20', askedByParentAtHome: true, parent: 'Mrs Example' };
		const leave = planned({ code: 'C', agreement, ...span('2025-09-02', '2026-12-04') });
		const school = await open(stored(leave));
		const to = (date: string) => span('2025-09-02', date);
		const sooner = planned({ code: 'C', agreement, ...to('2026-11-13'), replaces: [leave.id] }, STAFF.office);
		const later = planned({ code: 'C', agreement, ...to('2026-11-20'), replaces: [sooner.id] }, STAFF.office);
		expect(await codesOf(school, sooner, later)).toEqual(['accepted', 'too-long']);
		const kept = await school.store.past.ofPupil('st-james', pupilId, {
			from: '2026-11-09',
			to: '2026-11-27'
		});
		expect(kept.facts.map((fact) => fact.kind === 'plan' && fact.to.date)).toEqual([
			...['2026-12-04', '2026-11-13']
		]);
	});

	it('is not the desk’s', async () => {
		const leave = planned({ code: 'C', ...span('2026-09-02', '2026-12-04') });
		const school = await open(stored(leave));
		const sooner = planned(
			{ code: 'C', ...span('2026-09-02', '2026-11-13'), replaces: [leave.id] },
			STAFF.recep
		);
		const reply = await school.sync(
			{ deviceId: 'desk', person: STAFF.recep },
			[{ ...sooner, clientId: 'c-desk', seq: 1 }],
			{ clientId: 'c-desk' }
		);
		expect(reply.results).toMatchObject([{ status: 'refused', code: 'not-your-code' }]);
	});
});
