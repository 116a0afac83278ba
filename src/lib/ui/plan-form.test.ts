import { describe, expect, it } from 'vitest';
import { must, PUPILS, schoolBook } from '../../../tests/support/school-2026-27.ts';
import type { HeldFact, Plan } from '$lib/rules/facts.ts';
import { halvesOf } from '$lib/rules/plan-days.ts';
import { judgePlanned } from '$lib/rules/plan-lawful.ts';
import { PlanForm } from './plan-form.svelte.ts';
import type { PlanWorld } from './plan-problems.ts';
import { WeekPattern } from './week-pattern.svelte.ts';

const { ava, ben, dee } = PUPILS;
const book = schoolBook();
const world: PlanWorld = { book, role: 'head', plans: [], today: '2026-11-09' };
const day = (date: string, session: 'AM' | 'PM' = 'AM') => ({ date, session });

function filled(over: Partial<PlanForm>, week: Partial<WeekPattern> = {}): PlanForm {
	const form = new PlanForm({ today: '2026-11-09' });
	Object.assign(form.week, week);
	return Object.assign(form, { pupilIds: [ava.pupilId], ...over });
}
const pattern = (over: Partial<WeekPattern>) => Object.assign(new WeekPattern(), over);
const held = (over: Partial<HeldFact<Plan>> = {}): HeldFact<Plan> => ({
	...{ id: 'old', kind: 'plan', v: 1, clientId: 'c', seq: 1, signInId: 's', madeAt: 1 },
	clock: { offsetMs: 0, doubtMs: 0 },
	pupilId: ava.pupilId,
	from: day('2026-11-09'),
	to: day('2026-11-13', 'PM'),
	code: 'I',
	replaces: [],
	...over
});
const spans = (form: PlanForm) => form.plans(world).map(({ code, from, to }) => [code, from.date, to.date]);

