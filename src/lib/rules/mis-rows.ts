import { correctedAt } from './clock.ts';
import type { ExportedFact, HeldFact } from './facts.ts';
import type { Session } from './sessions.ts';

/** One mark as it is carried over into the system that is the statutory register. Texts that are empty are not known. */
export interface MisRow {
	pupilId: string;
	upn: string;
	surname: string;
	forename: string;
	/** yyyy-MM-dd */
	dob: string;
	classId: string;
	className: string;
	date: string;
	session: Session;
	code: string;
	/** HH:MM */
	arrivalTime: string;
	minutesLate: number | null;
	detail: string;
	/** When its entry was made, epoch ms by the school's clock. */
	recordedAt: number;
	recordedBy: string;
	position: string;
	/** The position of the newest fact that bears on the mark. */
	upTo: number;
	isDisputed: boolean;
	isCarriedOver: boolean;
}

/** A session for which a pupil on roll has no mark. */
export interface MisGap {
	pupilId: string;
	name: string;
	className: string;
	date: string;
	session: Session;
}

/** The answer to GET /api/mis. */
export interface MisAnswer {
	from: string;
	to: string;
	/** Every fact up to this position was looked at. */
	upTo: number;
	/** The system that is the statutory register; null: Firstbell itself. */
	system: string | null;
	rows: MisRow[];
	unmarked: MisGap[];
	/** What was carried over before within these dates, newest first: when and by whom. */
	carried: { from: string; to: string; upTo: number; at: number; by: string }[];
}

/** One carrying over: its days, the position up to which it reached, and its instant (epoch ms). */
export type Carried = Pick<ExportedFact, 'from' | 'to' | 'upTo'> & { at: number };

/**
 * [J13] Whether a mark is in the other system as it stands now: carried over with its day, and not changed since (case L4).
 * After a restore positions are given anew, so an entry made after the carrying over is never taken as carried over.
 */
export function isCarriedOver(
	mark: { date: string; upTo: number; recordedAt: number },
	carried: readonly Carried[]
): boolean {
	return carried.some(
		(each) =>
			each.from <= mark.date && mark.date <= each.to && mark.upTo <= each.upTo && mark.recordedAt <= each.at
	);
}

/** [J13] What an exported fact says, as far as it can be true: no file holds what came after its own fact. */
export function carriedBy(exported: HeldFact<ExportedFact>): Carried {
	const { from, to, upTo, position } = exported;
	return { from, to, upTo: Math.min(upTo, position ?? upTo), at: correctedAt(exported) };
}

/** [J14] How many marks there are, how many are not yet carried over, and which of them to look at first. */
export function misCounts({ rows, unmarked }: Pick<MisAnswer, 'rows' | 'unmarked'>) {
	const notYet = rows.filter((row) => !row.isCarriedOver);
	return {
		all: rows.length,
		notYet: notYet.length,
		unmarked: unmarked.length,
		disputed: rows.filter((row) => row.isDisputed).length,
		noReason: rows.filter((row) => row.code === 'N').length
	};
}

const HEADINGS = [
	...[
		'upn',
		'surname',
		'forename',
		'dob',
		'class',
		'date',
		'session',
		'code',
		'arrival_time',
		'minutes_late'
	],
	...['detail', 'recorded_at', 'recorded_by', 'position', 'not_yet_in_mis']
];

/** [J14] The lines of the file, headings first; `sayWhen` writes an instant as the file does. */
export function misLines(rows: readonly MisRow[], sayWhen: (instant: number) => string): string[][] {
	return [
		HEADINGS,
		...rows.map((row) => [
			...[row.upn, row.surname, row.forename, row.dob, row.className, row.date, row.session, row.code],
			...[row.arrivalTime, row.minutesLate === null ? '' : String(row.minutesLate), row.detail],
			...[sayWhen(row.recordedAt), row.recordedBy, row.position, row.isCarriedOver ? 'no' : 'yes']
		])
	];
}
