import { needsReason } from '$lib/rules/amendment.ts';
import type { Entry, HeldFact, SessionTimes } from '$lib/rules/facts.ts';
import type { RegisterOf, RegisterRow } from '$lib/rules/register.ts';
import { phaseAt, type SessionWindow } from '$lib/rules/sessions.ts';
import { draftOf, isSame, type Answer, type Said } from './answer.ts';

/** What has to be known before a tap may be recorded. */
export type Question =
	| { ask: 'in-the-room'; withReason: boolean }
	| { ask: 'when' }
	| { ask: 'reason' }
	| { ask: 'which-is-right' };

/** What a tap comes to: nothing new, a sentence why not, a mark, *in class*, or a question first. */
export type TapOutcome =
	| { kind: 'nothing' }
	| { kind: 'not-yet'; sentence: string }
	| { kind: 'mark' }
	| { kind: 'seen' }
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

/** What a tap on one pupil comes to, at the moment it is made. */
export function outcomeOf(row: RegisterRow, answer: Answer, at: TapAt): TapOutcome {
	const phase = phaseAt(at.window, at.now);
	if (phase === 'before' && answer !== 'present') return { kind: 'not-yet', sentence: notYet(at.times) };
	if (isSame(row, answer)) return { kind: 'nothing' };
	if (row.mark.dispute) return { kind: 'ask', ask: 'which-is-right' };
	if (phase === 'before' || phase === 'open') return { kind: 'mark' };
	if (answer === 'present' && row.mark.arrival)
		return row.mark.arrival.seenInClass ? { kind: 'nothing' } : { kind: 'seen' };
	if (answer === 'late') return { kind: 'ask', ask: 'when' };
	const withReason = mustSayWhy(row, answer, at);
	if (answer === 'present') return { kind: 'ask', ask: 'in-the-room', withReason };
	return withReason ? { kind: 'ask', ask: 'reason' } : { kind: 'mark' };
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
	return needsReason({
		entry: { ...base, ...draft, replaces: replaced.map((each) => each.id) },
		replaced,
		window: at.window,
		own: at.entries.filter((each) => each.clientId === clientId),
		finished: at.finished,
		plans: [...row.plans.byId.values()]
	});
}

function notYet(times: SessionTimes): string {
	return `The register opens at ${times.open}. Until then you can mark present, one pupil at a time.`;
}
