import type { Fact, How } from './facts.ts';
import type { Role } from './roles.ts';

type Kind = Fact['kind'];

const IN_CLASS: readonly Kind[] = ['mark', 'withdraw', 'finish', 'seen', 'unlisted', 'propose', 'elsewhere'];
/** A plan of reception's is an absence message and has no code. */
const AT_DESK: readonly Kind[] = [
	'mark',
	'withdraw',
	'seen',
	'plan',
	'propose',
	'out',
	'back',
	'elsewhere',
	'call'
];
const IN_OFFICE: readonly Kind[] = [
	'mark',
	'withdraw',
	'finish',
	'seen',
	'unlisted',
	'propose',
	'plan',
	'out',
	'back',
	'elsewhere',
	'call',
	'settle',
	'pupil',
	'place',
	'leave',
	'class',
	'assign',
	'calendar',
	'times',
	'exported'
];
/** What closes the school, changes its rules, or binds a person is the head's word. */
const AS_HEAD: readonly Kind[] = [...IN_OFFICE, 'settings', 'closure', 'instruction'];

/** Which kinds of fact each role may record: data, so that a school's own rules can take its place [P2]. */
export const KINDS_OF_ROLE: Record<Role, readonly Kind[]> = {
	teacher: IN_CLASS,
	cover: IN_CLASS,
	reception: AT_DESK,
	attendance: IN_OFFICE,
	head: AS_HEAD,
	deputy: AS_HEAD,
	safeguarding: ['mark', 'seen', 'call'],
	governor: []
};

/** Whether a role may record such a fact at all; its code is judged apart [P2]. */
export function mayMake(role: Role, kind: Kind): boolean {
	return KINDS_OF_ROLE[role].includes(kind);
}

const BY_OFFICE: readonly How[] = ['office', 'told', 'paper', 'desk', 'plan'];
const BY_CLASS: readonly How[] = ['tapped', 'filled', 'plan'];

/** How each role may come to know: nobody claims a place that they were not in [P2]. */
export const HOW_OF_ROLE: Record<Role, readonly How[]> = {
	teacher: BY_CLASS,
	cover: BY_CLASS,
	reception: ['desk'],
	attendance: BY_OFFICE,
	head: [...BY_OFFICE, 'tapped', 'filled'],
	deputy: [...BY_OFFICE, 'tapped', 'filled'],
	safeguarding: ['office'],
	governor: []
};

/** Whether a role may say that it knows in this way [P2]. */
export function mayEnterHow(role: Role, how: How): boolean {
	return HOW_OF_ROLE[role].includes(how);
}
