import { ROLES, type Role } from '../rules/roles.ts';

/** A role by its name; one that this version does not know is shown nothing. */
export function roleOf(name: string): Role {
	return ROLES.find((role) => role === name) ?? 'governor';
}
