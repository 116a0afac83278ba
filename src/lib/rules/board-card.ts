import { ALARM_AFTER_MS, goTo } from './board-alarms.ts';
import type { Book } from './book.ts';
import { checksOf } from './checks.ts';
import { closureAt, closureWords } from './closures.ts';
import type { ClassDay, Day } from './day.ts';
import { restsOnNoPlan } from './presence.ts';
import { isLeft, receivedOf, type Received } from './received.ts';
import type { Register, RegisterRow } from './register.ts';
import { londonMinute, sessionWindow, type Session, type SessionWindow } from './sessions.ts';
import { SILENCE_MS, type Tone } from './status.ts';
import { latestOf, minuteOn, percentOf, type TabletSeen } from './tablets.ts';

/** What may be known of a class's register; `isLate` says besides that registers have closed and it is not complete. */
export const CARD_STATES = [
	'not due',
	'not started',
	'started',
	'nothing heard',
	'on the tablet',
	'received',
	'to check',
	'closed'
] as const;
export type CardState = (typeof CARD_STATES)[number];

/** A class's register as the office sees it. */
export interface Card {
	classId: string;
	name: string;
	room: string | null;
	state: CardState;
	/** The state in words: Started 17 of 30; once registers have closed, Late: started 17 of 30. */
	words: string;
	/** A second line; empty where there is nothing more to say. */
	detail: string;
	tone: Tone;
	/** Pupils with an answer a person stands behind, out of `roll`. */
	marked: number;
	roll: number;
	/** Registers have closed, and this one is not complete. */
	isLate: boolean;
	/** Where to walk, once nothing has come ten minutes after the close: Go to 3 Elm (Room 7). */
	goTo: string | null;
}

/** What is known beside the facts. Instants are the school's time in epoch ms. */
export interface BoardKnown {
	/** Every tablet of the school. */
	tablets: readonly TabletSeen[];
	/** When the server said so; null: it has not. */
	tabletsAt: number | null;
	now: number;
}

/** How long after the close a class that nothing has come from is walked to. */
export const GO_AFTER_MS = 10 * 60_000;

/** What a card is made from. */
export interface CardKnown extends BoardKnown {
	book: Book;
	refusedCount: number;
	settled?: Day['settled'];
	/** Where each child is said to be. */
	pupils?: Day['pupils'];
	/** The class's tablets. */
	own: readonly TabletSeen[];
}

interface Said {
	state: CardState;
	words: string;
	notes?: (string | null)[];
}

const COMPLETE: ReadonlySet<CardState> = new Set(['received', 'to check', 'closed']);

/** One class's card: never more than is known [O1]. */
export function cardWith(classDay: ClassDay, session: Session, known: CardKnown): Card {
	const { schoolClass, [session]: register } = classDay;
	const unseen = unseenLine(register);
	const window = sessionWindow(known.book, register.date, session, register.classId);
	const received = receivedOf(register);
	const closure = closureAt(known.book, register);
	const said: Said = !window
		? { state: 'not due', words: 'No session today' }
		: closure
			? closedOf(register, received, closureWords(closure, register.date))
			: saidOf(register, received, known, known.now < window.opensAt, schoolClass.name);
	const isComplete = COMPLETE.has(said.state);
	const isLate = window !== null && known.now >= window.closesAt && !isComplete;
	const isSilent = !received.hasReported && known.now >= (window?.closesAt ?? Infinity) + GO_AFTER_MS;
	const to = isLate && isSilent ? goTo(schoolClass) : null;
	const words = isLate ? `Late: ${uncapital(said.words)}` : said.words;
	const notes = [...(said.notes ?? []), unseen, closure ? null : outLine(register, known.pupils)];
	return {
		classId: schoolClass.classId,
		name: schoolClass.name,
		room: schoolClass.room ?? null,
		state: said.state,
		words: to ? `Go to ${schoolClass.name}` : words,
		detail: lineOf(to ? [words, ...notes] : notes),
		tone:
			isLate || (said.state === 'nothing heard' && isAlarming(window, known.now))
				? 'alert'
				: TONES[said.state],
		marked: received.marked,
		roll: register.rows.length,
		isLate,
		goTo: to
	};
}

const TONES: Record<CardState, Tone> = {
	'not due': 'quiet',
	'not started': 'quiet',
	started: 'waiting',
	'nothing heard': 'waiting',
	'on the tablet': 'waiting',
	received: 'ok',
	'to check': 'waiting',
	closed: 'quiet'
};

/** Before the alarm a tablet that is not yet switched on is no trouble. */
function isAlarming(window: SessionWindow | null, now: number): boolean {
	return window !== null && now >= window.opensAt + ALARM_AFTER_MS;
}

/** [M7] A register of a closed half-day is waited for by nobody. */
function closedOf(register: Register, { marked, unsent }: Received, words: string): Said {
	const left = register.rows.length - marked;
	return {
		state: 'closed',
		words,
		notes: [left > 0 ? `${left} without a code` : null, unsent > 0 ? `${unsent} waiting to send` : null]
	};
}

