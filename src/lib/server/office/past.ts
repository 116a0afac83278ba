import type { AmendmentsAnswer, NoReasonAnswer, PastAnswer, ReachAnswer } from '../../protocol/past.ts';
import type { Book } from '../../rules/book.ts';
import { addDays } from '../../rules/calendar.ts';
import { timed } from '../../rules/n-clock.ts';
import { amendmentLine, type AmendmentLine } from '../../rules/past.ts';
import { keptSince } from '../../rules/retention.ts';
import { keepsTheRecord, viewOf, type Role } from '../../rules/roles.ts';
import { londonDate } from '../../rules/sessions.ts';
import type { Person } from '../access/sign-ins.ts';
import { jsonAnswer } from '../json-answer.ts';
import type { OpenSchool } from '../school.ts';
import type { AmendmentRead } from '../store/past-amended.ts';
import type { Days } from '../store/past.ts';
import { redact } from '../sync/redact.ts';
import { classesOf } from '../sync/scopes.ts';
import { json, say, whoAsks } from './answer.ts';

/** What one answer holds at the most; a term of 630 pupils has fewer. */
const AMENDMENTS_MOST = 5000;
const CLASS_DAYS_MOST = 31;
const PUPIL_DAYS_MOST = 400;

/** Answers GET /api/past: what devices no longer hold, of a class, of a pupil, or how far back it goes. */
export async function answerPast(school: OpenSchool, request: Request): Promise<Response> {
	const person = await whoAsks(school, request);
	if (!person) return say(401, 'signed-out', 'Sign in first.');
	const asked = new URL(request.url).searchParams;
	const { store, schoolId, world } = school;
	const now = school.now();
	if (asked.has('reach')) return mayReadAll(person.role) ? json(200, await reach(school, now)) : notYours();
	const classId = asked.get('classId');
	const pupilId = asked.get('pupilId');
	const days = daysIn(asked, classId === null ? PUPIL_DAYS_MOST : CLASS_DAYS_MOST);
	if (!days || (classId === null) === (pupilId === null))
		return say(400, 'unreadable', 'Ask for one class or one pupil, and for days that follow each other.');
	const book = await store.book(schoolId);
	const may =
		mayReadAll(person.role) ||
		(classId !== null && mayReadOwn(book, person, { classId, from: days.from }, now));
	if (!may) {
		await noteDenial(school, request, person);
		return notYours();
	}
	if (classId !== null && !book.classNamed(classId))
		return say(404, 'unknown-class', 'This school does not know that class.');
	if (pupilId !== null && !book.pupil(pupilId))
		return say(404, 'unknown-pupil', 'This school does not know that pupil.');
	const read =
		classId !== null
			? await store.past.ofClass(schoolId, book, classId, days)
			: await store.past.ofPupil(schoolId, pupilId ?? '', days);
	const view = viewOf(person.role);
	const answer: PastAnswer = {
		now,
		facts: read.facts.flatMap((fact) => redact(fact, view, world.secret) ?? []),
		amendments: read.amendments
	};
	return jsonAnswer(request, 200, answer);
}

/** Answers GET /api/no-reason: every mark that is still N, with its last day. */
export async function answerNoReason(school: OpenSchool, request: Request): Promise<Response> {
	const person = await whoAsks(school, request);
	if (!person) return say(401, 'signed-out', 'Sign in first.');
	if (!mayReadAll(person.role)) return notYours();
	const { store, schoolId } = school;
	const now = school.now();
	const book = await store.book(schoolId);
	const rows = await store.past.noReason(schoolId);
	const standing = rows.map(({ head, dispute, ...cell }) => ({
		...cell,
		entry: head ?? '',
		isDisputed: dispute === 1
	}));
	const answer: NoReasonAnswer = {
		now,
		standing: timed(book, standing, londonDate(now)).map(({ state: _state, ...each }) => each),
		open: await store.past.followUps(schoolId, yearBegins(addDays(yearBegins(londonDate(now)), -1)))
	};
	return jsonAnswer(request, 200, answer);
}

