import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
	ASKED,
	book,
	held,
	judge,
	plan,
	sentence,
	TIMETABLE,
	until
} from '../../../tests/support/planned.ts';
import { PUPILS } from '../../../tests/support/school-2026-27.ts';
import { CODES } from './codes.ts';
import type { Agreement } from './facts.ts';
import { halvesOf } from './plan-days.ts';
import { judgePlanned } from './plan-lawful.ts';
import { judgeCode } from './legality.ts';
import { ROLES, type Role } from './roles.ts';

const { ava, ben, dee } = PUPILS;

describe('a plan is lawful as its marks would be', () => {
	it('[X4] illness until a date, an appointment, a visit, leave granted', () => {
		expect(judge(until('2026-11-13'), 'attendance')).toBe('ok');
		expect(judge({ code: 'M', times: { from: '08:30', to: '10:00' } }, 'attendance')).toBe('ok');
		expect(judge({ code: 'V', detail: 'Black Country Museum' }, 'attendance')).toBe('ok');
		expect(judge({ code: 'C', agreement: ASKED })).toBe('ok');
	});

	it('[X4] [P3] who may not enter a code may not plan it, and is told who does', () => {
		expect(judge({ code: 'C', agreement: ASKED }, 'attendance')).toBe('not-your-code');
		for (const role of ['teacher', 'reception', 'governor'] as const)
			expect(judge({ code: 'I' }, role)).toBe('not-your-code');
	});

	it('[X4] [C4] what only somebody who looked can say is not planned, nor what the calendar says', () => {
		for (const code of ['/', '\\', 'L', 'U', 'N', 'Z', '#'] as const)
			expect(judge({ code }), code).toBe('not-by-plan');
		expect(judge({ code: 'Y4', detail: 'Snow' })).toBe('whole-school-only');
	});

	it('[X4] dates have to make sense: an end after the beginning, school days, a year at the most', () => {
		expect(judge(until('2026-11-08'))).toBe('ends-before');
		expect(judge(until('2026-11-08', '2026-11-07'))).toBe('no-days');
		expect(judge(until('2026-10-30', '2026-10-26'))).toBe('no-days');
		expect(judge(until('2027-11-12'))).toBe('too-long');
		expect(judge({ pupilId: 'p-nobody' })).toBe('unknown-pupil');
	});

	it('[X4] minutes have to make sense too: the first before the second, in a plan and in what a parent said', () => {
		const at = (from: string, to: string) => ({ code: 'M' as const, times: { from, to } });
		expect(judge(at('08:30', '08:31'))).toBe('ok');
		expect(judge(at('10:00', '08:30'))).toBe('minutes-reversed');
		expect(judge(at('08:30', '08:30'))).toBe('minutes-reversed');
		const message = { from: 'Mrs Example (mother)', via: 'phone' } as const;
		expect(judge({ ...at('10:00', '08:30'), code: undefined, message }, 'reception')).toBe(
			'minutes-reversed'
		);
		expect(judge({ ...at('08:30', '10:00'), code: undefined, message }, 'reception')).toBe('ok');
	});

	it('[X1] [X10] a plan of such minutes that the school took once is still ended, or shortened as it is', () => {
		const times = { from: '10:00', to: '08:30' };
		const old = held({ id: 'old', times, ...until('2026-11-13') });
		const ended = { cancelled: true as const, code: undefined, times, replaces: ['old'] };
		expect(judge(ended, 'attendance', [old])).toBe('ok');
		const sooner = { replaces: ['old'], ...until('2026-11-10') };
		expect(judge({ ...sooner, times }, 'attendance', [old])).toBe('ok');
		expect(judge({ ...sooner, times: { from: '11:00', to: '08:30' } }, 'attendance', [old])).toBe(
			'minutes-reversed'
		);
	});

	it('[X4] [C10] case C5: X for Ben ends where compulsory age begins, and the refusal says when that is', () => {
		const x = { pupilId: ben.pupilId, code: 'X', only: 'PM' } as const;
		expect(judge({ ...x, ...until('2027-03-25') }, 'attendance')).toBe('ok');
		expect(judge({ ...x, ...until('2027-07-20') }, 'attendance')).toBe('age');
		expect(sentence({ ...x, ...until('2027-07-20') })).toContain(
			'of compulsory school age from Wednesday 31 March 2027'
		);
		expect(sentence({ ...x, ...until('2027-07-20') })).toContain('That is so on Monday 12 April 2027');
	});

	it('[X4] cases C7 and C8: C2 needs the agreement on every day, a pattern, and compulsory age', () => {
		const c2 = { code: 'C2', weekdays: [5], agreement: TIMETABLE, ...until('2026-12-18') } as const;
		expect(judge({ ...c2, weekdays: [5] })).toBe('ok');
		expect(judge({ ...c2, weekdays: [5], agreement: undefined })).toBe('agreement-missing');
		expect(judge({ ...c2, weekdays: [5], agreement: { ...TIMETABLE, parent: ' ' } })).toBe(
			'agreement-missing'
		);
		expect(judge({ ...c2, weekdays: [5], ...until('2027-02-12') })).toBe('agreement-missing');
		expect(judge({ ...c2, weekdays: undefined })).toBe('no-pattern');
		expect(judge({ ...c2, weekdays: undefined, only: 'PM' })).toBe('ok');
		expect(judge({ ...c2, weekdays: [5], pupilId: ben.pupilId })).toBe('age');
		expect(judge({ ...c2, weekdays: [5] }, 'attendance')).toBe('not-your-code');
	});

	it('[X4] cases C13 and J14: leave is asked for in advance, by a parent at home', () => {
		expect(judge({ code: 'J1', agreement: { ...ASKED, askedOn: '2026-11-10' } })).toBe('not-in-advance');
		expect(judge({ code: 'J1', agreement: ASKED })).toBe('ok');
		const onTheDay = { ...ASKED, askedOn: '2026-11-09' };
		for (const code of ['C', 'J1', 'S'] as const)
			expect(judge({ code, agreement: onTheDay, ...until('2026-11-11') }), code).toBe('not-in-advance');
		expect(judge({ code: 'S', agreement: ASKED })).toBe('ok');
		expect(judge({ code: 'C', agreement: { ...ASKED, askedByParentAtHome: false } })).toBe(
			'not-by-parent-at-home'
		);
		expect(judge({ code: 'C1', agreement: ASKED })).toBe('licence-missing');
	});

	it('[X4] [C5] the nature of an activity or an unavoidable cause is recorded, and the other school of D', () => {
		for (const code of ['K', 'V', 'P', 'W', 'B', 'Q', 'Y1', 'Y2', 'Y3', 'Y6', 'Y7'] as const) {
			expect(judge({ code }), code).toBe('detail-missing');
			expect(judge({ code, detail: 'Said here' }), code).toBe('ok');
		}
		expect(judge({ code: 'D', weekdays: [1] })).toBe('detail-missing');
		expect(judge({ code: 'D', weekdays: [1], detail: 'Hillview School' })).toBe('ok');
		expect(judge({ code: 'B', detail: 'Online learning at home' })).toBe('home-learning');
		expect(judge({ code: 'Y5', detail: 'Held', pupilId: dee.pupilId })).toBe('ok');
	});
});

