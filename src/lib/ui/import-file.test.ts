import { describe, expect, it } from 'vitest';
import { readPupilBytes, type PupilFile } from './import-file.ts';

const HEADINGS = 'UPN,Legal Surname,Legal Forename,DOB,Reg Group';
const utf8 = (text: string) => new TextEncoder().encode(text);
const latin = (text: string) =>
	Uint8Array.from(text, (letter) => (letter === '’' ? 0x92 : letter.charCodeAt(0)));
const read = (bytes: Uint8Array): PupilFile => {
	const file = readPupilBytes('pupils.csv', bytes);
	if ('problem' in file) throw new Error(file.problem);
	return file;
};
const problemOf = (bytes: Uint8Array): string => {
	const file = readPupilBytes('pupils.csv', bytes);
	return 'problem' in file ? file.problem : '';
};

describe('a file of pupils', () => {
	it('[J9] UTF-8 with and without its mark, and Windows-1252, all with their accents and apostrophes', () => {
		const text = `${HEADINGS}\r\n,O’Brien,Zoë,12/03/2018,4 Elm\r\n`;
		for (const [bytes, encoding] of [
			[utf8(text), 'UTF-8'],
			[utf8(`\uFEFF${text}`), 'UTF-8'],
			[latin(text), 'Windows-1252']
		] as const) {
			const file = read(bytes);
			expect(file.encoding).toBe(encoding);
			expect(file.headings[0]).toBe('UPN');
			expect(file.lines).toEqual([{ line: 2, cells: ['', 'O’Brien', 'Zoë', '12/03/2018', '4 Elm'] }]);
		}
	});

	it('[J9] commas, semicolons, tabs, and what Excel says of itself', () => {
		for (const mark of [',', ';', '\t']) {
			const text = `${HEADINGS.replaceAll(',', mark)}\n${['A', 'B', 'C', 'D', 'E'].join(mark)}\n`;
			expect(read(utf8(text)).lines).toEqual([{ line: 2, cells: ['A', 'B', 'C', 'D', 'E'] }]);
		}
		expect(read(utf8(`sep=;\r\n${HEADINGS.replaceAll(',', ';')}\r\nA;B;C;D;E`)).lines[0]?.line).toBe(3);
	});

	it('[J9] a title above the headings is passed over, and lines are counted as a spreadsheet counts them', () => {
		const file = read(utf8(`Pupil list,,,,\n\n${HEADINGS}\n\nA,"B\nB",C,D,E\nF,G,H,I,J`));
		expect(file.headings).toContain('Legal Surname');
		expect(file.lines.map(({ line }) => line)).toEqual([5, 6]);
	});

	it('[J9] a quotation mark that is not closed is told with its line, and what follows is not taken for read', () => {
		const rest = 'F,G,H,I,J\nK,L,M,N,O\n';
		const file = read(utf8(`${HEADINGS}\nA,B,C,D,E\nP,"Q,R,S,T\n${rest}`));
		expect(file.lines).toEqual([{ line: 2, cells: ['A', 'B', 'C', 'D', 'E'] }]);
		expect(file.unread).toEqual([
			{
				line: 3,
				name: '',
				wrong: [expect.stringContaining('is not closed: it and the 2 lines after it could not be read')],
				withIt: 2
			}
		]);
		expect(read(utf8(`${HEADINGS}\nA,"B",C,D,E`)).unread).toEqual([]);
		expect(read(utf8(`sep=,\n${HEADINGS}\nA,"B,C,D,E`)).unread).toMatchObject([{ line: 3 }]);
		const titled = read(utf8(`"Pupils of "3T" today"\n${HEADINGS}\nA,B,C,D,E`));
		expect([titled.unread, titled.lines.length]).toEqual([[], 1]);
		expect(problemOf(utf8(`"${HEADINGS}\nA,B,C,D,E\n`))).toContain('Line 1: A quotation mark');
	});

	it('[J9] a quotation mark inside a quoted cell is told too, and the lines after it are read', () => {
		const file = read(utf8(`${HEADINGS}\nA,"B "Bee" C",C,D,E\nF,G,H,I,J\n`));
		expect(file.unread).toMatchObject([
			{ line: 2, wrong: [expect.stringContaining('inside a quoted cell')] }
		]);
		expect(file.lines.map(({ line }) => line)).toEqual([3]);
	});

	it('[J9] what is no file of pupils is said in a sentence', () => {
		expect(problemOf(utf8('PK\u0003\u0004'))).toContain('save it as CSV');
		expect(problemOf(utf8('%PDF-1.7'))).toContain('PDF');
		expect(problemOf(utf8(`${HEADINGS}\n`))).toContain('no pupils');
		expect(problemOf(utf8('Hello'))).toContain('No columns');
	});
});
