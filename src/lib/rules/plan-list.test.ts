import { describe, expect, it } from 'vitest';
import { CALENDAR, must, PUPILS, schoolBook } from '../../../tests/support/school-2026-27.ts';
import { knownBeside } from './code-known.ts';
import type { HeldFact, Plan } from './facts.ts';
import { judgeEntry } from './legality.ts';
import { halvesOf, overlapping, standingPlans } from './plan-days.ts';
import { isDueHere } from './plan-due.ts';
import { besideInAct, planHistory, planList, sameAct, standingFor } from './plan-list.ts';
import { planWarnings } from './plan-warnings.ts';

const { ava, ben, dee } = PUPILS;
const calendars = [CALENDAR];
const book = schoolBook();

/** A plan of Ava's for Monday 23 November 2026, made in the order of its id. */
function plan(id: string, over: Partial<HeldFact<Plan>> = {}): HeldFact<Plan> {
	return {
		id,
		kind: 'plan',
		v: 1,
		clientId: 'c',
		seq: 1,
		signInId: 's',
		madeAt: id.charCodeAt(0) * 1000 + Number(id.slice(1) || 0),
		clock: { offsetMs: 0, doubtMs: 0 },
		pupilId: ava.pupilId,
		from: { date: '2026-11-23', session: 'AM' },
		to: { date: '2026-11-23', session: 'PM' },
		code: 'V',
		detail: 'Choir',
		replaces: [],
		...over
	};
}
const until = (date: string, from = '2026-11-23') => ({
	from: { date: from, session: 'AM' as const },
	to: { date, session: 'PM' as const }
});
const ids = (plans: readonly { id: string }[]) => plans.map((each) => each.id);

describe('what a plan is about', () => {
	it('[X2] the half-days with school, by weekday and session; not INSET, weekends and holidays', () => {
		const fridays = plan('a', { weekdays: [5], only: 'PM', ...until('2026-12-11') });
		expect(halvesOf(fridays, calendars)).toEqual([
			{ date: '2026-12-04', session: 'PM' },
			{ date: '2026-12-11', session: 'PM' }
		]);
		const overBreak = plan('a', until('2026-11-02', '2026-10-23'));
		expect(halvesOf(overBreak, calendars)).toHaveLength(4);
		const fromLunch = { from: { date: '2026-11-23', session: 'PM' as const }, to: until('2026-11-24').to };
		expect(halvesOf(plan('a', fromLunch), calendars)).toHaveLength(3);
	});

	it('[X1] a plan stands until another takes its place or ends it', () => {
		const all = [plan('a'), plan('b', { replaces: ['a'] }), plan('c', { replaces: ['x'], cancelled: true })];
		expect(ids(standingPlans(all))).toEqual(['b']);
	});

	it('[X3] plans of one pupil that share a half-day are pointed out, whatever takes their place is not', () => {
		const others = [
			plan('a', { only: 'AM' }),
			plan('b', until('2026-11-25', '2026-11-24')),
			plan('c', { cancelled: true, replaces: ['z'] })
		];
		const mine = plan('m');
		expect(ids(overlapping(mine, others, calendars))).toEqual(['a']);
		expect(overlapping({ ...mine, only: 'PM' }, others, calendars)).toEqual([]);
		expect(overlapping({ ...mine, replaces: ['a'] }, others, calendars)).toEqual([]);
	});

	it('[X3] what should be seen before it is recorded', () => {
		const on = { book, plans: [plan('a')], today: '2026-11-23' };
		const kinds = (over: Partial<HeldFact<Plan>>) =>
			planWarnings(plan('m', over), on).map((each) => each.kind);
		expect(kinds({})).toEqual(['overlaps']);
		expect(kinds(until('2026-11-24', '2026-11-24'))).toEqual([]);
		const dentist = { ...until('2026-11-24', '2026-11-24'), only: 'AM' as const };
		expect(kinds({ ...dentist, times: { from: '10:45', to: '11:40' } })).toEqual(['expected-at-register']);
		expect(kinds({ ...dentist, times: { from: '08:30', to: '10:00' } })).toEqual([]);
		expect(kinds({ ...until('2026-11-20', '2026-11-19') })).toEqual(['begins-in-the-past']);
		expect(kinds({ code: 'C2', ...until('2026-11-24', '2026-11-24') })).toEqual(['no-review']);
		expect(kinds({ pupilId: 'p-nobody' })).toEqual(['not-on-roll']);
		const activity = { code: 'B' as const, ...until('2026-11-24', '2026-11-24') };
		expect(kinds({ ...activity, detail: 'Virtual school day' })).toEqual(['maybe-at-home']);
		expect(kinds({ ...activity, detail: 'Taster day at Hillview' })).toEqual([]);
		expect(kinds({ ...activity, code: 'P', detail: 'Virtual school day' })).toEqual([]);
	});
});

