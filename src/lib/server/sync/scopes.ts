import type { Book } from '../../rules/book.ts';
import { addDays } from '../../rules/calendar.ts';
import { CLASS_DAYS_HELD, OFFICE_DAYS_HELD } from '../../rules/days-held.ts';
import type { HeldFact } from '../../rules/facts.ts';
import { viewOf, type Role, type View } from '../../rules/roles.ts';
import { londonDate } from '../../rules/sessions.ts';
import type { Guest } from '../store/guests.ts';
import type { Store } from '../store/store.ts';
import { givesBack } from './needed.ts';

/** How far back a scope that is new to a device reaches: yesterday and the week before, or just yesterday for a whole school. */
const DAYS_BACK: Record<View, number> = { class: CLASS_DAYS_HELD, office: OFFICE_DAYS_HELD, none: 0 };
/** What every signed-in device holds: classes, calendar, settings, who has which class. */
export const SCHOOL_SCOPE = 'school';

export interface Person {
	staffId: string;
	role: Role;
}

/** The scopes a person's device may hold now: the server decides, every time. */
export function scopesOf(book: Book, person: Person, now: number): string[] {
	const view = viewOf(person.role);
	if (view === 'none') return [];
	const classIds =
		view === 'office'
			? book.classes().map((each) => each.classId)
			: classesOf(book, person.staffId, londonDate(now), now);
	return [SCHOOL_SCOPE, ...classIds.map((classId) => `${view}:${classId}`)];
}

/** Classes a person has been given for either half of a day. */
export function classesOf(book: Book, staffId: string, date: string, at: number): string[] {
	const has = (classId: string) =>
		book.isAssigned(staffId, classId, { date, session: 'AM' }, at) ||
		book.isAssigned(staffId, classId, { date, session: 'PM' }, at);
	return book
		.classes()
		.map((each) => each.classId)
		.filter(has);
}

/** The class of a scope; null for the school's. */
export function classOfScope(scope: string): string | null {
	const at = scope.indexOf(':');
	return at < 0 ? null : scope.slice(at + 1);
}

/** All that a device needs of scopes that are new to it, the school's book first, in the school's order. */
export async function wholeOf(
	store: Store,
	schoolId: string,
	added: string[],
	guests: readonly Guest[],
	now: number
): Promise<HeldFact[]> {
	if (added.length === 0) return [];
	const book = await store.bookFacts(schoolId);
	const view: View = added.some((scope) => scope.startsWith('office:')) ? 'office' : 'class';
	const classIds = added.flatMap((scope) => classOfScope(scope) ?? []);
	const pupilIds = pupilsEver(book, new Set(classIds));
	const here = guests.filter(({ withClass }) => classIds.includes(withClass));
	for (const { pupilId } of here) pupilIds.add(pupilId);
	const since = addDays(londonDate(now), -DAYS_BACK[view]);
	const wanted = book.filter((fact) => !('pupilId' in fact) || pupilIds.has(fact.pupilId));
	const dated = await store.wholeScope(schoolId, { classIds, since });
	const ofGuests = await store.guestFacts(schoolId, here);
	return [...wanted, ...dated, ...ofGuests].sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
}

/** All about the pupils whom some changes bring into classes that a device already holds, or to them as guests: what came before lies behind its cursor. */
export async function broughtBy(
	store: Store,
	schoolId: string,
	changes: readonly HeldFact[],
	held: { classIds: readonly string[]; guests: readonly Guest[]; view: View; now: number }
): Promise<HeldFact[]> {
	const pupilIds = changes.flatMap((fact) => {
		if (fact.kind === 'place' && held.classIds.includes(fact.classId)) return [fact.pupilId];
		return held.view === 'class' && givesBack(fact) ? [fact.pupilId] : [];
	});
	const placed = new Set(changes.flatMap((fact) => (fact.kind === 'elsewhere' ? [fact.pupilId] : [])));
	const here = held.guests.filter(({ pupilId }) => placed.has(pupilId));
	if (pupilIds.length + here.length === 0) return [];
	const about = new Set([...pupilIds, ...here.map(({ pupilId }) => pupilId)]);
	const book = await store.bookFacts(schoolId);
	const since = addDays(londonDate(held.now), -DAYS_BACK[held.view]);
	return [
		...book.filter((fact) => 'pupilId' in fact && about.has(fact.pupilId)),
		...(pupilIds.length > 0 ? await store.pupilsSince(schoolId, pupilIds, since) : []),
		...(await store.guestFacts(schoolId, here))
	];
}

function pupilsEver(book: readonly HeldFact[], classIds: ReadonlySet<string>): Set<string> {
	return new Set(
		book.flatMap((fact) => (fact.kind === 'place' && classIds.has(fact.classId) ? [fact.pupilId] : []))
	);
}
