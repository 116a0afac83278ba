import { isClassroom } from './answers.ts';
import type { Book } from './book.ts';
import { correctedAt } from './clock.ts';
import type { Call, ClassFact, HeldFact, PupilFact, Settle } from './facts.ts';
import { readRegister, type Register, type RegisterRow } from './register.ts';
import { sessionWindow, type Session } from './sessions.ts';
import { whereaboutsOf, type Whereabouts } from './whereabouts.ts';

/** One child's day: what each half adds up to, where the child is said to be, and who was rung. */
export interface PupilDay {
	pupil: HeldFact<PupilFact>;
	classId: string;
	AM: RegisterRow;
	PM: RegisterRow;
	whereabouts: Whereabouts;
	/** Oldest first. */
	calls: HeldFact<Call>[];
}

/** One class's day. */
export interface ClassDay {
	schoolClass: HeldFact<ClassFact>;
	AM: Register;
	PM: Register;
}

/** A school's day as one device holds it: both registers of every class, read once for desk, board and lists alike. */
export interface Day {
	date: string;
	book: Book;
	/** In the school's order; classes without a pupil that day are left out. */
	classes: ClassDay[];
	pupils: ReadonlyMap<string, PupilDay>;
	/** What a person has dealt with, by the id of what it was about. */
	settled: ReadonlyMap<string, HeldFact<Settle>>;
}

/** Reads a day at an instant (epoch ms) from facts in any order; plans too, refused ones left out by the caller [B4]. */
export function readDay(book: Book, facts: readonly HeldFact[], date: string, now: number): Day {
	const classOf = new Map<string, string>();
	const roll = new Map<string, HeldFact<PupilFact>[]>();
	for (const pupil of book.pupils()) {
		const classId = book.classOf(pupil.pupilId, date);
		if (classId === null) continue;
		classOf.set(pupil.pupilId, classId);
		push(roll, classId, pupil);
	}
	const { byClass, byPupil, settled, withdrawals } = sorted(facts, classOf, date);
	const pupils = new Map<string, PupilDay>();
	const classes = book.classes().flatMap((schoolClass): ClassDay[] => {
		const { classId } = schoolClass;
		const here = roll.get(classId);
		if (!here) return [];
		const times = book.timesOn(date, classId);
		const own = [...(byClass.get(classId) ?? []), ...withdrawals];
		const read = (session: Session, pupils: readonly HeldFact<PupilFact>[]) =>
			readRegister(book, own, { classId, date, session }, pupils);
		const AM = read('AM', here);
		// Called in that order already, and sorting what is sorted is quick.
		const PM = read(
			'PM',
			AM.rows.map((row) => row.pupil)
		);
		const afternoon = new Map(PM.rows.map((row) => [row.pupil.pupilId, row]));
		for (const row of AM.rows) {
			const { pupil } = row;
			const mine = byPupil.get(pupil.pupilId) ?? NONE;
			pupils.set(pupil.pupilId, {
				pupil,
				classId,
				AM: row,
				PM: afternoon.get(pupil.pupilId) ?? row,
				whereabouts: whereaboutsOf(mine, now, times),
				calls: oldestFirst(mine.filter((fact) => fact.kind === 'call'))
			});
		}
		return [{ schoolClass, AM, PM }];
	});
	return { date, book, classes, pupils, settled };
}

/**
 * The half-day that a class's children are read from: the afternoon from its opening on, or from the first answer in the
 * room after the morning's end; what the office enters ahead opens no register [B6].
 */
export function sessionSoFar(day: Day, { AM, PM }: ClassDay, now: number): Session {
	const window = sessionWindow(day.book, day.date, 'PM', PM.classId);
	const morning = sessionWindow(day.book, day.date, 'AM', AM.classId);
	if (!window || !morning || now < morning.endsAt) return AM.session;
	const isTaken = PM.rows.some(({ facts }) =>
		facts.some((fact) => fact.kind === 'mark' && isClassroom(fact))
	);
	return isTaken || now >= window.opensAt ? PM.session : AM.session;
}

/** Both halves of one pupil's day; none of a pupil who was on no list. */
export function halvesIn({ date, pupils }: Day, pupilId: string): { date: string; row: RegisterRow }[] {
	const own = pupils.get(pupilId);
	return own ? [own.AM, own.PM].map((row) => ({ date, row })) : [];
}

const NONE: readonly HeldFact[] = [];

function oldestFirst<F extends HeldFact>(facts: readonly F[]): F[] {
	if (facts.length === 0) return [];
	return [...new Map(facts.map((fact) => [fact.id, fact])).values()].sort(byAge);
}

function byAge(a: HeldFact, b: HeldFact): number {
	return correctedAt(a) - correctedAt(b) || (a.id < b.id ? -1 : 1);
}

/** One pass over all facts: a board of sixty classes must not go through them sixty times. */
function sorted(facts: readonly HeldFact[], classOf: ReadonlyMap<string, string>, date: string) {
	const byClass = new Map<string, HeldFact[]>();
	const byPupil = new Map<string, HeldFact[]>();
	const settled = new Map<string, HeldFact<Settle>>();
	const withdrawals: HeldFact[] = [];
	for (const fact of facts) {
		if ('session' in fact && fact.date !== date) continue;
		if (fact.kind === 'settle') {
			const held = settled.get(fact.about);
			if (!held || byAge(held, fact) < 0) settled.set(fact.about, fact);
		} else if (fact.kind === 'withdraw') withdrawals.push(fact);
		else {
			const pupilId = 'pupilId' in fact ? fact.pupilId : null;
			const own = pupilId === null ? undefined : classOf.get(pupilId);
			// A pupil's facts belong to where the pupil is today, and a register's own to its class.
			const classId = own ?? ('classId' in fact ? fact.classId : undefined);
			if (classId !== undefined) push(byClass, classId, fact);
			if (pupilId !== null) push(byPupil, pupilId, fact);
		}
	}
	return { byClass, byPupil, settled, withdrawals };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
	const held = map.get(key);
	if (held) held.push(value);
	else map.set(key, [value]);
}
