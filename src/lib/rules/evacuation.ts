import { isClassroom } from './answers.ts';
import { isSchoolDay } from './calendar.ts';
import { correctedAt } from './clock.ts';
import { shownAs } from './codes.ts';
import { sessionSoFar, type ClassDay, type Day, type PupilDay } from './day.ts';
import { AWAY_WORDS, HERE_THIS_MORNING } from './expected-today.ts';
import type { ClassFact, Entry, HeldFact, Out, PupilFact } from './facts.ts';
import type { Mark } from './mark.ts';
import { isHere, isPresenceDoubtful, saysHere, shownEntry } from './presence.ts';
import type { Register } from './register.ts';
import { londonInstant, londonMinute, sessionWindow, type Session } from './sessions.ts';
import { elsewhereWords, outWords } from './whereabouts.ts';

/** Where a child is, as far as facts say: `not-known` is looked for like `on-site`, and counted apart. */
export type Where = 'on-site' | 'out' | 'not-known' | 'not-here';

export interface EvacuationRow {
	pupil: HeldFact<PupilFact>;
	where: Where;
	words: string;
}

/** A count that adds up: onSite + out + notKnown + notHere = roll. */
export interface WhereCounts {
	onSite: number;
	out: number;
	notKnown: number;
	notHere: number;
	roll: number;
}

/** How new what the class has said is: epoch ms; `receivedAt` is null while none of it has reached the school. */
export interface Freshness {
	madeAt: number;
	receivedAt: number | null;
}

export interface ClassEvacuation {
	schoolClass: HeldFact<ClassFact>;
	session: Session;
	/** Null: the room has said nothing this half-day. */
	freshness: Freshness | null;
	/** In the class's calling order. */
	rows: EvacuationRow[];
	counts: WhereCounts;
}

/** A mark that the school did not accept, of a child who may be here all the same. */
export interface RefusedPresence {
	pupilId: string;
	classId: string;
	words: string;
}

/** The same with names, as far as they are known. */
export interface NotAccepted extends RefusedPresence {
	pupil: HeldFact<PupilFact> | null;
	schoolClass: HeldFact<ClassFact> | null;
}

export interface Evacuation {
	date: string;
	/** The instant it is read at, epoch ms. */
	now: number;
	/** Whether the afternoon has ended: nobody signs out at the end of a day. */
	isOver: boolean;
	/** In the school's order; none where there is no school that day. */
	classes: ClassEvacuation[];
	/** Marked present but not accepted, in the school's order. */
	notAccepted: NotAccepted[];
	counts: WhereCounts;
}

/** Who is to be looked for if the school is left now: every child of every class once, with no more said than is known [V1]–[V8]. */
export function evacuation(day: Day, refused: readonly RefusedPresence[], now: number): Evacuation {
	const isSchool = isSchoolDay(day.book, day.date);
	const classes = isSchool ? day.classes.map((classDay) => classAt(day, classDay, now)) : [];
	return {
		date: day.date,
		now,
		isOver: isSchool && day.classes.every((each) => hasEnded(day, each, now)),
		classes,
		notAccepted: notAcceptedOf(day, refused),
		counts: countsOf(classes.flatMap(({ rows }) => rows))
	};
}

function hasEnded({ book, date }: Day, { schoolClass }: ClassDay, now: number): boolean {
	return now >= (sessionWindow(book, date, 'PM', schoolClass.classId)?.endsAt ?? Infinity);
}

function classAt(day: Day, classDay: ClassDay, now: number): ClassEvacuation {
	const session = sessionSoFar(day, classDay, now);
	const rows = classDay[session].rows.flatMap(({ pupil }): EvacuationRow[] => {
		const child = day.pupils.get(pupil.pupilId);
		return child ? [{ pupil, ...whereIs(day, child, session) }] : [];
	});
	const { schoolClass } = classDay;
	return { schoolClass, session, freshness: freshnessOf(classDay[session]), rows, counts: countsOf(rows) };
}

type Found = Omit<EvacuationRow, 'pupil'>;

function whereIs(day: Day, child: PupilDay, session: Session): Found {
	const { out, elsewhere } = child.whereabouts;
	const { mark } = child[session];
	const entry = shownEntry(mark);
	if (out) return afterLeaving(out, child, mark);
	if (isPresenceDoubtful(mark)) return doubtful(mark);

	const vouched = elsewhere
		? elsewhereWords(elsewhere, day.book.classNamed(elsewhere.withClass ?? '')?.name)
		: backWords(child, session, day);
	if (isHere(mark))
		return { where: 'on-site', words: elsewhere && vouched ? vouched : markedWords(mark, entry) };
	if (!entry) return vouched ? { where: 'on-site', words: vouched } : unmarked(child, session);
	const words = notHereWords(child, mark, entry, session);
	if (entry.closure !== undefined && wasSeenToday(child))
		return { where: 'not-known', words: 'School closed, was here today, not signed out' };
	if (vouched) return { where: 'not-known', words: `${words}, but ${uncapital(vouched)}` };
	const isMissed = session === 'PM' && mark.shown === 'absent' && isHere(child.AM.mark);
	return isMissed
		? { where: 'not-known', words: `Here this morning, ${uncapital(words)}` }
		: { where: 'not-here', words };
}

/** [M8] Whether anybody saw the child here that day, whatever was entered since; a fill saw nobody. */
function wasSeenToday({ AM, PM }: PupilDay): boolean {
	return [...AM.mark.history, ...PM.mark.history].some(
		({ entry, standing }) => standing !== 'withdrawn' && entry.how !== 'filled' && saysHere(entry)
	);
}

