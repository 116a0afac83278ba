import type { Book } from '../../rules/book.ts';
import { needsReason, standingOf } from '../../rules/amendment.ts';
import { longDate } from '../../rules/calendar.ts';
import { correctedAt, nearBoundary } from '../../rules/clock.ts';
import type { Accepted, Elsewhere, Entry, Fact, Half, HeldFact, Plan, PupilFact } from '../../rules/facts.ts';
import { knownOf } from '../../rules/code-known.ts';
import { judgeEntry } from '../../rules/legality.ts';
import { schoolProblem } from '../../rules/closure-problems.ts';
import { codeDiffers, statesWhatIsToCome } from '../../rules/lateness.ts';
import { nStateOf } from '../../rules/n-clock.ts';
import { mayEnterHow, mayMake } from '../../rules/permissions.ts';
import { coversRegistration } from '../../rules/plans.ts';
import type { MarkedDays } from '../../rules/religious-day.ts';
import { rollRefusal } from '../../rules/roll/judge-roll.ts';
import { isToJoin } from '../../rules/roll/to-join.ts';
import { londonDate, londonInstant, sessionWindow, type SessionWindow } from '../../rules/sessions.ts';
import { strangeDay } from '../../rules/strange-day.ts';
import { standing } from '../../rules/whereabouts.ts';
import { planRefusal } from './judge-plan.ts';
import { withdrawalRefusal } from './judge-withdrawal.ts';

/** Who a sign-in was, at the instant a fact was made. */
export interface MadeBy {
	maker: Accepted['maker'];
	/** When the device of that sign-in was revoked, or null. */
	revokedAt: number | null;
	/** The sign-in belongs to another device than the one that sends it. */
	wrongDevice: boolean;
}

/** What judging one fact needs to know; the caller gathers it. */
export interface Evidence {
	book: Book;
	madeBy: MadeBy | 'unknown-sign-in' | 'not-appointed' | 'unsealed';
	/** The facts it names (replaced entries, confirmed plan, entries taken back), as far as the school has them. */
	named: ReadonlyMap<string, HeldFact>;
	/** The school's time, epoch ms. */
	now: number;
	/** This client's earlier facts of the same register, and what anybody has taken back in it. */
	earlier: readonly HeldFact[];
	/** The pupil's plans, where the fact's code may rest on them. */
	plans: readonly HeldFact<Plan>[];
	/** Where else in school the pupil was said to be that half-day; looked up where the maker did not have the class. */
	elsewheres: readonly HeldFact<Elsewhere>[];
	/** What the pupil's marks of the school days beside say, where that bears on the code. */
	marked?: MarkedDays;
}

export type Judgement = { refused: string; message: string } | { maker: Accepted['maker']; flags: string[] };

/** A clock this far ahead of the server's is certainly wrong. */
const AHEAD_MS = 60_000;

/**
 * [T3] The instant by which a fact is judged (epoch ms): its corrected time, or, where the clock was never measured or is
 * ahead of ours, the opening of the session that was on screen. Doubt flags a fact; it never blocks one.
 */
export function judgedAt(fact: Fact, book: Book, now: number): number {
	const at = correctedAt(fact);
	if (fact.clock.doubtMs !== null && at <= now + AHEAD_MS) return at;
	const window = 'session' in fact ? sessionWindow(book, fact.date, fact.session, fact.classId) : null;
	return Math.min(now, window?.opensAt ?? now);
}

/** Whether a fact is accepted, by role, class and roll as they were when it was made [P1]. */
export function judge(fact: Fact, evidence: Evidence): Judgement {
	const { madeBy, book } = evidence;
	const at = judgedAt(fact, evidence.book, evidence.now);
	if (madeBy === 'unknown-sign-in')
		return refuse('unknown-sign-in', 'It was made under a sign-in that this school does not know.');
	if (madeBy === 'not-appointed')
		return refuse('not-appointed', 'Whoever made it was not on the staff when it was made.');
	if (madeBy === 'unsealed')
		return refuse(
			'unsealed',
			'It came in a file that its own tablet did not seal. It is taken in when that tablet sends it itself.'
		);
	if (madeBy.wrongDevice) return refuse('other-device', 'It was made under a sign-in of another device.');
	if (madeBy.revokedAt !== null && at > madeBy.revokedAt)
		return refuse('device-revoked', 'It was made after this device was withdrawn from use.');
	const { maker } = madeBy;
	if (!mayMake(maker.role, fact.kind))
		return refuse('role', `${maker.position} cannot record this. Ask the office.`);
	if (fact.kind === 'plan') return planRefusal(fact, evidence, maker.role) ?? { maker, flags: [] };
	const strange = strangeDay(fact);
	if (strange !== null) return refuse('no-such-day', `There is no such day as ${strange}.`);
	const wrong = schoolProblem(fact, book, londonDate(at));
	if (wrong) return refuse('not-possible', wrong);
	if (!('session' in fact)) return rollRefusal(fact, book) ?? { maker, flags: [] };

	const window = sessionWindow(book, fact.date, fact.session, fact.classId);
	if (!window) return refuse('no-session', `There is no ${fact.session} session on ${longDate(fact.date)}.`);
	const isOwnClassOnly = maker.role === 'teacher' || maker.role === 'cover';
	const isHere = isWith(fact, book, maker.staffId, at);
	const isHost = isOwnClassOnly && isOfGuest(fact) && evidence.elsewheres.some(isHere);
	if (isOwnClassOnly && !isHost && !book.isAssigned(maker.staffId, fact.classId, fact, at))
		return refuse('not-your-class', `${maker.name} did not have this class then.`);
	if (isOwnClassOnly && londonDate(at) > fact.date)
		return refuse('day-over', 'A register of an earlier day is corrected by the office.');
	if (fact.kind === 'settle') return { maker, flags: [] };
	if (!book.classNamed(fact.classId)) return refuse('unknown-class', 'This school does not know that class.');
	const isAhead = 'at' in fact && londonInstant(fact.date, fact.at) > evidence.now + AHEAD_MS;
	if (isAhead) return refuse('not-yet', `It is not ${fact.at} yet. Record it when it has happened.`);
	const isToCome = fact.kind === 'mark' && statesWhatIsToCome(fact, evidence.now + AHEAD_MS);
	const isDoubtful = nearBoundary(fact, window) || at !== correctedAt(fact) || isToCome;
	const flags = isDoubtful ? ['clock'] : [];

	// The tablet had not heard that the child is no longer with it.
	if (isHost && !standing(evidence.elsewheres).some(isHere)) flags.push('other-class');
	if ('pupilId' in fact) {
		const pupil = book.pupil(fact.pupilId);
		if (!pupil) return refuse('unknown-pupil', 'This school does not know that pupil.');
		const onRollOf = book.classOf(fact.pupilId, fact.date);
		// Z says itself that the child is on no register yet.
		const willJoin = fact.kind === 'mark' && fact.code === 'Z' && isToJoin(book, fact);
		if (onRollOf === null && !willJoin)
			return refuse(
				'not-on-roll',
				`${pupil.knownAs ?? pupil.forename} was not on the roll on ${longDate(fact.date)}.`
			);
		if (onRollOf !== null && onRollOf !== fact.classId) {
			// A tablet with an old class list still marks who was on it.
			if (!book.hasBeenIn(fact.pupilId, fact.classId))
				return refuse('not-in-class', `${pupil.knownAs ?? pupil.forename} was never in that class.`);
			flags.push('other-class');
		}
		if (fact.kind === 'mark') return judgeMark(fact, evidence, { maker, at, window, pupil, flags });
	}
	const times = { at, closesAt: window.closesAt };
	const refused = fact.kind === 'withdraw' ? withdrawalRefusal(fact, evidence, maker, times) : null;
	return refused ?? { maker, flags };
}

