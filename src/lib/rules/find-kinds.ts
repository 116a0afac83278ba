import { longDate } from './calendar.ts';
import { correctedAt } from './clock.ts';
import type { PupilDay } from './day.ts';
import type { Entry, HeldFact, Out, Plan } from './facts.ts';
import {
	hasLeft,
	isCausedSince,
	isOnTrip,
	isPresenceDisputed,
	isSightedSince,
	leftAt,
	wasHereBefore
} from './find-seen.ts';
import { firstDayOf } from './find-starter.ts';
import { isHere, restsOnNoPlan, saysHere, shownEntry } from './presence.ts';
import { isLeft } from './received.ts';
import { because, messageOf, type FindKind, type Reading, type Reason } from './find-reason.ts';
import type { RegisterRow } from './register.ts';
import { londonInstant, londonMinute } from './sessions.ts';
import { isOverdueBack } from './whereabouts.ts';

/** How long an arrival may go unconfirmed in class: a wrong tap at the desk must not hide a missing child [CF2]. */
export const UNCONFIRMED_MS = 10 * 60_000;

/** Why one register says that a child is to be found; at most one reason [CF1]. */
export function reasonToFind(child: PupilDay, reading: Reading): Reason | null {
	const row = child[reading.register.session];
	const { mark } = row;
	const head = shownEntry(mark);
	if (mark.arrival && head) return notInClass(child, row, head, reading);
	if (hasLeft(child, head)) return null;
	if (isLeft(row) || !head) return unanswered(child, row, reading);
	if (mark.shown === 'absent') return absent(child, row, head, reading);
	if (restsOnNoPlan(row))
		return starterOr(
			because(row, reading, 'no-reason', ofNoPlanWords(head, reading), correctedAt(head)),
			child,
			reading
		);
	if (mark.shown === 'away' && head.code === 'O' && !head.reason?.trim() && !head.detail?.trim())
		return because(row, reading, 'no-reason', 'Marked O, and no cause is stated.', correctedAt(head));
	if (!isPresenceDisputed(mark)) return null;
	return because(row, reading, 'disputed', mark.dispute?.why ?? '', correctedAt(head));
}

function ofNoPlanWords(head: HeldFact<Entry>, reading: Reading): string {
	const words = `Marked away as known at ${londonMinute(correctedAt(head))}, but that absence was taken back or changed.`;
	return [words, mayRing(reading)].filter((each) => each !== '').join(' ');
}

/** A child who left and was expected back by now, until class or office say more [CF3]. */
export function overdueBack(child: PupilDay, now: number): Reason | null {
	const { out } = child.whereabouts;
	if (out?.expectedBack === undefined || !isOverdueBack(out, now)) return null;
	const since = londonInstant(out.date, out.expectedBack);
	if (isSightedSince(child, leftAt(child)) || isCausedSince(child, since)) return null;
	const words = `Expected back at ${out.expectedBack}, and not back. Left at ${out.at}.`;
	const { id: about, session } = out;
	const kind = 'overdue-back';
	// No register is waited for: it is rung from the minute on, and the desk asked first for as long as after a close.
	const ringing = { mayRing: true, isToAsk: false, closesAt: since };
	return { kind, urgent: false, words, since, about, session, ...ringing, rests: [] };
}

/** [CF2] Signed in at the desk, and not in class. */
function notInClass(
	child: PupilDay,
	row: RegisterRow,
	head: HeldFact<Entry>,
	reading: Reading
): Reason | null {
	const { mark } = row;
	if (!mark.arrival) return null;
	const statedAt = londonInstant(head.date, mark.arrival.at);
	if (leftAt(child) > statedAt) return null;
	const since = Math.min(statedAt, correctedAt(head));
	const dispute = mark.dispute?.why ?? '';
	const isContradicted = mark.dispute?.urgent === true;
	// Before a late opening nobody in class looks for anybody.
	const from = Math.max(since, reading.window.opensAt);
	const isUnconfirmed = !mark.arrival.seenInClass && reading.now >= from + UNCONFIRMED_MS;
	if (!isContradicted && !isUnconfirmed)
		return isPresenceDisputed(mark) ? because(row, reading, 'disputed', dispute, since) : null;
	const words = isContradicted ? dispute : `Signed in at ${mark.arrival.at}, and not yet seen in class.`;
	const unreported = reading.hasReported ? '' : ` ${reading.className} has not reported.`;
	const reason = because(row, reading, 'signed-in-not-in-class', `${words}${unreported}`, since);
	// The desk has seen the child: no family is rung before somebody in class says otherwise.
	const isToAsk = !isPresenceDisputed(mark);
	return { ...reason, isToAsk, urgent: !isElsewhere(child, reading), mayRing: reason.mayRing && !isToAsk };
}

