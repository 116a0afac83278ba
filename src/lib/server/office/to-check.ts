import type { ToCheckAnswer } from '../../protocol/past.ts';
import { addDays } from '../../rules/calendar.ts';
import { OFFICE_DAYS_HELD } from '../../rules/days-held.ts';
import { mayMake } from '../../rules/permissions.ts';
import { schoolDaysBeside } from '../../rules/religious-day.ts';
import { londonDate } from '../../rules/sessions.ts';
import { jsonAnswer } from '../json-answer.ts';
import type { OpenSchool } from '../school.ts';
import { say, whoAsks } from './answer.ts';
import { yearBegins } from './past.ts';

/** More than a person decides in a morning; the next are told as these are decided. */
const MOST = 200;

/**
 * Answers GET /api/to-check: what nobody has decided of the days before those that the office's devices hold, back to the
 * beginning of the school year before this one [O5].
 */
export async function answerToCheck(school: OpenSchool, request: Request): Promise<Response> {
	const person = await whoAsks(school, request);
	if (!person) return say(401, 'signed-out', 'Sign in first.');
	if (!mayMake(person.role, 'settle'))
		return say(403, 'role', 'The attendance office, the head and the deputy decide what is to be checked.');
	const { store, schoolId } = school;
	const now = school.now();
	const today = londonDate(now);
	const days = {
		from: yearBegins(addDays(yearBegins(today), -1)),
		to: addDays(today, -OFFICE_DAYS_HELD - 1)
	};
	const book = await store.book(schoolId);
	const read = await store.past.undecided(schoolId, book, { days, most: MOST });
	const beside = read.facts.flatMap((fact) =>
		fact.kind === 'mark' || fact.kind === 'propose'
			? schoolDaysBeside(book, fact.date).map((date) => ({ pupilId: fact.pupilId, date }))
			: []
	);
	const answer: ToCheckAnswer = {
		...{ now, ...days, ...read },
		beside: await store.past.observedOn(schoolId, beside)
	};
	return jsonAnswer(request, 200, answer);
}
