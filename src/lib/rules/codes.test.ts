import { describe, expect, it } from 'vitest';
import { CODE_MEANINGS, notInForce } from './code-meanings.ts';
import { codeOn, codeRule, type CodeClass, type CodeRule } from './code-table.ts';
import {
	ADMIN,
	ATTENDING,
	AUTHORISED,
	CODES,
	evidenceClass,
	isCode,
	LATE_MARKS,
	LEGACY_CODES,
	NEVER_PREFILL,
	NOT_POSSIBLE,
	ON_SITE,
	presentCode,
	shownAs,
	UNAUTHORISED,
	type Code
} from './codes.ts';

const TODAY = '2026-11-23';
const rules = CODES.map((code) => codeRule(code));
const codesWhere = (test: (rule: CodeRule) => boolean): string[] =>
	rules
		.filter(test)
		.map((rule) => rule.code)
		.sort();
const ofClass = (of: CodeClass): string[] => codesWhere((rule) => rule.class === of);
const sorted = (set: ReadonlySet<string>): string[] => [...set].sort();

describe('the 34 codes', () => {
	it('[C1] there are 34, each once, each in force today and with a meaning', () => {
		expect(CODES).toHaveLength(34);
		expect(new Set(CODES).size).toBe(34);
		for (const code of CODES) {
			expect(codeOn(code, TODAY)?.code).toBe(code);
			expect(CODE_MEANINGS[code].length).toBeGreaterThan(10);
		}
	});

	it('[C1] the groups have the sizes of the national list', () => {
		const sizes = (group: string): number => rules.filter((rule) => rule.group === group).length;
		expect(
			['present', 'elsewhere', 'leave', 'authorised', 'unable', 'unauthorised', 'admin'].map(sizes)
		).toEqual([3, 6, 7, 4, 8, 4, 2]);
	});

	it('[C1] what is no code is none on any day', () => {
		expect(codeOn('', TODAY)).toBeNull();
		expect(codeOn('toString', TODAY)).toBeNull();
		expect(isCode('P ')).toBe(false);
	});
});

describe('what codes count as', () => {
	it('[C2] the table and the guidance’s sets say the same', () => {
		expect([...ofClass('attending'), ...ofClass('elsewhere')].sort()).toEqual(sorted(ATTENDING));
		expect(ofClass('authorised')).toEqual(sorted(AUTHORISED));
		expect(ofClass('unauthorised')).toEqual(sorted(UNAUTHORISED));
		expect(ofClass('not-possible')).toEqual(sorted(NOT_POSSIBLE));
		expect(ofClass('admin')).toEqual(sorted(ADMIN));
	});

	it('[C2] a session is possible exactly if its code attends, or is authorised or unauthorised', () => {
		expect(codesWhere((rule) => rule.possible)).toEqual(
			[...ATTENDING, ...AUTHORISED, ...UNAUTHORISED].sort()
		);
		expect(codesWhere((rule) => rule.attending)).toEqual(sorted(ATTENDING));
		expect(codesWhere((rule) => rule.authorised)).toEqual(sorted(AUTHORISED));
	});

	it('[C2] L attends and U does not, and both are late', () => {
		expect(codeRule('L').attending).toBe(true);
		expect(codeRule('U').attending).toBe(false);
		expect(codeRule('U').possible).toBe(true);
		expect(sorted(LATE_MARKS)).toEqual(['L', 'U']);
		expect(sorted(ON_SITE)).toEqual(['/', 'L', 'U', '\\']);
	});

	it('[C3] only the two present codes belong to one half of the day', () => {
		expect(codesWhere((rule) => rule.sessions.length === 1)).toEqual(['/', '\\']);
		expect(codeRule('/').sessions).toEqual(['AM']);
		expect(codeRule('\\').sessions).toEqual(['PM']);
		expect(presentCode('AM')).toBe('/');
		expect(presentCode('PM')).toBe('\\');
	});

	it('[C4] what only a person who looked can say is never expected in advance', () => {
		expect(codesWhere((rule) => rule.neverPrefill)).toEqual(sorted(NEVER_PREFILL));
	});

	it('[C6] work experience and study leave are off in a primary school', () => {
		expect(codesWhere((rule) => !rule.primaryDefault)).toEqual(['S', 'W']);
	});
});

describe('what a classroom and the fold are told', () => {
	it('[C7] case K5: a code is evidence of presence, lateness, no reason, or being away', () => {
		const classes = Object.fromEntries(CODES.map((code) => [code, evidenceClass(code)]));
		const { '/': morning, '\\': afternoon, L, U, N, ...others } = classes;
		expect([morning, afternoon, L, U, N]).toEqual(['present', 'present', 'late', 'late-after', 'none']);
		expect(new Set(Object.values(others))).toEqual(new Set(['away']));
	});

	it('[C8] case K5: a classroom hears of a trip, of a child not due in, and of every other cause only that it is known', () => {
		const told = (as: string): Code[] =>
			CODES.filter((code) => evidenceClass(code) === 'away' && shownAs(code) === as);
		expect(told('trip')).toEqual(['V', 'P', 'W', 'B']);
		expect(told('not-in')).toEqual(['D', 'X']);
		for (const sensitive of ['I', 'M', 'R', 'T', 'E', 'C2', 'Y5', 'Q', 'K'] as const)
			expect(shownAs(sensitive)).toBe('known');
	});
});

describe('codes by date', () => {
	it('[C9] the codes of the 2024 regulations begin on 19 August 2024', () => {
		const began = codesWhere((rule) => rule.validFrom === '2024-08-19');
		expect(began).toEqual(['C1', 'C2', 'J1', 'K', 'Q', 'Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7']);
		expect(codeOn('C2', '2024-08-18')).toBeNull();
		expect(codeOn('C2', '2024-08-19')?.class).toBe('authorised');
		expect(codeOn('I', '2019-05-01')?.class).toBe('authorised');
	});

	it('[C9] cases D1 and D2: H and J stand as they were until 18 August 2024, and not after', () => {
		expect(codeOn('H', '2024-05-10')?.class).toBe('authorised');
		expect(codeOn('J', '2024-06-03')?.attending).toBe(true);
		for (const old of LEGACY_CODES) {
			expect(codeOn(old, '2024-08-18')).not.toBeNull();
			expect(codeOn(old, '2024-08-19')).toBeNull();
		}
		expect(notInForce('H')).toContain('use C if leave was granted, otherwise G');
		expect(notInForce('J')).toContain('use J1');
		expect(codeOn('J1', '2026-11-03')?.authorised).toBe(true);
	});

	it('[C9] case D4: F is an old authorised code, and Y was not a possible session', () => {
		expect(codeOn('F', '2020-03-02')?.authorised).toBe(true);
		expect(codeOn('Y', '2020-03-02')?.possible).toBe(false);
	});

	it('[C9] why a code may not stand is a sentence', () => {
		expect(notInForce('K')).toBe('K began on 19 August 2024.');
		expect(notInForce('?')).toBe('This is not an attendance code.');
	});
});
