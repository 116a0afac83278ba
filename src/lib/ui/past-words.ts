import { dayAndMonth, longDate } from '$lib/rules/calendar.ts';
import { correctedAt } from '$lib/rules/clock.ts';
import { codeOn } from '$lib/rules/code-table.ts';
import type { Entry, HeldFact } from '$lib/rules/facts.ts';
import type { AmendedEntry, AmendmentLine, PastCell } from '$lib/rules/past.ts';
import { londonDate, londonMinute, type Session } from '$lib/rules/sessions.ts';
import { signOf, type Sign } from '$lib/rules/week.ts';
import { sessionWords } from './day-words.ts';
import { answerLine } from './office-words.ts';
import type { Tone } from './tone.ts';

/** One entry of a mark's history, as the office reads it. */
export interface PastLine {
	id: string;
	what: string;
	who: string;
	when: string;
	reason: string | null;
	standing: string;
	/** Said of an amendment: what it changed. */
	changed: string | null;
	isShown: boolean;
}

/** 'Illness (I)', as the law had it that day; where a code is not known, what is. */
export function codeText(code: string | null, date: string): string {
	if (code === null) return 'Absence known, no code yet';
	const rule = codeOn(code, date);
	return rule ? `${rule.name} (${code})` : code;
}

/** What an entry said, with its minute and detail: 'Arrived after registers closed (U), arrived 09:25'. */
export function amendedWords(of: AmendedEntry, date: string): string {
	const arrived = of.arrivedAt ? `, arrived ${of.arrivedAt}` : '';
	return `${codeText(of.code, date)}${arrived}${of.detail ? `: ${of.detail}` : ''}`;
}

/** '09:30 on Wednesday 16 September 2026'. */
export function instantWords(at: number): string {
	return `${londonMinute(at)} on ${longDate(londonDate(at))}`;
}

/** 'Monday 14 September, morning'. */
export function halfWords(date: string, session: Session): string {
	return `${dayAndMonth(date)}, ${sessionWords(session)}`;
}

/** Who made an amendment, in the position held then; what waits to be sent was made here. */
export function makerWords({ maker }: AmendedEntry): string {
	return maker.name ? `${maker.name}, ${maker.position}` : 'On this device, waiting to send';
}

/** Every entry of a half-day, oldest first, in words, with what each amendment changed. */
export function pastLines(cell: PastCell): PastLine[] {
	const { row, amendments, date } = cell;
	const changedBy = new Map(amendments.map((each) => [each.entry.id, each]));
	return row.mark.history.map(({ entry, standing }): PastLine => {
		const held: HeldFact<Entry> = entry;
		const { id, what, who, reason } = answerLine(held, { row, of: held });
		const amendment = changedBy.get(id);
		const before = amendment?.originals.map((each) => answerLine(each, { row, of: each }).what);
		const received =
			held.receivedAt === undefined ? 'waiting to send' : `received ${whenWords(held.receivedAt, date)}`;
		const under = held.instruction ? ', under the head’s standing instruction' : '';
		return {
			id,
			what: `${what}${held.detail ? `: ${held.detail}` : ''}`,
			who: `${who}${under}`,
			when: `Made ${whenWords(correctedAt(held), date)}, ${received}`,
			reason,
			standing: STANDING[standing],
			changed: before ? `Correction. Before it: ${before.join(' and ')}` : null,
			isShown: standing === 'shows'
		};
	});
}

/** The minute, with its day where that is another than the session's. */
function whenWords(at: number, date: string): string {
	const day = londonDate(at);
	return day === date ? londonMinute(at) : `${londonMinute(at)} on ${longDate(day)}`;
}

const STANDING = {
	shows: 'This is what shows',
	'stands beside': 'Also stands',
	replaced: 'Changed later',
	withdrawn: 'Taken back'
} as const;

const SIGNS: Partial<Record<Sign, { sign: string; words: string }>> = {
	unmarked: { sign: '–', words: 'not marked' },
	known: { sign: '?', words: 'absence known, no code yet' },
	'not-on-roll': { sign: '', words: 'not on the class list' }
};

/** What stands in the grid for a half-day, and the same in words; in brackets where the pupil is not on the roll that day. */
export function signWords(cell: PastCell | null): { sign: string; words: string } {
	const sign = signOf(cell);
	const of = SIGNS[sign] ?? { sign, words: codeText(sign, cell?.date ?? '') };
	if (!cell || cell.isOnRoll) return of;
	return { sign: `(${of.sign})`, words: `${of.words}, not on the roll that day` };
}

/** A half-day in the grid as it is read aloud: its sign in words, and what else is to be known of it. */
export function cellWords(cell: PastCell, of: { isRefused: boolean; isWaiting: boolean }): string[] {
	return [
		signWords(cell).words,
		...(cell.amendments.length > 0 ? ['corrected'] : []),
		...(cell.row.mark.dispute ? ['which is right?'] : []),
		...(of.isRefused ? ['not accepted'] : []),
		...(of.isWaiting ? ['waiting to send'] : [])
	];
}

/** The colour of a sign: never the only way in which it is told. */
export function signTone(cell: PastCell | null): Tone | 'none' {
	const sign = signOf(cell);
	if (sign === 'not-on-roll') return 'none';
	if (sign === 'unmarked' || sign === 'known') return 'quiet';
	if (sign === 'L' || sign === 'U') return 'waiting';
	const rule = codeOn(sign, cell?.date ?? '');
	if (rule?.class === 'attending') return 'ok';
	return rule?.class === 'unauthorised' ? 'alert' : 'news';
}

/** A correction for a list: its five items, and whose register it is of. */
export interface CorrectionWords {
	id: string;
	child: string;
	/** Class, day and half. */
	where: string;
	before: string[];
	after: string;
	reason: string;
	/** The date of the amendment. */
	when: string;
	who: string;
	note: string | null;
}

/** An amendment's five items in words. */
export function correctionWords(line: AmendmentLine, child: string, className: string): CorrectionWords {
	const { amended, originals, date, session, reason, receivedAt, byInstruction, takenBack } = line;
	return {
		id: amended.id,
		child,
		where: `${className}, ${longDate(date)}, ${sessionWords(session)}`,
		before: originals.map((each) => amendedWords(each, date)),
		after: takenBack ? 'Taken back: nothing is marked' : amendedWords(amended, date),
		reason: reason || 'No reason was recorded',
		when: instantWords(amended.madeAt),
		who: makerWords(amended),
		note: byInstruction
			? 'Entered under the head’s standing instruction'
			: receivedAt === null
				? 'Waiting to send'
				: null
	};
}