/** [O1] The state by what has been received first, then by what the tablet said, then by whether it was heard at all. */
function saidOf(register: Register, got: Received, known: CardKnown, isBefore: boolean, name: string): Said {
	const roll = register.rows.length;
	const blank = roll - got.marked;
	const toCheck = checksOf(register, known.settled ?? new Map()).length + known.refusedCount;
	const checkNote = toCheck > 0 ? `${toCheck} to check` : null;
	const away = awayLine(register);
	const onTablet = known.tabletsAt === null ? 0 : waitingOn(known.own);
	const waiting = onTablet > 0 ? `${onTablet} waiting to send on ${name}’s tablet` : null;
	if (got.completeAt !== null) {
		const at = `Received ${londonMinute(got.completeAt)}`;
		const blanks = blank > 0 ? `${blank} blank` : null;
		return toCheck > 0
			? { state: 'to check', words: `Received, ${toCheck} to check`, notes: [at, blanks, away, waiting] }
			: { state: 'received', words: lineOf([at, blanks], ', '), notes: [away, waiting] };
	}
	const here = blank === 0 || register.finish ? got.unsent : 0;
	if (here > 0)
		return { state: 'on the tablet', words: `Entered here, ${here} waiting to send`, notes: [away] };
	const so = got.marked > 0 ? `${got.marked} of ${roll} received` : null;
	if (isBefore && !got.hasReported && onTablet === 0) return { state: 'not due', words: 'Not due' };
	const silence = silenceOf(register.date, got.hasReported, known);
	if (onTablet > 0)
		return {
			state: 'on the tablet',
			words: `On ${name}’s tablet, ${onTablet} waiting to send`,
			notes: [so, silence, checkNote]
		};
	if (silence) return { state: 'nothing heard', words: silence, notes: [so, checkNote] };
	if (!got.hasReported)
		// A child signed in at the desk does not begin the class's register.
		return { state: 'not started', words: 'Not started', notes: [so, checkNote] };
	return { state: 'started', words: `Started ${got.marked} of ${roll}`, notes: [away, checkNote] };
}

function waitingOn(own: readonly TabletSeen[]): number {
	return own.reduce((sum, { waiting }) => sum + (waiting ?? 0), 0);
}

/** [O2] How long the class's tablets have been silent, in words; null where one was heard within two minutes of what the server said last. */
function silenceOf(date: string, hasReported: boolean, { own, tabletsAt, now }: CardKnown): string | null {
	if (tabletsAt === null) return hasReported ? null : 'Nothing received, tablets not known';
	if (own.length === 0) return hasReported ? null : 'Nothing received, no tablet known';
	const latest = latestOf(own);
	const heardAt = latest?.lastSeenAt ?? -Infinity;
	if (Math.min(now, tabletsAt) - heardAt <= SILENCE_MS) return null;
	const minute = minuteOn(date, latest?.lastSeenAt ?? null);
	const charge = latest?.battery ?? null;
	const battery = charge === null ? '' : ` (battery was ${percentOf(charge)} %)`;
	return minute ? `Nothing heard since ${minute}${battery}` : 'Nothing heard today';
}

/** [O4] 2 absent, both known; 3 absent, 1 with no reason yet. A reason that a parent has told is one. */
function awayLine({ rows }: Register): string | null {
	let absent = 0;
	let unknown = 0;
	for (const row of rows) {
		const { mark, plans } = row;
		if (mark.provisional || (mark.shown !== 'absent' && mark.shown !== 'away')) continue;
		absent += 1;
		const isN = mark.shown === 'absent' && !plans.expected.some((plan) => plan.message);
		if (isN || restsOnNoPlan(row)) unknown += 1;
	}
	if (absent === 0) return null;
	if (absent === 1) return unknown ? '1 absent, no reason yet' : '1 absent, known';
	if (unknown > 0) return `${absent} absent, ${unknown} with no reason yet`;
	return `${absent} absent, ${absent === 2 ? 'both' : 'all'} known`;
}

/** [O4] Signed in at the desk, and nobody has said that the child is in class. */
function unseenLine({ rows }: Register): string | null {
	const unseen = rows.filter(({ mark }) => mark.arrival !== null && !mark.arrival.seenInClass).length;
	return unseen > 0 ? `${unseen} signed in, not yet seen in class` : null;
}

/** [O4] Signed out at the desk, and not marked: nobody need be looked for in an empty room. */
function outLine({ rows }: Register, pupils: CardKnown['pupils']): string | null {
	if (!pupils) return null;
	const isOut = ({ pupil }: RegisterRow) => (pupils.get(pupil.pupilId)?.whereabouts.out ?? null) !== null;
	const out = rows.filter((row) => isLeft(row) && isOut(row)).length;
	if (out === 0) return null;
	return out === rows.length ? `all ${out} signed out at the desk` : `${out} not marked and signed out`;
}

function lineOf(parts: readonly (string | null)[], between = ' · '): string {
	return parts.filter((part) => part !== null).join(between);
}

const uncapital = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);
