import type { Book } from './book.ts';
import { addDays, closureOn, isSchoolDay } from './calendar.ts';
import { correctedAt } from './clock.ts';
import type { Code } from './codes.ts';
import type { Entry, HeldFact, PupilFact } from './facts.ts';
import { pastRegister, type PastCell, type PastFacts } from './past.ts';
import { inCallingOrder, type Register } from './register.ts';
import { SESSIONS, type Session } from './sessions.ts';

/** One half-day of a class's week. */
export interface WeekHalf {
	date: string;
	session: Session;
	register: Register;
	/** Who answered in the room, or called it from paper; by name, in the order in which they began. */
	takenBy: string[];
	/** When the first answer of the room was given, and when the last of all that answers came; null: none did. */
	takenAt: number | null;
	receivedAt: number | null;
	/** Some of it was taken at or after the close [A3]. */
	isLate: boolean;
}

/** One weekday: two halves, or what closes the school [K3]. */
export interface WeekDay {
	date: string;
	/** Why there is no session, as the calendar says it; null on school days. */
	closed: string | null;
	halves: readonly WeekHalf[];
}

/** A class's week, Monday to Friday [U1]. */
export interface Week {
	classId: string;
	monday: string;
	days: readonly WeekDay[];
	/** Who was on roll on any of its days, in calling order. */
	pupils: readonly HeldFact<PupilFact>[];
	cellOf(pupilId: string, date: string, session: Session): PastCell | null;
}

/** [U1] Reads a class's week from the past's facts; a pupil not on roll that day has no cell there. */
export function readWeek(past: PastFacts, classId: string, monday: string): Week {
	const { book } = past;
	const cells = new Map<string, PastCell>();
	const pupils = new Map<string, HeldFact<PupilFact>>();
	const days = Array.from({ length: 5 }, (_, at): WeekDay => {
		const date = addDays(monday, at);
		if (!isSchoolDay(book, date))
			return { date, closed: closureOn(book, date)?.name ?? 'No school', halves: [] };
		const halves = SESSIONS.map((session): WeekHalf => {
			const read = pastRegister(past, { classId, date, session });
			for (const [pupilId, cell] of read.cells) {
				cells.set(keyOf(pupilId, date, session), cell);
				pupils.set(pupilId, cell.row.pupil);
			}
			return { date, session, register: read.register, ...takingOf(read.register) };
		});
		return { date, closed: null, halves };
	});
	return {
		classId,
		monday,
		days,
		pupils: inCallingOrder([...pupils.values()], callingOrderOn(book, addDays(monday, 4))),
		cellOf: (pupilId, date, session) => cells.get(keyOf(pupilId, date, session)) ?? null
	};
}

/** What the familiar grid shows for a half-day: the code, or why there is none [U3]. */
export type Sign = Code | 'unmarked' | 'known' | 'not-on-roll';

/** [U3] The sign of one cell; `known` where an absence is known and has no code yet. */
export function signOf(cell: PastCell | null): Sign {
	if (!cell) return 'not-on-roll';
	const { mark } = cell.row;
	if (mark.provisional || mark.shown === 'unmarked') return 'unmarked';
	return mark.code ?? 'known';
}

const IN_ROOM: ReadonlySet<string> = new Set(['tapped', 'filled', 'plan', 'told', 'paper']);

/** Who took a register, and when it came: the room's answers, and not what the desk or the office entered. */
function takingOf({ rows }: Register): Pick<WeekHalf, 'takenBy' | 'takenAt' | 'receivedAt' | 'isLate'> {
	const inRoom = rows
		.flatMap((row) => row.facts.filter((fact): fact is HeldFact<Entry> => fact.kind === 'mark'))
		.filter((entry) => IN_ROOM.has(entry.how))
		.sort((a, b) => correctedAt(a) - correctedAt(b));
	const received = inRoom.flatMap(({ receivedAt }) => receivedAt ?? []);
	const names = inRoom.flatMap(({ takenBy, maker }) => takenBy ?? maker?.name ?? []);
	return {
		takenBy: [...new Set(names)],
		takenAt: inRoom[0] ? correctedAt(inRoom[0]) : null,
		receivedAt: received.length > 0 ? Math.max(...received) : null,
		isLate: inRoom.some(({ flags }) => flags?.includes('late-taking'))
	};
}

function callingOrderOn(book: Book, date: string): 'forename' | 'surname' {
	return book.settingsOn(date)?.callingOrder ?? 'forename';
}

const keyOf = (pupilId: string, date: string, session: Session): string => `${pupilId}|${date}|${session}`;
