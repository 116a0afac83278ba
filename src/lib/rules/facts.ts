// Long, because the kinds of fact are read beside each other: this is the list of all that people can record.
import type { Code } from './codes.ts';
import type { Role } from './roles.ts';
import type { Session } from './sessions.ts';

/** How an answer came to be known; with the class of its code it decides which of two unseen answers shows. */
export const HOW = ['tapped', 'filled', 'desk', 'plan', 'office', 'told', 'paper', 'import'] as const;
export type How = (typeof HOW)[number];

/** What a classroom may know of an absence: never the code, never the reason. */
export const SHOWN_AS = ['known', 'trip', 'not-in'] as const;
export type ShownAs = (typeof SHOWN_AS)[number];

/** How far a device's clock may be trusted when a fact is made. `madeAt + offsetMs` is the school's time. */
export interface Clock {
	/** Add to the device's own time to get the school's. */
	offsetMs: number;
	/** Half the round trip of the last measure, plus what may have drifted since; null if never measured. */
	doubtMs: number | null;
	/** The part of `offsetMs` that a demo school's shifted clock accounts for; absent elsewhere. */
	shiftMs?: number;
}

/** What every fact carries: made once, on one device, and never changed. */
export interface FactBase {
	id: string;
	kind: string;
	v: number;
	clientId: string;
	/** 1, 2, 3 … for each clientId: evidence of loss, never a gate. */
	seq: number;
	signInId: string;
	/** Epoch milliseconds by the device's own clock. */
	madeAt: number;
	clock: Clock;
}

/** One pupil, one half-day. `date` is yyyy-MM-dd. */
export interface Cell {
	pupilId: string;
	date: string;
	session: Session;
}

/** The fact of a code for one pupil and session. */
export interface Entry extends FactBase, Cell {
	kind: 'mark';
	classId: string;
	how: How;
	/** The statutory code; absent where the entry confirms a plan, or where a classroom may not know it. */
	code?: Code;
	/** The plan this entry confirms: its code is the plan's. */
	confirms?: string;
	/** Redacted for a classroom: stands where `code` stood. */
	shownAs?: ShownAs;
	/** Redacted for a classroom: equal tags, equal codes. Says nothing else. */
	tag?: string;
	/** HH:MM, the stated minute of an arrival. */
	arrivedAt?: string;
	reason?: string;
	detail?: string;
	/** Every entry this device held for the cell, unsent and refused ones too. */
	replaces: string[];
	/** The plans the screen showed when this was made. */
	sawPlans: string[];
	/** Entries made by one act (rest present) share it. */
	actId?: string;
	/** Who called the register, and when (HH:MM), where somebody else enters it from paper or by word. */
	takenBy?: string;
	takenAt?: string;
	/** The refused fact that this one accepts as a correction. */
	cites?: string;
	/** What the code rests on, where no plan says it. */
	agreement?: Agreement;
	/** The closure under which it was entered, one of many of one act (Y3, Y4). */
	closure?: string;
	/** The head's standing instruction under which it was entered (O for an N past its day). */
	instruction?: string;
}

/** What the head, or an agreement with a parent, has allowed: leave asked for, a part-time timetable, a licence. */
export interface Agreement {
	/** yyyy-MM-dd, both inclusive. */
	from?: string;
	to?: string;
	parent?: string;
	/** Day on which a parent, or the pupil's interviewer, asked. */
	askedOn?: string;
	/** False where the person who asked does not live with the pupil. */
	askedByParentAtHome?: boolean;
	/** Number or name of a performance licence or exemption. */
	licence?: string;
	/** When a part-time timetable is looked at again, yyyy-MM-dd. */
	review?: string;
	/** True where the family has no fixed home, because a parent's trade makes it travel. */
	mobileChild?: boolean;
}

