import type { Book } from '$lib/rules/book.ts';
import { longDate } from '$lib/rules/calendar.ts';
import { SESSIONS, londonDate, londonMinute, type Session } from '$lib/rules/sessions.ts';
import type { TabletSeen } from '$lib/rules/tablets.ts';
import { datesInWords } from './dates-in-words.ts';
import { counted, sessionWords } from './day-words.ts';
import { asCode, codeWords } from './office-words.ts';
import { fullName } from './pupil-words.ts';
import type { Refused } from './told-by-server.ts';

/** A refused fact as the office reads it: what it says is in its own words only as far as it can be read. */
export interface RefusedWords {
	who: string;
	where: string;
	what: string;
	/** Why it was refused. */
	why: string;
	/** Which device, who signed in there last, when it was made and when it came. */
	from: string;
	/** The mark that it is, if the office may enter it as a correction. */
	mark: { pupilId: string; classId: string; date: string; session: Session; sawPlans: string[] } | null;
}

const KINDS: Record<string, string> = {
	withdraw: 'Taking back of marks',
	finish: 'Register finished',
	seen: 'Seen in class',
	unlisted: 'A name that is not on the class list',
	propose: 'A code proposed to the office',
	plan: 'An absence known',
	out: 'Left the site',
	back: 'Came back',
	elsewhere: 'In school, elsewhere',
	call: 'A call',
	settle: 'A matter settled',
	pupil: 'A child’s details',
	place: 'A class that a child joins',
	leave: 'A child taken off the roll',
	class: 'A class',
	assign: 'Who has a class',
	calendar: 'The school year’s calendar',
	settings: 'The school’s settings',
	times: 'Other session times for a day',
	closure: 'A closure',
	instruction: 'The head’s instruction on overdue N',
	exported: 'Marks carried over to the MIS'
};

/** What the office cannot see yet, in a sentence: 'And 3 older ones. They come up as these are dealt with.'; '' where all is shown. */
export function beyondWords(shown: number, inAll = shown): string {
	const more = inAll - shown;
	if (more <= 0) return '';
	return `And ${counted(more, 'older one')}. ${more === 1 ? 'It comes' : 'They come'} up as these are dealt with.`;
}

/** Reads a refused fact, which may be anything at all. */
export function refusedWords(kept: Refused, book: Book, tablets: readonly TabletSeen[]): RefusedWords {
	const { raw } = kept;
	const pupil = text(raw.pupilId) ? book.pupil(text(raw.pupilId) ?? '') : undefined;
	const session = SESSIONS.find((each) => each === raw.session);
	const date = /^\d{4}-\d\d-\d\d$/.test(text(raw.date) ?? '') ? text(raw.date) : null;
	const classId = text(raw.classId);
	const tablet = tablets.find((each) => each.name === kept.deviceName);
	const half = date && session ? `${longDate(date)}, ${sessionWords(session)}` : null;
	return {
		who: pupil
			? fullName(pupil)
			: raw.kind === 'mark'
				? 'A child this school does not know'
				: 'Not about one child',
		where: [book.classNamed(classId ?? '')?.name, half].filter(Boolean).join(', '),
		what: saidIn(raw),
		why: datesInWords(kept.message),
		from: [
			kept.deviceName ? `On ${kept.deviceName}` : 'On a device that is not known',
			tablet?.person ? `, where ${tablet.person.name} signed in last` : '',
			madeWords(raw),
			`, received ${londonMinute(kept.receivedAt)} on ${longDate(londonDate(kept.receivedAt))}`
		].join(''),
		mark:
			raw.kind === 'mark' && pupil && date && session && classId && text(raw.id)
				? {
						...{ pupilId: pupil.pupilId, date, session },
						// Entered in the register the child belonged to.
						classId: book.classOf(pupil.pupilId, date) ?? classId,
						sawPlans: Array.isArray(raw.sawPlans)
							? raw.sawPlans.filter((each) => typeof each === 'string')
							: []
					}
				: null
	};
}

function saidIn(raw: Record<string, unknown>): string {
	const kind = text(raw.kind) ?? '';
	if (kind !== 'mark') return KINDS[kind] ?? 'It cannot be read here';
	const code = asCode(raw.code);
	const at = text(raw.arrivedAt);
	const arrived = at ? `, arrived ${at}` : '';
	return code ? `${codeWords(code)}${arrived}` : 'Away, as known';
}

/** When it was made, by its own clock as far as that was measured. */
function madeWords(raw: Record<string, unknown>): string {
	const clock = raw.clock as { offsetMs?: unknown } | undefined;
	const offset = typeof clock?.offsetMs === 'number' ? clock.offsetMs : 0;
	return typeof raw.madeAt === 'number' ? `, made ${londonMinute(raw.madeAt + offset)}` : '';
}

function text(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}