/** Marked absent (N): missed after having been here, or with no reason yet. */
function absent(child: PupilDay, row: RegisterRow, head: HeldFact<Entry>, reading: Reading): Reason | null {
	const { mark, plans } = row;
	const { window, register, now } = reading;
	// Two tablets may say the same: the child is missed since the first of them.
	const same = mark.history.filter(({ entry }) => mark.heads.includes(entry.id) && !saysHere(entry));
	const since = Math.min(correctedAt(head), ...same.map(({ entry }) => correctedAt(entry)));
	const said = `marked ${londonMinute(correctedAt(head))}`;
	const message = messageOf(plans.expected);
	if (message?.message?.wentHome) return null;
	const { out } = child.whereabouts;
	const notes = [
		message
			? wordsOfMessage(message)
			: plans.expected.length > 0
				? 'An absence is known, not confirmed.'
				: '',
		out ? signedOutWords(out) : ''
	];
	const reason = (kind: FindKind, ...words: string[]) =>
		because(row, reading, kind, [...words, ...notes].filter((each) => each !== '').join(' '), since);

	// Who stayed in class may have marked who went: the trip’s leader knows.
	const urgent = !isElsewhere(child, reading) && !(isOnTrip(child) && correctedAt(head) >= leftAt(child));
	if (register.session === 'PM' && isHere(child.AM.mark)) {
		const words = `Here in the morning, missing in the afternoon (N), ${said}.`;
		return {
			...reason('missing-at-pm', words, leavingWords(child)),
			urgent: urgent && plans.expected.length === 0
		};
	}
	if (correctedAt(head) >= window.closesAt && wasHereBefore(mark, head.id))
		return {
			...reason('turned-absent', `Was here, and turned to absent (N) after registers closed, ${said}.`),
			urgent
		};
	if (message) return null;
	if (plans.expected.length > 0) return now < window.closesAt ? null : reason('plan', `Absent (N), ${said}.`);
	const dispute = mark.dispute?.why ?? '';
	return starterOr(
		reason('no-reason', `No reason yet (N), ${said}.`, dispute, mayRing(reading)),
		child,
		reading
	);
}

/** Blank in a finished register, or away as planned and nobody has confirmed it. */
function unanswered(child: PupilDay, row: RegisterRow, reading: Reading): Reason | null {
	const { window, now, register, className } = reading;
	const { mark, plans, pupil } = row;
	const plan = plans.expected[0];
	if (plan) {
		const isDue = mark.provisional || (reading.isTaken && reading.hasReported);
		if (now < window.closesAt || !isDue) return null;
		const message = messageOf(plans.expected);
		const words = message
			? `${wordsOfMessage(message)} Not confirmed in class.`
			: mark.provisional
				? mark.why
				: 'An absence is known, not confirmed in class.';
		return { ...because(row, reading, 'plan', words, window.closesAt), about: plan.id };
	}
	if (!register.finish) return null;
	const words = [
		`Left blank in ${className}’s finished register.`,
		register.session === 'PM' && isHere(child.AM.mark) ? 'Here in the morning.' : '',
		mayRing(reading)
	];
	const since = correctedAt(register.finish);
	const reason = because(row, reading, 'blank', words.filter((each) => each !== '').join(' '), since);
	const about = `blank:${pupil.pupilId}:${register.date}:${register.session}`;
	return starterOr({ ...reason, about }, child, reading);
}

/** [CF6] Whoever began within the last five school days is told apart: the council may have to hear of it. */
function starterOr(reason: Reason, { pupil }: PupilDay, { book, register, newSince }: Reading): Reason {
	const from = firstDayOf(book, pupil, newSince, register.date);
	if (from === null) return reason;
	return { ...reason, kind: 'new-starter', words: `New: first day ${longDate(from)}. ${reason.words}` };
}

function signedOutWords({ at, why }: Out): string {
	return why === 'trip'
		? `Signed out with a trip at ${at}: ask its leader first.`
		: `Signed out at ${at}: make sure which child left.`;
}

function leavingWords({ whereabouts }: PupilDay): string {
	// It is told of in a sentence of its own.
	if (whereabouts.out) return '';
	const { out, back } = whereabouts.outs.at(-1) ?? {};
	if (out && back) return `Signed out at ${out.at}, and back at ${back.at}.`;
	return whereabouts.isBack ? 'A leaving was recorded and taken back.' : 'Nobody signed the child out.';
}

function isElsewhere({ whereabouts }: PupilDay, { register }: Reading): boolean {
	return whereabouts.elsewhere?.session === register.session;
}

function wordsOfMessage({ message }: Plan): string {
	return `Absence message from ${message?.from ?? 'home'}: nobody needs to ring.`;
}

function mayRing({ window, now }: Reading): string {
	return now < window.closesAt ? `May be rung from ${londonMinute(window.closesAt)}.` : '';
}