/** Takes back one's own entries, before the close, or a bulk act's at any time with its reason; what they had replaced stands again. */
export interface Withdrawal extends FactBase {
	kind: 'withdraw';
	classId: string;
	date: string;
	session: Session;
	entries: string[];
	/** Why a bulk act is undone. */
	reason?: string;
	/** Facts of one undoing share it. */
	actId?: string;
}

/** I have been through the class. Ends nothing. */
export interface Finish extends FactBase {
	kind: 'finish';
	classId: string;
	date: string;
	session: Session;
	/** Pupils left unmarked, by id, as the screen named them. */
	blanks: string[];
	/** Heads counted in the room, if the teacher counted. */
	heads?: number;
	/** What the screen said was here when the count was given. */
	here?: number;
}

/** A child signed in at the desk has been seen in class. */
export interface Seen extends FactBase, Cell {
	kind: 'seen';
	classId: string;
	arrival: string;
}

/** Someone in the room who is not on the class list: a name for the office. */
export interface Unlisted extends FactBase {
	kind: 'unlisted';
	classId: string;
	date: string;
	session: Session;
	name: string;
}

/** A code for the office to enter: a classroom's word that a pupil came at or after the close (U), the desk's that a card was shown (M). */
export interface Proposal extends FactBase, Cell {
	kind: 'propose';
	classId: string;
	code: 'U' | 'M';
	arrivedAt: string;
	note?: string;
}

/** A half-day, as one end of a span. */
export interface Half {
	date: string;
	session: Session;
}

/** A known absence or activity: what a register expects. Counts for nothing until a person confirms it. */
export interface Plan extends FactBase {
	kind: 'plan';
	pupilId: string;
	from: Half;
	to: Half;
	/** ISO weekdays 1 (Monday) to 7, if the plan holds only on some. */
	weekdays?: number[];
	/** Sessions it holds for, if only one. */
	only?: Session;
	/** HH:MM to HH:MM on each day, if timed: expected at a registration only if it covers it. */
	times?: { from: string; to: string };
	code?: Code;
	shownAs?: ShownAs;
	tag?: string;
	/** HH:MM the child is expected back, where known. */
	back?: string;
	reason?: string;
	detail?: string;
	/** Plans that this one takes the place of. */
	replaces: string[];
	/** True where this fact only ends the plans it replaces. */
	cancelled?: true;
	/** Plans entered together (a class visit, siblings) share it. */
	actId?: string;
	/** Where the plan is what a parent said: it has no code until the office settles one. */
	message?: Message;
	/** What its code rests on. */
	agreement?: Agreement;
}

export const MESSAGE_VIA = ['phone', 'voicemail', 'app', 'in-person'] as const;

/** An absence message as it came in. */
export interface Message {
	/** Who said so: a name, and what they are to the child. */
	from: string;
	via: (typeof MESSAGE_VIA)[number];
	/** True where the child was here and went home ill. */
	wentHome?: true;
}

/** What corrects an earlier fact of its kind names it; one that is cancelled only takes it back. */
interface Correctable {
	replaces: string[];
	cancelled?: true;
	/** Facts of one act (a class leaves, siblings come back) share it. */
	actId?: string;
}

export const OUT_WHY = ['ill', 'appointment', 'lunch', 'trip', 'other'] as const;

/** A child has left the site. What was marked stands. */
export interface Out extends FactBase, Cell, Correctable {
	kind: 'out';
	classId: string;
	/** HH:MM */
	at: string;
	why: (typeof OUT_WHY)[number];
	reason?: string;
	/** Where to, as the evacuation list says it. */
	where?: string;
	collectedBy?: string;
	/** HH:MM the child is expected back; none: not today. */
	expectedBack?: string;
}

/** A child who had left is back on the site. */
export interface Back extends FactBase, Cell, Correctable {
	kind: 'back';
	classId: string;
	/** HH:MM */
	at: string;
	/** The leaving that this ends. */
	out: string;
}

