import { isClassroom } from './answers.ts';
import { addDays, closureOn, isSchoolDay, longDate } from './calendar.ts';
import { CLOCK_SLACK_MS, correctedAt } from './clock.ts';
import { closureAt, closureWords } from './closures.ts';
import type { Day, PupilDay } from './day.ts';
import type { HeldFact, Out, SettingsFact } from './facts.ts';
import { markOnArrival } from './lateness.ts';
import { calledName, dateWords } from './names.ts';
import { isHere, shownEntry } from './presence.ts';
import type { RegisterRow } from './register.ts';
import { londonInstant, londonMinute, type Session } from './sessions.ts';

/** What an arrival at the desk records: an entry of this code for this half-day. */
export interface Arrival {
	session: Session;
	code: 'L' | 'U';
	minutesLate: number;
	/** 'L, 11 minutes late' */
	words: string;
}

/** What *Arrived* means for a child at a stated minute; a no says in a sentence what to do or why, a warning that the school is closed [M7]. */
export type ArrivalOffer =
	| ({ kind: 'arrive'; warning?: string } & Arrival)
	| {
			kind: 'back';
			warning?: string;
			out: HeldFact<Out>;
			/** Where the half-day began without the child, who then is late for it too. */
			arrival: Arrival | null;
			words: string;
	  }
	| { kind: 'no'; sentence: string };

/** What signing in a pupil at the desk at a stated minute (HH:MM) means on a day, at an instant (epoch ms) [H1]–[H4]. */
export function arrivalOffer(day: Day, pupilId: string, at: { minute: string; now: number }): ArrivalOffer {
	const pupil = day.pupils.get(pupilId);
	const times = isSchoolDay(day.book, day.date) ? day.book.timesOn(day.date, pupil?.classId) : null;
	if (!times) return no(noSchoolWords(day));
	if (!pupil) return no(notOnRollWords(day, pupilId));
	if (londonInstant(day.date, at.minute) > at.now + CLOCK_SLACK_MS) return no(`It is not ${at.minute} yet.`);

	const session: Session = at.minute < times.AM.end ? 'AM' : 'PM';
	const closed = closedWords(day, pupil, session);
	const name = calledName(pupil.pupil);
	const warning =
		closed === null ? {} : { warning: `${closed}. ${name} is on site, so is recorded all the same.` };
	const { out } = pupil.whereabouts;
	if (out && at.minute >= out.at) return { ...comingBack(pupil, out, session, at.minute, times), ...warning };

	const here = alreadyHere(pupil[session]);
	if (here) return no(here);
	const earned = markOnArrival(at.minute, session, times[session]);
	if (!earned) return no(`School ended at ${times.PM.end}. There is nobody to sign in.`);
	const arrival = lateArrival(earned, session);
	if (arrival) return { kind: 'arrive', ...arrival, ...warning };
	if (closed !== null)
		return no(`${closed}. Tell the office that ${name} is on site, so that they are marked.`);
	if (session === 'AM') return no(`On time: ${name} can go straight to class.`);
	const where = isListedNotHere(pupil) && at.minute < times.PM.open ? ` ${saysWhere(name)}` : '';
	return no(`On time for the afternoon: ${name} can go straight to class.${where}`);
}

/** Whether all that is said of a child until the afternoon is that it is not here: it would be rung for, and not looked for in a fire. */
function isListedNotHere({ AM, whereabouts }: PupilDay): boolean {
	const { shown } = AM.mark;
	return (shown === 'absent' || shown === 'away') && whereabouts.elsewhere === null;
}

const saysWhere = (name: string): string =>
	`Until the register opens the lists say not here: record where ${name} is, under Leaving, In school, elsewhere.`;

/** [M7] What closes a child's half-day, in words; null where nothing does. */
function closedWords({ book, date }: Day, { classId }: PupilDay, session: Session): string | null {
	const closure = closureAt(book, { date, session, classId });
	return closure && closureWords(closure, date);
}

/** Why a pupil of the school has no register that day: 'Left on 13 November 2026.' [H4] */
export function notOnRollWords({ book, date }: Day, pupilId: string): string {
	const pupil = book.pupil(pupilId);
	if (!pupil) return 'This child is not on the school’s list.';
	const starts = nearestOnRoll(1);
	const left = nearestOnRoll(-1);
	if (starts) return `Starts on ${dateWords(starts)}.`;
	return left ? `Left on ${dateWords(left)}.` : `${calledName(pupil)} is not on any class list.`;

	function nearestOnRoll(step: 1 | -1): string | null {
		let on = addDays(date, step);
		for (let days = 0; days < LONGEST_SEARCH_DAYS; days += 1, on = addDays(on, step))
			if (book.classOf(pupilId, on) !== null) return on;
		return null;
	}
}

/** [H3] */
function comingBack(
	pupil: PupilDay,
	out: HeldFact<Out>,
	session: Session,
	minute: string,
	times: SettingsFact['times']
): Extract<ArrivalOffer, { kind: 'back' }> {
	const row = pupil[session];
	// On a trip a class is at school elsewhere: its register is the leader's, and waits on the coach.
	const began = out.why !== 'trip' && out.at <= times[session].open && !alreadyHere(row);
	const earned = began ? markOnArrival(minute, session, times[session]) : null;
	const late = earned && lateArrival(earned, session);
	// U is for who has no better code: a cause that the office knows stands.
	const arrival = late?.code === 'U' && row.mark.shown === 'away' ? null : late;
	const words = `Back at ${minute}, out since ${out.at}`;
	return { kind: 'back', out, arrival, words: arrival ? `${words}: ${arrival.words}` : words };
}

/** [H2] Why a child cannot arrive once more: a person saw them in school, and nobody who looked since disagrees. */
function alreadyHere({ mark }: RegisterRow): string | null {
	if (mark.arrival) return mark.dispute?.urgent ? null : `Signed in at ${mark.arrival.at} already.`;
	const entry = shownEntry(mark);
	if (!entry || !isHere(mark) || mark.dispute || entry.how === 'filled') return null;
	const by = isClassroom(entry) ? 'in class' : 'by the office';
	return `Marked ${mark.shown} ${by} at ${londonMinute(correctedAt(entry))}.`;
}

function lateArrival(
	{ code, minutesLate }: { code: string; minutesLate: number },
	session: Session
): Arrival | null {
	if (code !== 'L' && code !== 'U') return null;
	return { session, code, minutesLate, words: lateWords(code, minutesLate) };
}

/** 'L, 1 minute late' */
export function lateWords(code: 'L' | 'U', minutesLate: number): string {
	return `${code}, ${minutesLate} ${minutesLate === 1 ? 'minute' : 'minutes'} late`;
}

function noSchoolWords({ book, date }: Day): string {
	const closure = closureOn(book, date);
	return `There is no school on ${longDate(date)}${closure ? `: ${closure.name}` : ''}.`;
}

const LONGEST_SEARCH_DAYS = 400;
const no = (sentence: string): ArrivalOffer => ({ kind: 'no', sentence });
