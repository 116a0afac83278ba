// Long, because it is a list: every table, and beside each column what its name does not say.
import type { Generated } from 'kysely';
import type { Session } from '../../rules/sessions.ts';

/** Booleans are 0 or 1 and instants are epoch milliseconds, so that both databases hold the same values. */
type Flag = 0 | 1;

/** A school, the head of its chain and its place in the order of facts. The row is the lock of a push. */
export interface SchoolTable {
	schoolId: string;
	name: string;
	/** The position given last. */
	position: number;
	/** The hash at that position. */
	hash: string;
	epoch: string;
	epochFrom: number;
	backedUpTo: number;
	/** The number and content hash of what was kept aside last; 0 and empty where nothing was. */
	asideNumber: number;
	asideHash: string;
	/** The seal of the last purge, hold and noted copy; empty where there is none. */
	purgeHead: string;
	holdHead: string;
	backupHead: string;
	/** Hash over the places of all facts that were in dispute when they came; empty where none was. */
	disputedHash: string;
	/** 1 for a demo school: only there may the clock be shifted. */
	demo: Flag;
	clockShiftMs: number;
}

export interface EpochTable {
	schoolId: string;
	epoch: string;
	fromPosition: number;
	startedAt: number;
	why: string;
}

/** One accepted fact: what is searched for, and its link of the chain. Never updated, never deleted. */
export interface FactTable {
	schoolId: string;
	position: number;
	id: string;
	kind: string;
	classId: string | null;
	pupilId: string | null;
	date: string | null;
	session: Session | null;
	clientId: string;
	seq: number;
	staffId: string;
	/** The corrected instant: the device's own time and its offset. */
	madeAt: number;
	receivedAt: number;
	status: 'accepted' | 'disputed';
	/** Hash of what the device sent: the same id with another content is another thing. */
	contentHash: string;
	payloadHash: string;
	hash: string;
}

/** The fact as it is told, JSON, apart so that a lawful purge leaves the chain whole. */
export interface PayloadTable {
	schoolId: string;
	position: number;
	json: string;
}

/** What a cell's entries add up to; rebuilt from them at will. */
export interface MarkTable {
	schoolId: string;
	pupilId: string;
	date: string;
	session: Session;
	classId: string;
	code: string | null;
	shownAs: string;
	head: string | null;
	arrivedAt: string | null;
	dispute: Flag;
	urgent: Flag;
	provisional: Flag;
	position: number;
}

/** Which facts are amendments, and what each changed; found when the fact was placed. */
export interface AmendmentTable {
	schoolId: string;
	/** The amending entry's. */
	position: number;
	/** The date of the amendment, yyyy-MM-dd in London. */
	madeOn: string;
	/** Positions of the entries that stood until then, separated by commas. */
	originals: string;
}

/** What could not be accepted: kept for the office to decide, never dropped. */
export interface QuarantineTable {
	schoolId: string;
	/** 1, 2, 3 … in the school. */
	number: number;
	factId: string | null;
	clientId: string | null;
	seq: number | null;
	deviceId: string;
	contentHash: string;
	raw: string;
	code: string;
	message: string;
	receivedAt: number;
	/** 1 once the same fact has been accepted after all (a server that learned its form). */
	replayed: Flag;
	/** Hash of all other columns, so that a change of any is found. */
	seal: string;
}

/** One IndexedDB of one browser: its numbers are evidence. */
export interface ClientTable {
	schoolId: string;
	clientId: string;
	deviceId: string;
	/** Every number up to here has been received. */
	contiguousTo: number;
	maxSeq: number;
	heldFrom: number;
	firstSeenAt: number;
	lastSeenAt: number;
}

/** A browser that was set up again is another device with the same database: those it was heard as after its first. */
export interface ClientDeviceTable {
	schoolId: string;
	clientId: string;
	deviceId: string;
}

