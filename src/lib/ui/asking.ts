import { isAmendment } from '$lib/rules/amendment.ts';
import { correctedAt } from '$lib/rules/clock.ts';
import type { Entry, HeldFact, SessionTimes } from '$lib/rules/facts.ts';
import type { RegisterOf, RegisterRow } from '$lib/rules/register.ts';
import { phaseAt, type SessionWindow } from '$lib/rules/sessions.ts';
import { draftOf, isSame, type Answer, type Said } from './answer.ts';
import { calledName } from './pupil-words.ts';

/** What has to be known before a tap may be recorded. */
export type Question =
	| { ask: 'in-the-room'; withReason: boolean }
	| { ask: 'when'; withReason: boolean }
	| { ask: 'reason' }
	| { ask: 'which-is-right' };

/** What a tap comes to: nothing new, a sentence why not, a mark, *in class*, a look at what stands, or a question first. */
export type TapOutcome =
	| { kind: 'nothing' | 'mark' | 'history' }
	| { kind: 'not-yet'; sentence: string }
	| { kind: 'seen'; sentence?: string }
	| ({ kind: 'ask' } & Question);

/** What a tap is judged by. */
export interface TapAt {
	of: RegisterOf;
	window: SessionWindow;
	times: SessionTimes;
	/** The school's time of the tap. */
	now: number;
	clientId: string;
	signInId: string;
	/** Every entry of the register. */
	entries: readonly HeldFact<Entry>[];
	/** Whether this device has finished the register. */
	finished: boolean;
}

/** A finger that shakes taps twice: so soon after, the second is the same tap. */
const ONE_TAP_MS = 1000;

/** What a tap on one pupil comes to, at the moment it is made. */
export function outcomeOf(row: RegisterRow, answer: Answer, at: TapAt): TapOutcome {
	const phase = phaseAt(at.window, at.now);
	const { arrival } = row.mark;
	if (phase === 'before' && answer !== 'present') return { kind: 'not-yet', sentence: notYet(at.times) };
	if (isSame(row, answer)) return again(row, answer, at);
	if (row.mark.dispute) return { kind: 'ask', ask: 'which-is-right' };
	if (phase === 'before' || phase === 'open') return { kind: 'mark' };
	if (arrival && answer === 'late')
		return { kind: 'seen', sentence: byTheDesk(calledName(row.pupil), arrival.at) };
	if (arrival && answer === 'present') return { kind: 'seen' };
	// Of another code than L the minute says why it changes [A5].
	if (answer === 'late') return { kind: 'ask', ask: 'when', withReason: false };
	const withReason = mustSayWhy(row, answer, at);
	if (answer === 'present') return { kind: 'ask', ask: 'in-the-room', withReason };
	return withReason ? { kind: 'ask', ask: 'reason' } : { kind: 'mark' };
}

/** What it comes to that the same answer is tapped again: a Late has a time that may be wrong, and before the opening no other answer is there to change a Present. */
function again(row: RegisterRow, answer: Answer, at: TapAt): TapOutcome {
	const head = row.facts.find((fact) => fact.id === row.mark.head);
	if (!head || Math.abs(at.now - correctedAt(head)) < ONE_TAP_MS) return { kind: 'nothing' };
	if (answer === 'late')
		return { kind: 'ask', ask: 'when', withReason: mustSayWhy(row, answer, at, { arrivedAt: '' }) };
	return { kind: at.now < at.window.opensAt ? 'history' : 'nothing' };
}

/** Whether this answer would be an amendment, which the law wants a reason for. */
function mustSayWhy(row: RegisterRow, answer: Answer, at: TapAt, said: Said = {}): boolean {
	const draft = draftOf(at.of, row, answer, said);
	if (draft.kind !== 'mark') return false;
	const withdrawn = new Set(row.facts.flatMap((fact) => (fact.kind === 'withdraw' ? fact.entries : [])));
	const replaced = row.facts.filter((fact) => fact.kind === 'mark').filter((fact) => !withdrawn.has(fact.id));
	const { clientId, signInId } = at;
	const base = {
		id: '',
		v: 1,
		seq: 0,
		clientId,
		signInId,
		madeAt: at.now,
		clock: { offsetMs: 0, doubtMs: 0 }
	};
	return isAmendment({
		entry: { ...base, ...draft, replaces: replaced.map((each) => each.id) },
		replaced,
		window: at.window,
		own: at.entries.filter((each) => each.clientId === clientId),
		finished: at.finished,
		plans: [...row.plans.byId.values()]
	});
}

/** [E6] No tap in class does away with an arrival, nor with its time. */
function byTheDesk(name: string, arrivedAt: string): string {
	return `${name} signed in at ${arrivedAt}. Only the desk or the office can change that time.`;
}

function notYet(times: SessionTimes): string {
	return `The register opens at ${times.open}. Until then you can mark present, one pupil at a time, and tap again to take it back.`;
}