describe('a plan as the form holds it', () => {
	it('one day, a half-day, days in a row, and weekdays of weeks', () => {
		expect(filled({ code: 'I' }).span).toEqual({ from: day('2026-11-09'), to: day('2026-11-09', 'PM') });
		expect(filled({ code: 'M' }, { part: 'PM' }).span).toEqual({
			from: day('2026-11-09', 'PM'),
			to: day('2026-11-09', 'PM'),
			only: 'PM'
		});
		expect(filled({ long: 'days', to: '2026-11-11', fromSession: 'PM', toSession: 'AM' }).span).toEqual({
			from: day('2026-11-09', 'PM'),
			to: day('2026-11-11')
		});
		expect(filled({ long: 'pattern', to: '2026-12-18' }, { weekdays: ['5', '4'], part: 'AM' }).span).toEqual({
			from: day('2026-11-09'),
			to: day('2026-12-18', 'PM'),
			weekdays: [4, 5],
			only: 'AM'
		});
		expect(filled({ from: '' }).span).toBe(null);
	});

	it('says what is missing, one thing after the other, and loses nothing', () => {
		const form = filled({ pupilIds: [] });
		const wrong = () => form.problems(world)[0]?.field;
		expect(wrong()).toBe('plan-find');
		form.pupilIds = [ava.pupilId, dee.pupilId];
		expect(wrong()).toBe('plan-code');
		form.code = 'V';
		expect(form.problems(world)).toEqual([{ field: 'plan-detail', words: 'Enter what the activity is.' }]);
		form.said.detail = 'Museum';
		form.week.timeFrom = '10:00';
		expect(wrong()).toBe('plan-time-from');
		form.week.timeTo = '09:00';
		expect(wrong()).toBe('plan-time-from');
		form.week.timeTo = '15:00';
		expect(form.problems(world)).toEqual([]);
	});

	it('names whom a refusal is about where it is not about all', () => {
		const form = filled({ pupilIds: [ava.pupilId, ben.pupilId], code: 'X' });
		expect(form.problems(world)).toHaveLength(1);
		expect(form.problems(world)[0]?.words).toMatch(/^Ava Example: X is only for pupils below/);
	});

	it('[X6] case C17: a suspension over its fifth day becomes E and what is arranged, in one act', () => {
		const form = filled({ code: 'E', long: 'days', to: '2026-11-17' });
		expect(form.problems(world)[0]?.field).toBe('plan-after');
		form.after = 'K';
		expect(form.problems(world)).toEqual([
			{ field: 'plan-after-detail', words: 'Enter what the activity is.' }
		]);
		form.afterDetail = 'Support centre';
		expect(form.problems(world)).toEqual([]);
		expect(spans(form)).toEqual([
			['E', '2026-11-09', '2026-11-13'],
			['K', '2026-11-16', '2026-11-17']
		]);
		form.after = 'none';
		expect(spans(form)).toEqual([['E', '2026-11-09', '2026-11-13']]);
		expect(new Set(form.plans(world, 'act').map((plan) => plan.actId))).toEqual(new Set(['act']));
	});

	it('[X4] leave and a timetable are for the days of the plan, and what it makes is lawful', () => {
		const form = filled({ code: 'C2', long: 'pattern', to: '2026-12-18' }, { weekdays: ['5'] });
		form.said.parent = 'Mrs Example';
		expect(form.problems(world)[0]?.field).toBe('plan-review');
		form.said.review = '2026-11-30';
		expect(form.problems(world)).toEqual([]);
		const [plan] = form.plans(world);
		expect(plan?.agreement).toEqual({
			parent: 'Mrs Example',
			review: '2026-11-30',
			from: '2026-11-09',
			to: '2026-12-18'
		});
		expect(judgePlanned(must(plan, 'a plan'), { book, role: 'head', plans: [] })).toEqual({ ok: true });
	});

	it('[X3] takes the place of what it overlaps only where a person says so', () => {
		const plans = [held()];
		const form = filled({ code: 'V', from: '2026-11-10' });
		form.said.detail = 'Museum';
		expect(form.warnings({ ...world, plans })).toEqual([
			{
				words: 'Already known: Illness (I), Monday 9 November 2026 to Friday 13 November 2026.',
				isOverlap: true
			}
		]);
		expect(form.plans({ ...world, plans })[0]?.replaces).toEqual([]);
		form.takesPlace = true;
		expect(form.plans({ ...world, plans })[0]?.replaces).toEqual(['old']);
	});

	it('[X16] two patterns of a week are two plans of one act with one agreement, each lawful, and none refuses the other', () => {
		const form = filled(
			{ code: 'C2', long: 'pattern', to: '2026-12-18', pupilIds: [ava.pupilId, dee.pupilId] },
			{ weekdays: ['1', '2', '3'], part: 'AM' }
		);
		Object.assign(form.said, { parent: 'Mrs Example', review: '2026-11-30' });
		form.more = [pattern({ weekdays: ['4'] })];
		expect(form.problems(world)).toEqual([]);
		const told = form.plans(world, 'act');
		expect(told.map(({ pupilId, weekdays, only, actId }) => [pupilId, weekdays, only, actId])).toEqual([
			[ava.pupilId, [1, 2, 3], 'AM', 'act'],
			[ava.pupilId, [4], undefined, 'act'],
			[dee.pupilId, [1, 2, 3], 'AM', 'act'],
			[dee.pupilId, [4], undefined, 'act']
		]);
		expect(new Set(told.map(({ agreement }) => JSON.stringify(agreement))).size).toBe(1);
		// The server judges the second when the first is already placed.
		const [first, second] = told;
		const placed = [{ ...held(), ...must(first, 'the first'), id: 'placed' }];
		expect(judgePlanned(must(second, 'the second'), { book, role: 'head', plans: placed })).toEqual({
			ok: true
		});
		expect(form.when).toEqual([
			'Mondays, Tuesdays and Wednesdays, mornings: Monday 9 November 2026 to Friday 18 December 2026',
			'Thursdays: Monday 9 November 2026 to Friday 18 December 2026'
		]);
		expect(form.registers(world)).toBe(
			form
				.plans(world)
				.filter(({ pupilId }) => pupilId === ava.pupilId)
				.flatMap((plan) => halvesOf(plan, book)).length
		);
	});

	it('[X16] a half-day stands in one pattern only, a further one names its weekdays, and each has minutes of its own', () => {
		const form = filled(
			{ code: 'D', long: 'pattern', to: '2026-11-20' },
			{ weekdays: ['1', '2'], part: 'AM' }
		);
		form.said.detail = 'Canal Street Primary School';
		const second = pattern({});
		form.more = [second];
		const wrong = () => form.problems(world)[0];
		expect(wrong()?.field).toBe('plan-weekdays-2');
		second.weekdays = ['2', '3'];
		expect(wrong()).toEqual({
			field: 'plan-weekdays-2',
			words: 'Tuesday 10 November 2026, morning, is in two patterns. Let each half-day be in one'
		});
		second.part = 'PM';
		second.timeFrom = '13:30';
		expect(wrong()?.field).toBe('plan-time-from-2');
		second.timeTo = '15:00';
		expect(form.problems(world)).toEqual([]);
		expect(form.plans(world).map(({ times }) => times)).toEqual([undefined, { from: '13:30', to: '15:00' }]);
	});

	it('[X16] one day and a suspension have one pattern, whatever was added before; what both meet is said once', () => {
		const form = filled({ code: 'I', long: 'pattern', to: '2026-11-20' }, { weekdays: ['1'] });
		form.more = [pattern({ weekdays: ['2'] })];
		const plans = [held()];
		expect(form.warnings({ ...world, plans })).toHaveLength(1);
		form.takesPlace = true;
		expect(form.plans({ ...world, plans }).map(({ replaces }) => replaces)).toEqual([['old'], ['old']]);
		form.code = 'E';
		expect(form.plans(world)).toHaveLength(1);
		Object.assign(form, { code: 'I', long: 'day' });
		expect(form.plans(world)).toHaveLength(1);
	});

	it('[X16] a correction of one plan gets a second pattern beside what takes its place', () => {
		const before = [held({ weekdays: [1], message: { from: 'Mother', via: 'phone' } })];
		const form = new PlanForm({ before, today: '2026-11-09' });
		form.more = [pattern({ weekdays: ['2'] })];
		expect(
			form.plans({ ...world, plans: before }).map(({ replaces, message }) => [replaces, message?.from])
		).toEqual([
			[['old'], 'Mother'],
			[[], undefined]
		]);
	});

	it('a correction begins with what stood, keeps what the parent said, and takes its place', () => {
		const message = { from: 'Mother', via: 'phone' } as const;
		const before = [held({ code: undefined, message, reason: 'Pox', weekdays: [1, 2], only: 'AM' })];
		const form = new PlanForm({ before, today: '2026-11-09' });
		expect([form.long, form.week.part, form.week.weekdays]).toEqual(['pattern', 'AM', ['1', '2']]);
		form.code = 'I';
		expect(form.plans({ ...world, plans: before })).toMatchObject([
			{ code: 'I', message, reason: 'Pox', replaces: ['old'], weekdays: [1, 2], only: 'AM' }
		]);
	});
});