/** [B7] What whoever a child is with may say of it: the child is still marked in the child’s own class. */
function isOfGuest({ kind }: Fact): boolean {
	return kind === 'mark' || kind === 'seen' || kind === 'propose';
}

/** Whether an *elsewhere* is with a class that this person had for that half-day. */
function isWith(half: Half, book: Book, staffId: string, at: number) {
	return ({ withClass }: Elsewhere): boolean =>
		withClass !== undefined && book.isAssigned(staffId, withClass, half, at);
}

/** What is known of a mark by the time its code is looked at. */
interface SoFar {
	maker: Accepted['maker'];
	/** The instant by which it is judged. */
	at: number;
	window: SessionWindow;
	pupil: PupilFact;
	flags: readonly string[];
}

function judgeMark(entry: Entry, evidence: Evidence, { maker, at, window, pupil, flags }: SoFar): Judgement {
	const { book, named } = evidence;
	const times = book.timesOn(entry.date, entry.classId)?.[entry.session] ?? null;
	const confirmed = named.get(entry.confirms ?? '');
	const plan = confirmed?.kind === 'plan' && confirmed.pupilId === entry.pupilId ? confirmed : null;
	if (entry.confirms !== undefined && !plan)
		return refuse('unknown-plan', 'It confirms an absence that this school does not know.');
	if (plan && !coversRegistration(plan, entry, times))
		return refuse('plan-not-then', 'The known absence it confirms is not for that session.');
	if (!mayEnterHow(maker.role, entry.how))
		return refuse('role', `${maker.position} cannot record a mark in that way.`);
	const isItsTime = at === correctedAt(entry);
	if (entry.instruction !== undefined) {
		// By a clock that is certainly wrong it is entered now: the half-day's own time is long past.
		const made = isItsTime ? at : evidence.now;
		const instruction = book.instructionAt(entry.instruction, made);
		const isOverdue = nStateOf(book, entry.date, londonDate(made)) === 'overdue';
		if (instruction?.staffId !== maker.staffId || entry.code !== 'O' || !isOverdue)
			return refuse('no-instruction', 'No standing instruction of the head lets this person enter this now.');
	}
	const known = knownOf(pupil, entry, book, {
		role: maker.role,
		now: evidence.now,
		plans: evidence.plans,
		...(evidence.marked ? { marked: evidence.marked } : {}),
		...(plan ? { confirmed: plan } : {})
	});
	const legal = judgeEntry(entry, known);
	if ('refused' in legal) return legal;
	const takenBack = new Set(
		evidence.earlier.flatMap((fact) => (fact.kind === 'withdraw' ? fact.entries : []))
	);
	const replaced = entry.replaces.flatMap((id) => {
		const fact = named.get(id);
		return fact?.kind === 'mark' && !takenBack.has(id) ? [fact] : [];
	});
	const plans = [...named.values()].filter((fact) => fact.kind === 'plan');
	const own = evidence.earlier.filter((fact) => fact.kind === 'mark');
	const finished = evidence.earlier.some((fact) => fact.kind === 'finish');
	const amendment = { entry, replaced, window, own, finished, plans };
	// A clock that is certainly wrong cannot make a correction of what was marked in time, nor a late register of it.
	if (needsReason(amendment) && isItsTime)
		return refuse('missing-reason', 'Registers had closed: a correction needs its reason.');
	const isLate = isItsTime && standingOf(amendment).late;
	return {
		maker,
		flags: [
			...flags,
			...(isLate ? ['late-taking'] : []),
			...(times && codeDiffers(entry, times) ? ['code-differs'] : [])
		]
	};
}

function refuse(code: string, message: string): Judgement {
	return { refused: code, message };
}