/** Answers GET /api/amendments: those made on some days, each with its five items. */
export async function answerAmendments(school: OpenSchool, request: Request): Promise<Response> {
	const person = await whoAsks(school, request);
	if (!person) return say(401, 'signed-out', 'Sign in first.');
	if (!mayReadAll(person.role)) return notYours();
	const asked = new URL(request.url).searchParams;
	const days = daysIn(asked, PUPIL_DAYS_MOST);
	if (!days) return say(400, 'unreadable', 'Ask for days that follow each other, not more than a year.');
	const { store, schoolId } = school;
	const book = await store.book(schoolId);
	const [classId, staffId] = [asked.get('classId'), asked.get('maker')];
	const read = await store.past.amendments(schoolId, {
		...days,
		// Without a number, as the app of an earlier version asks, it is all of them.
		most: Math.min(Math.max(Math.floor(Number(asked.get('most'))) || AMENDMENTS_MOST, 1), AMENDMENTS_MOST),
		...(classId ? { classId } : {}),
		...(staffId ? { staffId } : {})
	});
	const counts = await store.past.amendmentsCounted(schoolId, days);
	const answer: AmendmentsAnswer = {
		now: school.now(),
		amendments: read.map((each) => lineOf(book, each)),
		counts,
		more: read.length === AMENDMENTS_MOST
	};
	return jsonAnswer(request, 200, answer);
}

/** Who keeps the record reads it; the safeguarding lead reads it too. */
function mayReadAll(role: Role): boolean {
	return keepsTheRecord(role) || role === 'safeguarding';
}

/** [U6] A teacher reads a class they have now, within the school year, as their own screens would show it. */
function mayReadOwn(
	book: Book,
	{ staffId, role }: Person,
	of: { classId: string; from: string },
	now: number
): boolean {
	if (role !== 'teacher' && role !== 'cover') return false;
	const today = londonDate(now);
	return of.from >= yearBegins(today) && classesOf(book, staffId, today, now).includes(of.classId);
}

/** The first of September on or before a date. */
export function yearBegins(date: string): string {
	const year = Number(date.slice(0, 4));
	return date.slice(5) >= '09-01' ? `${year}-09-01` : `${year - 1}-09-01`;
}

async function reach({ store, schoolId }: OpenSchool, now: number): Promise<ReachAnswer> {
	const today = londonDate(now);
	const line = keptSince(today);
	return { now, line, ...(await store.past.reach(schoolId, line)) };
}

function lineOf(book: Book, { entry, originals, plans }: AmendmentRead): AmendmentLine {
	const planned = new Map(plans.flatMap((plan) => (plan.kind === 'plan' ? [[plan.id, plan] as const] : [])));
	return amendmentLine(book, { entry, originals }, planned);
}

/** The days asked for, if they are days, follow each other and are not too many. */
function daysIn(asked: URLSearchParams, most: number): Days | null {
	const [from, to] = [asked.get('from') ?? '', asked.get('to') ?? ''];
	if (!isDate(from) || !isDate(to) || from > to || addDays(from, most) < to) return null;
	return { from, to };
}

function isDate(text: string): boolean {
	return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;
}

/** Case K2: who asks for another class's register is told no, and the office is told who asked; which pupil is in no log. */
async function noteDenial(
	{ store, schoolId, now }: OpenSchool,
	request: Request,
	person: Person
): Promise<void> {
	const classId = new URL(request.url).searchParams.get('classId');
	const what = classId === null ? 'a pupil’s record' : 'a register of another class or year';
	await store.putNotice({
		schoolId,
		at: now(),
		kind: 'denied',
		deviceId: person.deviceId,
		detail: `${person.name}, ${person.position}, asked for ${what} and was not given it.`
	});
}

const notYours = () => say(403, 'role', 'The attendance office, the head and the deputy keep the record.');
