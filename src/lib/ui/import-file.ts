import Papa from 'papaparse';
import { recogniseColumns } from '$lib/rules/roll/import-columns.ts';
import type { BadLine, FileLine } from '$lib/rules/roll/import-lines.ts';

/** A file of pupils as it was read: its headings, its lines, and how its letters were written. */
export interface PupilFile {
	name: string;
	headings: string[];
	lines: FileLine[];
	/** Lines whose quotation marks are wrong: what they say, and where they end, cannot be told. */
	unread: BadLine[];
	encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252';
}

const BYTES_MOST = 10 * 1024 * 1024;
const LINES_MOST = 5000;
/** Some reports have a title and a date above their headings. */
const HEADINGS_WITHIN = 10;

/** Reads a file in this browser, sending it nowhere; or says in a sentence why it cannot be read. */
export async function readPupilFile(file: File): Promise<PupilFile | { problem: string }> {
	if (file.size === 0) return { problem: 'The file is empty.' };
	if (file.size > BYTES_MOST) return { problem: 'The file is larger than 10 MB. Export the pupils only.' };
	return readPupilBytes(file.name, new Uint8Array(await file.arrayBuffer()));
}

/** The same of bytes that are at hand. */
export function readPupilBytes(name: string, bytes: Uint8Array): PupilFile | { problem: string } {
	if (bytes[0] === 0x50 && bytes[1] === 0x4b)
		return { problem: 'This is a workbook. Open it, save it as CSV, and choose that file.' };
	if (bytes[0] === 0x25 && bytes[1] === 0x50)
		return { problem: 'This is a PDF. Export the pupils as CSV instead.' };
	const { text, encoding } = decoded(bytes);
	const said = /^sep=(.)\r?\n/.exec(text);
	const parsed = Papa.parse<string[]>(said ? text.slice(said[0].length) : text, {
		...(said?.[1] ? { delimiter: said[1] } : { delimitersToGuess: [',', ';', '\t'] })
	});
	const rows = parsed.data;
	const above = said ? 1 : 0;
	const faults = unreadLines(parsed, above);
	const scores = rows.slice(0, HEADINGS_WITHIN).map((row) => Object.keys(recogniseColumns(row)).length);
	const best = Math.max(0, ...scores);
	const at =
		best >= 2
			? scores.indexOf(best)
			: rows.findIndex((row) => row.filter((cell) => cell.trim() !== '').length > 1);
	const headings = rows[at];
	const first = faults.find(({ line }) => at < 0 || line === at + 1 + above);
	if (first) return { problem: `Line ${first.line}: ${first.wrong.join('. ')}.` };
	if (at < 0 || !headings)
		return {
			problem: 'No columns were found in it. A CSV file of pupils has its headings in the first line.'
		};
	// A title above the headings says nothing of a pupil.
	const unread = faults.filter(({ line }) => line > at + 1 + above);
	const lines = rows
		.map((cells, place) => ({ line: place + 1 + above, cells }))
		.slice(at + 1)
		.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
		.filter(({ line }) => !unread.some((each) => each.line === line));
	if (lines.length + unread.length === 0) return { problem: 'There are headings in it and no pupils.' };
	if (lines.length > LINES_MOST)
		return { problem: `It has ${lines.length} lines. Choose a file of at most ${LINES_MOST}.` };
	return { name, headings: headings.map((each) => each.trim()), lines, unread, encoding };
}

/** [J9] Where a quotation mark is left open, or stands inside what is quoted: nobody knows what belonged to that line. */
function unreadLines({ data, errors }: Papa.ParseResult<string[]>, above: number): BadLine[] {
	const faults = errors.filter(({ type, row }) => type === 'Quotes' && row !== undefined);
	return [...Map.groupBy(faults, ({ row = 0 }) => row)].map(([row, all]): BadLine => {
		const swallowed = (data[row] ?? []).flatMap((cell) => cell.trimEnd().match(/\r\n|\r|\n/g) ?? []).length;
		const isOpen = all.some(({ code }) => code === 'MissingQuotes');
		const fault = isOpen
			? 'A quotation mark (") opens in it and is not closed'
			: 'A quotation mark (") stands inside a quoted cell';
		const after =
			swallowed === 1
				? ' and the line after it'
				: swallowed > 1
					? ` and the ${swallowed} lines after it`
					: '';
		return {
			line: row + 1 + above,
			name: '',
			wrong: [`${fault}: it${after} could not be read. Put the mark right and choose the file again`],
			...(swallowed > 0 ? { withIt: swallowed } : {})
		};
	});
}

/** UTF-8 where it is well formed, else what Windows writes. */
function decoded(bytes: Uint8Array): Pick<PupilFile, 'encoding'> & { text: string } {
	if (bytes[0] === 0xff && bytes[1] === 0xfe)
		return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' };
	if (bytes[0] === 0xfe && bytes[1] === 0xff)
		return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' };
	try {
		return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
	} catch {
		return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
	}
}
