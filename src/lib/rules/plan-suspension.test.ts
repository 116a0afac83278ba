import { describe, expect, it } from 'vitest';
import { book, held, judge, plan, sentence, until } from '../../../tests/support/planned.ts';
import { PUPILS } from '../../../tests/support/school-2026-27.ts';
import { halvesOf } from './plan-days.ts';
import { cutAtSixthDay } from './plan-suspension.ts';

const { ben } = PUPILS;

describe('religious days and suspensions', () => {
	it('[X9] case C14: R is one day; a second under the same name is the head’s leave or unauthorised', () => {
		const eid = { code: 'R', detail: 'Eid al-Fitr' } as const;
		expect(judge(eid, 'attendance')).toBe('ok');
		expect(judge({ ...eid, ...until('2026-11-10') })).toBe('one-day-only');
		const first = [held(eid)];
		expect(judge({ ...eid, ...until('2026-11-10', '2026-11-10') }, 'head', first)).toBe('one-day-only');
		expect(judge({ code: 'R', detail: 'Diwali', ...until('2026-11-10', '2026-11-10') }, 'head', first)).toBe(
			'ok'
		);
		expect(judge({ code: 'R' })).toBe('detail-missing');
		expect(sentence({ ...eid, ...until('2026-11-10') })).toContain('leave from the head (C)');
	});

	it('[X6] case C17: E for 9 to 13 November; from Monday 16 November other education is asked for', () => {
		expect(judge({ code: 'E', ...until('2026-11-13') })).toBe('ok');
		const seven = { code: 'E', ...until('2026-11-17') } as const;
		expect(judge(seven)).toBe('alternative-due');
		expect(sentence(seven)).toBe(
			'Other education is due from the sixth school day. Let E end on Friday 13 November 2026, and plan K, B or D from Monday 16 November 2026.'
		);
		const days = halvesOf(plan(seven), book).map((half) => half.date);
		expect(cutAtSixthDay(plan(seven), days, book)).toEqual({
			first: until('2026-11-13'),
			rest: until('2026-11-17', '2026-11-16')
		});
		expect(judge({ code: 'K', detail: 'Pupil referral unit', ...until('2026-11-17', '2026-11-16') })).toBe(
			'ok'
		);
	});

	it('[X6] case C17: of two plans that make eight days in a row the second is asked, whichever days it has', () => {
		const later = [held({ code: 'E', ...until('2026-11-18', '2026-11-16') })];
		const earlier = { code: 'E', ...until('2026-11-13') } as const;
		expect(judge(earlier, 'head', later)).toBe('alternative-due');
		expect(sentence(earlier, later)).toBe(
			'Other education is due from the sixth school day. Let E end on Friday 13 November 2026, and plan K, B or D from Monday 16 November 2026. E is planned for that day already: end that plan first.'
		);
		expect(judge({ code: 'E', ...until('2026-11-13', '2026-11-12') }, 'head', later)).toBe('ok');
		const around = [...later, held({ code: 'E', ...until('2026-11-11') })];
		expect(judge({ code: 'E', ...until('2026-11-13', '2026-11-12') }, 'head', around)).toBe(
			'alternative-due'
		);
		expect(
			judge(earlier, 'head', [
				held({ pupilId: ben.pupilId, code: 'E', ...until('2026-11-18', '2026-11-16') })
			])
		).toBe('ok');
	});

	it('[X6] a plan is not asked about a run in which it takes no part', () => {
		const long = [held({ code: 'E', ...until('2026-11-18') })];
		expect(judge({ code: 'E', ...until('2026-11-24', '2026-11-20') }, 'head', long)).toBe('ok');
		expect(judge({ code: 'E', ...until('2026-11-19', '2026-11-19') }, 'head', long)).toBe('alternative-due');
		const span = plan(until('2026-11-24', '2026-11-20'));
		const days = [until('2026-11-18'), span].flatMap((each) => halvesOf(each, book)).map(({ date }) => date);
		expect(cutAtSixthDay(span, days, book)).toBe(null);
		const joined = plan(until('2026-11-20', '2026-11-19'));
		expect(cutAtSixthDay(joined, [...days, '2026-11-19'], book)).toEqual({
			first: null,
			rest: until('2026-11-20', '2026-11-19')
		});
	});

	it('[X6] a suspension planned in two pieces is one run; after a day in school the count begins again', () => {
		const first = [held({ code: 'E', ...until('2026-11-11') })];
		expect(judge({ code: 'E', ...until('2026-11-13', '2026-11-12') }, 'head', first)).toBe('ok');
		expect(judge({ code: 'E', ...until('2026-11-16', '2026-11-12') }, 'head', first)).toBe('alternative-due');
		expect(judge({ code: 'E', ...until('2026-11-19', '2026-11-13') }, 'head', first)).toBe('ok');
		const replaced = [held({ id: 'e-1', code: 'E', ...until('2026-11-11') })];
		expect(
			judge({ code: 'E', ...until('2026-11-17', '2026-11-12'), replaces: ['e-1'] }, 'head', replaced)
		).toBe('ok');
	});
});
