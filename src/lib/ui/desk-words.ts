import { expectedSentence } from '$lib/rules/expected-today.ts';
import { longDate } from '$lib/rules/calendar.ts';
import type { Day, PupilDay } from '$lib/rules/day.ts';
import type { DeskLine } from '$lib/rules/desk-list.ts';
import type { Contact, HeldFact, Out, SessionTimes } from '$lib/rules/facts.ts';
import { lateWords, type ArrivalOffer } from '$lib/rules/arriving.ts';
import { markOnArrival } from '$lib/rules/lateness.ts';
import type { Span } from '$lib/rules/message-span.ts';
import { calledName, fullName, yearWords } from '$lib/rules/names.ts';
import type { Session } from '$lib/rules/sessions.ts';
import { actOf } from './desk-corrections.ts';
import { counted, sessionWords } from './day-words.ts';

/** What the desk does with a child who is found. */
export const DESK_MODES = [
	{ mode: 'arrived', words: 'Arrived' },
	{ mode: 'message', words: 'Absence message' },
	{ mode: 'leaving', words: 'Leaving' }
] as const;
export type DeskMode = (typeof DESK_MODES)[number]['mode'];

/** 'Mia, Tom and Zoë'. */
export function namesTogether(names: readonly string[]): string {
	if (names.length < 2) return names.join('');
	return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** The called names of children, or how many they are where the names would fill the screen. */
export function childrenWords(pupils: readonly PupilDay['pupil'][]): string {
	if (pupils.length === 1) return pupils.map(fullName).join('');
	return pupils.length > 4
		? counted(pupils.length, 'child', 'children')
		: namesTogether(pupils.map(calledName));
}

/** A child who came, and how: 'signed in at 09:08'. */
export interface Came {
	pupil: PupilDay['pupil'];
	how: string;
}

/** 'Mia and Tom signed in at 09:08, Zoë back at 09:30': each with what was recorded, and nobody else. */
export function cameWords(came: readonly Came[]): string {
	const hows = [...new Set(came.map((each) => each.how))];
	return hows
		.map((how) => `${childrenWords(came.flatMap((each) => (each.how === how ? each.pupil : [])))} ${how}`)
		.join(', ');
}

/** '4 Elm, Year 4'. */
export function classAndYear(className: string | null, year: string): string {
	return className === null ? yearWords(year) : `${className}, ${yearWords(year)}`;
}

/** 'Brother Rory Walker, 1 Oak: Not marked yet'. */
export function siblingWords(day: Day, sibling: PupilDay, now: number): string {
	const { pupil, classId } = sibling;
	const sex = pupil.register?.sex;
	const kin = sex === 'F' ? 'Sister' : sex === 'M' ? 'Brother' : 'Brother or sister';
	const className = day.book.classNamed(classId)?.name ?? '';
	return `${kin} ${fullName(pupil)}, ${className}: ${lowerFirst(expectedSentence(day, pupil.pupilId, now))}`;
}

/** Under the title: what an arrival earns at which minute. */
export function deskTimes(times: SessionTimes, session: Session): string {
	const half = session === 'AM' ? '' : ' this afternoon';
	return `After ${times.open}${half} is late (L). From ${times.close} registers are closed (U).`;
}

/** 'This morning only', 'Today', 'Until Thursday 26 November 2026'. */
export function spanWords({ from, to }: Span, today: string): string {
	const day = (date: string) => (date === today ? 'today' : longDate(date));
	if (from.date === to.date && from.session === to.session)
		return from.date === today
			? `This ${sessionWords(from.session)} only`
			: `${longDate(from.date)}, ${sessionWords(from.session)} only`;
	return from.date === to.date ? capital(day(from.date)) : `Until ${day(to.date)}`;
}

/** 'Sandra Walker (mother)': a contact as somebody who rang. */
export function contactWords({ name, relation }: Pick<Contact, 'name' | 'relation'>): string {
	return relation ? `${name} (${relation.toLowerCase()})` : name;
}

/** Lines of the list that say one thing of several children, together. */
export interface LineGroup {
	key: string;
	lines: DeskLine[];
	first: DeskLine;
}

/** The list with the children of one act on one line, in the order of the list. */
export function grouped(lines: readonly DeskLine[]): LineGroup[] {
	const groups = new Map<string, LineGroup>();
	for (const line of lines) {
		const key = [actOf(line.fact), line.kind, line.at, line.words, line.standing].join(' ');
		const held = groups.get(key);
		if (held) held.lines.push(line);
		else groups.set(key, { key, lines: [line], first: line });
	}
	return [...groups.values()];
}

/** The lines without those that a later one of the same act only adds a reason to. */
export function withoutSaidAgain(lines: readonly DeskLine[]): DeskLine[] {
	const keyOf = ({ kind, at, fact }: DeskLine) => [actOf(fact), fact.pupilId, kind, at].join(' ');
	const last = new Map<string, DeskLine>();
	// Newest first: the first of a key is the last that was said.
	for (const line of lines) if (!last.has(keyOf(line))) last.set(keyOf(line), line);
	return lines.filter((line) => line.standing === 'stands' || last.get(keyOf(line)) === line);
}

/** Why nothing was saved, for under a title that says so. */
export function notSavedWords(problem: string): string {
	return capital(problem.replace(/^Not saved: /, ''));
}

/** What the desk did today, in numbers: '4 signed in late, 1 message, 28 out'. */
export function listCounts(lines: readonly DeskLine[]): string {
	const of = (kind: DeskLine['kind']) =>
		lines.filter((line) => line.kind === kind && line.standing === 'stands').length;
	const parts = [
		of('arrival') && `${of('arrival')} signed in late`,
		of('message') && counted(of('message'), 'message'),
		of('out') && `${of('out')} left`,
		of('back') && `${of('back')} came back`,
		of('elsewhere') && `${of('elsewhere')} elsewhere in school`
	].filter((part) => part !== 0);
	return parts.length > 0 ? parts.join(', ') : 'Nobody signed in or out yet.';
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

/** What is wrong with a minute at which something is said to have happened, in a sentence; null if nothing is. */
export function minuteProblem(minute: string, nowMinute: string): string | null {
	if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(minute)) return 'Enter the time, for example 10:40';
	return minute > nowMinute ? `It is ${nowMinute} now. Enter a time that has passed` : null;
}

/** What is wrong with an expected minute; '' says that none is expected. */
export function laterProblem(minute: string, after: string): string | null {
	return minute === '' || minute > after ? null : `Enter a time after ${after}, or leave it empty`;
}

/** What a late slip says of one child. */
export interface LateSlip {
	pupilId: string;
	school: string;
	name: string;
	className: string;
	date: string;
	at: string;
	words: string;
	reason: string;
}

/** The late slips of lines of the list; a line that is no arrival has none. */
export function slipsOf(day: Day, lines: readonly DeskLine[]): LateSlip[] {
	const settings = day.book.settingsOn(day.date);
	return lines.flatMap(({ fact, pupil, className, at }): LateSlip[] => {
		if (fact.kind !== 'mark' || !pupil || (fact.code !== 'L' && fact.code !== 'U')) return [];
		const times = day.book.timesOn(day.date, fact.classId)?.[fact.session];
		const earned = times && markOnArrival(at, fact.session, times);
		return [
			{
				pupilId: pupil.pupilId,
				school: settings?.schoolName ?? '',
				name: fullName(pupil),
				className,
				date: day.date,
				at,
				words: lateWords(fact.code, earned?.minutesLate ?? 0),
				reason: fact.reason ?? ''
			}
		];
	});
}

/** What coming back now earns each child as well, where it is too late for the register: 'Back now: U, 20 minutes late (3 of 28)'; '' where nothing. */
export function backWords(offers: readonly ArrivalOffer[]): string {
	const earned = offers.flatMap((offer) =>
		offer.kind === 'back' && offer.arrival ? offer.arrival.words : []
	);
	const each = [...new Set(earned)].map((words) => {
		const many = earned.filter((other) => other === words).length;
		return many === offers.length ? words : `${words} (${many} of ${offers.length})`;
	});
	return each.length > 0 ? `Back now: ${each.join('; ')}` : '';
}

/** Children who went out in one act. */
export interface Party {
	actId: string;
	/** The leaving, as the first of them has it. */
	fact: HeldFact<Out>;
	pupils: PupilDay[];
}

/** Who is out, by the act that they left in, the longest first. */
export function partiesOut(out: readonly PupilDay[]): Party[] {
	const byAct = new Map<string, Party>();
	for (const pupil of out) {
		const fact = pupil.whereabouts.out;
		if (!fact) continue;
		const actId = actOf(fact);
		const held = byAct.get(actId);
		if (held) held.pupils.push(pupil);
		else byAct.set(actId, { actId, fact, pupils: [pupil] });
	}
	return [...byAct.values()].sort((a, b) => (a.fact.at < b.fact.at ? -1 : 1));
}
