import { CODES, type Code } from './codes.ts';

/** The people of a school, as far as what they may see and do differs. */
export const ROLES = [
	'teacher',
	'cover',
	'reception',
	'attendance',
	'head',
	'deputy',
	'safeguarding',
	'governor'
] as const;
export type Role = (typeof ROLES)[number];

/** How much of an absence a role's screens may tell: a classroom never learns why. */
export type View = 'class' | 'office' | 'none';

const VIEWS: Record<Role, View> = {
	teacher: 'class',
	cover: 'class',
	reception: 'office',
	attendance: 'office',
	head: 'office',
	deputy: 'office',
	safeguarding: 'office',
	governor: 'none'
};

/** What a role's device may be given. Governors get numbers elsewhere, and no names. */
export function viewOf(role: Role): View {
	return VIEWS[role];
}

const NONE: readonly Code[] = [];
const IN_CLASS: readonly Code[] = ['/', '\\', 'L', 'N'];
const LEAVE_AND_EXCLUSION: readonly Code[] = ['W', 'C1', 'J1', 'S', 'C2', 'C', 'E'];

/** [P3] Which codes each role may enter; a plan that someone else entered may be confirmed besides. */
export const MAY_ENTER: Record<Role, readonly Code[]> = {
	teacher: IN_CLASS,
	cover: IN_CLASS,
	reception: ['L', 'U'],
	attendance: CODES.filter((code) => !LEAVE_AND_EXCLUSION.includes(code) && code !== 'Y5' && code !== '#'),
	head: CODES.filter((code) => code !== '#'),
	deputy: CODES.filter((code) => code !== '#'),
	safeguarding: ['Y5'],
	governor: NONE
};

/** [P4] Whether a role takes registers, and so may confirm a plan. */
export function takesRegisters(role: Role): boolean {
	return MAY_ENTER[role].includes('N');
}

/** [P2] Whether a role keeps the lasting record: roll, plans, corrections, closures, exports. */
export function keepsTheRecord(role: Role): boolean {
	return role === 'attendance' || role === 'head' || role === 'deputy';
}

/** What a sentence calls each role. */
export const TITLES: Record<Role, string> = {
	teacher: 'A class teacher',
	cover: 'A cover teacher',
	reception: 'Reception',
	attendance: 'The attendance office',
	head: 'The head',
	deputy: 'The deputy head',
	safeguarding: 'The safeguarding lead',
	governor: 'A governor'
};

/** [P3] In a sentence, who enters a code that this role does not. */
export function whoEnters(code: Code, role: Role): string {
	if (role === 'governor') return 'Governors see numbers and do not mark registers.';
	if (role === 'safeguarding') return 'The safeguarding lead enters Y5 only. Ask the office to enter this.';
	if (role === 'reception') return 'Reception signs pupils in late (L or U). Ask the office to enter this.';
	if (code === 'Y5') return 'Y5 is entered by the safeguarding lead or the head.';
	if (role === 'attendance') return `${code} is for the head to decide, or the deputy in the head’s absence.`;
	return code === 'U'
		? 'An arrival after registers closed is entered by reception or the office. Send the pupil to the desk.'
		: 'In class, mark present, late or absent. The office enters the reason for an absence.';
}
