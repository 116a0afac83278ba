import { correctedAt } from './clock.ts';
import type { Entry, How, Plan, SessionTimes } from './facts.ts';
import type { SessionWindow } from './sessions.ts';

/** What is known when an entry is judged. Refused entries are left out by the caller, and so are withdrawn ones. */
export interface AmendmentInput {
	entry: Entry;
	/** The entries it names in `replaces`, as far as they are held. */
	replaced: readonly Entry[];
	/** The session's own times; null where there are none, and then nothing is an amendment. */
	window: SessionWindow | null;
	/** Earlier entries of the same register by the same client. */
	own: readonly Entry[];
	/** Whether that client had finished the register before this entry. */
	finished: boolean;
	/** Plans that the entries confirm, to know their codes. */
	plans?: readonly Plan[];
}

/** What an entry is under the law: register-taking, or an amendment; `late` where the register is being taken after the close. */
export interface Standing {
	kind: 'taking' | 'amendment';
	late: boolean;
}

/** [A1] An entry made at or after the close that replaces another and changes its code or detail is an amendment; all else is taking. */
export function standingOf(input: AmendmentInput): Standing {
	const { entry, window, replaced } = input;
	if (!window || correctedAt(entry) < window.closesAt) return { kind: 'taking', late: false };
	const changed = changedBy(input);
	if (changed.length > 0 && !isLateTaker(input, changed)) return { kind: 'amendment', late: false };
	// To say again what stands is no taking.
	const isAnswer = replaced.length === 0 || changed.length > 0;
	return { kind: 'taking', late: isAnswer && TAKEN_IN_CLASS.has(entry.how) };
}

/** [A1] Whether an entry is an amendment. */
export function isAmendment(input: AmendmentInput): boolean {
	return standingOf(input).kind === 'amendment';
}

/** [A8] What an amendment changed, the answers that stood until then; empty where an entry is none. */
export function originalsOf(input: AmendmentInput): Entry[] {
	return isAmendment(input) ? changedBy(input) : [];
}

/** [A4] Whether a reason is still missing: an amendment needs one, an L or U with its stated minute carries its own. */
export function needsReason(input: AmendmentInput): boolean {
	return isAmendment(input) && !isReason(input.entry.reason) && !saysItself(input.entry);
}

/** [A4] Three characters or more, blanks at the ends not counted. */
export function isReason(reason: string | undefined): boolean {
	return (reason ?? '').trim().length >= 3;
}

/** [A5] The reason that an arrival carries by itself, HH:MM: "Arrived 09:25, after registers closed". */
export function arrivalReason(arrivedAt: string, times: Pick<SessionTimes, 'close'>): string {
	return `Arrived ${arrivedAt}, ${arrivedAt < times.close ? 'before' : 'after'} registers closed`;
}

const TAKEN_IN_CLASS: ReadonlySet<string> = new Set(['tapped', 'filled', 'plan']);

function saysItself(entry: Entry): boolean {
	return (entry.code === 'L' || entry.code === 'U') && entry.arrivedAt !== undefined;
}

/** The replaced entries that stood until now and say something else. */
function changedBy({ entry, replaced, plans = [] }: AmendmentInput): Entry[] {
	const others = replaced.filter((each) => each.id !== entry.id);
	const gone = new Set(others.flatMap((each) => each.replaces.filter((id) => id !== each.id)));
	const stood = others.filter((each) => !gone.has(each.id));
	// Entries that replace each other in a ring come from no honest device; they still were something.
	const heads = stood.length > 0 ? stood : others;
	return heads.filter((each) => !outlasts(each, entry) && !saysTheSame(entry, each, plans));
}

/** [A6] An arrival stays whatever is tapped in class, so a tap in class never amends it. */
function outlasts(arrival: Entry, tap: Entry): boolean {
	const atDesk = (how: How): boolean => how === 'desk' || how === 'office';
	const isClassroom = !atDesk(tap.how) && tap.how !== 'import';
	return isClassroom && atDesk(arrival.how) && arrival.arrivedAt !== undefined;
}

/** [A3] Its taker goes on with a register begun after the close: only own taps are changed, and none was made before it. */
function isLateTaker({ entry, own, window, finished }: AmendmentInput, changed: readonly Entry[]): boolean {
	if (finished || !window || !TAKEN_IN_CLASS.has(entry.how)) return false;
	const isOwnTap = (each: Entry): boolean =>
		each.clientId === entry.clientId && each.signInId === entry.signInId && TAKEN_IN_CLASS.has(each.how);
	const taps = [...own.filter((each) => TAKEN_IN_CLASS.has(each.how)), ...changed];
	return changed.every(isOwnTap) && taps.every((each) => correctedAt(each) >= window.closesAt);
}

/** [A2] Same code and same detail; an arrival minute is a detail where both state one. */
function saysTheSame(a: Entry, b: Entry, plans: readonly Plan[]): boolean {
	const sameMinute = a.arrivedAt === undefined || b.arrivedAt === undefined || a.arrivedAt === b.arrivedAt;
	return sameMinute && (a.detail ?? '').trim() === (b.detail ?? '').trim() && sameCode(a, b, plans);
}

function sameCode(a: Entry, b: Entry, plans: readonly Plan[]): boolean {
	if (a.confirms !== undefined && a.confirms === b.confirms) return true;
	const [first, second] = [keyOf(a, plans), keyOf(b, plans)];
	// A classroom's copy tells codes it may not know apart by their tags.
	if (first.code !== undefined || second.code !== undefined) return first.code === second.code;
	return first.tag !== undefined && first.tag === second.tag;
}

function keyOf(entry: Entry, plans: readonly Plan[]): { code?: string; tag?: string } {
	const plan = entry.confirms === undefined ? undefined : plans.find((each) => each.id === entry.confirms);
	return { code: entry.code ?? plan?.code, tag: entry.tag ?? plan?.tag };
}
