import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { at, CALENDAR, PUPILS, TIMES } from '../../../tests/support/school-2026-27.ts';
import { closureOn } from './calendar.ts';
import type { CodeInQuestion } from './code-question.ts';
import { codeRule } from './code-table.ts';
import { CODES, NEVER_PREFILL, type Code } from './codes.ts';
import { HOW } from './facts.ts';
import { judgeCode, judgeEntry, pickerCodes } from './legality.ts';
import { MAY_ENTER, ROLES, type Role } from './roles.ts';
import { SESSIONS } from './sessions.ts';

const { ava, ben, cal, dee } = PUPILS;

/** Dr Head enters a code for Ava on the morning of Monday 9 November 2026, but for what is said otherwise. */
function judge(code: string | undefined, over: Partial<CodeInQuestion> = {}): string {
	const session = over.session ?? 'AM';
	const judgement = judgeCode({
		code,
		date: '2026-11-09',
		session,
		role: 'head',
		how: 'office',
		pupil: ava,
		times: TIMES[session],
		...over
	});
	return 'refused' in judgement ? judgement.refused : 'ok';
}
function sentence(code: string, over: Partial<CodeInQuestion> = {}): string {
	const { role = 'head', how = 'office', session = 'AM' } = over;
	const judgement = judgeCode({ code, date: '2026-11-09', session, role, how, pupil: ava, ...over });
	return 'refused' in judgement ? judgement.message : '';
}
/** Ava's mother, with whom she lives, asked for leave a week ahead. */
const ASKED = { askedOn: '2026-11-02', askedByParentAtHome: true, parent: 'Mrs Example' } as const;
/** What lets each code through that asks for something. */
const RECORDS: Partial<Record<Code, Partial<CodeInQuestion>>> = {
	K: { detail: 'Hospital school' },
	V: { detail: 'Black Country Museum' },
	P: { detail: 'District swimming gala' },
	Q: { detail: 'The minibus did not come' },
	Y1: { detail: 'School bus broke down' },
	Y2: { detail: 'No trains' },
	Y3: { detail: 'Ceiling down' },
	Y6: { detail: 'Measles guidance' },
	B: { detail: 'Forest school at Saltwells, Mrs Ranger' },
	D: { detail: 'Hillview School, URN 999999' },
	C1: { agreement: { licence: 'Dudley 2026/114' } },
	J1: { agreement: { askedOn: '2026-11-02', parent: 'Mrs Example' } },
	S: { agreement: { askedOn: '2026-11-02', parent: 'Mrs Example' }, switchedOn: ['S'] },
	W: { switchedOn: ['W'], detail: 'A week at the garage' },
	C2: { agreement: { from: '2026-11-02', to: '2026-12-18', parent: 'Mrs Example' } },
	C: { agreement: { ...ASKED, from: '2026-11-09', to: '2026-11-10' } },
	T: { detail: 'Fairground, Mr Example', agreement: { mobileChild: true } },
	R: { detail: 'Eid al-Fitr' },
	Y4: { wholeSchool: true },
	Y5: { pupil: dee, detail: 'Remand' },
	Y7: { detail: 'House flooded' },
	U: { arrivedAt: '09:25' },
	X: { pupil: ben },
	Z: { pupil: { ...ava, startsOn: '2026-11-16' } },
	'\\': { session: 'PM', times: TIMES.PM }
};

describe('roles', () => {
	it('[P3] the head may enter every code but #, when what it needs is there', () => {
		for (const code of CODES)
			expect(judge(code, RECORDS[code]), code).toBe(code === '#' ? 'calendar-only' : 'ok');
	});

	it('[P3] a teacher and a cover teacher enter present, late and absent, and nothing else', () => {
		for (const role of ['teacher', 'cover'] as const)
			for (const code of CODES) {
				const allowed = ['/', '\\', 'L', 'N'].includes(code);
				const judged = judge(code, { ...RECORDS[code], role, how: 'tapped' });
				expect(judged, `${role} ${code}`).toBe(
					allowed ? 'ok' : code === '#' ? 'calendar-only' : 'not-your-code'
				);
			}
	});

	it('[P3] the attendance office enters all but leave, exclusion, work experience and Y5', () => {
		const refused = CODES.filter((code) => judge(code, { ...RECORDS[code], role: 'attendance' }) !== 'ok');
		expect(refused).toEqual(['W', 'C1', 'J1', 'S', 'C2', 'C', 'E', 'Y5', '#']);
	});

	it('[P3] the deputy decides as the head does, the safeguarding lead enters Y5 only, governors nothing', () => {
		expect(MAY_ENTER.deputy).toEqual(MAY_ENTER.head);
		expect(judge('Y5', { ...RECORDS.Y5, role: 'safeguarding' })).toBe('ok');
		expect(judge('N', { role: 'safeguarding' })).toBe('not-your-code');
		expect(CODES.filter((code) => judge(code, { ...RECORDS[code], role: 'governor' }) === 'ok')).toEqual([]);
	});

	it('[P3] [P7] reception signs in at the desk, with the minute, and does not take registers', () => {
		const desk = { role: 'reception', how: 'desk' } as const;
		expect(judge('L', { ...desk, arrivedAt: '08:58' })).toBe('ok');
		expect(judge('U', { ...desk, arrivedAt: '09:25' })).toBe('ok');
		expect(judge('L', desk)).toBe('arrival-missing');
		expect(judge('L', { role: 'reception', how: 'tapped', arrivedAt: '08:58' })).toBe('not-your-code');
		expect(judge('/', desk)).toBe('not-your-code');
	});

	it('[P3] a refusal says who enters the code instead', () => {
		expect(sentence('I', { role: 'teacher' })).toBe(
			'In class, mark present, late or absent. The office enters the reason for an absence.'
		);
		expect(sentence('U', { role: 'cover' })).toContain('Send the pupil to the desk.');
		expect(sentence('C', { role: 'attendance' })).toBe(
			'C is for the head to decide, or the deputy in the head’s absence.'
		);
		for (const role of ROLES)
			for (const code of CODES)
				if (!MAY_ENTER[role].includes(code)) expect(sentence(code, { role })).toMatch(/\.$/);
	});
});

