import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { judge, RECORDS, sentence } from '../../../tests/support/judged-code.ts';
import { at, CALENDAR, PUPILS, TIMES } from '../../../tests/support/school-2026-27.ts';
import { closureOn } from './calendar.ts';
import { CODES, NEVER_PREFILL, type Code } from './codes.ts';
import { HOW } from './facts.ts';
import { judgeCode, judgeEntry, pickerCodes } from './legality.ts';
import { MAY_ENTER, ROLES, type Role } from './roles.ts';
import { SESSIONS } from './sessions.ts';

const { ava, ben, dee } = PUPILS;

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
		expect(office).not.toContain('#');
		expect(pickerCodes('attendance', 'AM', { ...on, startsOn: '2026-11-10' })).toContain('Z');
		expect(pickerCodes('attendance', 'AM', { ...on, startsOn: '2026-11-09' })).not.toContain('Z');
		expect(pickerCodes('teacher', 'AM', { ...on, startsOn: '2026-11-10' })).not.toContain('Z');
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
