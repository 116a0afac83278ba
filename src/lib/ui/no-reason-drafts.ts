import type { Code } from '$lib/rules/codes.ts';
import { NOT_ESTABLISHED, type StandingN } from '$lib/rules/n-clock.ts';
import { officeMark, type Chosen } from './office-drafts.ts';
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