/** A child is on the site, and not in the room: with another class, or somewhere in school. */
export interface Elsewhere extends FactBase, Cell, Correctable {
	kind: 'elsewhere';
	classId: string;
	/** HH:MM */
	at: string;
	where: string;
	withClass?: string;
	/** HH:MM */
	until?: string;
}

export const CALL_OUTCOMES = ['spoke', 'message-left', 'no-answer', 'wrong-number'] as const;

/** One try to reach somebody about a child who is not accounted for. */
export interface Call extends FactBase, Cell {
	kind: 'call';
	classId: string;
	/** Who was rung, and their place in the order. */
	contact: { name: string; order: number };
	outcome: (typeof CALL_OUTCOMES)[number];
	reason?: string;
}

/** A person has dealt with something that is no mark (a refused fact, a proposal, a name, a child found): it leaves the list with a reason. */
export interface Settle extends FactBase {
	kind: 'settle';
	classId: string;
	date: string;
	session: Session;
	/** What is settled, by its id. */
	about: string;
	outcome: 'accepted' | 'closed';
	reason: string;
}

/** A pupil's admission-register details from a day on. A classroom receives only the names, birthday and year. */
export interface PupilFact extends FactBase {
	kind: 'pupil';
	pupilId: string;
	forename: string;
	surname: string;
	/** The name used in class, where it differs. */
	knownAs?: string;
	/** yyyy-MM-dd */
	dob: string;
	/** 'N', 'R', '1' … '6' */
	year: string;
	/** A data URL or a path of this school's own server. */
	photo?: string;
	/** Everything a classroom does not get. */
	register?: AdmissionDetails;
	/** Why it was amended. */
	reason?: string;
	/** Facts of one import share it. */
	actId?: string;
}

export interface AdmissionDetails {
	sex: 'F' | 'M';
	address: string;
	upn?: string;
	startingDay: string;
	lastSchool?: string;
	lastSchoolAddress?: string;
	/** Another school where the pupil is registered too, or will go on to; and from which day (yyyy-MM-dd). */
	otherSchool?: string;
	otherSchoolFrom?: string;
	/** Where a parent says the pupil will live: who that parent is, where, and from which day (yyyy-MM-dd). */
	futureAddress?: { parent: string; address: string; from: string };
	hasSocialWorker?: boolean;
	siblings: string[];
	contacts: Contact[];
}

export interface Contact {
	name: string;
	relation: string;
	isParent: boolean;
	livesWith: boolean;
	/** Call order, 1 first. */
	order: number;
	phones: string[];
	address?: string;
}

/** From `from` (inclusive) the pupil is on the roll of this class: a start, or a move. */
export interface PlaceFact extends FactBase {
	kind: 'place';
	pupilId: string;
	classId: string;
	from: string;
	/** Places (by fact id) that this one takes the place of: a wrong date, a wrong class. */
	replaces?: string[];
	/** True where this fact only takes back what it replaces. */
	cancelled?: true;
	/** Why, where it corrects another. */
	reason?: string;
	/** Facts of one import share it. */
	actId?: string;
}

/** The pupil's last day on roll. */
export interface LeaveFact extends FactBase {
	kind: 'leave';
	pupilId: string;
	lastDay: string;
	/** The ground of reg 9, as its letter and words. */
	ground: string;
	/** The school the pupil goes on to, where known. */
	nextSchool?: string;
	/** What shows that the ground is met: the parent's letter and its date, the order, the inquiries made. */
	evidence?: string;
	/** Why, where it takes a leaving back or gives it another day. */
	reason?: string;
	/** True where the pupil does not leave after all. */
	cancelled?: true;
}

/** A class of the school. */
export interface ClassFact extends FactBase {
	kind: 'class';
	classId: string;
	name: string;
	/** Years taught in it, e.g. ['1', '2'] for a mixed-age class. */
	years: string[];
	/** Place in the school's own order. */
	order: number;
	room?: string;
}

