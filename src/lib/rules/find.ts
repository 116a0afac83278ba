import { correctedAt } from './clock.ts';
import { closureAt } from './closures.ts';
import type { ClassDay, Day, PupilDay } from './day.ts';
import type { HeldFact, Settle } from './facts.ts';
import { overdueBack, reasonToFind } from './find-kinds.ts';
import { FIND_KINDS, messageOf, type FindKind, type Reading, type Reason } from './find-reason.ts';
import { rowFor, type FindKnown, type ToFind } from './find-row.ts';
import { asKnownNow, isMorningOpen } from './find-seen.ts';
import { newSince } from './find-starter.ts';
import { isLeft, receivedOf } from './received.ts';
import type { RegisterRow } from './register.ts';
import { sessionWindow, type Session } from './sessions.ts';
import { tabletsByClass } from './tablets.ts';

interface ClassNamed {
	classId: string;
	name: string;
}

/** The children to find, in the order to ring, and the classes that nothing can be said of. */
export interface ToFindList {
	rows: ToFind[];
	/** Registers have closed and nothing has come: nobody is rung for their blanks. */
	notReported: ClassNamed[];
	/** Registers have closed and some pupils are not marked, in a register that was never finished. */
	unfinished: (ClassNamed & { left: number })[];
}

/** Every child whom nobody has accounted for, and no other [CF1]. A row leaves by a stated cause, a presence, or a person's settling. */
export function childrenToFind(day: Day, known: FindKnown): ToFindList {
	const { book, date } = day;
	const { session, now } = known;
	const ownOf = tabletsByClass(book, known.tablets, { date, session }, now);
	const since = newSince(book, date);
	const list: ToFindList = { rows: [], notReported: [], unfinished: [] };
	for (const classDay of day.classes) {
		const { classId, name } = classDay.schoolClass;
		const readings = readingsOf(day, classDay, session).map((each) => ({ ...each, newSince: since, now }));
		const [reading] = readings;
		if (!reading) continue;
		nameWhatIsMissing(list, { classId, name }, readings);
		const own = ownOf(classId);
		for (const { pupil } of reading.register.rows) {
			const told = day.pupils.get(pupil.pupilId);
			if (!told) continue;
			const child = asKnownNow(told);
			const reason = pressing(child, readings, day.settled);
			if (reason) list.rows.push(rowFor(child, name, reason, reading, { ...known, own }));
		}
	}
	list.rows.sort(inOrderToRing);
	return list;
}

/** The register on the board, and in the afternoon the morning's after it. */
function readingsOf(day: Day, classDay: ClassDay, session: Session): Omit<Reading, 'newSince' | 'now'>[] {
	const { book, date } = day;
	const { name, classId } = classDay.schoolClass;
	const sessions: Session[] = session === 'AM' ? ['AM'] : ['PM', 'AM'];
	return sessions.flatMap((each) => {
		const window = sessionWindow(book, date, each, classId);
		const register = classDay[each];
		if (!window || closureAt(book, register)) return [];
		const { hasReported } = receivedOf(register);
		const isTaken =
			register.finish !== null ||
			register.rows.every((row) => !isLeft(row) || isExpectedAway(day, row, each));
		return [{ book, register, className: name, window, hasReported, isTaken }];
	});
}

/** Whether a known absence accounts for a child who is not marked, by what is known now. */
function isExpectedAway({ pupils }: Day, { pupil, plan }: RegisterRow, session: Session): boolean {
	const child = pupils.get(pupil.pupilId);
	return plan !== null && (!child || asKnownNow(child)[session].plans.expected.length > 0);
}

/** [CF10] A class without any word is named and not rung for; so is what is left of a register that was never finished. */
function nameWhatIsMissing(list: ToFindList, named: ClassNamed, readings: readonly Reading[]): void {
	// Until the afternoon's register closes or begins, what the morning's never said is still not known.
	const reading = readings.find(({ hasReported, window, now }) => hasReported || now >= window.closesAt);
	if (!reading || reading.now < reading.window.closesAt || reading.register.finish) return;
	const { left } = reading.register.counts;
	if (left === 0) return;
	if (!reading.hasReported) list.notReported.push(named);
	else if (!reading.isTaken) list.unfinished.push({ ...named, left });
}

/** The most pressing reason that nobody has settled; the morning's stand until the afternoon has an answer that looked [CF9]. */
function pressing(child: PupilDay, readings: readonly Reading[], settled: Day['settled']): Reason | null {
	const [reading, morning] = readings;
	if (!reading) return null;
	const isOpen = isMorningOpen(child);
	const isBoard = reading.register.session === 'PM' || isOpen;
	const own = isBoard ? reasonToFind(child, reading) : null;
	const before = morning && isOpen ? carried(child, own, reasonToFind(child, morning)) : null;
	const open = [own, before, overdueBack(child, reading.now)]
		.filter((reason) => reason !== null)
		.filter((reason) => !isSettled(reason, settled.get(reason.about)))
		.sort((a, b) => rank(a) - rank(b));
	const [first, next] = open;
	if (!first) return null;
	// Who is not back and was never seen here has no reason yet all the same.
	return first.kind === 'overdue-back' && next ? { ...first, words: `${first.words} ${next.words}` } : first;
}

/** What the morning left open, in the afternoon: missed in both, it is one row, and the urgent one. */
function carried({ PM }: PupilDay, own: Reason | null, before: Reason | null): Reason | null {
	if (!before) return null;
	const isReported = messageOf(PM.plans.expected) !== undefined;
	if (PM.mark.shown === 'absent' && (own || isReported) && (own?.urgent || !before.urgent)) return null;
	return isReported ? { ...before, mayRing: false } : before;
}

/** [CF8] Settled by someone who could have seen all that it rests on; what comes later brings the row back. */
function isSettled({ rests, session }: Reason, settle: HeldFact<Settle> | undefined): boolean {
	if (!settle || (settle.session === 'AM' && session === 'PM')) return false;
	return rests.every((entry) => {
		const isOwn = entry.clientId === settle.clientId;
		const knownAt = isOwn ? correctedAt(entry) : (entry.receivedAt ?? correctedAt(entry));
		return knownAt <= correctedAt(settle);
	});
}

function inOrderToRing(a: ToFind, b: ToFind): number {
	return (
		Number(b.urgent) - Number(a.urgent) ||
		rank(a) - rank(b) ||
		// Everybody is rung once before anybody is rung again.
		a.calls.length - b.calls.length ||
		a.since - b.since
	);
}

/** A new child with no reason yet is rung among the others. */
function rank({ kind }: { kind: FindKind }): number {
	return FIND_KINDS.indexOf(kind === 'new-starter' ? 'no-reason' : kind);
}