describe('messages, ends, and who may', () => {
	it('[X5] what a parent said needs no code, from the desk too; a plan of the office does', () => {
		const message = { from: 'Mrs Example (mother)', via: 'phone' } as const;
		expect(judge({ code: undefined, message }, 'reception')).toBe('ok');
		expect(judge({ code: undefined })).toBe('no-code');
		expect(judge({ message }, 'reception')).toBe('not-your-code');
	});

	it('[X4] [X5] a message is for a year at the most, in the same words as a plan, and is taken back however long it was', () => {
		const message = { from: 'Mrs Example (mother)', via: 'phone' } as const;
		const said = (to: string) => ({ code: undefined, message, ...until(to) });
		expect(judge(said('2027-11-10'), 'reception')).toBe('ok');
		expect(judge(said('2036-11-09'), 'reception')).toBe('too-long');
		expect(sentence(said('2036-11-09'))).toBe(sentence(until('2036-11-09')));
		const long = held({ id: 'long', ...said('2036-11-09') });
		const back = { cancelled: true as const, replaces: ['long'], code: undefined, ...until('2036-11-09') };
		expect(judge(back, 'reception', [long])).toBe('ok');
	});

	it('[X5] the desk takes a message back; a coded plan is ended by the office, the head’s leave too', () => {
		const leave = held({ id: 'leave', code: 'C', agreement: ASKED, ...until('2026-11-13') });
		const told = held({ id: 'told', code: undefined, message: { from: 'Mother', via: 'phone' } });
		expect(judge({ cancelled: true, replaces: ['leave'] }, 'reception', [leave])).toBe('not-your-code');
		expect(judge({ cancelled: true, replaces: ['told'], code: undefined }, 'reception', [told])).toBe('ok');
		expect(judge({ cancelled: true, replaces: ['leave'], code: 'C' }, 'attendance', [leave])).toBe('ok');
	});

	it('[X10] the office ends the head’s leave early, and neither lengthens it nor makes whole days of its hours', () => {
		const leave = held({ id: 'leave', code: 'C', agreement: ASKED, ...until('2026-11-13') });
		const { parent, askedByParentAtHome, askedOn } = ASKED;
		const inAnotherOrder = { parent, askedByParentAtHome, askedOn };
		const as = { code: 'C' as const, agreement: inAnotherOrder, replaces: ['leave'] };
		expect(judge({ ...as, ...until('2026-11-10') }, 'attendance', [leave])).toBe('ok');
		expect(judge({ ...as, ...until('2026-11-16') }, 'attendance', [leave])).toBe('not-your-code');
		expect(judge({ ...as, ...until('2026-11-10'), replaces: [] }, 'attendance', [leave])).toBe(
			'not-your-code'
		);
		const hours = held({ ...leave, id: 'hours', times: { from: '08:30', to: '10:00' } });
		expect(judge({ ...as, replaces: ['hours'], ...until('2026-11-10') }, 'attendance', [hours])).toBe(
			'not-your-code'
		);
		const other = { ...inAnotherOrder, askedOn: '2026-11-03' };
		expect(judge({ ...as, ...until('2026-11-10'), agreement: other }, 'attendance', [leave])).toBe(
			'not-your-code'
		);
	});
});

