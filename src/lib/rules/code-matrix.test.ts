import { describe, expect, it } from 'vitest';
import { byGroup, codeMatrix, CLASS_WORDS, filterMatrix, GROUP_WORDS } from './code-matrix.ts';
import { codeRule } from './code-table.ts';
import { CODES, LEGACY_CODES, NEVER_PREFILL } from './codes.ts';
import { MAY_ENTER, ROLES } from './roles.ts';

const codesOf = (lines: ReturnType<typeof codeMatrix>) => lines.map((line) => line.rule.code);

describe('the matrix of codes', () => {
	it('[C15] has every code once, those in force in the guidance’s order and the ended ones last', () => {
		expect(codesOf(codeMatrix())).toEqual([...CODES, ...LEGACY_CODES]);
		for (const { rule, meaning, who } of codeMatrix()) {
			expect(meaning, rule.code).toMatch(/^[A-Z].*\.$/);
			expect(who, rule.code).toMatch(/^[A-Z]/);
			expect(GROUP_WORDS[rule.group]).toBeTruthy();
			expect(CLASS_WORDS[rule.class]).toBeTruthy();
		}
	});

	it('[C15] [C5] says of each code that needs something what it needs, and of what only a person sees that it is never planned', () => {
		for (const line of codeMatrix()) {
			if (codeRule(line.rule.code).needs.length > 0)
				expect(line.needs.length, line.rule.code).toBeGreaterThan(0);
			if (NEVER_PREFILL.has(line.rule.code)) expect(line.mayBePlanned).toBe(false);
		}
		const planned = codesOf(codeMatrix().filter((line) => line.mayBePlanned));
		expect(planned).toContain('V');
		for (const code of ['#', 'Z', 'Y4', 'H']) expect(planned).not.toContain(code);
	});

	it('[C15] [P3] says who may enter it, as the rules have it', () => {
		const who = Object.fromEntries(codeMatrix().map((line) => [line.rule.code, line.who]));
		expect(who).toMatchObject({
			'/': 'Teacher; attendance office; head or deputy',
			U: 'Reception, at the desk; attendance office; head or deputy',
			C: 'Head or deputy',
			Y5: 'Safeguarding lead; head or deputy',
			'#': 'Nobody: the calendar says so',
			H: 'Nobody: older registers hold it'
		});
	});

	it('[C15] [C6] W and S are not in use until this school switches them on', () => {
		const off = (on?: ('W' | 'S')[]) => codesOf(codeMatrix(on).filter((line) => !line.isInUse));
		expect(off()).toEqual(['W', 'S']);
		expect(off(['S'])).toEqual(['W']);
	});

	it('[C15] is narrowed by code, words, who, class and the day on which it was in force', () => {
		const all = codeMatrix();
		expect(codesOf(filterMatrix(all, { typed: 'i' }))).toEqual(['I']);
		expect(codesOf(filterMatrix(all, { typed: ' y7 ' }))).toEqual(['Y7']);
		expect(codesOf(filterMatrix(all, { typed: 'interview' }))).toEqual(['J1', 'J']);
		expect(codesOf(filterMatrix(all, { class: 'unauthorised' }))).toEqual(['G', 'N', 'O', 'U']);
		for (const role of ROLES)
			expect(codesOf(filterMatrix(all, { role })).toSorted()).toEqual([...MAY_ENTER[role]].toSorted());
		expect(codesOf(filterMatrix(all, { on: '2024-08-18' }))).toContain('H');
		expect(codesOf(filterMatrix(all, { on: '2024-08-19' }))).toEqual([...CODES]);
		expect(filterMatrix(all, {})).toEqual(all);
	});

	it('[P6] a picker lists codes as the guidance groups them', () => {
		expect(byGroup(['I', 'V', 'M', 'O'])).toEqual([
			{ group: 'elsewhere', words: 'Attending a place other than the school', codes: ['V'] },
			{ group: 'leave', words: 'Absent: leave of absence', codes: ['M'] },
			{ group: 'authorised', words: 'Absent: other authorised reasons', codes: ['I'] },
			{ group: 'unauthorised', words: 'Absent: unauthorised', codes: ['O'] }
		]);
		expect(
			byGroup([...CODES])
				.flatMap((each) => each.codes)
				.toSorted()
		).toEqual([...CODES].toSorted());
	});
});
