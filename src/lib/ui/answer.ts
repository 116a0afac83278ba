import type { Draft } from '$lib/ui/recorder.ts';
import type { RegisterOf, RegisterRow } from '$lib/rules/register.ts';
import { evidenceClass, presentCode } from '$lib/rules/codes.ts';
import type { How } from '$lib/rules/facts.ts';

/** What a teacher can say of a pupil with one tap. */
export type Answer = 'present' | 'late' | 'absent' | 'away';

/** What more the tap may have to say. */
export interface Said {
	arrivedAt?: string;
	reason?: string;
	how?: How;
	actId?: string;
}

/** What the third button says: *Away* where an absence is known, *Absent* where nothing is. */
export function thirdAnswer(row: RegisterRow): 'absent' | 'away' {
	if (row.mark.shown === 'absent') return 'absent';
	return row.plan || row.mark.shown === 'away' ? 'away' : 'absent';
}

/** What tapping the third button means; null where it would say nothing new. */
export function thirdMeans(row: RegisterRow): Answer | null {
	if (row.plan) return 'away';
	return row.mark.shown === 'away' ? null : 'absent';
}

/** Whether nobody has said anything of this pupil that counts. */
export function isLeft(row: RegisterRow): boolean {
	return row.mark.shown === 'unmarked' || row.mark.provisional;
}

/** Whether *Rest present* may fill this row: a blank with no known absence and no arrival on its way to the office. */
export function isFillable(row: RegisterRow): boolean {
	return row.mark.shown === 'unmarked' && !row.plan && !row.proposal;
}

/** Whether the answer is already what a person tapped here, undisputed, so that another tap adds nothing. */
export function isSame(row: RegisterRow, answer: Answer): boolean {
	const { mark } = row;
	if (mark.dispute || mark.provisional || mark.arrival) return false;
	const head = row.facts.find((fact) => fact.kind === 'mark' && fact.id === mark.head);
	if (!head || head.kind !== 'mark' || head.how === 'filled') return false;
	if (answer === 'away') return mark.shown === 'away' && head.confirms === row.plan?.id;
	if (answer === 'late') return mark.shown === 'late' && (!mark.code || evidenceClass(mark.code) === 'late');
	return mark.shown === answer;
}

/** The draft of an answer: a known absence is confirmed by its plan and names no code. */
export function draftOf(of: RegisterOf, row: RegisterRow, answer: Answer, said: Said = {}): Draft {
	const sawPlans = row.plans.expected.map((plan) => plan.id);
	const base = { kind: 'mark' as const, ...of, pupilId: row.pupil.pupilId, sawPlans, ...said };
	if (answer === 'away' && row.plan) return { ...base, how: said.how ?? 'plan', confirms: row.plan.id };
	const code = answer === 'present' ? presentCode(of.session) : answer === 'late' ? 'L' : 'N';
	return { ...base, how: said.how ?? 'tapped', code };
}
