import type { Selectable } from 'kysely';
import type { Book } from '../../rules/book.ts';
import type { Accepted, Elsewhere, Fact, HeldFact, Plan, Withdrawal } from '../../rules/facts.ts';
import type { KeptAside } from '../../protocol/office.ts';
import type { Session } from '../../rules/sessions.ts';
import type { TabletSeen } from '../../rules/tablets.ts';
import type { CarriedOverStore } from './carried-over.ts';
import type { Guest } from './guests.ts';
import type { PastStore } from './past.ts';
import type {
	BackupTable,
	ClientTable,
	DeviceTable,
	EpochTable,
	MarkTable,
	NoticeTable,
	QuarantineTable,
	SchoolTable
} from './tables.ts';
import type { Wrong } from './verify.ts';

export type School = SchoolTable;
export type Notice = Selectable<NoticeTable>;

/** A fact that has been judged and is to be placed. */
export interface NewFact {
	fact: Fact;
	contentHash: string;
	maker: Accepted['maker'];
	receivedAt: number;
	flags: string[];
}

/** A fact's place in the school's order. */
export interface Placed {
	id: string;
	position: number;
	status: 'accepted' | 'disputed';
	contentHash: string;
}

export interface Refusal {
	factId: string | null;
	clientId: string | null;
	seq: number | null;
	deviceId: string;
	contentHash: string;
	raw: string;
	code: string;
	message: string;
	receivedAt: number;
}

/** What a pull is about: classes and a first day for what is dated, or the whole school's book. */
export interface Scope {
	classIds: string[];
	/** yyyy-MM-dd: nothing dated earlier is sent when a scope is new. */
	since: string;
}

/**
 * Everything a school keeps. Every method is about one school; nothing reads or writes two.
 * `tests/support/store-contract.ts` is the suite that an implementation must pass.
 */
export interface Store {
	createSchool(
		school: Pick<School, 'schoolId' | 'name' | 'demo' | 'clockShiftMs'>,
		epoch: string,
		at: number
	): Promise<void>;
	school(schoolId: string): Promise<School | null>;
	setClockShift(schoolId: string, shiftMs: number): Promise<void>;
	/**
	 * Runs work alone in the school's order; resolves after the commit is on disk. Work that waits while a commit is in
	 * flight is committed together. Work that throws leaves nothing behind, and spoils no other.
	 */
	write<T>(schoolId: string, work: (writing: Writing) => Promise<T>): Promise<T>;
	/** Facts after a position, oldest first, at most `limit`, that concern the classes or the whole school. */
	changesAfter(
		schoolId: string,
		position: number,
		of: { book: Book; classIds: string[]; guests: readonly Guest[] },
		limit: number
	): Promise<HeldFact[]>;
	/** All that a device new to these classes needs: plans, and what is dated since. The book comes apart. */
	wholeScope(schoolId: string, scope: Scope): Promise<HeldFact[]>;
	/** Who is with one of some classes on a date, as far as the school’s position reaches [B7]. */
	guestsOn(
		school: Pick<School, 'schoolId' | 'position' | 'epoch'>,
		of: { classIds: readonly string[]; date: string }
	): Promise<Guest[]>;
	/** What is dated from their day on about some guests, and their plans; the book comes apart. */
	guestFacts(schoolId: string, guests: readonly Guest[]): Promise<HeldFact[]>;
	/** What is dated since a day (yyyy-MM-dd) about some pupils, and all their plans: for one who comes new to a class. */
	pupilsSince(schoolId: string, pupilIds: string[], since: string): Promise<HeldFact[]>;
	/** The facts of the book. */
	bookFacts(schoolId: string): Promise<HeldFact[]>;
	book(schoolId: string): Promise<Book>;
	/** The facts of a register (and of its pupils' cells), oldest first. */
	registerFacts(
		schoolId: string,
		of: { classId: string; date: string; session: Session }
	): Promise<HeldFact[]>;
	marks(schoolId: string, of: { classId: string; date: string; session: Session }): Promise<MarkTable[]>;
	/** Reads the lasting register: what devices no longer hold. */
	readonly past: PastStore;
	/** Reads what is carried over into the system that is the statutory register. */
	readonly carriedOver: CarriedOverStore;
	/** Facts by their ids, as far as the school has them. */
	facts(schoolId: string, ids: string[]): Promise<Map<string, HeldFact>>;
	/** What was taken back on some days of some classes, in the school's order. */
	withdrawalsIn(
		schoolId: string,
		days: readonly { classId: string; date: string }[]
	): Promise<HeldFact<Withdrawal>[]>;
	hashAt(schoolId: string, position: number): Promise<string | null>;
	quarantine(schoolId: string): Promise<QuarantineTable[]>;
	client(schoolId: string, clientId: string): Promise<ClientTable | null>;
	/** Every device of the school as it was last heard, with whoever signed in there last; those revoked too. */
	tablets(schoolId: string): Promise<TabletSeen[]>;
	/** What was refused and nobody has settled yet, newest first, at most `limit`. */
	keptAside(schoolId: string, limit: number): Promise<KeptAside[]>;
	keptAsideInAll(schoolId: string): Promise<number>;
	/** Of what was refused since an instant (ms) and nobody has settled yet, the marks of a date, newest first. */
	marksAside(schoolId: string, of: { date: string; since: number }): Promise<KeptAside[]>;
	/** The newest copy that was opened again, walked from end to end, and is still kept. */
	lastBackup(schoolId: string): Promise<BackupTable | null>;
	epochs(schoolId: string): Promise<EpochTable[]>;
	notices(schoolId: string): Promise<Notice[]>;
	putNotice(notice: Omit<Notice, 'id'>): Promise<void>;
	/** Walks chain, payloads and marks; the first position that is wrong, and why; null where all is whole. */
	verify(schoolId: string): Promise<Wrong | null>;
	close(): Promise<void>;
}

