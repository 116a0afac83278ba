import { isReason } from '$lib/rules/amendment.ts';
import type { Book } from '$lib/rules/book.ts';
import { isAfter } from '$lib/rules/halves.ts';
import { correctedAt } from '$lib/rules/clock.ts';
import { knownBeside } from '$lib/rules/code-known.ts';
import type { CodeToSettle } from '$lib/rules/checking.ts';
import type { Code } from '$lib/rules/codes.ts';
import type { Agreement, Entry, HeldFact, How, Plan } from '$lib/rules/facts.ts';
import { judgeEntry } from '$lib/rules/legality.ts';
import { judgePlanned } from '$lib/rules/plan-lawful.ts';
import type { MarkedDays } from '$lib/rules/religious-day.ts';
import type { RegisterOf, RegisterRow } from '$lib/rules/register.ts';
import type { Role } from '$lib/rules/roles.ts';
import { londonMinute } from '$lib/rules/sessions.ts';
import type { Draft } from './recorder.ts';
import { messageWords } from './office-words.ts';

type MarkDraft = Extract<Draft, { kind: 'mark' }>;

/** What the office enters: a code with what it needs, or a plan that has come true. */
export interface Chosen {
	code?: Code;
	/** The plan whose code it takes. */
	confirms?: Pick<Plan, 'id' | 'code'>;
	/** HH:MM */
	arrivedAt?: string;
	detail?: string;
	/** What the code rests on. */
	agreement?: Agreement;
}

/** The child and register an office's entry is for. */
export interface ForChild {
	of: RegisterOf;
	pupilId: string;
	/** The plans on screen, by id. */
	sawPlans: readonly string[];
	/** Every entry that is known of the half-day: the device may hold none of them. */
	replaces?: readonly string[];
}

/** The child of a row on screen, with all that the row shows. */
export function forRow(of: RegisterOf, row: RegisterRow): ForChild {
	return {
		of,
		pupilId: row.pupil.pupilId,
		sawPlans: row.plans.expected.map((plan) => plan.id),
		replaces: row.facts.filter((fact) => fact.kind === 'mark').map((fact) => fact.id)
	};
}

/** By what an entry is judged before it is recorded. */
export interface EnteredBy {
	book: Book;
	role: Role;
	/** The school's time. */
	now: number;
	/** The plans that are held: what one of them says need not be said again. */
	plans?: readonly Plan[];
	/** What is known of a child's other school days [C12]. */
	markedOf?: (pupilId: string) => MarkedDays;
}

/** The office's entry of what was chosen; the device adds all that it replaces. */
export function officeMark(child: ForChild, chosen: Chosen, reason: string, how: How = 'office'): MarkDraft {
	const { confirms, ...said } = chosen;
	return {
		kind: 'mark',
		...child.of,
		pupilId: child.pupilId,
		how,
		sawPlans: [...child.sawPlans],
		...(child.replaces ? { replaces: [...child.replaces] } : {}),
		...said,
		...(confirms && said.code === undefined ? { confirms: confirms.id } : {}),
		reason
	};
}

/** Why an entry may not stand, in a sentence; null if it may. The server judges again. */
export function whyNot(
	draft: MarkDraft,
	chosen: Chosen,
	{ book, role, now, plans = [], markedOf }: EnteredBy
): string | null {
	const confirmed = chosen.confirms && draft.code === undefined ? { confirmed: chosen.confirms } : {};
	const marked = markedOf?.(draft.pupilId);
	const known = knownBeside(draft, book, { role, now, plans, marked, ...confirmed });
	if (!known) return 'This device does not know that child.';
	if (book.classOf(draft.pupilId, draft.date) === null)
		return 'The child was not on a class list that day, so there is no register to enter this in.';
	const judged = judgeEntry(draft, known);
	return 'refused' in judged ? judged.message : null;
}

/** Why a message may not become a plan with that code for all its days, in a sentence; null if it may. */
export function whyNotPlanned(
	drafts: readonly Draft[],
	{ book, role, plans = [], markedOf }: Omit<EnteredBy, 'now'>
): string | null {
	for (const draft of drafts) {
		if (draft.kind !== 'plan') continue;
		const judged = judgePlanned(draft, { book, role, plans, marked: markedOf?.(draft.pupilId) });
		if ('refused' in judged) return judged.message;
	}
	return null;
}

/** A word that something has been dealt with, in the register it belongs to. */
export function settling(
	of: RegisterOf,
	about: string,
	reason: string,
	outcome: 'accepted' | 'closed' = 'closed'
): Draft {
	const { classId, date, session } = of;
	return { kind: 'settle', classId, date, session, about, outcome, reason };
}

/** What the office enters for an answer in a dispute: the same said again, by the office. */
export function chosenOf(answer: HeldFact<Entry> | HeldFact<Plan>, byId: ReadonlyMap<string, Plan>): Chosen {
	if (answer.kind === 'plan') return { confirms: answer };
	const plan = byId.get(answer.confirms ?? '');
	const { code, arrivedAt, detail, agreement } = answer;
	return {
		...(code ? { code } : plan ? { confirms: plan } : {}),
		...(arrivedAt ? { arrivedAt } : {}),
		...(detail ? { detail } : {}),
		...(agreement ? { agreement } : {})
	};
}

/**
 * The code that settles a message or a proposal, with the reason already told. A message that goes on takes the code
 * with it, so that nobody settles it again for each half-day.
 */
export function codeDrafts(item: CodeToSettle, chosen: Chosen): Draft[] {
	const { of, row } = item;
	const child = forRow(of, row);
	if (item.from === 'proposal') {
		const { proposal } = item;
		const reason = proposal.note ?? proposalWords(proposal.code, proposal.arrivedAt);
		const isByClass = proposal.maker?.role === 'teacher' || proposal.maker?.role === 'cover';
		const mark = officeMark(child, chosen, reason, isByClass ? 'told' : 'office');
		const by = isByClass
			? { takenBy: proposal.maker?.name, takenAt: londonMinute(correctedAt(proposal)) }
			: {};
		return [{ ...mark, ...by }, settling(of, proposal.id, reason, 'accepted')];
	}
	const { plan } = item;
	const reason =
		plan.reason && isReason(plan.reason)
			? plan.reason
			: messageWords(plan.message ?? { from: 'Somebody', via: 'phone' }, plan.reason);
	const marks: Draft[] = [officeMark(child, chosen, reason)];
	return isAfter(plan.to, of) && chosen.code ? [...marks, withCode(plan, chosen)] : marks;
}

/** The message as a plan with the code that was settled, and what was said beside it. */
function withCode(plan: Plan, { code, detail, agreement }: Chosen): Draft & { kind: 'plan' } {
	const { pupilId, from, to, weekdays, only, times, back, reason, message } = plan;
	const kept = { weekdays, only, times, back, reason, message, detail: detail ?? plan.detail, agreement };
	const said = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
	return { kind: 'plan', pupilId, from, to, code, replaces: [plan.id], ...said };
}

/** 'Arrived 09:25, said by the class'. */
function proposalWords(code: 'U' | 'M', arrivedAt: string): string {
	return code === 'M'
		? `Arrived ${arrivedAt}, appointment card shown at the desk`
		: `Arrived ${arrivedAt}, after registers closed`;
}
