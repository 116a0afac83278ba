import type { PresenceAside } from '../rules/refused-presence.ts';
import type { StaffMember } from '../rules/roll/staff.ts';
import type { TabletSeen } from '../rules/tablets.ts';

/** What could not be accepted, as the office may see it. */
export interface KeptAside {
	/** 1, 2, 3 … in the school. */
	number: number;
	/** What a settling names: the fact's own id, or its content's hash where it has none. */
	about: string;
	/** The fact as it was sent. */
	raw: Record<string, unknown>;
	/** Why, for a machine; and in a sentence. */
	code: string;
	message: string;
	receivedAt: number;
	deviceName: string | null;
}

/** What the office must be told that is no fact of the register. */
export interface OfficeNotice {
	id: number;
	at: number;
	kind: string;
	deviceName: string | null;
	detail: string;
}

/** The answer to GET /api/today: what the server knows beside the facts. Instants are the school's time in epoch ms. */
export interface OfficeToday {
	now: number;
	/** The server's own version. */
	app: string;
	tablets: TabletSeen[];
	/** The position given last; positions up to `backedUpTo` are in a verified backup. */
	position: number;
	backedUpTo: number;
	/** When the newest verified backup was made; null: there is none. */
	backedUpAt: number | null;
	epoch: string;
	epochs: { epoch: string; startedAt: number; why: string }[];
	/** Only for those who may decide on them: the newest, and how many there are in all (an older server does not say). */
	keptAside: KeptAside[];
	keptAsideInAll?: number;
	/** Today's, all of them, for everybody who sees the whole school's evacuation list; absent: this server does not say. */
	presencesAside?: PresenceAside[];
	/** The newest, oldest first, and how many there are in all. */
	notices: OfficeNotice[];
	noticesInAll?: number;
	/** Everybody appointed now, for those who may give a class; absent: this server does not say. */
	staff?: StaffMember[];
}

/** The office asks for a register. */
export interface Reminder {
	classId: string;
	date: string;
	session: 'AM' | 'PM';
	at: number;
}
