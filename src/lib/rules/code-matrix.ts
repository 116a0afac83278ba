import { CODE_MEANINGS } from './code-meanings.ts';
import { codeRule, type CodeClass, type CodeGroup, type CodeRule } from './code-table.ts';
import { CODES, isCode, LEGACY_CODES, type Code, type LegacyCode } from './codes.ts';
import { plainName } from './names.ts';
import { MAY_ENTER, type Role } from './roles.ts';

/** One code as an administrator reads it: every word follows from what the rules hold. */
export interface MatrixLine {
	rule: CodeRule;
	meaning: string;
	/** Who may enter it, in words. */
	who: string;
	/** What the register has to hold beside it, in words; none: nothing. */
	needs: readonly string[];
	/** What else limits it: age, half-day, day, whole school. */
	limits: readonly string[];
	/** Whether it may be expected in advance. */
	mayBePlanned: boolean;
	/** False where this school has not switched it on. */
	isInUse: boolean;
}

/** The headings under which the national guidance lists the codes, in its order. */
export const GROUP_WORDS: Record<CodeGroup, string> = {
	present: 'Attending the school',
	elsewhere: 'Attending a place other than the school',
	leave: 'Absent: leave of absence',
	authorised: 'Absent: other authorised reasons',
	unable: 'Absent: unable to attend because of unavoidable cause',
	unauthorised: 'Absent: unauthorised',
	admin: 'Administrative codes'
};

/** What each statistical class is called. */
export const CLASS_WORDS: Record<CodeClass, string> = {
	attending: 'Attending',
	elsewhere: 'Attending elsewhere',
	authorised: 'Authorised absence',
	unauthorised: 'Unauthorised absence',
	'not-possible': 'Not a possible session',
	admin: 'Not counted'
};

const OLD_MEANINGS: Record<LegacyCode, string> = {
	H: 'On a family holiday that the school had agreed.',
	F: 'On a long family holiday that the school had agreed.',
	J: 'At an interview; it counted as attending.',
	Y: 'Could not come because of exceptional circumstances.'
};

const LEAVE = 'Who asked and when: before the day';
const AN_ACTIVITY = 'What the activity is';
const A_CAUSE = 'What keeps the pupil from coming';
const NEEDS: Partial<Record<Code | LegacyCode, readonly string[]>> = {
	L: ['The time of arrival, at the desk'],
	U: ['The time of arrival'],
	K: [AN_ACTIVITY],
	V: [AN_ACTIVITY],
	P: [AN_ACTIVITY],
	W: [AN_ACTIVITY],
	B: [AN_ACTIVITY],
	D: ['The other school'],
	C1: ['The licence or exemption'],
	J1: [LEAVE],
	S: [LEAVE],
	C2: ['An agreement with a parent: first day, last day, when it is looked at again'],
	C: [LEAVE, 'A parent whom the pupil lives with asked'],
	T: ['The trade', 'That the family has no fixed home'],
	R: ['The religious day'],
	Q: [A_CAUSE],
	Y1: [A_CAUSE],
	Y2: [A_CAUSE],
	Y3: [A_CAUSE],
	Y4: ['A closure of the whole school'],
	Y5: [A_CAUSE],
	Y6: [A_CAUSE],
	Y7: [A_CAUSE],
	Z: ['A starting day still to come']
};

const LIMITS: Partial<Record<Code | LegacyCode, readonly string[]>> = {
	B: ['Never for learning at home'],
	D: ['Not for a session due here'],
	X: ['Below or above compulsory school age', 'Not for a session in the pupil’s timetable'],
	C2: ['Compulsory school age'],
	T: ['Compulsory school age'],
	R: ['One day'],
	E: ['Planned for five school days in a row at the most'],
	Y4: ['Every pupil at once'],
	Y5: ['From the age of 10'],
	N: ['Settled within 5 school days'],
	Z: ['Until the starting day'],
	'#': ['The whole school, never one pupil']
};

/** [C15] Every code with what the rules hold of it, those that have ended last; `switchedOn` names what this school uses besides the usual. */
export function codeMatrix(switchedOn: readonly Code[] = []): MatrixLine[] {
	return [...CODES, ...LEGACY_CODES].map((code): MatrixLine => {
		const rule = codeRule(code);
		const half =
			rule.sessions.length === 1 ? [rule.sessions[0] === 'AM' ? 'Mornings only' : 'Afternoons only'] : [];
		return {
			rule,
			meaning: isCode(code) ? CODE_MEANINGS[code] : OLD_MEANINGS[code],
			who: whoWords(code),
			needs: NEEDS[code] ?? [],
			limits: [...half, ...(LIMITS[code] ?? [])],
			mayBePlanned: isCode(code) && !rule.neverPrefill && rule.class !== 'admin' && code !== 'Y4',
			isInUse: rule.primaryDefault || (switchedOn as readonly string[]).includes(code)
		};
	});
}

/** By what an administrator looks for codes; what is left out narrows nothing. */
export interface MatrixFilter {
	/** A code, or words of its name or meaning. */
	typed?: string;
	role?: Role | null;
	class?: CodeClass | null;
	/** yyyy-MM-dd: in force that day. */
	on?: string | null;
}

/** [C15] The lines that a filter leaves. */
export function filterMatrix(lines: readonly MatrixLine[], filter: MatrixFilter): MatrixLine[] {
	const typed = plainName(filter.typed ?? '');
	return lines.filter(({ rule, meaning }) => {
		const { code, name, validFrom, validTo } = rule;
		const words = plainName(`${name} ${meaning}`);
		if (typed !== '' && plainName(code) !== typed && !(typed.length > 1 && words.includes(typed)))
			return false;
		if (filter.class && rule.class !== filter.class) return false;
		if (filter.role && !(isCode(code) && MAY_ENTER[filter.role].includes(code))) return false;
		return !filter.on || ((validFrom ?? filter.on) <= filter.on && filter.on <= (validTo ?? filter.on));
	});
}

/** [P6] Codes under the guidance's headings, in its order; a heading with nothing under it is left out. */
export function byGroup<C extends Code | LegacyCode>(
	codes: readonly C[]
): { group: CodeGroup; words: string; codes: C[] }[] {
	return (Object.keys(GROUP_WORDS) as CodeGroup[])
		.map((group) => ({
			group,
			words: GROUP_WORDS[group],
			codes: codes.filter((code) => codeRule(code).group === group)
		}))
		.filter((each) => each.codes.length > 0);
}

function whoWords(code: Code | LegacyCode): string {
	if (!isCode(code)) return 'Nobody: older registers hold it';
	const may = (role: Role) => MAY_ENTER[role].includes(code);
	const all = [
		...(may('teacher') ? ['teacher'] : []),
		...(may('reception') ? ['reception, at the desk'] : []),
		...(may('attendance') ? ['attendance office'] : []),
		...(may('safeguarding') ? ['safeguarding lead'] : []),
		...(may('head') ? ['head or deputy'] : [])
	].join('; ');
	return all === '' ? 'Nobody: the calendar says so' : all.charAt(0).toUpperCase() + all.slice(1);
}
