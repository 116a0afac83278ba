import { isCode, LEGACY_CODES, type Code, type LegacyCode } from './codes.ts';
import type { Session } from './sessions.ts';

/** The first day of the codes of the 2024 regulations, and the last of those that they ended. */
export const NEW_CODES_FROM = '2024-08-19';
const OLD_CODES_TO = '2024-08-18';

/** What a code counts as in statistics [C2]: `elsewhere` attends, `not-possible` and `admin` are not counted at all. */
export type CodeClass = 'attending' | 'elsewhere' | 'authorised' | 'unauthorised' | 'not-possible' | 'admin';

/** The heading under which the national guidance lists a code. */
export type CodeGroup =
	'present' | 'elsewhere' | 'leave' | 'authorised' | 'unable' | 'unauthorised' | 'admin';

/** What the register has to hold beside the code for it to stand [C5]. */
export type Need =
	'nature' | 'arrival-time' | 'agreement' | 'application' | 'licence' | 'other-school' | 'trade' | 'day';

/** One code as data. */
export interface CodeRule {
	code: Code | LegacyCode;
	/** A few words, for a picker. */
	name: string;
	class: CodeClass;
	group: CodeGroup;
	/** Whether the session counts as one the pupil could have attended. */
	possible: boolean;
	attending: boolean;
	authorised: boolean;
	sessions: readonly Session[];
	/** First day, yyyy-MM-dd; null: as old as any register we hold. */
	validFrom: string | null;
	/** Last day, inclusive; null: still in force. */
	validTo: string | null;
	/** Never expected in advance: only a person who looked can say it. */
	neverPrefill: boolean;
	/** False for codes that a primary school switches on only on purpose. */
	primaryDefault: boolean;
	needs: readonly Need[];
}

type Row = Pick<CodeRule, 'name' | 'class' | 'group'> &
	Partial<Pick<CodeRule, 'sessions' | 'neverPrefill' | 'primaryDefault' | 'needs'>> & { since2024?: true };

