import { correctedAt } from '../../rules/clock.ts';
import { codeRule } from '../../rules/code-table.ts';
import type { Elsewhere, Entry, Fact, HeldFact, Plan } from '../../rules/facts.ts';
import { daysOf, halvesOf } from '../../rules/plan-days.ts';
import { schoolDaysBeside, type MarkedDays } from '../../rules/religious-day.ts';
import { sessionWindow } from '../../rules/sessions.ts';
import type { Writing } from '../store/store.ts';
import { judgedAt, type Evidence } from './judge.ts';

/** The pupil's plans, and the days beside, where the fact's code rests on them: an office's rare entry, never a class's tap. */
export async function besides(
	writing: Writing,
	fact: Fact,
	planned: readonly HeldFact<Plan>[]
): Promise<Pick<Evidence, 'plans' | 'marked'>> {
	if (fact.kind !== 'plan' && fact.kind !== 'mark') return { plans: [] };
	const { code, pupilId } = fact;
	const restsOn = code !== undefined && (code === 'X' || codeRule(code).needs.length > 0);
	if (fact.kind === 'mark' && (!restsOn || code === 'U')) return { plans: [] };
	const plans = [...(await writing.plansOf(pupilId)), ...planned.filter((plan) => plan.pupilId === pupilId)];
	return isObservance(fact) ? { plans, marked: await markedBeside(writing, fact) } : { plans };
}

/** [C12] Religious observance, which is for one day. */
export function isObservance(fact: Fact): fact is Entry | Plan {
	return (fact.kind === 'mark' || fact.kind === 'plan') && fact.code === 'R';
}

/** What the pupil's marks of the school days before and after say; a plan of more than one day is refused without them. */
async function markedBeside(writing: Writing, fact: Entry | Plan): Promise<MarkedDays> {
	const book = await writing.book();
	const [day] = fact.kind === 'mark' ? [fact.date] : daysOf(halvesOf(fact, book));
	const marked = new Map<string, { code: string; detail?: string }[]>();
	for (const date of day === undefined ? [] : schoolDaysBeside(book, day))
		marked.set(date, await writing.marksOn(fact.pupilId, date));
	return marked;
}

/** Where else the child was said to be, where a class’s own person marks a child of another class: rare, and never a tap in one’s own. */
export async function elsewheres(
	writing: Writing,
	fact: Fact,
	by: Evidence['madeBy'],
	now: number
): Promise<HeldFact<Elsewhere>[]> {
	if (typeof by === 'string' || !('session' in fact) || !('pupilId' in fact)) return [];
	const { role, staffId } = by.maker;
	const book = await writing.book();
	const isOwn = book.isAssigned(staffId, fact.classId, fact, judgedAt(fact, book, now));
	return isOwn || !isInClass(role) ? [] : writing.elsewheresOf(fact);
}

const isInClass = (role: string): boolean => role === 'teacher' || role === 'cover';

/** A register's facts before the one in hand: those of this push, and the stored ones once somebody asks. */
export interface Earlier {
	stored: HeldFact[] | null;
	fresh: HeldFact[];
}

/** What this client had recorded of the register before, and what anybody has taken back in it. */
export async function earlierFacts(
	writing: Writing,
	fact: Fact,
	held: Map<string, Earlier>
): Promise<HeldFact[]> {
	if (!('session' in fact) || (await isTaking(writing, fact))) return [];
	const earlier = earlierIn(held, fact);
	earlier.stored ??= await writing.earlier(fact.clientId, fact);
	const known = new Map([...earlier.stored, ...earlier.fresh].map((each) => [each.id, each]));
	return [...known.values()].filter((each) => each.clientId !== fact.clientId || each.seq < fact.seq);
}

/** A mark before the close is register-taking, whatever came before it [A1]: nothing need be looked up. */
export async function isTaking(writing: Writing, fact: Fact): Promise<boolean> {
	if (fact.kind !== 'mark') return false;
	const window = sessionWindow(await writing.book(), fact.date, fact.session, fact.classId);
	return window !== null && correctedAt(fact) < window.closesAt;
}

/** What is known of the register that a fact is of, kept for the facts after it. */
export function earlierIn(held: Map<string, Earlier>, fact: Extract<Fact, { session: string }>): Earlier {
	const key = registerOf(fact);
	const earlier = held.get(key) ?? { stored: null, fresh: [] };
	held.set(key, earlier);
	return earlier;
}

const registerOf = (fact: Extract<Fact, { session: string }>): string =>
	`${fact.clientId}|${fact.classId}|${fact.date}|${fact.session}`;
