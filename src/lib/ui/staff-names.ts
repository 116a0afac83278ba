import type { Book } from '$lib/rules/book.ts';
import type { Half, HeldFact } from '$lib/rules/facts.ts';
import { keepsTheRecord, type Role } from '$lib/rules/roles.ts';
import type { TabletSeen } from '$lib/rules/tablets.ts';

/** A member of staff by name. */
export interface Named {
	staffId: string;
	name: string;
}

/** The names of those who have a class for a half-day, as far as tablets and facts have told them to this device. */
export function staffNames(
	book: Book,
	of: { classId: string } & Half,
	now: number,
	known: { facts: readonly HeldFact[]; tablets: readonly TabletSeen[] }
): string[] {
	const names = new Map<string, string>();
	for (const { person } of known.tablets) if (person) names.set(person.staffId, person.name);
	for (const { maker } of known.facts) if (maker?.staffId) names.set(maker.staffId, maker.name);
	const own = [...book.staffOf(of.classId, of, now)].flatMap((staffId) => names.get(staffId) ?? []);
	return [...new Set(own)].sort((a, b) => a.localeCompare(b, 'en-GB'));
}

/** Who keeps the record, by name, as far as tablets have told it: those who are signed in on one, and whoever asks. */
export function recordKeepers(
	tablets: readonly TabletSeen[],
	asks: (Named & { role: Role }) | null
): readonly Named[] {
	const known = [...tablets.map(({ person }) => person), asks].filter((each) => each !== null);
	const keepers = known.filter(({ role }) => keepsTheRecord(role));
	const named = new Map(keepers.map(({ staffId, name }) => [staffId, { staffId, name }]));
	return [...named.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
