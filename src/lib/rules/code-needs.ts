import { refuse, type CodeInQuestion, type Refused } from './code-question.ts';
import { codeRule } from './code-table.ts';
import type { Code } from './codes.ts';
import type { Agreement } from './facts.ts';
import { dayAndMonth } from './calendar.ts';
import { whereLearning } from './home-learning.ts';
import { markOnArrival } from './lateness.ts';
import { isSameReligiousDay, type DayBeside } from './religious-day.ts';

/** [P7] What an arrival has to say, and whether that minute can earn an L or U at all. */
export function ofArrival(code: Code, { arrivedAt, session, times, how }: CodeInQuestion): Refused | null {
	if (code !== 'L' && code !== 'U') return null;
	if (arrivedAt === undefined)
		return how === 'desk' || (code === 'U' && how !== 'import')
			? refuse('arrival-missing', 'Enter the time the pupil arrived.')
			: null;
	if (!times) return null;
	if (!markOnArrival(arrivedAt, session, times))
		return refuse(
			'session-over',
			`The session ended at ${times.end}, so an arrival at ${arrivedAt} does not count for it. Keep the absence and give its reason.`
		);
	return null;
}

/** [C5] What has to come with a code. */
export function ofRecord(code: Code, input: CodeInQuestion): Refused | null {
	const { date, pupil, daysBeside = [], covering } = input;
	const detail = isSaid(input.detail) ? input.detail : covering?.detail;
	const agreement = input.agreement ?? covering?.agreement;
	switch (code) {
		case 'B':
			if (whereLearning(detail ?? '') === 'home')
				return refuse(
					'home-learning',
					'B is only for a pupil who is at an activity in person. Learning at home is an absence: use its reason.'
				);
			return ofNature(code, isSaid(detail));
		case 'D':
			return isSaid(detail) || isSaid(pupil.otherSchool)
				? null
				: refuse('detail-missing', 'Enter the other school where the pupil is registered.');
		case 'T':
			return agreement?.mobileChild === true && isSaid(detail) ? null : refuse('not-mobile', MOBILE_CHILD);
		case 'R':
			if (!isSaid(detail)) return refuse('detail-missing', 'Enter the religious day.');
			return ofReligiousDay(detail, daysBeside);
		case 'Y4':
			return input.wholeSchool
				? null
				: refuse(
						'whole-school-only',
						'Y4 is for a closure of the whole school and is entered for every pupil at once.'
					);
		case 'C1':
			return isSaid(agreement?.licence)
				? null
				: refuse(
						'licence-missing',
						'C1 needs the licence or exemption for the performance. Without one use C, if the head grants leave, or O.'
					);
		case 'C2':
			return agreement && isSaid(agreement.parent) && covers(agreement, date)
				? null
				: refuse(
						'agreement-missing',
						'C2 needs an agreement with a parent that says when it starts and ends and covers this day.'
					);
		case 'C':
		case 'J1':
		case 'S':
			return ofLeave(code, date, agreement);
		default:
			// Under a closure the closure itself says what the cause is.
			return ofNature(code, isSaid(detail) || input.wholeSchool === true);
	}
}

/** What every approved activity is, and every cause that nobody could avoid. */
function ofNature(code: Code, isKnown: boolean): Refused | null {
	const { needs, group } = codeRule(code);
	if (isKnown || !needs.includes('nature')) return null;
	return refuse(
		'detail-missing',
		group === 'unable' ? 'Enter what kept the pupil from coming.' : 'Enter what the activity is.'
	);
}

/** [C12] The one day that the religious body sets apart, whichever of two days was told first. */
export function ofReligiousDay(detail: string | undefined, daysBeside: readonly DayBeside[]): Refused | null {
	const same = daysBeside.filter((day) => day.code === 'R' && isSameReligiousDay(day.detail, detail));
	const [first] = same;
	if (!first) return null;
	const isMarked = same.some(({ plannedFor }) => plannedFor === undefined);
	const planned = first.plannedFor === undefined ? '' : dayAndMonth(first.plannedFor);
	return refuse(
		'one-day-only',
		`R is for the one day that the religious body sets apart. A further day needs leave from the head (C), or is unauthorised (O).${isMarked ? '' : ` It is planned for ${planned}: if that is not the day, end that plan first.`}`
	);
}

function ofLeave(code: Code, date: string, agreement: Agreement | undefined): Refused | null {
	if (agreement?.askedOn === undefined || !isSaid(agreement.parent))
		return refuse(
			'agreement-missing',
			`${code} needs a request for leave. Record who asked and when, or use O.`
		);
	if (agreement.askedOn >= date)
		return refuse(
			'not-in-advance',
			`${code} must be asked for before the day. This was asked for on the day or afterwards: use O, or the code of the true reason.`
		);
	if (code === 'C' && agreement.askedByParentAtHome !== true)
		return refuse(
			'not-by-parent-at-home',
			'Leave can only be granted to a parent the pupil normally lives with, who asked for it themselves.'
		);
	const { from = date, to = date } = agreement;
	if (!covers({ from, to }, date))
		return refuse(
			'agreement-missing',
			'The leave that was granted does not cover this day. Use G for a holiday, otherwise O.'
		);
	return null;
}

const MOBILE_CHILD =
	'T is only for a mobile child: of compulsory school age, with no fixed home, whose parent’s trade makes them travel. Enter the trade. Heritage is not the test.';

const isSaid = (text: string | undefined): boolean => (text ?? '').trim() !== '';

function covers({ from, to }: Agreement, date: string): boolean {
	return from !== undefined && to !== undefined && from <= date && date <= to;
}