const TABLE: Record<Code | LegacyCode, Row> = {
	'/': {
		name: 'Present, morning',
		class: 'attending',
		group: 'present',
		sessions: ['AM'],
		neverPrefill: true
	},
	'\\': {
		name: 'Present, afternoon',
		class: 'attending',
		group: 'present',
		sessions: ['PM'],
		neverPrefill: true
	},
	L: { name: 'Late, before registers closed', class: 'attending', group: 'present', neverPrefill: true },
	K: {
		name: 'Education arranged by the council',
		class: 'elsewhere',
		group: 'elsewhere',
		since2024: true,
		needs: ['nature']
	},
	V: { name: 'Visit or trip', class: 'elsewhere', group: 'elsewhere', needs: ['nature'] },
	P: { name: 'Sporting activity', class: 'elsewhere', group: 'elsewhere', needs: ['nature'] },
	W: {
		name: 'Work experience',
		class: 'elsewhere',
		group: 'elsewhere',
		primaryDefault: false,
		needs: ['nature']
	},
	B: { name: 'Other approved activity', class: 'elsewhere', group: 'elsewhere', needs: ['nature'] },
	D: { name: 'At their other school', class: 'not-possible', group: 'elsewhere', needs: ['other-school'] },
	C1: {
		name: 'Licensed performance or work abroad',
		class: 'authorised',
		group: 'leave',
		since2024: true,
		needs: ['licence']
	},
	M: { name: 'Medical or dental appointment', class: 'authorised', group: 'leave' },
	J1: { name: 'Interview', class: 'authorised', group: 'leave', since2024: true, needs: ['application'] },
	S: {
		name: 'Study leave',
		class: 'authorised',
		group: 'leave',
		primaryDefault: false,
		needs: ['application']
	},
	X: { name: 'Not due in: below school age', class: 'not-possible', group: 'leave' },
	C2: {
		name: 'Part-time timetable',
		class: 'authorised',
		group: 'leave',
		since2024: true,
		needs: ['agreement']
	},
	C: {
		name: 'Leave, exceptional circumstances',
		class: 'authorised',
		group: 'leave',
		needs: ['application']
	},
	T: { name: 'Travelling for a parent’s work', class: 'authorised', group: 'authorised', needs: ['trade'] },
	R: { name: 'Religious observance', class: 'authorised', group: 'authorised', needs: ['day'] },
	I: { name: 'Illness', class: 'authorised', group: 'authorised' },
	E: { name: 'Suspended or excluded', class: 'authorised', group: 'authorised' },
	Q: {
		name: 'Council access arrangements failed',
		class: 'not-possible',
		group: 'unable',
		since2024: true,
		needs: ['nature']
	},
	Y1: {
		name: 'Usual transport not running',
		class: 'not-possible',
		group: 'unable',
		since2024: true,
		needs: ['nature']
	},
	Y2: {
		name: 'Widespread travel disruption',
		class: 'not-possible',
		group: 'unable',
		since2024: true,
		needs: ['nature']
	},
	Y3: {
		name: 'Part of the school closed',
		class: 'not-possible',
		group: 'unable',
		since2024: true,
		needs: ['nature']
	},
	Y4: { name: 'Whole school closed unexpectedly', class: 'not-possible', group: 'unable', since2024: true },
	Y5: {
		name: 'Criminal justice detention',
		class: 'not-possible',
		group: 'unable',
		since2024: true,
		needs: ['nature']
	},
	Y6: {
		name: 'Public health guidance or law',
		class: 'not-possible',
		group: 'unable',
		since2024: true,
		needs: ['nature']
	},
	Y7: {
		name: 'Other unavoidable cause',
		class: 'not-possible',
		group: 'unable',
		since2024: true,
		needs: ['nature']
	},
	G: { name: 'Holiday, not granted', class: 'unauthorised', group: 'unauthorised' },
	N: { name: 'No reason yet', class: 'unauthorised', group: 'unauthorised', neverPrefill: true },
	O: { name: 'Other or unknown circumstances', class: 'unauthorised', group: 'unauthorised' },
	U: {
		name: 'Arrived after registers closed',
		class: 'unauthorised',
		group: 'unauthorised',
		neverPrefill: true,
		needs: ['arrival-time']
	},
	Z: { name: 'Not on the register yet', class: 'admin', group: 'admin' },
	'#': { name: 'Planned closure of the whole school', class: 'admin', group: 'admin' },
	H: { name: 'Agreed family holiday (old)', class: 'authorised', group: 'leave' },
	F: { name: 'Agreed long family holiday (old)', class: 'authorised', group: 'leave' },
	J: { name: 'Interview (old)', class: 'elsewhere', group: 'elsewhere' },
	Y: { name: 'Exceptional circumstances (old)', class: 'not-possible', group: 'unable' }
};

/** The code as the law had it on a date; null if it is no code at all or was not in force that day [C1] [C9]. */
export function codeOn(code: string, date: string): CodeRule | null {
	if (!isCode(code) && !isLegacyCode(code)) return null;
	const rule = codeRule(code);
	const isInForce = (rule.validFrom ?? date) <= date && date <= (rule.validTo ?? date);
	return isInForce ? rule : null;
}

/** The code as data, whatever the date. */
export function codeRule(code: Code | LegacyCode): CodeRule {
	const row = TABLE[code];
	return {
		code,
		name: row.name,
		class: row.class,
		group: row.group,
		possible: row.class !== 'not-possible' && row.class !== 'admin',
		attending: row.class === 'attending' || row.class === 'elsewhere',
		authorised: row.class === 'authorised',
		sessions: row.sessions ?? ['AM', 'PM'],
		validFrom: row.since2024 ? NEW_CODES_FROM : null,
		validTo: isLegacyCode(code) ? OLD_CODES_TO : null,
		neverPrefill: row.neverPrefill ?? false,
		primaryDefault: row.primaryDefault ?? true,
		needs: row.needs ?? []
	};
}

function isLegacyCode(code: string): code is LegacyCode {
	return (LEGACY_CODES as readonly string[]).includes(code);
}
