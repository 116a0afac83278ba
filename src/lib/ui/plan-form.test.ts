import { describe, expect, it } from 'vitest';
import { must, PUPILS, schoolBook } from '../../../tests/support/school-2026-27.ts';
import type { HeldFact, Plan } from '$lib/rules/facts.ts';
import { judgePlanned } from '$lib/rules/plan-lawful.ts';
import { PlanForm } from './plan-form.svelte.ts';
import type { PlanWorld } from './plan-problems.ts';
import { restsOnWords, stepWords, todayWords, whatWords, whenWords } from './plan-words.ts';

const { ava, ben, dee } = PUPILS;
const book = schoolBook();
const world: PlanWorld = { book, role: 'head', plans: [], today: '2026-11-09' };
const day = (date: string, session: 'AM' | 'PM' = 'AM') => ({ date, session });

function filled(over: Partial<PlanForm>): PlanForm {
	const form = new PlanForm({ today: '2026-11-09' });
	return Object.assign(form, { pupilIds: [ava.pupilId], ...over });
}
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
		expect(filled({ code: 'M', part: 'PM' }).span).toEqual({
			from: day('2026-11-09', 'PM'),
			to: day('2026-11-09', 'PM'),
			only: 'PM'
		});
		expect(filled({ long: 'days', to: '2026-11-11', fromSession: 'PM', toSession: 'AM' }).span).toEqual({
			from: day('2026-11-09', 'PM'),
			to: day('2026-11-11')
		});
		expect(filled({ long: 'pattern', to: '2026-12-18', weekdays: ['5', '4'], part: 'AM' }).span).toEqual({
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
		form.timeFrom = '10:00';
		expect(wrong()).toBe('plan-time-from');
		form.timeTo = '09:00';
		expect(wrong()).toBe('plan-time-from');
		form.timeTo = '15:00';
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
		const form = filled({ code: 'C2', long: 'pattern', to: '2026-12-18', weekdays: ['5'] });
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

	it('a correction begins with what stood, keeps what the parent said, and takes its place', () => {
		const message = { from: 'Mother', via: 'phone' } as const;
		const before = [held({ code: undefined, message, reason: 'Pox', weekdays: [1, 2], only: 'AM' })];
		const form = new PlanForm({ before, today: '2026-11-09' });
		expect([form.long, form.part, form.weekdays]).toEqual(['pattern', 'AM', ['1', '2']]);
		form.code = 'I';
		expect(form.plans({ ...world, plans: before })).toMatchObject([
			{ code: 'I', message, reason: 'Pox', replaces: ['old'], weekdays: [1, 2], only: 'AM' }
		]);
	});
});

describe('in words', () => {
	it('when, as people say it', () => {
		const span = { from: day('2026-11-09'), to: day('2026-11-09', 'PM') };
		expect(whenWords(span)).toBe('Monday 9 November 2026');
		expect(whenWords({ ...span, only: 'AM', times: { from: '08:30', to: '10:00' }, back: '10:15' })).toBe(
			'Monday 9 November 2026, morning, 08:30 to 10:00, back at 10:15'
		);
		expect(whenWords({ from: day('2026-11-09', 'PM'), to: day('2026-11-11') })).toBe(
			'From the afternoon of Monday 9 November 2026 to the morning of Wednesday 11 November 2026'
		);
		const term = { from: day('2026-11-09'), to: day('2026-12-18', 'PM') };
		expect(whenWords({ ...term, weekdays: [4, 5] })).toBe(
			'Thursdays and Fridays: Monday 9 November 2026 to Friday 18 December 2026'
		);
		expect(whenWords({ ...term, weekdays: [1, 2, 3, 4, 5], only: 'PM' })).toMatch(
			/^Every afternoon: Monday 9/
		);
	});

	it('what, on what it rests, and what became of it', () => {
		expect(whatWords(held({ detail: 'Flu' }))).toBe('Illness (I): Flu');
		expect(whatWords(held({ code: undefined }))).toBe('No code yet');
		expect(restsOnWords({ parent: 'Mrs Example', askedOn: '2026-11-02', askedByParentAtHome: true })).toEqual(
			['Asked for by Mrs Example on Monday 2 November 2026.', 'The child normally lives with them.']
		);
		const ended = stepWords({ plan: held({ cancelled: true, reason: 'Put off' }), what: 'ended' });
		expect(ended).toMatchObject({ what: 'Ended', said: 'Why: Put off' });
		expect(ended.who).toContain('Waiting to send');
		expect(stepWords({ plan: held({ position: 7 }), what: 'planned' }).who).not.toContain('Waiting');
		expect(todayWords({ confirmed: 5, here: 1, otherwise: 0, unmarked: 2 })).toBe(
			'5 confirmed, 1 here after all, 2 not marked yet'
		);
	});
});
