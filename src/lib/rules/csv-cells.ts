/** What makes a spreadsheet run a cell as a formula; their wide forms too, and a mark of our own before any of them. */
const RUNS = /^'*\s*[=+\-@\t\r＝＋－＠]/u;

/** A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it [J12] (case L2). */
export function safeCell(text: string): string {
	return RUNS.test(text) ? `'${text}` : text;
}

/** The text as it was before it was made safe. */
export function plainCell(cell: string): string {
	return cell.startsWith("'") && RUNS.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** Rows of which every cell is safe, for whatever writes them as CSV. */
export function safeRows(rows: readonly (readonly string[])[]): string[][] {
	return rows.map((row) => row.map(safeCell));
}
