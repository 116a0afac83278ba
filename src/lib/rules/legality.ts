import { ageOn, isCompulsoryAge } from './age.ts';
import { notInForce } from './code-meanings.ts';
import { ofArrival, ofRecord } from './code-needs.ts';
import { refuse, type CodeInQuestion, type Refused } from './code-question.ts';
import { codeOn, codeRule, type CodeRule } from './code-table.ts';
import { isCode, type Code } from './codes.ts';
import type { Entry, Plan } from './facts.ts';
import { MAY_ENTER, takesRegisters, TITLES, whoEnters, type Role } from './roles.ts';
import { londonDate, type Session } from './sessions.ts';

/** Allowed, or refused with a code for a machine and a sentence for a person. */
export type Judgement = { ok: true } | Refused;

/** [P5] Whether this entry may stand: the same answer on the tablet and on the server, quick enough for every tap. */
export function judgeCode(input: CodeInQuestion): Judgement {
	const refusal = ofDay(input) ?? ofCode(input);
	return refusal ?? { ok: true };
}

/** [P5] `judgeCode` for an entry as it travels, with what is known beside it. */
export function judgeEntry(
	entry: Pick<Entry, 'code' | 'date' | 'session' | 'how' | 'arrivedAt' | 'detail'>,
	known: Omit<CodeInQuestion, 'code' | 'date' | 'session' | 'how' | 'arrivedAt' | 'detail'>
): Judgement {
	const { code, date, session, how, arrivedAt, detail } = entry;
	return judgeCode({ ...known, code, date, session, how, arrivedAt, detail });
}

/** The day and the child that codes are picked for; `startsOn`: the starting day in the admission register, as far as it is known. */
interface PickedFor {
	date: string;
	dob: string;
	startsOn?: string;
	switchedOn?: readonly Code[];
}

/** [P6] The codes a person is offered for a pupil and session, in the guidance's order; the plan's own comes last where it is none of them. */
export function pickerCodes(
	role: Role,
	session: Session,
	at: PickedFor & { plan?: Pick<Plan, 'code'> | null }
): Code[] {
	const offered = MAY_ENTER[role].filter((code) => isOffered(code, session, at));
	const planned = at.plan?.code;
	const mayConfirm = planned !== undefined && takesRegisters(role) && !offered.includes(planned);
	return mayConfirm ? [...offered, planned] : offered;
}

/** [P8] A day without that session, not come yet, or gone. */
function ofDay({ date, times, role, how, madeAt, now }: CodeInQuestion): Refused | null {
	if (times === null)
		return refuse('no-session', 'School is closed for this session, so there is no register to mark.');
	if (now !== undefined && date > londonDate(now))
		return refuse('not-yet', 'This day has not come yet. Enter a planned absence instead of a mark.');
	const isClassroom = role === 'teacher' || role === 'cover';
	if (isClassroom && how !== 'paper' && madeAt !== undefined && londonDate(madeAt) > date)
		return refuse('day-over', 'This register’s day is over. Ask the office to correct it.');
	return null;
}

function ofCode(input: CodeInQuestion): Refused | null {
	const confirms = input.how === 'plan' || (input.plan !== undefined && input.code === undefined);
	if (confirms) return ofConfirmation(input);
	if (input.code === undefined) return refuse('no-code', 'Select a code for this pupil.');
	const rule = codeOn(input.code, input.date);
	if (!rule || !isCode(rule.code)) return refuse('not-in-force', notInForce(input.code));
	const code: Code = rule.code;
	const refused =
		ofSession(rule, input) ?? ofRole(code, input) ?? ofPupil(code, input) ?? ofArrival(code, input);
	// What an old system held beside its codes is not ours to ask for.
	return refused ?? (input.how === 'import' ? null : ofRecord(code, input));
}

