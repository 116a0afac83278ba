import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const TABLE = 'docs/FAULTS.md';
const TESTS = ['src/**/*.test.ts', 'tests/**/*.{test,spec}.ts'];
const ROWS = 48;

/** The numbers of a text, as often as they stand there. */
const numbersIn = (text: string) => [...text.matchAll(/\[F(\d+)\]/g)].map((found) => Number(found[1]));

const text = readFileSync(TABLE, 'utf8');

/** Rows as the table has them: the number in front, and what stands last. */
const rows = text.split('\n').flatMap((line) => {
	const cells = line.split('|').map((cell) => cell.trim());
	return /^\d+$/.test(cells[1] ?? '') ? [{ n: Number(cells[1]), cells: cells.slice(2, -1) }] : [];
});

/** What runs under a title: `it`, `test`, `describe` and their `each`; not what is left out. */
const TITLED = /^(it|test|describe)\b(?!.*\.(skip|fixme|todo))/s;

/** The titles in a test file, as they stand in it. */
function titlesOf(path: string): string[] {
	const text = readFileSync(path, 'utf8');
	if (!/\[F\d+\]/.test(text)) return [];
	const titles: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node) && TITLED.test(node.expression.getText())) {
			const [title] = node.arguments;
			if (title && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title)))
				titles.push(title.getText());
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
	return titles.filter((title) => numbersIn(title).length > 0);
}

const titles = TESTS.flatMap((pattern) => globSync(pattern)).flatMap((path) =>
	path.endsWith('faults/table.test.ts') ? [] : titlesOf(path).map((title) => ({ path, title }))
);

describe('the table of faults', () => {
	it('has every scenario once, in order, with all its cells, and ends each row with its own number', () => {
		expect(rows.map((row) => row.n)).toEqual(Array.from({ length: ROWS }, (_, at) => at + 1));
		for (const { n, cells } of rows) {
			expect(cells, `row ${n}`).toHaveLength(4);
			for (const cell of cells) expect(cell, `row ${n}`).not.toBe('');
			expect(cells.at(-1)).toBe(`[F${n}]`);
		}
		const scenarios = rows.map((row) => row.cells[0]);
		expect(new Set(scenarios).size).toBe(ROWS);
	});

	it('names no scenario in a title that is no row', () => {
		expect(titles.length).toBeGreaterThan(ROWS / 2);
		const known = new Set(rows.map((row) => row.n));
		expect(titles.filter(({ title }) => numbersIn(title).some((n) => !known.has(n)))).toEqual([]);
	});

	it('says of every row how its tests were seen red', () => {
		const seen = text.split('\n').flatMap((line) => {
			const cells = line.split('|').map((cell) => cell.trim());
			return /^\[F\d+\]$/.test(cells[1] ?? '') ? [{ n: Number(cells[1]?.slice(2, -1)), how: cells[2] }] : [];
		});
		expect(seen.map((line) => line.n)).toEqual(rows.map((row) => row.n));
		for (const { n, how } of seen) expect(how, `[F${n}]`).toMatch(/\w/);
	});

	it('has a test for every row', () => {
		const proved = new Set(titles.flatMap(({ title }) => numbersIn(title)));
		expect(
			rows.filter((row) => !proved.has(row.n)).map((row) => `[F${row.n}] ${row.cells[0] ?? ''}`)
		).toEqual([]);
	});
});
