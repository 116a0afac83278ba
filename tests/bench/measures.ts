/** One line of the results: what was measured, against the bar of design.md 9. */
export interface Measure {
	name: string;
	value: number;
	unit: string;
	bar: number;
	holds: boolean;
}

/** The value below which 95 of a hundred lie. */
export function p95(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const at = sorted[Math.ceil(sorted.length * 0.95) - 1];
	if (at === undefined) throw new Error('Nothing was measured.');
	return at;
}

/** The middle one of an odd number of runs. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted[Math.floor(sorted.length / 2)];
	if (middle === undefined) throw new Error('Nothing was measured.');
	return middle;
}

/** A measure that holds where its median is under the bar. */
export function measure(name: string, runs: readonly number[], unit: string, bar: number): Measure {
	const value = Math.round(median(runs) * 10) / 10;
	return { name, value, unit, bar, holds: value < bar };
}

/** The measures as a table for the shell. */
export function table(measures: readonly Measure[]): string {
	const head = ['what', 'value', 'bar', 'holds'];
	const rows = measures.map((m) => [
		m.name,
		`${m.value} ${m.unit}`,
		`under ${m.bar} ${m.unit}`,
		m.holds ? 'yes' : 'NO'
	]);
	const widths = head.map((title, column) =>
		Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0))
	);
	return [head, ...rows]
		.map((row) =>
			row
				.map((cell, i) => cell.padEnd(widths[i] ?? 0))
				.join('   ')
				.trimEnd()
		)
		.join('\n');
}
