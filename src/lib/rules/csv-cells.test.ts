import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { plainCell, safeCell, safeRows } from './csv-cells.ts';

const written = (rows: string[][]) => Papa.unparse(safeRows(rows), { newline: '\r\n' });
const readBack = (file: string) =>
	Papa.parse<string[]>(file, { newline: '\r\n', delimiter: ',' }).data.map((row) => row.map(plainCell));

describe('cells of a CSV file', () => {
	it('[J12] a cell that begins like a formula is neutralised (case L2)', () => {
		for (const dangerous of [
			'=1+1',
			'+44 1384',
			'-1',
			'@SUM(A1)',
			'\t=1',
			'\r=1',
			' =1',
			'＝1',
			'=HYPERLINK("http://x")'
		])
			expect(safeCell(dangerous)).toBe(`'${dangerous}`);
		for (const plain of ['', '/', '\\', 'N', 'O’Brien', "D'Souza", '2026-11-23', 'a=b', '8 - 9', "'tis"])
			expect(safeCell(plain)).toBe(plain);
	});

	it('[J12] the backslash of an afternoon present survives the round trip (case L2)', () => {
		const rows = [
			['Ava', '\\'],
			['Ben', '/'],
			['Zoë, "Zo"', 'a\\b']
		];
		expect(written(rows)).toContain('Ava,\\\r\n');
		expect(readBack(written(rows))).toEqual(rows);
	});

	it('[J12] whatever is written is read back as it was, and nothing written begins a formula', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.tuple(
						fc.string({
							unit: fc.constantFrom('=', '+', '-', '@', "'", '\\', '"', ',', '\t', ' ', 'é', 'a', '\n')
						}),
						fc.constant('end')
					),
					{ minLength: 1 }
				),
				(rows) => {
					expect(readBack(written(rows))).toEqual(rows);
					for (const [cell] of safeRows(rows)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
				}
			)
		);
	});
});
