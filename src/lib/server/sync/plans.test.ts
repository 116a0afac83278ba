import { afterEach, describe, expect, it } from 'vitest';
import { at, PUPILS, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { SmallSchool } from '../../../../tests/support/small-school.ts';

const opened: SmallSchool[] = [];
const open = async () => {
	const school = await SmallSchool.open();
	opened.push(school);
	await school.signIn('in-s-head', STAFF.head, 'office');
	school.time = at('2026-11-20', '10:00');
	return school;
};
afterEach(async () => {
	for (const school of opened.splice(0)) await school.close();
});

const OFFICE = { deviceId: 'office', person: STAFF.office };
const ava = PUPILS.ava.pupilId;
const ben = PUPILS.ben.pupilId;
let seq = 0;

/** What the attendance office, or the head, records on Friday 20 November 2026 at 10:00. */
function made(kind: string, over: Record<string, unknown>, by: 'office' | 'head' = 'office') {
	return {
		id: `${kind}-${(seq += 1)}`,
		v: 1,
		kind,
		clientId: 'c-office-2',
		seq,
		signInId: `in-${STAFF[by].staffId}`,
		madeAt: at('2026-11-20', '10:00'),
		clock: { offsetMs: 0, doubtMs: 0 },
		replaces: [],
		...over
	};
}
const span = (from: string, to = from) => ({
	from: { date: from, session: 'AM' },
	to: { date: to, session: 'PM' }
});
const plan = (over: Record<string, unknown>, by?: 'head') =>
	made('plan', { pupilId: ava, code: 'I', ...over }, by);
const mark = (over: Record<string, unknown>, by?: 'head') =>
	made(
		'mark',
		{
			...{ pupilId: ava, classId: 'c-3t', date: '2026-11-09', session: 'AM' },
			...{ how: 'office', reason: 'By letter', sawPlans: [], ...over }
		},
		by
	);
const codesOf = async (school: SmallSchool, ...facts: Record<string, unknown>[]) =>
	(await school.sync(OFFICE, facts, { clientId: 'c-office-2' })).results.map(
		(result) => result.code ?? result.status
	);

describe('plans on the server', () => {
	it('[X4] are judged as the screen judges them: age, agreement, pattern, role', async () => {
		const school = await open();
		const x = { pupilId: ben, code: 'X', only: 'PM' };
		const agreement = { from: '2026-11-02', to: '2026-12-18', parent: 'Mrs Example' };
		const c2 = { code: 'C2', weekdays: [5], ...span('2026-11-02', '2026-12-18') };
		expect(
			await codesOf(
				school,
				plan({ ...x, ...span('2026-09-02', '2027-03-25') }),
				plan({ ...x, ...span('2026-09-02', '2027-07-20') }),
				plan({ ...c2, agreement }, 'head'),
				plan(c2, 'head'),
				plan({ ...c2, agreement })
			)
		).toEqual(['accepted', 'age', 'accepted', 'agreement-missing', 'not-your-code']);
	});

	it('[X4] [K6] a plan that replaces what is known of another child is refused, and so is a day that no calendar has', async () => {
		const school = await open();
		const known = plan(span('2026-11-23'));
		expect(await codesOf(school, known)).toEqual(['accepted']);
		const others = plan({ pupilId: ben, ...span('2026-11-23'), replaces: [known.id] });
		const none = plan({ ...span('2026-11-23', '2026-11-31') });
		const marked = mark({ date: '2026-09-31', code: 'I' });
		expect(await codesOf(school, others, none, marked)).toEqual([
			'other-pupil',
			'no-such-day',
			'no-such-day'
		]);
		expect(await codesOf(school, plan({ ...span('2026-11-24'), replaces: [known.id] }))).toEqual([
			'accepted'
		]);
	});
	it('[X6] case C17: the sixth school day of a suspension is refused, in two plans of one push too', async () => {
		const school = await open();
		expect(
			await codesOf(
				school,
				plan({ code: 'E', ...span('2026-11-09', '2026-11-13') }, 'head'),
				plan({ code: 'E', ...span('2026-11-16') }, 'head'),
				plan({ code: 'K', detail: 'Pupil referral unit', ...span('2026-11-16', '2026-11-17') })
			)
		).toEqual(['accepted', 'alternative-due', 'accepted']);
	});

	it('[X6] case C17: the later days of a suspension are planned first, and the earlier ones then make it eight in a row', async () => {
		const school = await open();
		expect(
			await codesOf(
				school,
				plan({ code: 'E', ...span('2026-11-16', '2026-11-18') }, 'head'),
				plan({ code: 'E', ...span('2026-11-09', '2026-11-13') }, 'head'),
				plan({ code: 'E', ...span('2026-11-09', '2026-11-11') }, 'head')
			)
		).toEqual(['accepted', 'alternative-due', 'accepted']);
	});

	it('[X4] minutes that end before they begin are refused, as the screen refuses them', async () => {
		const school = await open();
		const at = (from: string, to: string) => ({ code: 'M', ...span('2026-11-23'), times: { from, to } });
		expect(await codesOf(school, plan(at('10:00', '08:30')), plan(at('08:30', '10:00')))).toEqual([
			'minutes-reversed',
			'accepted'
		]);
	});

	it('[X10] the office ends the head’s leave early, whether the school had it before or hears of both at once', async () => {
		const school = await open();
		const agreement = { askedOn: '2026-11-02', askedByParentAtHome: true, parent: 'Mrs Example' };
		const leave = plan({ code: 'C', agreement, ...span('2026-11-23', '2026-11-27') }, 'head');
		const sooner = plan({ code: 'C', agreement, replaces: [leave.id], ...span('2026-11-23', '2026-11-24') });
		const longer = plan({ code: 'C', agreement, replaces: [sooner.id], ...span('2026-11-23', '2026-11-30') });
		expect(await codesOf(school, leave, sooner)).toEqual(['accepted', 'accepted']);
		expect(await codesOf(school, longer)).toEqual(['not-your-code']);
	});
});

describe('marks beside plans', () => {
	it('[X8] case C7: a C2 mark without an agreement is refused, and stands where a plan has it', async () => {
		const school = await open();
		const agreement = { from: '2026-11-02', to: '2026-12-18', parent: 'Mrs Example' };
		expect(await codesOf(school, mark({ code: 'C2' }, 'head'))).toEqual(['agreement-missing']);
		const timetable = plan(
			{ code: 'C2', weekdays: [1], agreement, ...span('2026-11-02', '2026-12-18') },
			'head'
		);
		expect(await codesOf(school, timetable, mark({ code: 'C2' }, 'head'))).toEqual(['accepted', 'accepted']);
		expect(await codesOf(school, mark({ code: 'C2', date: '2026-11-10' }, 'head'))).toEqual([
			'agreement-missing'
		]);
		expect(await codesOf(school, mark({ code: 'C2', agreement, date: '2026-11-10' }, 'head'))).toEqual([
			'accepted'
		]);
	});

	it('[X7] cases C4 and C22: X and D are refused in a session in which the pupil is due here', async () => {
		const school = await open();
		await codesOf(
			school,
			plan({ pupilId: ben, code: 'X', only: 'PM', ...span('2026-09-02', '2027-03-25') }),
			plan({ code: 'D', weekdays: [4, 5], detail: 'Hillview School', ...span('2026-09-02', '2027-07-20') })
		);
		expect(await codesOf(school, mark({ pupilId: ben, code: 'X' }))).toEqual(['due-here']);
		expect(await codesOf(school, mark({ pupilId: ben, code: 'X', session: 'PM' }))).toEqual(['accepted']);
		expect(await codesOf(school, mark({ pupilId: ben, code: 'I' }))).toEqual(['accepted']);
		expect(await codesOf(school, mark({ code: 'D' }))).toEqual(['due-here']);
		expect(await codesOf(school, mark({ code: 'D', date: '2026-11-12' }))).toEqual(['accepted']);
	});

	it('[C12] case C14: R on the school day after an R of the same name is refused, over a weekend too', async () => {
		const school = await open();
		const eid = { code: 'R', detail: 'Eid al-Fitr' };
		expect(await codesOf(school, mark({ ...eid, date: '2026-11-13', session: 'PM' }))).toEqual(['accepted']);
		expect(await codesOf(school, mark({ ...eid, date: '2026-11-16' }))).toEqual(['one-day-only']);
		expect(await codesOf(school, mark({ code: 'R', detail: 'Diwali', date: '2026-11-16' }))).toEqual([
			'accepted'
		]);
		expect(await codesOf(school, mark({ ...eid, date: '2026-11-17' }))).toEqual(['accepted']);
	});

	it('[C12] case C14: R on three days in one push is one day, and the day before is as much a second day as the day after', async () => {
		const school = await open();
		const eid = { code: 'R', detail: 'Eid al-Fitr' };
		expect(
			await codesOf(
				school,
				mark({ ...eid, date: '2026-11-10' }),
				mark({ ...eid, date: '2026-11-10', session: 'PM' }),
				mark({ ...eid, date: '2026-11-11' }),
				mark({ ...eid, date: '2026-11-09', session: 'PM' })
			)
		).toEqual(['accepted', 'accepted', 'one-day-only', 'one-day-only']);
		expect(await codesOf(school, mark({ ...eid, detail: 'EID AL FITR', date: '2026-11-09' }))).toEqual([
			'one-day-only'
		]);
		expect(await codesOf(school, mark({ pupilId: ben, ...eid, date: '2026-11-09' }))).toEqual(['accepted']);
	});

	it('[C12] [X9] case C14: a day that is planned is the one day, unless the child was marked otherwise on it', async () => {
		const school = await open();
		const eid = { code: 'R', detail: 'Eid al-Fitr' };
		const tuesday = () => mark({ ...eid, date: '2026-11-10' });
		expect(await codesOf(school, plan({ ...eid, ...span('2026-11-09') }), tuesday())).toEqual([
			...['accepted', 'one-day-only']
		]);
		const was = [mark({ code: 'I' }), mark({ code: 'I', session: 'PM' })];
		expect(await codesOf(school, ...was, tuesday())).toEqual([...['accepted', 'accepted', 'accepted']]);
		const cancelled = plan({ pupilId: ben, ...eid, ...span('2026-11-11') });
		const end = plan({ pupilId: ben, cancelled: true, replaces: [cancelled.id], ...span('2026-11-11') });
		expect(await codesOf(school, cancelled, end, mark({ pupilId: ben, ...eid, date: '2026-11-12' }))).toEqual(
			[...['accepted', 'accepted', 'accepted']]
		);
	});

	it('[X9] case C14: R is not planned for the day beside one that is marked so, in the same push too', async () => {
		const school = await open();
		const eid = { code: 'R', detail: 'Eid al-Fitr' };
		expect(
			await codesOf(
				school,
				mark({ ...eid, date: '2026-11-10' }),
				plan({ ...eid, ...span('2026-11-09') }),
				plan({ ...eid, ...span('2026-11-11') }),
				plan({ code: 'R', detail: 'Diwali', ...span('2026-11-11') }),
				plan({ ...eid, ...span('2026-11-10') })
			)
		).toEqual(['accepted', 'one-day-only', 'one-day-only', 'accepted', 'accepted']);
	});

	it('[C5] cases C13 and C19: J1 asked for afterwards and T with a fixed home are refused', async () => {
		const school = await open();
		const agreement = { askedOn: '2026-11-10', parent: 'Mrs Example' };
		expect(await codesOf(school, mark({ code: 'J1', agreement }, 'head'))).toEqual(['not-in-advance']);
		expect(
			await codesOf(school, mark({ code: 'T', detail: 'Fair', agreement: { mobileChild: false } }))
		).toEqual(['not-mobile']);
		expect(
			await codesOf(school, mark({ code: 'T', detail: 'Fair', agreement: { mobileChild: true } }))
		).toEqual(['accepted']);
	});
});
