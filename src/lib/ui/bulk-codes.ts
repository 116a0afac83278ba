import type { BulkLine } from '$lib/rules/bulk.ts';
import type { Book } from '$lib/rules/book.ts';
import { codeRule } from '$lib/rules/code-table.ts';
import type { Code } from '$lib/rules/codes.ts';
import { judgeEntry } from '$lib/rules/legality.ts';
import { MAY_ENTER, type Role } from '$lib/rules/roles.ts';
import type { Half } from '$lib/rules/facts.ts';
import { lineWords } from './closure-words.ts';
import { codeWords } from './office-words.ts';

/** One code for some children, as the form asks it. */
export interface ManyAsked {
	code: Code;
	halves: Half[];
	pupilIds: string[];
	reason: string;
	/** '' where the code wants none. */
	detail: string;
}

/** Codes that one cause gives many children at once, the likeliest first. What is granted or agreed child by child is not among them. */
const FOR_MANY: readonly Code[] = ['Y2', 'Y1', 'Y6', 'Y7', 'Q', 'V', 'P', 'B', 'K', 'I', 'O'];

/** What those codes want said beside them. */
export const DETAIL_OF: Partial<Record<Code, string>> = {
	Y7: 'What kept them from coming?',
	V: 'What is the visit?',
	P: 'What is the sporting activity?',
	B: 'What is the activity?',
	K: 'What is the education?'
};

/** What is recorded of a code’s nature: what was said of it, or the one reason, where that is the cause. */
export function natureOf(code: Code, said: { detail: string; reason: string }): string {
	const { needs, group } = codeRule(code);
	if (!needs.includes('nature')) return '';
	return (said.detail.trim() || (group === 'unable' ? said.reason.trim() : '')).slice(0, 200);
}

/** What *Same code for many* offers a role. */
export function codesForMany(role: Role): { value: Code; words: string }[] {
	return FOR_MANY.filter((code) => MAY_ENTER[role].includes(code)).map((code) => ({
		value: code,
		words: codeWords(code)
	}));
}

/** Which lines may have the code, and of the others why not, in sentences; the server judges again. */
export function allowedLines(
	lines: readonly BulkLine[],
	said: { code: Code; detail?: string; role: Role; book: Book; now: number }
): { allowed: BulkLine[]; notAllowed: string[] } {
	const { code, detail, role, book, now } = said;
	const allowed: BulkLine[] = [];
	const notAllowed: string[] = [];
	for (const line of lines) {
		const { dob, register } = line.pupil;
		const entry = { ...line.half, code, how: 'office' as const, ...(detail ? { detail } : {}) };
		const judged = judgeEntry(entry, {
			role,
			pupil: { dob, otherSchool: register?.otherSchool, startsOn: register?.startingDay },
			times: book.timesOn(line.half.date, line.classId)?.[line.half.session] ?? null,
			now
		});
		if ('refused' in judged) notAllowed.push(`${lineWords(line)}: ${judged.message}`);
		else allowed.push(line);
	}
	return { allowed, notAllowed };
}