describe('due here or not', () => {
	const ford = { date: '2026-11-09', session: 'AM' as const };

	it('[X7] case C4: Ben, in on mornings only, is due on Monday morning and not in the afternoon', () => {
		const x = [
			plan('a', { pupilId: ben.pupilId, code: 'X', only: 'PM', ...until('2027-03-25', '2026-09-02') })
		];
		expect(isDueHere('X', x, ford)).toBe(true);
		expect(isDueHere('X', x, { ...ford, session: 'PM' })).toBe(false);
		expect(isDueHere('X', [], ford)).toBeUndefined();
		expect(isDueHere('X', x, { date: '2027-04-12', session: 'AM' })).toBeUndefined();
		expect(isDueHere('I', x, ford)).toBeUndefined();
	});

	it('[X7] case C22: D is for the days at the other school; on a day due here it is refused', () => {
		const dual = plan('a', {
			code: 'D',
			weekdays: [4, 5],
			detail: 'Hillview School',
			...until('2027-07-20', '2026-09-02')
		});
		const judge = (date: string, plans: readonly Plan[]) => {
			const cell = { pupilId: ava.pupilId, classId: 'c-3t', date, session: 'AM' } as const;
			const entry = { ...cell, code: 'D', how: 'office' } as const;
			const beside = { role: 'attendance' as const, now: Date.UTC(2027, 0, 1), plans };
			const judged = judgeEntry(entry, must(knownBeside(entry, book, beside), 'Ava'));
			return 'refused' in judged ? judged.refused : 'ok';
		};
		expect(judge('2026-11-12', [dual])).toBe('ok');
		expect(judge('2026-11-09', [dual])).toBe('due-here');
		expect(judge('2026-11-09', [])).toBe('detail-missing');
		expect(judge('2026-11-12', [{ ...dual, pupilId: dee.pupilId }])).toBe('detail-missing');
	});

	it('[X8] what was agreed for a plan need not be said again in a mark of its code', () => {
		const agreement = { askedOn: '2026-11-02', askedByParentAtHome: true, parent: 'Mrs Example' };
		const leave = plan('a', { code: 'C', agreement });
		const entry = { pupilId: ava.pupilId, classId: 'c-3t', ...leave.from, code: 'C', how: 'office' } as const;
		const judged = (plans: readonly Plan[]) =>
			judgeEntry(
				entry,
				must(knownBeside(entry, book, { role: 'head', now: Date.UTC(2027, 0, 1), plans }), 'Ava')
			);
		expect(judged([leave])).toEqual({ ok: true });
		expect(judged([])).toMatchObject({ refused: 'agreement-missing' });
		expect(judged([leave, plan('b', { replaces: ['a'], cancelled: true })])).toMatchObject({
			refused: 'agreement-missing'
		});
		expect(knownBeside({ ...entry, pupilId: 'p-nobody' }, book, { role: 'head', now: 0, plans: [] })).toBe(
			null
		);
	});
});

describe('the list and the history', () => {
	const on = { today: '2026-11-23', calendars };

	it('[X11] today first, then what is ahead by its next day, then what is over, the latest first', () => {
		const list = planList(
			[
				plan('a', until('2026-11-20', '2026-11-18')),
				plan('b', until('2026-12-04', '2026-12-03')),
				plan('c'),
				plan('d', { weekdays: [3], ...until('2026-12-18', '2026-09-02') }),
				plan('e', until('2026-09-10', '2026-09-10')),
				plan('f', { replaces: ['e'], cancelled: true })
			],
			on
		);
		expect(list.map((each) => [each.first.id, each.when, each.next?.date])).toEqual([
			['c', 'today', '2026-11-23'],
			['d', 'ahead', '2026-11-25'],
			['b', 'ahead', '2026-12-03'],
			['a', 'ended', undefined]
		]);
	});

	it('[X12] plans of one act that say the same are one line; who comes back sooner is a line apart', () => {
		const all = [
			plan('a', { actId: 'act', ...until('2026-11-25') }),
			plan('b', { actId: 'act', pupilId: dee.pupilId, ...until('2026-11-25') }),
			plan('c', { actId: 'act', pupilId: ben.pupilId, ...until('2026-11-24') })
		];
		expect(planList(all, on).map((each) => ids(each.plans))).toEqual([['a', 'b'], ['c']]);
		expect(ids(sameAct(must(all[1], 'b'), all))).toEqual(['a', 'b']);
	});

	it('[X13] all that was said about an absence is read on, from whichever of its plans', () => {
		const all = [
			plan('a', { code: undefined, message: { from: 'Mother', via: 'phone' } }),
			plan('b', { replaces: ['a'] }),
			plan('c', { replaces: ['b'], cancelled: true }),
			plan('d')
		];
		for (const id of ['a', 'b', 'c'])
			expect(planHistory(id, all).map((step) => [step.plan.id, step.what])).toEqual([
				['a', 'told'],
				['b', 'changed'],
				['c', 'ended']
			]);
		expect(standingFor('a', all)).toBe(null);
		expect(standingFor('a', all.slice(0, 2))?.id).toBe('b');
		expect(planHistory('d', all).map((step) => step.what)).toEqual(['planned']);
		expect(planHistory('nobody', all)).toEqual([]);
	});

	it('[X16] two plans in the place of one are each read as themselves, and each leads to the other', () => {
		const pair = ['b', 'c'].map((id, at) => plan(id, { replaces: ['a'], actId: 'act', weekdays: [at + 1] }));
		const other = plan('d', { actId: 'act', pupilId: dee.pupilId, weekdays: [2] });
		const all = [plan('a'), ...pair, other];
		expect(ids(all.slice(1).flatMap((each) => standingFor(each.id, all) ?? []))).toEqual(['b', 'c', 'd']);
		const [first, second] = pair;
		expect(ids(besideInAct(must(first, 'the first'), all))).toEqual(['c']);
		expect(ids(besideInAct(must(second, 'the second'), all))).toEqual(['b']);
		expect(besideInAct(plan('a'), all)).toEqual([]);
	});
});