/** [P4] Whoever takes the register may say that a plan has come true, whatever its code. */
function ofConfirmation(input: CodeInQuestion): Refused | null {
	const { plan, role, code = plan?.code } = input;
	if (!plan || plan.cancelled)
		return refuse(
			'no-such-plan',
			'The planned absence is no longer there. Mark the pupil absent, or ask the office.'
		);
	if (!takesRegisters(role)) return refuse('not-your-code', `${TITLES[role]} does not take registers.`);
	if (code !== plan.code)
		return refuse(
			'not-the-plan',
			'The planned absence has another code. Confirm it as it is, or ask the office.'
		);
	if (code === undefined) return null;
	const rule = codeOn(code, input.date);
	if (!rule || !isCode(rule.code)) return refuse('not-in-force', notInForce(code));
	if (rule.neverPrefill)
		return refuse('not-by-plan', `${code} cannot be planned: someone has to look. Mark what you see.`);
	return ofSession(rule, input) ?? ofPupil(rule.code, input);
}

/** [C3] Never swapped: a wrong half-day may be a wrong register. */
function ofSession(rule: CodeRule, { session }: CodeInQuestion): Refused | null {
	if (rule.sessions.includes(session)) return null;
	const message =
		session === 'PM'
			? '/ is for mornings. For a pupil who is here in the afternoon use \\.'
			: '\\ is for afternoons. For a pupil who is here in the morning use /.';
	return refuse('wrong-session', message);
}

/** [P3] [C6] [C11] What the person's role, and the school, allow. */
function ofRole(code: Code, { role, how, switchedOn = [] }: CodeInQuestion): Refused | null {
	if (code === '#')
		return refuse(
			'calendar-only',
			'# comes from the school calendar and is for the whole school, never for one pupil.'
		);
	if (!MAY_ENTER[role].includes(code)) return refuse('not-your-code', whoEnters(code, role));
	if (role === 'reception' && how !== 'desk')
		return refuse(
			'not-your-code',
			'Reception signs pupils in at the desk. The register is for the class teacher or the office.'
		);
	if (!codeRule(code).primaryDefault && !switchedOn.includes(code))
		return refuse(
			'not-used-here',
			`${code} is not used in this primary school. Choose the code that fits, or ask the head to switch it on.`
		);
	return null;
}

/** [C10] [C11] What the pupil's age and timetable allow. */
function ofPupil(code: Code, { date, pupil, dueHere }: CodeInQuestion): Refused | null {
	const isOfAge = isCompulsoryAge(pupil.dob, date);
	if (code === 'X' && isOfAge)
		return refuse(
			'age',
			'X is only for pupils below or above compulsory school age. A part-time timetable for this pupil is C2, with an agreement.'
		);
	if (code === 'X' && dueHere)
		return refuse(
			'due-here',
			'This session is in the pupil’s timetable, so X is not right. Use the code for the reason they are absent.'
		);
	if (code === 'D' && dueHere)
		return refuse(
			'due-here',
			'The pupil is due here this session. D is only for sessions due at their other school.'
		);
	if (code === 'C2' && !isOfAge)
		return refuse(
			'age',
			'C2 is only for pupils of compulsory school age. A younger pupil who is not due in is X.'
		);
	if (code === 'T' && !isOfAge) return refuse('age', 'T is only for pupils of compulsory school age.');
	if (code === 'Y5' && ageOn(pupil.dob, date) < 10)
		return refuse('age', 'Y5 is for criminal justice detention, which cannot concern a pupil under 10.');
	if (code === 'Z' && !(pupil.startsOn !== undefined && date < pupil.startsOn))
		return refuse(
			'on-register',
			'Z is only for a pupil who is not on the register yet. This pupil needs a mark.'
		);
	return null;
}

function isOffered(code: Code, session: Session, at: PickedFor): boolean {
	const rule = codeOn(code, at.date);
	if (!rule || code === 'Y4' || !rule.sessions.includes(session)) return false;
	if (!rule.primaryDefault && !(at.switchedOn ?? []).includes(code)) return false;
	return (
		ofPupil(code, {
			...{ date: at.date, session, role: 'head', how: 'office' },
			pupil: { dob: at.dob, startsOn: at.startsOn }
		}) === null
	);
}