/** A transaction that holds the school's counter. */
export interface Writing {
	readonly school: School;
	book(): Promise<Book>;
	/** Those of these ids that the school has. */
	placed(ids: string[]): Promise<Map<string, Placed>>;
	facts(ids: string[]): Promise<Map<string, HeldFact>>;
	/** What is in quarantine of these contents, or under these ids. */
	refusals(contentHashes: string[], factIds: string[]): Promise<QuarantineTable[]>;
	/** How much of one device was kept aside since an instant (ms). */
	asideSince(deviceId: string, since: number): Promise<{ facts: number; bytes: number }>;
	/** What of one device was kept aside since an instant (ms) and nobody has settled, as it was sent; what is longer is left out. */
	asideLately(deviceId: string, since: number, charsMax: number): Promise<string[]>;
	/** This client's facts of one register, and everybody's withdrawals in it, oldest first. */
	earlier(clientId: string, of: { classId: string; date: string; session: Session }): Promise<HeldFact[]>;
	/** All plans of one pupil, in the school's order. */
	plansOf(pupilId: string): Promise<HeldFact<Plan>[]>;
	/** Where else in school a pupil was said to be in a half-day, in the school's order. */
	elsewheresOf(of: { pupilId: string; date: string; session: Session }): Promise<HeldFact<Elsewhere>[]>;
	/** What a pupil's marks of a day say, with the detail of the entry that shows. */
	marksOn(pupilId: string, date: string): Promise<{ code: string; detail?: string }[]>;
	/** Gives positions, extends the chain, stores, and folds the marks that these facts touch. */
	append(facts: NewFact[]): Promise<Placed[]>;
	/** What this transaction has placed after a position, in the school's order. */
	placedSince(position: number): HeldFact[];
	/** Keeps aside what was refused, in order; what lies there already with the same content is not kept twice. */
	refuse(refusals: Refusal[]): Promise<void>;
	/** Notes that facts once kept aside (unread, recovered) have been accepted after all. */
	markReplayed(factIds: string[]): Promise<void>;
	/** Numbers of this client that the school has received, accepted or not: all above `above`, and those of `seqs`. */
	numbersOf(
		clientId: string,
		of: { above: number; seqs: readonly number[] }
	): Promise<{ seq: number; id: string | null }[]>;
	client(clientId: string): Promise<ClientTable | null>;
	putClient(client: ClientTable): Promise<void>;
	/** Notes that a client was heard as a device that is not its first. */
	putClientDevice(clientId: string, deviceId: string): Promise<void>;
	/** What a device was last heard to hold, under other clients than this one; null for a device's first, and among copies. */
	heldBefore(clientId: string, deviceId: string): Promise<{ waiting: number; lastSeenAt: number } | null>;
	/** Whether a client was ever heard as a device. */
	wasDevice(clientId: string, deviceId: string): Promise<boolean>;
	hashAt(position: number): Promise<string | null>;
	/** The content hash of what was kept aside under a number; null where nothing was. */
	asideAt(number: number): Promise<string | null>;
	/** Begins an epoch: devices send again what they made, and what they hold of others beyond `from`. */
	newEpoch(epoch: string, why: string, at: number, from: number): Promise<void>;
	touchDevice(deviceId: string, seen: Partial<DeviceTable>): Promise<void>;
	notice(notice: { at: number; kind: string; deviceId: string | null; detail: string }): Promise<void>;
	/** Runs work in a savepoint: if it throws, only its own writes are undone. */
	attempt<T>(work: () => Promise<T>): Promise<T>;
}
