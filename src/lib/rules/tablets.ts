import type { Role } from './roles.ts';
import type { Session } from './sessions.ts';

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
}

/** The tablets that a class's register is taken on: those that showed it last, else those of the people who have the class. */
export function tabletsOf(
	tablets: readonly TabletSeen[],
	of: { classId: string; date: string },
	staffIds: ReadonlySet<string>
): TabletSeen[] {
	const live = tablets.filter((each) => !each.isRevoked);
	const showed = live.filter(
		({ openRegister }) => openRegister?.classId === of.classId && openRegister.date === of.date
	);
	if (showed.length > 0) return showed;
	return live.filter(({ person, openRegister }) => {
		const isElsewhere = openRegister !== null && openRegister.date === of.date;
		return person !== null && staffIds.has(person.staffId) && !isElsewhere;
	});
}
