import { codeOn } from './code-table.ts';
import type { Code } from './codes.ts';
import type { ClassDay, Day } from './day.ts';
import type { Entry, Half, HeldFact, PupilFact } from './facts.ts';
import type { Mark } from './mark.ts';
import { isHere, saysHere } from './presence.ts';
import type { RegisterRow } from './register.ts';

/** One code for many pupils and half-days, under one reason. */
export interface BulkAsk {
	code: Code;
	halves: readonly Half[];
	/** Whom it is for, beside the half-days. */
	isFor: (classId: string, pupilId: string, half: Half) => boolean;
}

/**
 * What stands for a pupil before a bulk act [M4]: nothing; the same code; a presence; an absence; or a place elsewhere that
 * the act does not touch (a trip, another school, not in the timetable).
 */
export type Stands = 'nothing' | 'already' | 'here' | 'absent' | 'elsewhere';

export interface BulkLine {
	pupil: HeldFact<PupilFact>;
	classId: string;
	className: string;
	half: Half;
	stands: Stands;
	/** The code that stands, where there is one. */
	was: Code | null;
	/** The minute of an arrival at the desk. */
	arrivedAt: string | null;
	sawPlans: string[];
	/** Every entry of the half-day: of a day that a device does not hold, only the screen knows them. */
	replaces: string[];
}

/** [M4] Every pupil and half-day that a bulk act is about, with what stands now; half-days without a day that is held are left out. */
export function bulkLines(days: readonly Day[], { code, halves, isFor }: BulkAsk): BulkLine[] {
	return halves.flatMap((half) => {
		const day = days.find((each) => each.date === half.date);
		return (day?.classes ?? []).flatMap((classDay) => linesOf(classDay, half, code, isFor));
	});
}

function linesOf(
	{ schoolClass, ...registers }: ClassDay,
	half: Half,
	code: Code,
	isFor: BulkAsk['isFor']
): BulkLine[] {
	const { classId, name: className } = schoolClass;
	return registers[half.session].rows.flatMap((row): BulkLine[] => {
		const { pupil, mark, plans } = row;
		if (!isFor(classId, pupil.pupilId, half)) return [];
		const sawPlans = plans.expected.map((plan) => plan.id);
		const arrivedAt = mark.arrival?.at ?? null;
		const stands = standsFor(mark, code, half.date);
		return [
			{
				pupil,
				classId,
				className,
				half,
				stands,
				was: mark.code,
				arrivedAt,
				sawPlans,
				replaces: entriesOf(row)
			}
		];
	});
}

function standsFor(mark: Mark, code: Code, date: string): Stands {
	if (mark.shown === 'unmarked' || mark.provisional) return 'nothing';
	if (mark.code === code && !mark.dispute) return 'already';
	// Where two people disagree, and one says that the child is here, the child may be here.
	const isDoubtful = mark.history.some(
		({ entry, standing }) => standing === 'stands beside' && saysHere(entry)
	);
	if (isHere(mark) || isDoubtful) return 'here';
	const kind = mark.code ? codeOn(mark.code, date)?.class : undefined;
	return kind === 'elsewhere' || mark.code === 'X' || mark.code === 'D' ? 'elsewhere' : 'absent';
}

/** [M5] The lines that a bulk act enters: what is right already and who is elsewhere are left alone, and who is marked here unless a person says so. */
export function toEnter(lines: readonly BulkLine[], replaceHere: boolean): BulkLine[] {
	return lines.filter(
		({ stands }) => stands === 'nothing' || stands === 'absent' || (stands === 'here' && replaceHere)
	);
}

/** What a bulk act records for one pupil and half-day. */
export type BulkEntry = Omit<
	Entry,
	'id' | 'v' | 'clientId' | 'seq' | 'signInId' | 'madeAt' | 'clock' | 'replaces'
> &
	Partial<Pick<Entry, 'replaces'>>;

/** [M3] One entry for each line, all of one act and with one reason. */
export function bulkEntries(
	lines: readonly BulkLine[],
	said: { code: Code; reason: string; actId: string; detail?: string; closure?: string }
): BulkEntry[] {
	return lines.map(({ pupil, classId, half, sawPlans, replaces }) => ({
		kind: 'mark',
		pupilId: pupil.pupilId,
		classId,
		...half,
		how: 'office',
		sawPlans,
		replaces,
		...said
	}));
}

/** The ids of all entries that a row was read from. */
export function entriesOf({ facts }: RegisterRow): string[] {
	return facts.flatMap((fact) => (fact.kind === 'mark' ? [fact.id] : []));
}

/** The row of a pupil's half-day among days. */
export function rowAt(days: readonly Day[], { date, session }: Half, pupilId: string): RegisterRow | null {
	return days.find((each) => each.date === date)?.pupils.get(pupilId)?.[session] ?? null;
}
