import type { ShownAs } from './facts.ts';
import type { Session } from './sessions.ts';

/** The 34 national codes in force since 19 August 2024, in the order in which the guidance lists them [C1]. */
export const CODES = [
	...(['/', '\\', 'L', 'K', 'V', 'P', 'W', 'B', 'D', 'C1', 'M', 'J1', 'S', 'X', 'C2', 'C'] as const),
	...([
		'T',
		'R',
		'I',
		'E',
		'Q',
		'Y1',
		'Y2',
		'Y3',
		'Y4',
		'Y5',
		'Y6',
		'Y7',
		'G',
		'N',
		'O',
		'U',
		'Z',
		'#'
	] as const)
] as const;
export type Code = (typeof CODES)[number];

/** Codes that only registers from before 19 August 2024 hold [C9]. */
export const LEGACY_CODES = ['H', 'F', 'J', 'Y'] as const;
export type LegacyCode = (typeof LEGACY_CODES)[number];

/** Whether a text is one of the 34 codes. */
export function isCode(code: string): code is Code {
	return (CODES as readonly string[]).includes(code);
}

// Said twice on purpose: the sets by which sessions are counted stand here as the guidance prints them, and a test holds the table against them.
/** Codes that count as attending. */
export const ATTENDING: ReadonlySet<string> = new Set(['/', '\\', 'L', 'K', 'V', 'P', 'W', 'B']);
/** Codes of an authorised absence. */
export const AUTHORISED: ReadonlySet<string> = new Set(['C', 'C1', 'C2', 'M', 'J1', 'S', 'T', 'R', 'I', 'E']);
/** Codes of an unauthorised absence; the same four count towards a penalty notice. */
export const UNAUTHORISED: ReadonlySet<string> = new Set(['G', 'N', 'O', 'U']);
/** Codes of sessions the pupil could not have attended: outside every rate. */
export const NOT_POSSIBLE: ReadonlySet<string> = new Set([
	'D',
	'Q',
	'X',
	'Y1',
	'Y2',
	'Y3',
	'Y4',
	'Y5',
	'Y6',
	'Y7'
]);
/** Codes of the guidance, not of the law. */
export const ADMIN: ReadonlySet<string> = new Set(['Z', '#']);
/** Codes that national figures count as late. */
export const LATE_MARKS: ReadonlySet<string> = new Set(['L', 'U']);
/** Codes of a child who was on the site that session. */
export const ON_SITE: ReadonlySet<string> = new Set(['/', '\\', 'L', 'U']);
/** Codes that nobody may enter before someone has looked. */
export const NEVER_PREFILL: ReadonlySet<string> = new Set(['/', '\\', 'L', 'U', 'N']);

/** How far a code is evidence of where the child is: what the fold ranks by, and all that a classroom's copy keeps of it. */
export type EvidenceClass = 'present' | 'late' | 'late-after' | 'none' | 'away';

/** The class of evidence of a code [C7]. */
export function evidenceClass(code: Code): EvidenceClass {
	if (code === '/' || code === '\\') return 'present';
	if (code === 'L') return 'late';
	if (code === 'U') return 'late-after';
	return code === 'N' ? 'none' : 'away';
}

/** What a classroom is told in place of the code: an absence is known, a trip, or not due in today [C8]. */
export function shownAs(code: Code): ShownAs {
	if (code === 'V' || code === 'P' || code === 'B' || code === 'W') return 'trip';
	return code === 'X' || code === 'D' ? 'not-in' : 'known';
}

/** The code of a child who was there when the register was begun. */
export function presentCode(session: Session): '/' | '\\' {
	return session === 'AM' ? '/' : '\\';
}
