import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { codeOn, codeRule } from './code-table.ts';
import { CODES, LEGACY_CODES } from './codes.ts';
import { readOldCode, readOldCodes, type OldMark } from './old-codes.ts';
import { SESSIONS } from './sessions.ts';

const read = (code: string, date: string, session: OldMark['session'] = 'AM') =>
	readOldCode({ code, date, session });

describe('old codes', () => {
	it('[C13] case D1: H of 10 May 2024 stays as an old authorised absence; of 10 September 2026 a person chooses C or G', () => {
		expect(read('H', '2024-05-10')).toEqual({ kind: 'legacy', code: 'H' });
		expect(codeRule('H').authorised).toBe(true);
		expect(read('H', '2026-09-10')).toMatchObject({ kind: 'review', choices: ['C', 'G'] });
		expect(read('H', '2024-08-18')).toMatchObject({ kind: 'legacy' });
		expect(read('H', '2024-08-19')).toMatchObject({ kind: 'review' });
	});

	it('[C13] case D2: J of 3 June 2024 attends elsewhere; of 3 November 2026 it becomes J1, an authorised absence', () => {
		expect(read('J', '2024-06-03')).toEqual({ kind: 'legacy', code: 'J' });
		expect(codeRule('J')).toMatchObject({ class: 'elsewhere', attending: true });
		expect(read('J', '2026-11-03')).toMatchObject({ kind: 'changed', code: 'J1' });
		expect(codeRule('J1')).toMatchObject({ class: 'authorised', attending: false });
	});

	it('[C13] case D4: F is an old authorised absence, X01 is X, - and a blank are no marks, each counted', () => {
		const file = ['F', 'X01', '-', '', '  ', 'I02'].map((code) => ({
			code,
			date: '2021-06-07',
			session: 'AM' as const
		}));
		expect(codeRule('F').authorised).toBe(true);
		expect(readOldCodes(file)).toMatchObject({
			total: 6,
			counted: {
				legacy: new Map([['F', 1]]),
				changed: new Map([
					['X01 to X', 1],
					['I02 to I', 1]
				]),
				unmarked: new Map([
					['-', 1],
					['blank', 2]
				])
			}
		});
	});

	it('[C13] case D5: / imported for an afternoon becomes \\, counted, with what the file said kept', () => {
		const mark = { code: '/', date: '2026-09-14', session: 'PM' as const };
		const report = readOldCodes([mark, mark, { ...mark, session: 'AM' }]);
		expect(report.counted.changed).toEqual(new Map([['/ to \\', 2]]));
		expect(report.counted.kept).toEqual(new Map([['/', 1]]));
		expect(report.changed[0]).toMatchObject({ mark, code: '\\' });
	});

	it('[C13] Y after its end asks which of Y1 to Y7, and before it stays', () => {
		expect(read('Y', '2024-03-04')).toEqual({ kind: 'legacy', code: 'Y' });
		expect(read('Y', '2026-09-14')).toMatchObject({
			kind: 'review',
			choices: ['Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7']
		});
	});

	it('[C13] a code that had not begun, a private one and # are for a person to look at', () => {
		for (const [code, date] of [
			['K', '2024-05-10'],
			['Y3', '2024-08-18'],
			['@', '2026-09-14'],
			['!', '2026-09-14'],
			['#', '2026-09-14'],
			['constructor', '2026-09-14'],
			['n', '2026-09-14']
		] as const)
			expect(read(code, date), code).toMatchObject({ kind: 'review', choices: [] });
		expect(read(' N ', '2026-09-14')).toEqual({ kind: 'kept', code: 'N' });
	});
});

describe('whatever a file holds', () => {
	const mark: fc.Arbitrary<OldMark> = fc.record({
		code: fc.oneof(
			fc.constantFrom<string>(
				...CODES,
				...LEGACY_CODES,
				'X01',
				'I2',
				'__proto__',
				'toString',
				'@',
				'!',
				'-',
				''
			),
			fc.string({ maxLength: 4 })
		),
		date: fc.constantFrom('2012-03-05', '2024-08-18', '2024-08-19', '2026-11-09'),
		session: fc.constantFrom(...SESSIONS)
	});

	it('[C13] what comes in was in force that day and fits the half-day', () => {
		fc.assert(
			fc.property(mark, (each) => {
				const outcome = readOldCode(each);
				if (!('code' in outcome)) return;
				const rule = codeOn(outcome.code, each.date);
				expect(rule?.sessions).toContain(each.session);
				if (outcome.kind === 'kept' || outcome.kind === 'legacy') expect(outcome.code).toBe(each.code.trim());
			})
		);
	});

	it('[C14] every mark is counted once, and what changed or waits is listed as the file had it', () => {
		fc.assert(
			fc.property(fc.array(mark), (file) => {
				const report = readOldCodes(file);
				const sum = (of: ReadonlyMap<string, number>) => [...of.values()].reduce((a, b) => a + b, 0);
				expect(report.total).toBe(file.length);
				expect(Object.values(report.counted).reduce((all, of) => all + sum(of), 0)).toBe(file.length);
				expect(sum(report.counted.review)).toBe(report.review.length);
				expect(sum(report.counted.changed)).toBe(report.changed.length);
				for (const { mark: kept } of [...report.review, ...report.changed]) expect(file).toContain(kept);
			})
		);
	});
});
