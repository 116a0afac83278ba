import { describe, expect, it } from 'vitest';
import { ASKED, judge, RECORDS, sentence } from '../../../tests/support/judged-code.ts';
import { PUPILS } from '../../../tests/support/school-2026-27.ts';
import { codeRule } from './code-table.ts';
import { CODES } from './codes.ts';

const { ava, ben, cal } = PUPILS;

describe('age and timetable', () => {
	it('[C10] case C4: Ben, timetabled on 9 November and absent ill, is I and not X', () => {
		expect(judge('X', { pupil: ben, dueHere: true })).toBe('due-here');
		expect(judge('I', { pupil: ben, dueHere: true })).toBe('ok');
		expect(judge('X', { pupil: ben, dueHere: false })).toBe('ok');
	});

	it('[C10] case C5: X for Ben on 12 April 2027 is refused, and C2 asks for an agreement', () => {
		expect(judge('X', { pupil: ben, date: '2027-04-12' })).toBe('age');
		expect(judge('C2', { pupil: ben, date: '2027-04-12' })).toBe('agreement-missing');
		expect(judge('X', { pupil: ben, date: '2027-03-25' })).toBe('ok');
	});

	it('[C10] case C2: X for Cal is refused from 31 December 2026', () => {
		expect(judge('X', { pupil: cal, date: '2026-12-18' })).toBe('ok');
		expect(judge('X', { pupil: cal, date: '2027-01-05' })).toBe('age');
	});

	it('[C5] case C7: C2 for Ava needs start, end and parent, and the head', () => {
		const agreement = { from: '2026-11-02', to: '2026-12-18', parent: 'Mrs Example' };
		expect(judge('C2', { agreement })).toBe('ok');
		expect(judge('C2')).toBe('agreement-missing');
		for (const missing of ['from', 'to', 'parent'] as const)
			expect(judge('C2', { agreement: { ...agreement, [missing]: undefined } })).toBe('agreement-missing');
		expect(judge('C2', { agreement, date: '2027-01-05' })).toBe('agreement-missing');
		expect(judge('C2', { agreement, role: 'attendance' })).toBe('not-your-code');
	});

	it('[C10] case C8: C2 for Ben before compulsory age is refused', () => {
		expect(judge('C2', { ...RECORDS.C2, pupil: ben })).toBe('age');
	});

	it('[C10] case C22: D for a pupil who is due here is refused', () => {
		expect(judge('D', { ...RECORDS.D, dueHere: true })).toBe('due-here');
		expect(judge('D', { pupil: { ...ava, otherSchool: 'Hillview School' }, dueHere: false })).toBe('ok');
		expect(judge('D')).toBe('detail-missing');
	});

	it('[C10] T is for compulsory age, Y5 for pupils of 10 and over', () => {
		expect(judge('T', { ...RECORDS.T, pupil: ben })).toBe('age');
		expect(judge('Y5')).toBe('age');
		expect(judge('Y5', RECORDS.Y5)).toBe('ok');
	});
});