/** A person is given a class, from a half-day to a half-day (none: until another fact ends it). */
export interface AssignFact extends FactBase {
	kind: 'assign';
	staffId: string;
	classId: string;
	from: Half;
	to?: Half;
	/** Assignments (by fact id) that this one takes the place of. */
	replaces: string[];
	cancelled?: true;
}

/** A school year's days. */
export interface CalendarFact extends FactBase {
	kind: 'calendar';
	schoolYear: string;
	terms: { name: string; from: string; to: string }[];
	/** Days inside a term with no session: INSET, bank holidays, planned closures. */
	closures: { date: string; name: string }[];
}

/** HH:MM in Europe/London, on half-open intervals: [open, close) is the taking, `end` ends the session. */
export interface SessionTimes {
	open: string;
	close: string;
	end: string;
}

/** The school's own settings from a day on. */
export interface SettingsFact extends FactBase {
	kind: 'settings';
	from: string;
	schoolName: string;
	times: Record<Session, SessionTimes>;
	callingOrder: 'forename' | 'surname';
	show: 'names' | 'initials' | 'photos';
	arrivalReasons: string[];
	/** Times of year groups ('N', 'R', '1' … '6') that keep others than the school's. */
	timesByYear?: Record<string, Record<Session, SessionTimes>>;
	/** Codes a primary school uses besides the usual ones. */
	switchedOn?: Code[];
	/** The system that is the statutory register, where it is not Firstbell. */
	mis?: string;
}

/** Other session times for one day: a delayed opening. Of two for one day the later stands. */
export interface TimesFact extends FactBase {
	kind: 'times';
	date: string;
	times: Record<Session, SessionTimes>;
	/** Year groups it is for; none: the whole school. */
	years?: string[];
	reason: string;
	/** Times (by fact id) that this one takes the place of. */
	replaces: string[];
	cancelled?: true;
}

/** The school, or part of it, is closed though sessions were planned. Marks nobody: a person enters the codes, as one act that names it. */
export interface ClosureFact extends FactBase {
	kind: 'closure';
	/** Y4: the whole school. Y3: the classes named. */
	code: 'Y3' | 'Y4';
	from: Half;
	to: Half;
	/** Classes that cannot be taught, for Y3. */
	classIds?: string[];
	reason: string;
	/** Closures (by fact id) that this one takes the place of. */
	replaces: string[];
	cancelled?: true;
}

/** The head's standing instruction: a named person enters O for each N whose five school days have passed. */
export interface InstructionFact extends FactBase {
	kind: 'instruction';
	what: 'overdue-N-is-O';
	staffId: string;
	name: string;
	/** yyyy-MM-dd */
	from: string;
	/** Instructions (by fact id) that this one takes the place of. */
	replaces: string[];
	cancelled?: true;
}

/** Marks were carried over into the system that is the statutory register. */
export interface ExportedFact extends FactBase {
	kind: 'exported';
	/** yyyy-MM-dd, both inclusive. */
	from: string;
	to: string;
	/** Marks whose newest entry has this position or an earlier one were in the file. */
	upTo: number;
	system: string;
}

export type Fact =
	| Entry
	| Withdrawal
	| Finish
	| Seen
	| Unlisted
	| Proposal
	| Plan
	| Out
	| Back
	| Elsewhere
	| Call
	| Settle
	| PupilFact
	| PlaceFact
	| LeaveFact
	| ClassFact
	| AssignFact
	| CalendarFact
	| SettingsFact
	| TimesFact
	| ClosureFact
	| InstructionFact
	| ExportedFact;

/** What the server adds when it accepts a fact; who made it is text, as it was then. */
export interface Accepted {
	position: number;
	receivedAt: number;
	maker: { staffId: string; name: string; position: string; role: Role };
	/** Why a person should look, in codes: 'clock', 'late-taking', 'code-differs'. */
	flags?: string[];
}

/** A fact as any replica holds it: an accepted one carries what the server added. */
export type HeldFact<F extends FactBase = Fact> = F & Partial<Accepted>;