/** An enrolled tablet or browser, as it was last heard. */
export interface DeviceTable {
	schoolId: string;
	deviceId: string;
	name: string;
	credentialHash: string;
	createdAt: number;
	revokedAt: number | null;
	lastSeenAt: number | null;
	cursor: number | null;
	waiting: number | null;
	app: string | null;
	persisted: Flag | null;
	freeBytes: number | null;
	/** 0 to 1. */
	battery: number | null;
	/** School's time less the device's own, without a demo school's shift. */
	clockOffsetMs: number | null;
	openRegister: string | null;
	/** Whether a request has ever carried its credential: the answer to its first sign-in did reach it. */
	credentialUsed: Flag;
}

export interface SignInTable {
	schoolId: string;
	signInId: string;
	staffId: string;
	deviceId: string;
	userId: string;
	at: number;
	endedAt: number | null;
}

/** Who somebody was, from when to when: names and job titles stay as they were. */
export interface AppointmentTable {
	schoolId: string;
	staffId: string;
	userId: string | null;
	username: string | null;
	name: string;
	position: string;
	role: string;
	fromAt: number;
	toAt: number | null;
}

/** What the office must be told that is no fact of the register: gaps, clones, a rewritten past, a denial. */
export interface NoticeTable {
	id: Generated<number>;
	schoolId: string;
	at: number;
	kind: string;
	deviceId: string | null;
	detail: string;
}

/** A named person's act of taking away what is over six years old. Kept for ever; closed, it allows nothing more. */
export interface PurgeTable {
	schoolId: string;
	/** 1, 2, 3 … in the school. */
	number: number;
	byName: string;
	byPosition: string;
	reason: string;
	openedAt: number;
	/** What was made or received at or after this instant stays. */
	madeBefore: number;
	/** The school's head when it was opened. */
	upTo: number;
	closedAt: number | null;
	/** Hash of the row before and of what this one says; and of how it ended, null until then. */
	seal: string;
	endSeal: string | null;
}

/** That a position's payload is gone lawfully. `rowHash` seals what stays of the fact, which no payload bears out any more. */
export interface PurgedTable {
	schoolId: string;
	position: number;
	/** The purge's; `rowHash` has it too. */
	number: number;
	rowHash: string;
}

/** A pupil of whom nothing is purged, whatever its age, until somebody lifts it. */
export interface HoldTable {
	schoolId: string;
	number: number;
	pupilId: string;
	why: string;
	byName: string;
	byPosition: string;
	fromAt: number;
	liftedAt: number | null;
	/** Name and position, as they were. */
	liftedBy: string | null;
	liftedWhy: string | null;
	/** As a purge's. */
	seal: string;
	endSeal: string | null;
}

/** A copy of the database that was opened again and walked from end to end. */
export interface BackupTable {
	schoolId: string;
	number: number;
	/** When the copy was made, the school's time. */
	at: number;
	file: string;
	/** The school's head in the copy. */
	position: number;
	hash: string;
	verifiedAt: number;
	/** When a newer copy took its place. */
	droppedAt: number | null;
	/** As a purge's. */
	seal: string;
	endSeal: string | null;
}

/** Wrong passwords, counted by the name that was tried. */
export interface WrongPasswordTable {
	username: string;
	count: number;
	firstAt: number;
	lockedUntil: number | null;
}

/** Empty in a school that begins. */
type Heads = 'purgeHead' | 'holdHead' | 'backupHead' | 'disputedHash';

export interface Tables {
	school: Omit<SchoolTable, Heads> & Record<Heads, Generated<string>>;
	epoch: EpochTable;
	fact: FactTable;
	payload: PayloadTable;
	mark: MarkTable;
	amendment: AmendmentTable;
	quarantine: QuarantineTable;
	client: ClientTable;
	clientDevice: ClientDeviceTable;
	device: DeviceTable;
	signIn: SignInTable;
	appointment: AppointmentTable;
	notice: NoticeTable;
	purge: PurgeTable;
	purged: PurgedTable;
	hold: HoldTable;
	backup: BackupTable;
	wrongPassword: WrongPasswordTable;
}
