import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, isoWeekday } from '../../src/lib/rules/calendar.ts';
import { correctedAt } from '../../src/lib/rules/clock.ts';
import type { Accepted, CalendarFact, HeldFact } from '../../src/lib/rules/facts.ts';
import { londonInstant, SESSIONS, type Session } from '../../src/lib/rules/sessions.ts';
import { Chance } from '../../src/lib/server/demo/chance.ts';
import { contentHashOf } from '../../src/lib/server/store/append.ts';
import { canonicalJson, chainHash, GENESIS_HASH, sha256 } from '../../src/lib/server/store/chain.ts';
import { migrate } from '../../src/lib/server/store/migrations.ts';
import { openSqlite } from '../../src/lib/server/store/sqlite.ts';
import { OfficeWork } from './six-years-office.ts';

export const BIG_SCHOOL = 'six-years';
export const CLASSES = Array.from({ length: 21 }, (_, n) => `c-${n}`);
const A_CLASS = 30;
const FIRST_YEAR = 2021;
const YEARS = 6;
const DAYS_A_YEAR = 190;
/** Roughly what a school sees: absences in a hundred marks, and how many of them begin as N. */
const ABSENT = 6;
const UNKNOWN = 2;
/** The newest school days whose N's nobody has settled yet. */
const UNSETTLED_DAYS = 5;

const TEACHER: Accepted['maker'] = {
	staffId: 's-t',
	name: 'Ms Teal',
	position: 'Class teacher',
	role: 'teacher'
};
const OFFICE: Accepted['maker'] = {
	staffId: 's-office',
	name: 'Mrs Office',
	position: 'Attendance Officer',
	role: 'attendance'
};
const TERMS = [
	...(['09-02|10-22', '11-01|12-17', '01-04|02-11', '02-21|03-31', '04-12|05-27', '06-06|07-21'] as const)
];
const TIMES = {
	AM: { open: '08:50', close: '09:10', end: '12:00' },
	PM: { open: '13:10', close: '13:30', end: '15:20' }
};

/** Six years of one school of 630 pupils in a database of their own: 1.4 million marks with their chain. */
export interface BigSchool {
	path: string;
	/** Every school day, oldest first. */
	days: string[];
	pupilIds: string[];
	marks: number;
	tookMs: number;
}

let made: Promise<BigSchool> | null = null;

/** The school, made once in a run, in the machine's folder for passing things. */
export function sixYears(): Promise<BigSchool> {
	made ??= make();
	return made;
}

interface Standing {
	id: string;
	position: number;
}

