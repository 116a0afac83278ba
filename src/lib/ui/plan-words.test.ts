import { describe, expect, it } from 'vitest';
import { PUPILS } from '../../../tests/support/school-2026-27.ts';
import type { HeldFact, Plan } from '$lib/rules/facts.ts';
import { restsOnWords, stepWords, todayWords, whatWords, whenWords } from './plan-words.ts';

const day = (date: string, session: 'AM' | 'PM' = 'AM') => ({ date, session });

const held = (over: Partial<HeldFact<Plan>> = {}): HeldFact<Plan> => ({
	...{ id: 'old', kind: 'plan', v: 1, clientId: 'c', seq: 1, signInId: 's', madeAt: 1 },
	clock: { offsetMs: 0, doubtMs: 0 },
	pupilId: PUPILS.ava.pupilId,
	from: day('2026-11-09'),
	to: day('2026-11-13', 'PM'),
	code: 'I',
	replaces: [],
	...over
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
		const none = { confirmed: 0, here: 0, otherwise: 0, unmarked: 0 };
		expect(todayWords({ ...none, unmarked: 1 })).toBe('Not marked yet');
		expect(todayWords({ ...none, here: 1 })).toBe('Here after all');
		expect(todayWords(none)).toBe('');
	});
});