describe('half-days and days', () => {
	it('[C3] case A2: / is refused in the afternoon and \\ in the morning, and neither is swapped', () => {
		expect(judge('/')).toBe('ok');
		expect(judge('\\', { session: 'PM' })).toBe('ok');
		expect(judge('/', { session: 'PM' })).toBe('wrong-session');
		expect(judge('\\')).toBe('wrong-session');
		expect(sentence('/', { session: 'PM' })).toBe(
			'/ is for mornings. For a pupil who is here in the afternoon use \\.'
		);
	});

	it('[P8] case A17: on INSET Friday 27 November 2026 present is refused, and the calendar shows #', () => {
		expect(judge('/', { date: '2026-11-27', times: null })).toBe('no-session');
		expect(closureOn([CALENDAR], '2026-11-27')?.code).toBe('#');
	});

	it('[P8] a day that has not come cannot be marked', () => {
		const now = at('2026-11-09', '08:52');
		expect(judge('N', { date: '2026-11-10', now })).toBe('not-yet');
		expect(judge('N', { now })).toBe('ok');
	});

	it('[P8] case F7: Mr Cover cannot change yesterday’s register; the office can', () => {
		const madeAt = at('2026-11-10', '08:52');
		expect(judge('N', { role: 'cover', how: 'tapped', madeAt })).toBe('day-over');
		expect(judge('N', { role: 'teacher', how: 'tapped', madeAt })).toBe('day-over');
		expect(judge('N', { role: 'attendance', madeAt })).toBe('ok');
		expect(judge('N', { role: 'cover', how: 'tapped', madeAt: at('2026-11-09', '23:59') })).toBe('ok');
	});

	it('[C9] a code stands only on the days on which it was in force', () => {
		expect(judge('K', { date: '2024-08-18' })).toBe('not-in-force');
		expect(judge('H', { date: '2026-09-10' })).toBe('not-in-force');
		expect(judge('constructor')).toBe('not-in-force');
		expect(judge(undefined)).toBe('no-code');
	});
});

describe('arrivals', () => {
	it('[P7] [L4] case A7: U at 11:59 stands; at 12:00 it is refused, and so is L', () => {
		expect(judge('U', { arrivedAt: '11:59' })).toBe('ok');
		expect(judge('U', { arrivedAt: '12:00' })).toBe('session-over');
		expect(judge('L', { arrivedAt: '12:00' })).toBe('session-over');
	});

	it('[P7] U says when; L says when at the desk, and in class need not', () => {
		expect(judge('U')).toBe('arrival-missing');
		expect(judge('L', { role: 'teacher', how: 'tapped' })).toBe('ok');
		expect(judge('U', { how: 'import' })).toBe('ok');
	});

	it('[P7] [L6] an L with a minute after the close is not refused: it is pointed out', () => {
		expect(judge('L', { arrivedAt: '09:20' })).toBe('ok');
		expect(judge('U', { arrivedAt: '09:05' })).toBe('ok');
	});
});

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