async function make(): Promise<BigSchool> {
	const from = performance.now();
	const path = join(await mkdtemp(join(tmpdir(), 'firstbell-six-years-')), 'firstbell.db');
	const { db, sqlite } = openSqlite(path);
	await migrate(db);
	// Nobody but this run has it, and whatever is cut off is made anew.
	sqlite.pragma('synchronous = OFF');
	const indexes = sqlite
		.prepare(`select name, sql from sqlite_master where type = 'index' and sql is not null`)
		.all() as { name: string; sql: string }[];
	for (const { name } of indexes) sqlite.exec(`drop index "${name}"`);

	const putFact = sqlite.prepare(
		`insert into fact (schoolId, position, id, kind, classId, pupilId, date, session, clientId, seq, staffId, madeAt, receivedAt, status, contentHash, payloadHash, hash)
		values ('${BIG_SCHOOL}', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'accepted', ?, ?, ?)`
	);
	const putPayload = sqlite.prepare(`insert into payload values ('${BIG_SCHOOL}', ?, ?)`);
	const putMark = sqlite.prepare(
		`insert into mark (schoolId, pupilId, date, session, classId, code, shownAs, head, dispute, urgent, provisional, position)
		values ('${BIG_SCHOOL}', ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)`
	);
	const changeMark = sqlite.prepare(
		`update mark set code = ?, shownAs = 'away', head = ?, position = ? where schoolId = '${BIG_SCHOOL}' and pupilId = ? and date = ? and session = ?`
	);
	const putAmendment = sqlite.prepare(`insert into amendment values ('${BIG_SCHOOL}', ?, ?, ?)`);

	let position = 0;
	let hash = GENESIS_HASH;
	let seq = 0;
	const newId = (at: number) =>
		`${at.toString(16).padStart(12, '0')}-${(seq += 1).toString(16).padStart(12, '0')}`;
	const put = (
		fact: Record<string, unknown> & { kind: string; madeAt: number },
		maker: Accepted['maker']
	) => {
		position += 1;
		const id = newId(fact.madeAt);
		const clientId = maker === TEACHER ? `tablet-${String(fact.classId)}` : 'office';
		const receivedAt = fact.madeAt + 4000;
		const held = {
			...{ clientId, clock: { offsetMs: 120, doubtMs: 40 }, id, maker, position, receivedAt, seq },
			...{ signInId: `in-${clientId}`, v: 1, ...fact }
		};
		const json = canonicalJson(held);
		const contentHash = contentHashOf(held as unknown as HeldFact);
		const payloadHash = sha256(json);
		hash = chainHash(hash, BIG_SCHOOL, position, payloadHash);
		const of = (key: string) => (fact[key] as string | undefined) ?? null;
		putFact.run(
			...[position, id, fact.kind, of('classId'), of('pupilId'), of('date'), of('session')],
			...[clientId, seq, maker.staffId, correctedAt(held), receivedAt, contentHash, payloadHash, hash]
		);
		putPayload.run(position, json);
		return { id, position };
	};

	const calendars = Array.from({ length: YEARS }, (_, n) => calendarOf(FIRST_YEAR + n));
	const days = calendars.flatMap(daysOf);
	const pupilIds: string[] = [];
	sqlite.exec('begin');
	const began = Date.UTC(FIRST_YEAR, 7, 20, 9);
	for (const calendar of calendars) put({ ...calendar, madeAt: began }, OFFICE);
	put(
		{
			...{ kind: 'settings', madeAt: began, from: `${FIRST_YEAR}-09-01`, schoolName: 'Six Years Primary' },
			...{ times: TIMES, callingOrder: 'forename', show: 'names', arrivalReasons: [] }
		},
		OFFICE
	);
	for (const [n, classId] of CLASSES.entries()) {
		put({ kind: 'class', madeAt: began, classId, name: `Class ${n + 1}`, years: ['3'], order: n }, OFFICE);
		for (let seat = 0; seat < A_CLASS; seat++) {
			const pupilId = `p-${n}-${seat}`;
			pupilIds.push(pupilId);
			put(
				{
					...{ kind: 'pupil', madeAt: began, pupilId, forename: `Child${seat}`, surname: `Of${n}` },
					...{ dob: '2014-05-05', year: '3' }
				},
				OFFICE
			);
			put({ kind: 'place', madeAt: began, pupilId, classId, from: `${FIRST_YEAR}-09-01` }, OFFICE);
		}
	}

	const chance = new Chance('six years');
	const work = new OfficeWork(put, { teacher: TEACHER, office: OFFICE });
	let marks = 0;
	let unsettled: { pupilId: string; classId: string; date: string; session: Session; was: Standing }[] = [];
	for (const [at, date] of days.entries()) {
		for (const session of SESSIONS) {
			const opens = londonInstant(date, TIMES[session].open);
			for (const [n, classId] of CLASSES.entries())
				for (let seat = 0; seat < A_CLASS; seat++) {
					const pupilId = `p-${n}-${seat}`;
					const roll = chance.between(0, 99);
					const code = roll >= ABSENT ? (session === 'AM' ? '/' : '\\') : roll < UNKNOWN ? 'N' : 'I';
					const flags = work.flagsOf({ classId, date, session });
					const was = put(
						{
							...{ kind: 'mark', madeAt: opens + seat * 2000, pupilId, classId, date, session, code },
							...{ how: 'tapped', replaces: [], sawPlans: [], ...(flags ? { flags } : {}) }
						},
						TEACHER
					);
					marks += 1;
					const shown = code === 'N' ? 'absent' : code === 'I' ? 'away' : 'present';
					putMark.run(pupilId, date, session, classId, code, shown, was.id, was.position);
					if (code === 'N') unsettled.push({ pupilId, classId, date, session, was });
					work.after(
						{ id: was.id, pupilId, classId, date, session, code },
						{ isFlagged: flags !== undefined, daysToGo: days.length - at }
					);
				}
		}
		if (at >= days.length - UNSETTLED_DAYS) continue;
		// The office rings round in the afternoon.
		const madeAt = londonInstant(date, '14:30');
		for (const { pupilId, classId, date: of, session, was } of unsettled) {
			const next = put(
				{
					...{ kind: 'mark', madeAt, pupilId, classId, date: of, session, code: 'I', how: 'office' },
					...{ reason: 'Mother rang: a cold', replaces: [was.id], sawPlans: [] }
				},
				OFFICE
			);
			changeMark.run('I', next.id, next.position, pupilId, of, session);
			putAmendment.run(next.position, date, String(was.position));
		}
		unsettled = [];
	}
	sqlite
		.prepare(
			`insert into school (schoolId, name, position, hash, epoch, epochFrom, backedUpTo, demo, clockShiftMs) values (?, ?, ?, ?, 'epoch', 0, 0, 0, 0)`
		)
		.run(BIG_SCHOOL, 'Six Years Primary', position, hash);
	sqlite
		.prepare(
			`insert into epoch (schoolId, epoch, fromPosition, startedAt, why) values (?, 'epoch', 0, 0, 'first')`
		)
		.run(BIG_SCHOOL);
	sqlite.exec('commit');
	for (const { sql } of indexes) sqlite.exec(sql);
	// No analyze: no school's database is ever told statistics of its own tables.
	sqlite.pragma('wal_checkpoint(TRUNCATE)');
	await db.destroy();
	return { path, days, pupilIds, marks, tookMs: performance.now() - from };
}

function calendarOf(
	year: number
): Pick<HeldFact<CalendarFact>, 'kind' | 'schoolYear' | 'terms' | 'closures'> {
	const terms = TERMS.map((term, n) => {
		const [from, to] = term.split('|').map((day) => `${day >= '09' ? year : year + 1}-${day}`);
		return { name: `Half-term ${n + 1}`, from: from ?? '', to: to ?? '' };
	});
	return { kind: 'calendar', schoolYear: `${year}/${(year + 1) % 100}`, terms, closures: [] };
}

function daysOf({ terms }: Pick<CalendarFact, 'terms'>): string[] {
	const days: string[] = [];
	for (const { from, to } of terms)
		for (let date = from; date <= to; date = addDays(date, 1)) if (isoWeekday(date) < 6) days.push(date);
	return days.slice(0, DAYS_A_YEAR);
}
