import type { KeptAside, OfficeToday } from '../../protocol/office.ts';
import { refusedPresence, type PresenceAside } from '../../rules/refused-presence.ts';
import type { Role } from '../../rules/roles.ts';
import { londonDate, sessionWindow, SESSIONS } from '../../rules/sessions.ts';
import type { Person } from '../access/sign-ins.ts';
import { readJson } from '../access/read-json.ts';
import { jsonAnswer } from '../json-answer.ts';
import type { OpenSchool } from '../school.ts';

const AT_DESK: readonly Role[] = ['reception', 'attendance', 'head', 'deputy', 'safeguarding'];
/** Those who decide on what was refused, and ask for registers. */
const IN_OFFICE: readonly Role[] = ['attendance', 'head', 'deputy'];
const KEPT_ASIDE_SHOWN = 200;
const NOTICES_SHOWN = 100;
const MOST_BYTES = 4096;
/** What is of today may have come in the night before, from a clock that is ahead. */
const TWO_DAYS_MS = 2 * 86_400_000;

/** Answers GET /api/today: what the server knows beside the facts, to whoever runs the desk or the office. */
export async function answerToday(school: OpenSchool, request: Request, version: string): Promise<Response> {
	const person = await whoAsks(school, request);
	if (!person) return say(401, 'signed-out', 'Sign in first.');
	if (!AT_DESK.includes(person.role))
		return say(403, 'role', 'Only reception and the office see all of the school’s tablets.');
	const { store, schoolId } = school;
	const row = await store.school(schoolId);
	if (!row) throw new Error(`There is no school ${schoolId}.`);
	const mayDecide = IN_OFFICE.includes(person.role);
	const tablets = await store.tablets(schoolId);
	const nameOf = new Map(tablets.map(({ deviceId, name }) => [deviceId, name]));
	const notices = mayDecide ? await store.notices(schoolId) : [];
	const now = school.now();
	const date = londonDate(now);
	const marksAside = await store.marksAside(schoolId, { date, since: now - TWO_DAYS_MS });
	const today: OfficeToday = {
		now,
		app: version,
		tablets,
		position: row.position,
		backedUpTo: row.backedUpTo,
		backedUpAt: (await store.lastBackup(schoolId))?.at ?? null,
		epoch: row.epoch,
		epochs: (await store.epochs(schoolId)).map(({ epoch, startedAt, why }) => ({ epoch, startedAt, why })),
		keptAside: mayDecide ? await store.keptAside(schoolId, KEPT_ASIDE_SHOWN) : [],
		keptAsideInAll: mayDecide ? await store.keptAsideInAll(schoolId) : 0,
		presencesAside: presencesIn(marksAside, date),
		noticesInAll: notices.length,
		notices: notices.slice(-NOTICES_SHOWN).map(({ id, at, kind, deviceId, detail }) => ({
			...{ id, at, kind, detail },
			deviceName: nameOf.get(deviceId ?? '') ?? null
		})),
		staff: mayDecide ? await school.access.staff(schoolId, school.now()) : []
	};
	return jsonAnswer(request, 200, today);
}

/** Of those of one child, device and half-day the newest alone: the others say nothing more, and a broken device sends thousands. */
function presencesIn(newestFirst: readonly KeptAside[], date: string): PresenceAside[] {
	const found = new Map<string, PresenceAside>();
	for (const { about, raw, message, deviceName } of newestFirst) {
		const who = refusedPresence(raw, date);
		const key = JSON.stringify([who, raw.session, deviceName]);
		if (who && !found.has(key)) found.set(key, { about, ...who, message, deviceName });
	}
	return [...found.values()];
}

/** Answers POST /api/remind: asks the tablets of a class for today's register. */
export async function answerRemind(school: OpenSchool, request: Request): Promise<Response> {
	const read = await readJson(request, MOST_BYTES);
	if (!read.ok) return say(read.denial.status, read.denial.code, read.denial.message);
	const person = await whoAsks(school, request);
	if (!person) return say(401, 'signed-out', 'Sign in first.');
	if (!IN_OFFICE.includes(person.role)) return say(403, 'role', 'Only the office can ask for a register.');
	const { classId, session: half } = read.body;
	const session = SESSIONS.find((each) => each === half);
	const book = await school.store.book(school.schoolId);
	const at = school.now();
	const date = londonDate(at);
	if (typeof classId !== 'string' || !book.classNamed(classId))
		return say(400, 'unknown-class', 'This school does not know that class.');
	if (!session || !sessionWindow(book, date, session, classId))
		return say(400, 'no-session', 'There is no such session today.');
	school.reminders.ask({ classId, date, session, at });
	school.nudges.nudge(school.schoolId);
	return json(200, { asked: true, at });
}

/** Who is signed in on the device a request comes from, decided anew; null: nobody. */
export async function whoAsks(school: OpenSchool, request: Request): Promise<Person | null> {
	const device = await school.access.deviceOf(request);
	if (device?.schoolId !== school.schoolId) return null;
	return school.access.personOf(request, school.now(), device);
}

/** A no that a person can read. */
export function say(status: number, code: string, message: string): Response {
	return json(status, { code, message });
}

/** JSON that nobody on the way keeps. */
export function json(status: number, body: unknown): Response {
	return new Response(JSON.stringify(body), {
		status,
		headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }
	});
}