/** [V3] Who has left is out, unless the desk has signed the child in since; a mark in class since then is looked into. */
function afterLeaving(out: HeldFact<Out>, { AM, PM }: PupilDay, mark: Mark): Found {
	const signedIn = [PM, AM].find((row) => row.mark.arrival && row.mark.arrival.at > out.at)?.mark;
	if (signedIn && isPresenceDoubtful(signedIn)) return doubtful(signedIn);
	if (signedIn?.arrival) return { where: 'on-site', words: `Signed in ${signedIn.arrival.at}` };
	const sighting = mark.history.find(({ entry, standing }) => isStanding(standing) && isSighting(entry, out));
	if (sighting) {
		const at = londonMinute(correctedAt(sighting.entry));
		return { where: 'not-known', words: `${outWords(out)}, but marked present in class ${at}` };
	}
	const missed = missedSince(out, PM.mark.shown === 'unmarked' ? AM.mark : PM.mark);
	return missed
		? {
				where: 'not-known',
				words: `${outWords(out)}, but marked absent ${londonMinute(correctedAt(missed))}`
			}
		: { where: 'out', words: outWords(out) };
}

/** Marked absent since a trip left: its leader has the register, and the child may have stayed behind [CF3]. */
function missedSince(out: Out, mark: Mark): HeldFact<Entry> | null {
	const entry = out.why === 'trip' && mark.shown === 'absent' ? shownEntry(mark) : null;
	return entry && correctedAt(entry) >= londonInstant(out.date, out.at) ? entry : null;
}

const isStanding = (standing: string): boolean => standing === 'shows' || standing === 'stands beside';

/** A tap after the minute of the leaving; a fill saw nobody. */
function isSighting(entry: Entry, out: Out): boolean {
	const hasLeftBy = londonInstant(out.date, out.at) + 60_000;
	return saysHere(entry) && isClassroom(entry) && entry.how !== 'filled' && correctedAt(entry) >= hasLeftBy;
}

/** A coming back in this half-day: the desk saw the child. */
function backWords({ whereabouts, classId }: PupilDay, session: Session, day: Day): string | null {
	const at = whereabouts.outs.findLast(({ back }) => back !== null)?.back?.at;
	const morningEnds = day.book.timesOn(day.date, classId)?.AM.end ?? '';
	if (at === undefined || (session === 'PM' && at < morningEnds)) return null;
	return `Signed back in ${at}`;
}

const doubtful = (mark: Mark): Found => ({ where: 'not-known', words: mark.dispute?.why ?? mark.why });

/** [V4] */
function unmarked(child: PupilDay, session: Session): Found {
	if (child[session].plan) return { where: 'not-known', words: 'Not marked, an absence is known' };
	const wasHere = session === 'PM' && isHere(child.AM.mark);
	return { where: 'not-known', words: wasHere ? HERE_THIS_MORNING : 'Not marked' };
}

function markedWords(mark: Mark, entry: Entry | null): string {
	if (mark.arrival)
		return `Signed in ${mark.arrival.at}${mark.arrival.seenInClass ? '' : ', not yet seen in class'}`;
	return `Marked ${mark.shown}${entry ? ` ${londonMinute(correctedAt(entry))}` : ''}`;
}

/** [V5] Never why: the list is carried about. */
function notHereWords(child: PupilDay, mark: Mark, entry: Entry, session: Session): string {
	const at = londonMinute(correctedAt(entry));
	if (mark.shown === 'absent') return `Marked absent ${at}`;
	const plan = child[session].plans.byId.get(entry.confirms ?? '');
	const shown = mark.code ? shownAs(mark.code) : (entry.shownAs ?? plan?.shownAs ?? 'known');
	return `${AWAY_WORDS[shown]}, marked ${at}`;
}

/** [V6] What the room has said; a child signed in at the desk does not make the class's list newer. */
function freshnessOf({ rows }: Register): Freshness | null {
	let made = -Infinity;
	let received = -Infinity;
	for (const { facts } of rows)
		for (const fact of facts) {
			if (fact.kind !== 'mark' || !isClassroom(fact)) continue;
			const { receivedAt = -Infinity }: HeldFact<Entry> = fact;
			made = Math.max(made, correctedAt(fact));
			received = Math.max(received, receivedAt);
		}
	return made === -Infinity ? null : { madeAt: made, receivedAt: received === -Infinity ? null : received };
}

/** [V7] */
function notAcceptedOf({ book }: Day, refused: readonly RefusedPresence[]): NotAccepted[] {
	const order = (each: NotAccepted) => each.schoolClass?.order ?? Infinity;
	const named = refused.map((each) => ({
		...each,
		pupil: book.pupil(each.pupilId) ?? null,
		schoolClass: book.classNamed(each.classId) ?? null
	}));
	return named.sort((a, b) =>
		order(a) === order(b) ? (a.pupilId < b.pupilId ? -1 : 1) : order(a) - order(b)
	);
}

const COUNTED = { 'on-site': 'onSite', out: 'out', 'not-known': 'notKnown', 'not-here': 'notHere' } as const;

function countsOf(rows: readonly EvacuationRow[]): WhereCounts {
	const counts: WhereCounts = { onSite: 0, out: 0, notKnown: 0, notHere: 0, roll: rows.length };
	for (const { where } of rows) counts[COUNTED[where]] += 1;
	return counts;
}

const uncapital = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);
