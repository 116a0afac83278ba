import type { Draft } from '$lib/device/draft.ts';
import { CODES, ON_SITE, type Code } from '$lib/rules/codes.ts';
import { isReason } from '$lib/rules/amendment.ts';
import type { Agreement, Call, Contact, SessionTimes } from '$lib/rules/facts.ts';
import { aboutOf, type ToFind } from '$lib/rules/find-row.ts';
import { judgeCode, pickerCodes } from '$lib/rules/legality.ts';
import { mayEnterHow, mayMake } from '$lib/rules/permissions.ts';
import type { Role } from '$lib/rules/roles.ts';

/** What was heard of a child: the reason is the call's and the code's alike. */
export interface Heard {
	reason: string;
	code: Code | null;
	detail?: string;
	/** What the code rests on, where it needs more than a reason. */
	agreement?: Agreement;
}

/** One try to reach somebody. */
export function callDraft(
	row: ToFind,
	date: string,
	contact: Pick<Contact, 'name' | 'order'>,
	outcome: Call['outcome'],
	reason?: string
): Draft {
	const { name, order } = contact;
	const said = reason ? { reason } : {};
	return { kind: 'call', ...cellOf(row, date), contact: { name, order }, outcome, ...said };
}

/** What was said when somebody was reached, and the code that follows from it: one act, its reason typed once. */
export function heardDrafts(
	row: ToFind,
	date: string,
	contact: Pick<Contact, 'name' | 'order'> | null,
	{ reason, code, detail, agreement }: Heard,
	sawPlans: string[]
): Draft[] {
	const call = contact ? [callDraft(row, date, contact, 'spoke', reason)] : [];
	if (code === null) return call;
	const mark: Draft = {
		kind: 'mark',
		...cellOf(row, date),
		how: 'office',
		code,
		reason,
		...(detail ? { detail } : {}),
		...(agreement ? { agreement } : {}),
		sawPlans
	};
	return [...call, mark];
}

/** A row that a person takes off the list, with the reason. */
export function settleDraft(row: ToFind, date: string, reason: string): Draft {
	const { classId, session } = row;
	return { kind: 'settle', classId, date, session, about: aboutOf(row), outcome: 'closed', reason };
}

/** The codes that a call can bring out, for a person of that role: why a child is away, never that one is here. */
export function codesAfterCall(
	role: Role,
	{ pupil, session }: ToFind,
	date: string,
	switchedOn: readonly Code[] = []
): Code[] {
	if (!mayMake(role, 'mark') || !mayEnterHow(role, 'office')) return [];
	const offered = pickerCodes(role, session, {
		...{ date, dob: pupil.dob, switchedOn },
		startsOn: pupil.register?.startingDay
	});
	return CODES.filter((code) => offered.includes(code) && code !== 'N' && !ON_SITE.has(code));
}

/** What is wrong with what was heard, and where, in a sentence; null where it may be recorded. */
export function heardProblem(
	{ reason, code, detail, agreement }: Heard,
	at: {
		row: ToFind;
		role: Role;
		date: string;
		times: SessionTimes | null;
		now: number;
		switchedOn?: readonly Code[];
	}
): { at: 'reason' | 'code'; words: string } | null {
	if (!isReason(reason)) return { at: 'reason', words: 'Enter what was said, in a few words' };
	if (code === null) return null;
	const { row, role, date, times, now, switchedOn } = at;
	const { dob, register } = row.pupil;
	const judgement = judgeCode({
		...{ code, date, role, times, now, detail, agreement, switchedOn },
		session: row.session,
		how: 'office',
		pupil: { dob, otherSchool: register?.otherSchool, startsOn: register?.startingDay }
	});
	return 'refused' in judgement ? { at: 'code', words: judgement.message } : null;
}

function cellOf({ pupil, classId, session }: ToFind, date: string) {
	return { pupilId: pupil.pupilId, classId, date, session };
}