describe('confirming a plan', () => {
	const taps = { role: 'teacher', how: 'plan' } as const;

	it('[P4] a teacher confirms what the office entered, knowing its code or not', () => {
		expect(judge(undefined, { ...taps, plan: { code: 'I' } })).toBe('ok');
		expect(judge(undefined, { ...taps, plan: {} })).toBe('ok');
		expect(judge('V', { ...taps, plan: { code: 'V' } })).toBe('ok');
	});

	it('[P4] nobody gets another code through by naming a plan', () => {
		expect(judge('C', { ...taps, plan: { code: 'I' } })).toBe('not-the-plan');
		expect(judge('C', { ...taps, plan: {} })).toBe('not-the-plan');
		expect(judge('C', { ...taps, how: 'tapped', plan: { code: 'C' } })).toBe('not-your-code');
	});

	it('[P4] a plan that is not held, or only ends another, confirms nothing', () => {
		expect(judge(undefined, { ...taps, plan: null })).toBe('no-such-plan');
		expect(judge(undefined, taps)).toBe('no-such-plan');
		expect(judge(undefined, { ...taps, plan: { code: 'I', cancelled: true } })).toBe('no-such-plan');
	});

	it('[P4] who takes no registers confirms no plans', () => {
		for (const role of ['reception', 'safeguarding', 'governor'] as const)
			expect(judge(undefined, { role, how: 'plan', plan: { code: 'I' } })).toBe('not-your-code');
	});

	it('[C4] presence, lateness and N cannot be confirmed from a plan', () => {
		for (const code of NEVER_PREFILL)
			expect(judge(undefined, { ...taps, plan: { code: code as Code } }), code).toBe('not-by-plan');
	});

	it('[C10] a plan of X ends where compulsory age begins', () => {
		const plan = { code: 'X' } as const;
		expect(judge(undefined, { ...taps, pupil: ben, plan, date: '2027-03-25' })).toBe('ok');
		expect(judge(undefined, { ...taps, pupil: ben, plan, date: '2027-04-12' })).toBe('age');
	});
});

describe('the picker', () => {
	const on = { date: '2026-11-09', dob: ava.dob };

	it('[P6] case C20: a teacher is offered present, late, absent, and the pre-filled code', () => {
		expect(pickerCodes('teacher', 'AM', on)).toEqual(['/', 'L', 'N']);
		expect(pickerCodes('teacher', 'PM', on)).toEqual(['\\', 'L', 'N']);
		expect(pickerCodes('cover', 'AM', { ...on, plan: { code: 'M' } })).toEqual(['/', 'L', 'N', 'M']);
		expect(pickerCodes('teacher', 'AM', { ...on, plan: {} })).toEqual(['/', 'L', 'N']);
	});

	it('[P6] the office is offered what fits the pupil’s age, the day and the school', () => {
		const office = pickerCodes('attendance', 'AM', on);
		expect(office).not.toContain('X');
		expect(office).not.toContain('Y4');
		expect(office).not.toContain('Z');
		expect(pickerCodes('attendance', 'AM', { ...on, dob: ben.dob })).toContain('X');
		expect(pickerCodes('head', 'AM', { ...on, dob: ben.dob })).not.toContain('C2');
		expect(pickerCodes('head', 'AM', on)).not.toContain('S');
		expect(pickerCodes('head', 'AM', { ...on, switchedOn: ['S'] })).toContain('S');
		expect(pickerCodes('attendance', 'AM', { ...on, plan: { code: 'C' } }).at(-1)).toBe('C');
		expect(pickerCodes('reception', 'AM', { ...on, plan: { code: 'C' } })).toEqual(['L', 'U']);
	});
});

describe('in general', () => {
	const anything = fc.record(
		{
			code: fc.oneof(fc.constantFrom(...CODES), fc.string()),
			date: fc.constantFrom('2024-08-18', '2026-11-09', '2027-04-12', 'not a date'),
			session: fc.constantFrom(...SESSIONS),
			role: fc.constantFrom<Role>(...ROLES),
			how: fc.constantFrom(...HOW),
			pupil: fc.constantFrom(ava, ben, dee),
			times: fc.constantFrom(TIMES.AM, TIMES.PM, null),
			plan: fc.constantFrom({ code: 'I' as const }, {}, null),
			arrivedAt: fc.constantFrom('08:30', '09:10', '23:59', '?'),
			detail: fc.string(),
			now: fc.double(),
			madeAt: fc.double()
		},
		{ requiredKeys: ['date', 'session', 'role', 'how', 'pupil'] }
	);

	it('[P5] every question has an answer: yes, or a refusal with a sentence', () => {
		fc.assert(
			fc.property(anything, (input) => {
				const judgement = judgeCode(input);
				if ('refused' in judgement) expect(judgement.message).toMatch(/^\S.*\.$/s);
				else expect(judgement.ok).toBe(true);
			}),
			{ numRuns: 500 }
		);
	});

	it('[P3] [P4] no role ever enters a code that is neither its own nor the plan’s', () => {
		fc.assert(
			fc.property(anything, (input) => {
				if ('refused' in judgeCode(input) || input.code === undefined) return;
				const isOwn = (MAY_ENTER[input.role] as readonly string[]).includes(input.code);
				expect(isOwn || input.code === input.plan?.code).toBe(true);
			}),
			{ numRuns: 500 }
		);
	});

	it('[P5] an entry as it travels is judged as its parts are', () => {
		const entry = { code: 'U', date: '2026-11-09', session: 'AM', how: 'desk', arrivedAt: '12:00' } as const;
		expect(judgeEntry(entry, { role: 'reception', pupil: ava, times: TIMES.AM })).toEqual({
			refused: 'session-over',
			message:
				'The session ended at 12:00, so an arrival at 12:00 does not count for it. Keep the absence and give its reason.'
		});
	});
});
