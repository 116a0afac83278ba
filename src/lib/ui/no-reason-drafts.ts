import type { Code } from '$lib/rules/codes.ts';
import { NOT_ESTABLISHED, type StandingN } from '$lib/rules/n-clock.ts';
import { schoolDaysBeside } from '$lib/rules/religious-day.ts';
import { officeMark, whyNot, type Chosen, type EnteredBy } from './office-drafts.ts';
import type { Draft } from './recorder.ts';

type MarkDraft = Extract<Draft, { kind: 'mark' }>;

/** [N3] The reason of some half-days of one child, as one act: one entry each, all with that reason. */
export function reasonDrafts(
	sessions: readonly StandingN[],
	chosen: Chosen,
	reason: string,
	actId: string
): MarkDraft[] {
	return sessions.map(({ pupilId, classId, date, session, entries }) => ({
		...officeMark({ of: { classId, date, session }, pupilId, sawPlans: [] }, chosen, reason),
		replaces: [...entries],
		...(sessions.length > 1 ? { actId } : {})
	}));
}

/** [N3] [C12] Why one code may not be the reason of them all, in a sentence; null if it may: each is judged beside the others. */
export function whyNotAll(
	sessions: readonly StandingN[],
	chosen: Chosen,
	reason: string,
	by: EnteredBy
): string | null {
	const days = new Set(sessions.map(({ date }) => date));
	const { code, detail } = chosen;
	for (const draft of reasonDrafts(sessions, chosen, reason, '')) {
		const beside = code === undefined ? [] : schoolDaysBeside(by.book, draft.date);
		const marked = new Map(
			beside.filter((day) => days.has(day)).map((day) => [day, [{ code: code ?? '', detail }]])
		);
		const no = whyNot(draft, chosen, { ...by, markedOf: () => marked });
		if (no !== null) return no;
	}
	return null;
}

/** [N3] O by a person, where five school days have passed without a reason (case E5). */
export function notEstablished(sessions: readonly StandingN[], actId: string): MarkDraft[] {
	return reasonDrafts(sessions, { code: 'O' satisfies Code }, NOT_ESTABLISHED, actId);
}

/** [N5] The same by the person whom the head's standing instruction names, each entry saying under which. */
export function underInstruction(
	sessions: readonly StandingN[],
	instruction: string,
	actId: string
): MarkDraft[] {
	return notEstablished(sessions, actId).map((draft) => ({ ...draft, actId, instruction }));
}
