import Papa from 'papaparse';
import { safeRows } from '$lib/rules/csv-cells.ts';
import { misLines, type MisRow } from '$lib/rules/mis-rows.ts';
import { londonDate, londonMinute } from '$lib/rules/sessions.ts';

/** Marks as a CSV file that a spreadsheet opens with its accents whole: UTF-8 with its mark, lines as Windows ends them. */
export function misFile(rows: readonly MisRow[]): Blob {
	const when = (instant: number) => (instant === 0 ? '' : `${londonDate(instant)}T${londonMinute(instant)}`);
	const text = Papa.unparse(safeRows(misLines(rows, when)), { newline: '\r\n' });
	return new Blob(['\uFEFF', text, '\r\n'], { type: 'text/csv;charset=utf-8' });
}

/** What the file is called: dates, and nobody's name. */
export function misFileName(days: { from: string; to: string }): string {
	return days.from === days.to ? `marks-${days.from}.csv` : `marks-${days.from}-to-${days.to}.csv`;
}
