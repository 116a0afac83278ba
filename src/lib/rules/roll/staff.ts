import type { HeldFact } from '../facts.ts';
import type { Role } from '../roles.ts';
import type { TabletSeen } from '../tablets.ts';

/** A member of staff, as far as a device knows them. */
export interface StaffMember {
	staffId: string;
	name: string;
	/** The job title; absent where only a tablet told of the person. */
	position?: string;
	role: Role;
}

/** Everybody of the staff that a device knows of, by name: what the school says goes before what tablets and facts tell. */
export function staffKnown(told: {
	staff: readonly StaffMember[];
	tablets: readonly TabletSeen[];
	facts: readonly HeldFact[];
}): StaffMember[] {
	const known = new Map<string, StaffMember>();
	for (const { person } of told.tablets) if (person) known.set(person.staffId, person);
	for (const { maker } of told.facts) if (maker?.staffId) known.set(maker.staffId, maker);
	// Whoever the school no longer names has left: what they recorded does not bring them back.
	const all = told.staff.length > 0 ? told.staff : [...known.values()];
	return [...all].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}
