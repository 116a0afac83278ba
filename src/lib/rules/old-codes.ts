import { notInForce } from './code-meanings.ts';
import { codeOn, NEW_CODES_FROM } from './code-table.ts';
import { isCode, presentCode, type Code, type LegacyCode } from './codes.ts';
import type { Session } from './sessions.ts';

/** One mark as an old system told it. */
export interface OldMark {
	/** As it stands in the file. */
	code: string;
	/** yyyy-MM-dd */
	date: string;
	session: Session;
}

/** What an old system's code comes in as. */
export type OldCode =
	/** A code that was in force that day. */
	| { kind: 'kept'; code: Code }
	/** A code of older registers, on a day on which it was in force. */
	| { kind: 'legacy'; code: LegacyCode }
	/** Another code takes its place, and a person is told. */
	| { kind: 'changed'; code: Code; why: string }
	/** No mark at all. */
	| { kind: 'unmarked' }
	/** A person chooses, of these where the rules know any. */
	| { kind: 'review'; choices: readonly Code[]; why: string };

/** What reading a file of old marks came to; every mark is counted once, under the code as it stood in the file. */
export interface OldCodesReport {
	total: number;
	/** By outcome, then by the code in the file and what became of it: 'J to J1'. */
	counted: Record<OldCode['kind'], Map<string, number>>;
	/** Marks that came in as another code than the file's, the file's own kept beside. */
	changed: { mark: OldMark; code: Code; why: string }[];
	/** Marks that a person has to choose a code for. */
	review: { mark: OldMark; choices: readonly Code[]; why: string }[];
}

const NO_MARK: ReadonlySet<string> = new Set(['', '-']);
const UNABLE: readonly Code[] = ['Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7'];
/** What an ended code is chosen anew from, on a day after its end. */
const CHOICES: ReadonlyMap<string, readonly Code[]> = new Map([
	['H', ['C', 'G']],
	['F', ['C', 'G']],
	['Y', UNABLE]
]);
/** X01 to X99, I01, I02: letters of the pandemic, whose numbers said why. */
const NUMBERED = /^([XI])\d{1,2}$/;

/** [C13] What a code of an old system comes in as; every text has an answer, and none is guessed. */
export function readOldCode({ code: told, date, session }: OldMark): OldCode {
	const code = told.trim();
	if (NO_MARK.has(code)) return { kind: 'unmarked' };
	const present = presentCode(session);
	if ((code === '/' || code === '\\') && code !== present)
		return { kind: 'changed', code: present, why: `${code} is not a code of that half-day` };
	const numbered = NUMBERED.exec(code)?.[1];
	if (numbered && isCode(numbered))
		return { kind: 'changed', code: numbered, why: `the number of ${code} is dropped` };
	if (code === '#')
		return {
			kind: 'review',
			choices: [],
			why: 'A planned closure comes from the calendar, never from a mark.'
		};
	const rule = codeOn(code, date);
	if (rule)
		return isCode(rule.code) ? { kind: 'kept', code: rule.code } : { kind: 'legacy', code: rule.code };
	if (code === 'J' && date >= NEW_CODES_FROM)
		return {
			kind: 'changed',
			code: 'J1',
			why: 'J ended on 18 August 2024: an interview is an authorised absence'
		};
	return { kind: 'review', choices: CHOICES.get(code) ?? [], why: notInForce(code) };
}

/** [C14] Reads a whole file's marks; the outcomes add up to the marks that were read. */
export function readOldCodes(marks: Iterable<OldMark>): OldCodesReport {
	const report: OldCodesReport = {
		total: 0,
		counted: {
			kept: new Map(),
			legacy: new Map(),
			changed: new Map(),
			unmarked: new Map(),
			review: new Map()
		},
		changed: [],
		review: []
	};
	for (const mark of marks) {
		const read = readOldCode(mark);
		const told = mark.code.trim() === '' ? 'blank' : mark.code.trim();
		const line = read.kind === 'changed' ? `${told} to ${read.code}` : told;
		const counts = report.counted[read.kind];
		counts.set(line, (counts.get(line) ?? 0) + 1);
		report.total += 1;
		if (read.kind === 'changed') report.changed.push({ mark, code: read.code, why: read.why });
		if (read.kind === 'review') report.review.push({ mark, choices: read.choices, why: read.why });
	}
	return report;
}
