import type { Book } from './book.ts';
import { isAfter } from './halves.ts';
import type { Role } from './roles.ts';
import { londonDate, londonMinute, type Session } from './sessions.ts';

/** A tablet or browser as the school's server last heard it; instants are the school's time in epoch ms. */
export interface TabletSeen {
	deviceId: string;
	name: string;
	/** Whoever signed in there last. */
	person: { staffId: string; name: string; role: Role } | null;
	lastSeenAt: number | null;
	/** Facts it had and the school had not, after its last contact. */
	waiting: number | null;
	/** 0 to 1; null where the browser does not say. */
	battery: number | null;
	freeBytes: number | null;
	/** Whether its browser promised to keep the store. */
	persisted: boolean | null;
	app: string | null;
	/** School's time less the tablet's own. */
	clockOffsetMs: number | null;
	/** The position up to which it has read. */
	cursor: number | null;
	/** The register that was on its screen. */
	openRegister: { classId: string; date: string; session: Session } | null;
	isRevoked: boolean;
	/** The clientIds of the facts that are certainly its own; absent where nobody has said. */
	clientIds?: string[];
}

/**
 * The tablets that a class's register is taken on: those that showed it that day, else those of the people who have the class
 * and those that showed it on an earlier day, unless they have since shown another class [O2].
 */
export function tabletsOf(
	tablets: readonly TabletSeen[],
	of: { classId: string; date: string },
	staffIds: ReadonlySet<string>
): TabletSeen[] {
	const live = tablets.filter((each) => !each.isRevoked);
	const showed = live.filter((each) => hasShown(each, of));
	if (showed.length > 0) return showed;
	return live.filter(({ person, openRegister }) => {
		if (openRegister?.date === of.date) return false;
		return openRegister?.classId === of.classId || (person !== null && staffIds.has(person.staffId));
	});
}

/** Whether a tablet had a register of that class and day on its screen. */
export function hasShown({ openRegister }: TabletSeen, of: { classId: string; date: string }): boolean {
	return openRegister?.classId === of.classId && openRegister.date === of.date;
}

/** Finds each class's tablets for a half-day, as things stand at an instant (epoch ms); people are looked up once for all classes. */
export function tabletsByClass(
	book: Book,
	tablets: readonly TabletSeen[],
	half: { date: string; session: Session },
	at: number
): (classId: string) => TabletSeen[] {
	const people = new Set(tablets.flatMap(({ person }) => (person ? [person.staffId] : [])));
	const staff = new Map<string, Set<string>>();
	for (const staffId of people)
		for (const { classId, from, to } of book.assignments(staffId, at)) {
			if (isAfter(from, half) || (to && isAfter(half, to))) continue;
			const held = staff.get(classId) ?? new Set();
			staff.set(classId, held.add(staffId));
		}
	return (classId) => tabletsOf(tablets, { classId, date: half.date }, staff.get(classId) ?? new Set());
}

/** When any of these tablets was last heard from; null: never. */
export function lastHeardAt(tablets: readonly TabletSeen[]): number | null {
	return latestOf(tablets)?.lastSeenAt ?? null;
}

/** The tablet that was heard from last, if any ever was. */
export function latestOf(tablets: readonly TabletSeen[]): TabletSeen | null {
	let latest: TabletSeen | null = null;
	for (const each of tablets)
		if (each.lastSeenAt !== null && each.lastSeenAt > (latest?.lastSeenAt ?? -Infinity)) latest = each;
	return latest;
}

/** The minute of an instant of that day, HH:MM; null where it was another day, or never. */
export function minuteOn(date: string, at: number | null): string | null {
	return at !== null && londonDate(at) === date ? londonMinute(at) : null;
}

/** Its charge in whole percent, cut off and not rounded: 19.9 % is below 20. */
export function percentOf(charge: number): number {
	// 0.29 * 100 is a little less than 29.
	return Math.floor(Math.round(charge * 1000) / 10);
}
