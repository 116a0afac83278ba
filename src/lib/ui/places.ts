import type { Role } from '$lib/rules/roles.ts';

/** A screen of the school's, as the bar names it. */
export interface Place {
	href: string;
	words: string;
}

const BOARD: Place = { href: '/office', words: 'Registers today' };
const DESK: Place = { href: '/reception', words: 'Signing in and out' };
const CHECKING: Place = { href: '/office/checking', words: 'To check' };
const RECORDS: Place = { href: '/office/records', words: 'Records' };
const TABLETS: Place = { href: '/office/tablets', words: 'Tablets' };
const EVACUATION: Place = { href: '/evacuation', words: 'Evacuation list' };
const CLASSES: Place = { href: '/class/list', words: 'Classes' };
const HERE: Place = { href: '/tablet', words: 'This device' };

const OFFICE = [BOARD, DESK, CHECKING, RECORDS, TABLETS, EVACUATION, CLASSES, HERE];
const PLACES: Record<Role, readonly Place[]> = {
	teacher: [{ href: '/class', words: 'My register' }, CLASSES, EVACUATION, HERE],
	cover: [{ href: '/class', words: 'My register' }, CLASSES, EVACUATION, HERE],
	reception: [DESK, BOARD, EVACUATION, CLASSES, HERE],
	attendance: OFFICE,
	head: OFFICE,
	deputy: OFFICE,
	safeguarding: [BOARD, EVACUATION, CLASSES, HERE],
	governor: [HERE]
};

/** A screen of the lasting record, with a line that says what it is for. */
export interface RecordPlace extends Place {
	about: string;
}

/** What lies behind *Records*, in the order of how often it is wanted. */
export const RECORD_PLACES: readonly { heading: string; places: readonly RecordPlace[] }[] = [
	{
		heading: 'Absence',
		places: [
			{
				href: '/office/plans',
				words: 'Absence known',
				about: 'Leave, visits, appointments, part-time patterns: what registers expect.'
			},
			{
				href: '/office/no-reason',
				words: 'No reason yet (N)',
				about: 'Each N with its last day, and what is overdue.'
			},
			{
				href: '/office/corrections',
				words: 'Corrections',
				about: 'Every amendment: what stood, what stands, why, when and by whom.'
			},
			{
				href: '/office/closures',
				words: 'Closures and late openings',
				about: 'Snow, a burst pipe, a delayed start: one act for many children.'
			}
		]
	},
	{
		heading: 'The register',
		places: [
			{
				href: '/office/week',
				words: 'A class’s week',
				about: 'The grid of codes, to read, correct or print.'
			},
			{
				href: '/office/pupil',
				words: 'A pupil’s year',
				about: 'Every mark of one child, with its history, and the certificate.'
			},
			{
				href: '/office/inspector',
				words: 'Show an inspector',
				about: 'The week with its corrections, who took it, the last backup, six years.'
			},
			{
				href: '/office/blank',
				words: 'Blank registers',
				about: 'Paper for a power cut.'
			},
			{
				href: '/office/mis',
				words: 'Carry marks over',
				about: 'A file of marks for another system, and what is not yet in it.'
			}
		]
	},
	{
		heading: 'The school',
		places: [
			{ href: '/office/roll', words: 'Class lists', about: 'Starters, moves, leavers; import from a file.' },
			{ href: '/office/calendar', words: 'Calendar', about: 'Terms, INSET days, bank holidays, closures.' },
			{ href: '/office/settings', words: 'Settings', about: 'Session times, names on screen, codes in use.' },
			{
				href: '/office/codes',
				words: 'Codes',
				about: 'Each code, what it means, who may enter it, what it needs.'
			}
		]
	}
];

/** Where a role's day is, the first screen first; what each may do there the server decides again. */
export function placesOf(role: Role): readonly Place[] {
	return PLACES[role];
}

/** The screen a person of that role lands on. */
export function firstPlace(role: Role): string {
	return PLACES[role][0]?.href ?? '/tablet';
}
