import type { Reminder } from '../protocol/office.ts';
import type { SyncReply } from '../protocol/sync.ts';
import type { PresenceAside } from '../rules/refused-presence.ts';
import type { ClockMeasure } from './clock.ts';
import type { DevicePerson, Trouble } from './state.ts';
import type { Tables } from './in-one.ts';

/** What the device remembers of itself, each under its own key. */
export interface Meta {
	/** This database, for as long as it exists. */
	clientId: string;
	/** The number of the next fact. */
	nextSeq: number;
	/** With the key by which it seals what it saves as a file. */
	device: { deviceId: string; deviceName: string; fileKey?: string };
	school: { schoolId: string; schoolName: string };
	person: DevicePerson | null;
	/** The sign-in that was ended here and the server has not been told; true of one that an older version ended. */
	signOutDue: string | boolean;
	epoch: string;
	cursor: number;
	scopes: string[];
	/** Facts of a scope that is gone are still here, because something unsent is about them. */
	purgeDue: boolean;
	witness: SyncReply['witness'] | null;
	backedUpTo: number;
	clock: ClockMeasure;
	/** The latest school time the server told; never behind, within an epoch. */
	lastServerTime: number;
	/** School times of the last answer, and of the last answer to a fact. */
	lastContactAt: number;
	receivedAt: number;
	trouble: Trouble;
	needsSignIn: boolean;
	needsDevice: boolean;
	cloned: boolean;
	persisted: boolean | null;
	/** The school date that a person here has confirmed. */
	confirmedDate: string;
	/** A person here said that the clock is wrong, and no server has been heard since. */
	clockDenied: boolean;
	/** Registers that the office asked for when the school was last heard. */
	reminders: readonly Reminder[];
	/** What the school last told of that day's presences that it did not accept, and to which sign-in here [V9]. */
	presencesAside: { signInId: string; date: string; at: number; presences: readonly PresenceAside[] } | null;
	/** Grow whenever a fact of the book, or a plan, comes or goes. */
	bookVersion: number;
	plansVersion: number;
	/** The database is being deleted: nothing more is taken. */
	forgetting: boolean;
}

/** Some of what the device remembers, read together. */
export async function readMeta<K extends keyof Meta>(
	db: Tables,
	keys: readonly K[]
): Promise<Partial<Pick<Meta, K>>> {
	// One request for the whole small table costs the tap less than one for each key.
	const wanted = new Set<keyof Meta>(keys);
	const rows = (await db.meta.toArray()).filter((row) => wanted.has(row.key));
	return Object.fromEntries(rows.map((row) => [row.key, row.value])) as Partial<Pick<Meta, K>>;
}

/** Remembers; what is undefined stays as it was. */
export async function writeMeta(db: Tables, values: Partial<Meta>): Promise<void> {
	const known = Object.entries(values).filter(([, value]) => value !== undefined);
	await db.meta.bulkPut(known.map(([key, value]) => ({ key: key as keyof Meta, value })));
}