describe('in general', () => {
	const dates = ['2026-11-06', '2026-11-09', '2026-11-13', '2026-11-16', '2026-12-18', '2027-04-12'];
	const half = fc.record({
		date: fc.constantFrom(...dates),
		session: fc.constantFrom('AM' as const, 'PM' as const)
	});
	const anything = fc.record({
		over: fc.record(
			{
				pupilId: fc.constantFrom(ava.pupilId, ben.pupilId, dee.pupilId),
				from: half,
				to: half,
				code: fc.constantFrom(...CODES),
				weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
				only: fc.constantFrom('AM' as const, 'PM' as const),
				detail: fc.constantFrom('', 'Something', 'home learning'),
				agreement: fc.constantFrom<Agreement | undefined>(undefined, ASKED, TIMETABLE, { licence: 'L 1' })
			},
			{ requiredKeys: ['pupilId', 'from', 'to'] }
		),
		role: fc.constantFrom<Role>(...ROLES)
	});

	it('[X4] every plan has an answer in a sentence, and a plan that stands is one whose every mark would', () => {
		fc.assert(
			fc.property(anything, ({ over, role }) => {
				const asked = plan({ ...over, code: over.code });
				const judged = judgePlanned(asked, { book, role, plans: [] });
				if ('refused' in judged) {
					expect(judged.message).toMatch(/^\S.*\.$/s);
					return;
				}
				const pupil = book.pupil(asked.pupilId);
				for (const { date, session } of halvesOf(asked, book)) {
					const { code, detail, agreement } = asked;
					const mark = judgeCode({
						...{ code, date, session, role, how: 'office', detail, agreement, switchedOn: ['S', 'W'] },
						pupil: { dob: pupil?.dob ?? '' }
					});
					expect(mark).toEqual({ ok: true });
				}
			}),
			{ numRuns: 400 }
		);
	});
});
