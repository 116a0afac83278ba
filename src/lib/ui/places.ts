import type { Role } from '$lib/rules/roles.ts';

/** A screen of the school's, as the bar names it. */
export interface Place {
	href: string;
	words: string;
}

const BOARD: Place = { href: '/office', words: 'Registers today' };
const DESK: Place = { href: '/reception', words: 'Signing in and out' };
const CHECKING: Place = { href: '/office/checking', words: 'To check' };
const TABLETS: Place = { href: '/office/tablets', words: 'Tablets' };
const EVACUATION: Place = { href: '/evacuation', words: 'Evacuation list' };
const CLASSES: Place = { href: '/class/list', words: 'Classes' };
const HERE: Place = { href: '/tablet', words: 'This device' };

const OFFICE = [BOARD, DESK, CHECKING, TABLETS, EVACUATION, CLASSES, HERE];
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

/** Where a role's day is, the first screen first; what each may do there the server decides again. */
export function placesOf(role: Role): readonly Place[] {
	return PLACES[role];
}

/** The screen a person of that role lands on. */
export function firstPlace(role: Role): string {
	return PLACES[role][0]?.href ?? '/tablet';
}
