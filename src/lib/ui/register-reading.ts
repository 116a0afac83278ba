import type { Refusal } from '$lib/device/device.ts';
import type { Book } from '$lib/rules/book.ts';
import { correctedAt } from '$lib/rules/clock.ts';
import { closureAt, closureWords } from '$lib/rules/closures.ts';
import type { Entry, HeldFact, SettingsFact } from '$lib/rules/facts.ts';
import { mayEnterHow } from '$lib/rules/permissions.ts';
import type { RegisterOf, RegisterRow } from '$lib/rules/register.ts';
import type { Role } from '$lib/rules/roles.ts';
import { londonDate, londonMinute, phaseAt, sessionNow, sessionWindow } from '$lib/rules/sessions.ts';
import { isWhereabout, whereaboutsOf, type Whereabouts } from '$lib/rules/whereabouts.ts';
import { sessionWords } from './day-words.ts';

/** Who looks at a register. */
export interface Reader {
	staffId: string;
	role: Role;
}

/** Why a register is only to be read here, in a sentence; null where it may be taken. The server judges again. */
export function whyReadOnly(book: Book, of: RegisterOf, reader: Reader | null, now: number): string | null {
	// Only what is not saved is left of this register then.
	if (!reader) return 'Signed out in another tab. Try again below to save your last taps.';
	const today = londonDate(now);
	const times = book.timesOn(of.date, of.classId);
	if (of.date < today) return 'This day is over. The office can correct it.';
	if (of.date > today) return 'This day has not come yet.';
	const due = sessionNow(book, now, of.classId);
	if (times && of.session === 'PM' && due?.session === 'AM')
		return `The ${sessionWords(of.session)} register can be taken from ${times.AM.end}.`;
	if (!mayEnterHow(reader.role, 'tapped')) return 'You can read this register.';
	const isTeaching = reader.role === 'teacher' || reader.role === 'cover';
	if (!isTeaching || book.isAssigned(reader.staffId, of.classId, of, now)) return null;
	return 'You can read this register. The office can give you this class.';
}

/** The times of a register's session; null where there is none that day. */
export function timesOf(book: Book, of: RegisterOf) {
	const window = sessionWindow(book, of.date, of.session, of.classId);
	const times = book.timesOn(of.date, of.classId)?.[of.session];
	return window && times ? { window, times, phaseAt: (now: number) => phaseAt(window, now) } : null;
}

/** That the school or the class is closed then, and why, in words; null where it is not. */
export function closedWords(book: Book, of: RegisterOf): string | null {
	const closure = closureAt(book, of);
	return closure && closureWords(closure, of.date);
}

/** Every entry of the register that rows show. */
export function entriesIn(rows: readonly RegisterRow[]): HeldFact<Entry>[] {
	return rows.flatMap((row) => row.facts.filter((fact) => fact.kind === 'mark'));
}

const IN_CLASS: ReadonlySet<string> = new Set(['tapped', 'filled', 'plan']);

/** Who else takes this register, in a sentence; null if nobody does. Sign-ins of others never reach this device. */
export function alsoTaking(entries: readonly HeldFact<Entry>[]): string | null {
	const others = entries.filter((each) => each.signInId === '' && IN_CLASS.has(each.how));
	const last = others.reduce<HeldFact<Entry> | null>(
		(best, each) => (best && correctedAt(best) >= correctedAt(each) ? best : each),
		null
	);
	if (!last) return null;
	const who = last.maker?.name ?? 'Another person';
	return `${who} marked ${others.length === 1 ? '1 pupil' : `${new Set(others.map((each) => each.pupilId)).size} pupils`}, last at ${londonMinute(correctedAt(last))}.`;
}

/**
 * This device's last *Rest present* that can still be taken back whole: its act, and how many it marked that still show. Only
 * whoever made it takes it back: `isMine` says of whom else on this device the school would refuse it.
 */
export function undoableFill(
	rows: readonly RegisterRow[],
	isMine: (entry: HeldFact<Entry>) => boolean = () => true
): { actId: string; count: number } | null {
	let last: Entry | null = null;
	let count = 0;
	for (const row of rows) {
		const head = row.facts.find((fact) => fact.id === row.mark.head);
		if (head?.kind !== 'mark' || head.how !== 'filled' || !head.actId || head.signInId === '') continue;
		if (!isMine(head)) continue;
		if (last && last.actId !== head.actId && correctedAt(last) > correctedAt(head)) continue;
		count = last?.actId === head.actId ? count + 1 : 1;
		last = head;
	}
	return last?.actId ? { actId: last.actId, count } : null;
}

/** What was not accepted, in the office's words, by pupil. */
export function refusedByPupil(
	refusals: readonly Pick<Refusal, 'fact' | 'message'>[]
): ReadonlyMap<string, string> {
	return new Map(
		refusals.flatMap(({ fact, message }) => ('pupilId' in fact ? [[fact.pupilId, message] as const] : []))
	);
}

/** Where children are said to have gone, by pupil; few are, and on most days none. */
export function whereaboutsByPupil(
	facts: readonly HeldFact[],
	now: number,
	times: SettingsFact['times'] | undefined
): ReadonlyMap<string, Whereabouts> {
	const said = facts.filter((fact) => isWhereabout(fact));
	return new Map(
		said.map(({ pupilId }) => {
			const own = said.filter((fact) => fact.pupilId === pupilId);
			return [pupilId, whereaboutsOf(own, now, times)];
		})
	);
}

/** Who has left and is not back, by pupil. */
export function outAmong(whereabouts: ReadonlyMap<string, Whereabouts>): ReadonlySet<string> {
	return new Set([...whereabouts].flatMap(([pupilId, { out }]) => (out ? [pupilId] : [])));
}
