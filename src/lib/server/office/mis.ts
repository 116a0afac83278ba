import { setImmediate } from 'node:timers/promises';
import type { Book } from '../../rules/book.ts';
import { addDays, schoolDaysBetween } from '../../rules/calendar.ts';
import { correctedAt } from '../../rules/clock.ts';
import { markOnArrival } from '../../rules/lateness.ts';
import {
	carriedBy,
	isCarriedOver,
	type Carried,
	type MisAnswer,
	type MisGap,
	type MisRow
} from '../../rules/mis-rows.ts';
import { fullName } from '../../rules/names.ts';
import { keepsTheRecord } from '../../rules/roles.ts';
import { isDate } from '../../rules/roll/details.ts';
import { londonDate, SESSIONS, sessionWindow } from '../../rules/sessions.ts';
import type { OpenSchool } from '../school.ts';
import type { MarkRead } from '../store/carried-over.ts';
import type { Days } from '../store/past.ts';
import { json, say, whoAsks } from './answer.ts';

const DAYS_MOST = 31;

/** Answers GET /api/mis: the marks of some days as they are carried over, and what is not yet in the other system [J13]. */
export async function answerMis(school: OpenSchool, request: Request): Promise<Response> {
	const person = await whoAsks(school, request);
	if (!person) return say(401, 'signed-out', 'Sign in first.');
	if (!keepsTheRecord(person.role))
		return say(403, 'role', 'The attendance office, the head and the deputy carry marks over.');
	const asked = new URL(request.url).searchParams;
	const days = { from: asked.get('from') ?? '', to: asked.get('to') ?? '' };
	if (!isDate(days.from) || !isDate(days.to) || days.from > days.to)
		return say(400, 'days', 'Choose a first and a last day that follow each other.');
	if (addDays(days.from, DAYS_MOST) <= days.to)
		return say(400, 'too-many-days', `Choose not more than ${DAYS_MOST} days at once.`);
	return json(200, await read(school, days));
}

async function read({ store, schoolId, now }: OpenSchool, days: Days): Promise<MisAnswer> {
	// Before the marks: one that changes meanwhile is past this position, and so not yet carried over.
	const upTo = (await store.school(schoolId))?.position ?? 0;
	const book = await store.book(schoolId);
	const exported = await store.carriedOver.exported(schoolId);
	const carried = exported.map(carriedBy);
	const marks: MarkRead[] = [];
	for (let date = days.from; date <= days.to; date = addDays(date, 1)) {
		marks.push(...(await store.carriedOver.marks(schoolId, date)));
		// A month is many marks: registers that arrive meanwhile go first.
		await setImmediate();
	}
	const answered = marks.filter(({ mark }) => mark.code !== null && mark.provisional === 0);
	return {
		...days,
		upTo,
		system: book.settingsOn(londonDate(now()))?.mis ?? null,
		rows: answered.flatMap((each) => rowOf(book, each, carried) ?? []),
		unmarked: unmarked(book, days, now(), answered),
		carried: exported
			.filter((each) => each.from <= days.to && days.from <= each.to)
			.map((each) => ({
				from: each.from,
				to: each.to,
				upTo: each.upTo,
				at: correctedAt(each),
				by: each.maker?.name ?? ''
			}))
			.reverse()
	};
}

function rowOf(book: Book, { mark, entry, plan }: MarkRead, carried: readonly Carried[]): MisRow | null {
	const pupil = book.pupil(mark.pupilId);
	if (!pupil || mark.code === null) return null;
	const times = book.timesOn(mark.date, mark.classId)?.[mark.session];
	const arrivedAt = entry?.arrivedAt ?? mark.arrivedAt ?? '';
	const isTimed = arrivedAt !== '' && (mark.code === 'L' || mark.code === 'U');
	const recordedAt = entry ? correctedAt(entry) : 0;
	return {
		pupilId: mark.pupilId,
		upn: pupil.register?.upn ?? '',
		surname: pupil.surname,
		forename: pupil.forename,
		dob: pupil.dob,
		classId: mark.classId,
		className: book.classNamed(mark.classId)?.name ?? '',
		date: mark.date,
		session: mark.session,
		code: mark.code,
		arrivalTime: arrivedAt,
		minutesLate:
			isTimed && times ? (markOnArrival(arrivedAt, mark.session, times)?.minutesLate ?? null) : null,
		detail: entry?.detail ?? plan?.detail ?? '',
		recordedAt,
		recordedBy: entry?.maker?.name ?? '',
		position: entry?.maker?.position ?? '',
		upTo: mark.position,
		isDisputed: mark.dispute === 1,
		isCarriedOver: isCarriedOver({ date: mark.date, upTo: mark.position, recordedAt }, carried)
	};
}

/** [J14] Who was on roll and has no mark, of registers that have closed. */
function unmarked(book: Book, days: Days, now: number, marks: readonly MarkRead[]): MisGap[] {
	const marked = new Set(marks.map(({ mark }) => `${mark.pupilId}|${mark.date}|${mark.session}`));
	const pupils = book.pupils();
	return schoolDaysBetween(book, days.from, days.to).flatMap((date) =>
		SESSIONS.flatMap((session) =>
			pupils.flatMap((pupil): MisGap[] => {
				if (marked.has(`${pupil.pupilId}|${date}|${session}`)) return [];
				const classId = book.classOf(pupil.pupilId, date);
				const window = classId === null ? null : sessionWindow(book, date, session, classId);
				if (classId === null || !window || window.closesAt > now) return [];
				const className = book.classNamed(classId)?.name ?? '';
				return [{ pupilId: pupil.pupilId, name: fullName(pupil), className, date, session }];
			})
		)
	);
}