describe('what has to come with a code', () => {
	it('[C12] case C10: B with “home learning” is refused, for an absence code', () => {
		for (const detail of ['home learning', 'Online lessons', 'Working from home', 'remote learning on Teams'])
			expect(judge('B', { detail }), detail).toBe('home-learning');
		expect(sentence('B', { detail: 'home learning' })).toContain('Learning at home is an absence');
		for (const detail of ['Taster day at Hillview', 'Online safety workshop at the library'])
			expect(judge('B', { detail }), detail).toBe('ok');
	});

	it('[C5] case C11: Y7 without its nature is refused, and so is B', () => {
		expect(judge('Y7')).toBe('detail-missing');
		expect(judge('Y7', { detail: '  ' })).toBe('detail-missing');
		expect(judge('B')).toBe('detail-missing');
	});

	it('[C5] what every activity is and every unavoidable cause was is said; not of an import, nor under a closure', () => {
		for (const code of ['K', 'V', 'P', 'Q', 'Y1', 'Y2', 'Y3', 'Y6'] as const) {
			expect(judge(code), code).toBe('detail-missing');
			expect(judge(code, { detail: ' ' }), code).toBe('detail-missing');
			expect(judge(code, { how: 'import' }), code).toBe('ok');
			expect(judge(code, { covering: RECORDS[code] }), code).toBe('ok');
		}
		expect(judge('Y3', { wholeSchool: true })).toBe('ok');
	});

	it('[C5] case C13: J1, C and S are asked for before the day: on it or after it is refused', () => {
		expect(judge('J1', { agreement: { ...ASKED, askedOn: '2026-11-10' } })).toBe('not-in-advance');
		expect(judge('J1', { agreement: { ...ASKED, askedOn: '2026-11-06' } })).toBe('ok');
		for (const code of ['C', 'J1', 'S']) {
			const on = (askedOn: string) => judge(code, { switchedOn: ['S'], agreement: { ...ASKED, askedOn } });
			expect([code, on('2026-11-09'), on('2026-11-08')]).toEqual([code, 'not-in-advance', 'ok']);
		}
		expect(sentence('C', { agreement: { ...ASKED, askedOn: '2026-11-09' } })).toContain(
			'must be asked for before the day. This was asked for on the day or afterwards'
		);
		expect(judge('J1')).toBe('agreement-missing');
		expect(judge('J1', { agreement: { askedOn: '2026-11-06' } })).toBe('agreement-missing');
		expect(sentence('J1', { agreement: { ...ASKED, askedOn: '2026-11-10' } })).toContain('use O');
	});

	it('[C5] cases J13 and J14: leave covers the days granted, and is granted to a parent at home', () => {
		const granted = { ...ASKED, from: '2026-11-09', to: '2026-11-10' };
		expect(judge('C', { agreement: granted })).toBe('ok');
		expect(judge('C', { agreement: granted, date: '2026-11-11' })).toBe('agreement-missing');
		// Where only one end is said, that end holds.
		expect(judge('C', { agreement: { ...ASKED, to: '2026-11-06' } })).toBe('agreement-missing');
		expect(judge('C', { agreement: { ...ASKED, from: '2026-11-10' } })).toBe('agreement-missing');
		expect(judge('C', { agreement: { ...ASKED, to: '2026-11-09' } })).toBe('ok');
		expect(judge('C', { agreement: { ...granted, askedByParentAtHome: false } })).toBe(
			'not-by-parent-at-home'
		);
		expect(judge('C', { agreement: { ...granted, askedByParentAtHome: undefined } })).toBe(
			'not-by-parent-at-home'
		);
	});

	it('[C12] case C14: R on a second day of one festival is refused; another festival’s day is not', () => {
		const daysBeside = [{ code: '/' }, { code: 'R', detail: 'Eid al-Fitr' }];
		expect(judge('R', { detail: 'eid al-fitr ', daysBeside })).toBe('one-day-only');
		expect(judge('R', { detail: 'Diwali', daysBeside })).toBe('ok');
		expect(judge('R', { detail: 'Eid al-Fitr', daysBeside: [{ code: '/' }] })).toBe('ok');
		expect(judge('R')).toBe('detail-missing');
		const planned = [{ code: 'R', detail: 'Eid al-Fitr', plannedFor: '2026-11-10' }];
		expect(sentence('R', { detail: 'Eid al-Fitr', daysBeside: planned })).toContain(
			'It is planned for Tuesday 10 November: if that is not the day, end that plan first.'
		);
		expect(sentence('R', { detail: 'Eid al-Fitr', daysBeside: [...planned, ...daysBeside] })).not.toContain(
			'end that plan'
		);
	});

	it('[C11] case C16: # for one pupil is refused, and comes from the calendar only', () => {
		expect(judge('#')).toBe('calendar-only');
		expect(judge('#', { wholeSchool: true })).toBe('calendar-only');
	});

	it('[C11] Y4 is for the whole school, Z for a pupil who has not started', () => {
		expect(judge('Y4')).toBe('whole-school-only');
		expect(judge('Z')).toBe('on-register');
		expect(judge('Z', { pupil: { ...ava, startsOn: '2026-11-09' } })).toBe('on-register');
	});

	it('[C5] case C19: T for a pupil with a fixed home is refused, with the test shown', () => {
		expect(judge('T', { detail: 'Traveller', agreement: { mobileChild: false } })).toBe('not-mobile');
		expect(judge('T', { detail: 'Fairground' })).toBe('not-mobile');
		expect(judge('T', { agreement: { mobileChild: true } })).toBe('not-mobile');
		expect(judge('T', RECORDS.T)).toBe('ok');
		expect(sentence('T', { agreement: { mobileChild: false } })).toContain('Heritage is not the test.');
	});

	it('[C6] W and S are refused until the school switches them on', () => {
		expect(judge('W')).toBe('not-used-here');
		expect(judge('W', RECORDS.W)).toBe('ok');
	});

	it('[C5] the table says of every code whether something has to come with it', () => {
		for (const code of CODES.filter((each) => each !== '#')) {
			const { needs } = codeRule(code);
			const { agreement: _a, detail: _d, arrivedAt: _t, ...bare } = RECORDS[code] ?? {};
			expect(judge(code, bare) === 'ok', code).toBe(needs.length === 0);
		}
	});

	it('[X8] what a covering plan says need not be said again', () => {
		const covering = { detail: 'Forest school', agreement: RECORDS.C2?.agreement };
		expect(judge('B', { covering })).toBe('ok');
		expect(judge('C2', { covering })).toBe('ok');
		expect(judge('C2', { covering, date: '2027-01-05' })).toBe('agreement-missing');
		expect(judge('B', { detail: 'Learning at home', covering })).toBe('home-learning');
	});

	it('[C5] what an old system holds comes in without what we would ask for', () => {
		expect(judge('C', { how: 'import' })).toBe('ok');
		expect(judge('X', { how: 'import' })).toBe('age');
	});
});
