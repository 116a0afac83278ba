import { arrivalReason, originalsOf } from './amendment.ts';
import type { Book } from './book.ts';
import { correctedAt } from './clock.ts';
import type { Accepted, Entry, HeldFact, Plan, PupilFact, Withdrawal } from './facts.ts';
import { readRegister, rowOf, type RegisterRow } from './register.ts';
import { plansAt } from './plans.ts';
import { sessionWindow, type Session } from './sessions.ts';
import { schoolDaysBetween } from './calendar.ts';

/** An amendment: what stood, and what was entered in its place; or the taking back that left nothing in its place. */
export interface Amendment {
	entry: HeldFact<Entry | Withdrawal>;
	/** What it changed, the newest first. */
	originals: HeldFact<Entry>[];
}

/** What is known of a stretch of the past. */
export interface PastFacts {
	book: Book;
	/** In any order; plans too, refused ones left out by the caller. */
	facts: readonly HeldFact[];
	/** Entries that the school took in as amendments, by id; of what it has not seen yet the rules decide here. */
	amendments: ReadonlySet<string>;
}

/** [A8] An entry that was taken back with a reason is amended too: afterwards nothing stands there. */
export function isTakingBack(fact: HeldFact): fact is HeldFact<Withdrawal> {
	return fact.kind === 'withdraw' && fact.reason !== undefined;
}

/** What the school told over what this device held before: of two tellings of a fact the school's stands. */
export function joined(
	held: { book: Book; facts: readonly HeldFact[] },
	told: { facts: readonly HeldFact[]; amendments: readonly string[] } | null
): PastFacts {
	const facts = new Map([...held.facts, ...(told?.facts ?? [])].map((fact) => [fact.id, fact]));
	return { book: held.book, facts: [...facts.values()], amendments: new Set(told?.amendments ?? []) };
}

/** One pupil's half-day as it was. */
export interface PastCell {
	date: string;
	session: Session;
	/** Whose register it was. */
	classId: string;
	/** False where a later word took the pupil off the roll for that day: what was marked is shown, and counts in no total. */
	isOnRoll: boolean;
	row: RegisterRow;
	/** Oldest first; empty where nothing was amended. */
	amendments: Amendment[];
}

/** [A8] The amendments in one pupil's half-day, oldest first; one that was itself taken back is none, and its taking back is one. */
export function amendmentsIn(row: RegisterRow, past: PastFacts): Amendment[] {
	const { facts, mark } = row;
	const takings = facts.filter(isTakingBack);
	// Nearly every mark is one answer.
	if (mark.history.length < 2 && takings.length === 0) return [];
	const entries = facts.filter((fact): fact is HeldFact<Entry> => fact.kind === 'mark');
	const gone = new Set(facts.flatMap((fact) => (fact.kind === 'withdraw' ? fact.entries : [])));
	const plans = [...row.plans.byId.values()];
	const takenBack = takings.flatMap((entry): Amendment[] => {
		const originals = entries.filter((each) => entry.entries.includes(each.id));
		return originals.length > 0 ? [{ entry, originals: newestFirst(originals) }] : [];
	});
	const changed = entries
		.filter((entry) => !gone.has(entry.id) && entry.replaces.length > 0)
		.filter((entry) => past.amendments.has(entry.id) || entry.position === undefined)
		.flatMap((entry): Amendment[] => {
			const named = new Set(entry.replaces);
			const originals = originalsOf({
				entry,
				replaced: entries.filter((each) => named.has(each.id) && !gone.has(each.id)),
				window: sessionWindow(past.book, entry.date, entry.session, entry.classId),
				own: entries.filter((each) => each.clientId === entry.clientId && each.seq < entry.seq),
				// Of what the school has not seen yet, nobody's own taking is under way in an office.
				finished: true,
				plans
			});
			return originals.length > 0 ? [{ entry, originals: newestFirst(originals) }] : [];
		});
	return [...changed, ...takenBack].sort(
		(a, b) => correctedAt(a.entry) - correctedAt(b.entry) || (a.entry.id < b.entry.id ? -1 : 1)
	);
}

/** [U2] A pupil's half-days over some dates, in order: of every day on which the pupil was on roll, and every one that was marked. */
export function pupilPast(
	past: PastFacts,
	pupilId: string,
	{ from, to }: { from: string; to: string }
): PastCell[] {
	const { book } = past;
	const pupil = book.pupil(pupilId);
	if (!pupil) return [];
	const plans = past.facts.filter((fact) => fact.kind === 'plan');
	const byHalf = Map.groupBy(past.facts, (fact) => ('session' in fact ? `${fact.date}|${fact.session}` : ''));
	return schoolDaysBetween(book, from, to).flatMap((date) => {
		const onRollIn = book.classOf(pupilId, date);
		return (['AM', 'PM'] as const).flatMap((session): PastCell[] => {
			const cell = { pupilId, date, session };
			const facts = (byHalf.get(`${date}|${session}`) ?? []).filter(
				(fact) =>
					fact.kind === 'withdraw' ||
					((fact.kind === 'mark' || fact.kind === 'seen') && fact.pupilId === pupilId)
			);
			const classId = onRollIn ?? facts.findLast((fact) => fact.kind === 'mark')?.classId;
			if (classId === undefined) return [];
			const times = book.timesOn(date, classId)?.[session] ?? null;
			const row = rowOf(
				pupil,
				facts.filter((fact) => fact.kind === 'mark' || fact.kind === 'seen' || fact.kind === 'withdraw'),
				plansAt(plans, cell, times),
				null
			);
			const isOnRoll = onRollIn !== null;
			return [{ date, session, classId, isOnRoll, row, amendments: amendmentsIn(row, past) }];
		});
	});
}

/** One side of an amendment. */
export interface AmendedEntry {
	id: string;
	/** The code, a confirmed plan's too; null where an absence was known and had none. */
	code: string | null;
	arrivedAt?: string;
	detail?: string;
	/** Epoch ms, the school's time. */
	madeAt: number;
	maker: Pick<Accepted['maker'], 'staffId' | 'name' | 'position'>;
}

/** An amendment with its five items: what stood, what stands instead, why, when, and by whom in which position. */
export interface AmendmentLine {
	pupilId: string;
	classId: string;
	/** The session it is of. */
	date: string;
	session: Session;
	originals: AmendedEntry[];
	amended: AmendedEntry;
	reason: string;
	/** Null where the school has not received it yet. */
	receivedAt: number | null;
	/** Entries of one act share it. */
	actId?: string;
	/** True where it was entered under the head's standing instruction. */
	byInstruction?: true;
	/** True where the originals were taken back and nothing was entered in their place. */
	takenBack?: true;
}

/** How many amendments one person made in one class's registers. */
export interface AmendmentCount {
	classId: string;
	staffId: string;
	name: string;
	count: number;
}

/** [A8] An amendment as people read it; `plans` are those that its entries may confirm. */
export function amendmentLine(
	book: Book,
	{ entry, originals }: Amendment,
	plans: ReadonlyMap<string, Pick<Plan, 'code'>>
): AmendmentLine {
	const told = (of: HeldFact<Entry>): AmendedEntry => {
		const { id, arrivedAt, detail, maker } = of;
		return {
			id,
			code: of.code ?? plans.get(of.confirms ?? '')?.code ?? null,
			...(arrivedAt ? { arrivedAt } : {}),
			...(detail ? { detail } : {}),
			madeAt: correctedAt(of),
			maker: { staffId: maker?.staffId ?? '', name: maker?.name ?? '', position: maker?.position ?? '' }
		};
	};
	if (entry.kind === 'withdraw')
		return takenBackLine(entry, originals[0]?.pupilId ?? '', originals.map(told));
	const { pupilId, classId, date, session, arrivedAt, actId, instruction } = entry;
	// An arrival carries its reason by itself [A5].
	const times = arrivedAt ? book.timesOn(date, classId)?.[session] : undefined;
	const own = arrivedAt && times ? arrivalReason(arrivedAt, times) : '';
	return {
		...{ pupilId, classId, date, session },
		originals: originals.map(told),
		amended: told(entry),
		reason: entry.reason ?? own,
		receivedAt: entry.receivedAt ?? null,
		...(actId ? { actId } : {}),
		...(instruction ? { byInstruction: true as const } : {})
	};
}

function takenBackLine(
	fact: HeldFact<Withdrawal>,
	pupilId: string,
	originals: AmendedEntry[]
): AmendmentLine {
	const { id, classId, date, session, actId, maker } = fact;
	const by = { staffId: maker?.staffId ?? '', name: maker?.name ?? '', position: maker?.position ?? '' };
	return {
		...{ pupilId, classId, date, session },
		originals,
		amended: { id, code: null, madeAt: correctedAt(fact), maker: by },
		reason: fact.reason ?? '',
		receivedAt: fact.receivedAt ?? null,
		...(actId ? { actId } : {}),
		takenBack: true
	};
}

/** [U1] A class's register of one half-day as it was, with its amendments by pupil; who was marked in it and is off the roll by a later word too. */
export function pastRegister(past: PastFacts, of: { classId: string; date: string; session: Session }) {
	const { book } = past;
	const onRoll = book.rollOf(of.classId, of.date);
	const register = readRegister(book, past.facts, of, [...onRoll, ...markedOffRoll(past, of)]);
	const listed = new Set(onRoll.map(({ pupilId }) => pupilId));
	const cells = new Map(
		register.rows.map((row): [string, PastCell] => {
			const { pupilId } = row.pupil;
			return [pupilId, { ...of, isOnRoll: listed.has(pupilId), row, amendments: amendmentsIn(row, past) }];
		})
	);
	return { register, cells };
}

/** Marked in the register of a day for which they are now on no class's list. */
function markedOffRoll(
	{ book, facts }: PastFacts,
	of: { classId: string; date: string; session: Session }
): HeldFact<PupilFact>[] {
	const marked = facts.flatMap((fact) =>
		fact.kind === 'mark' &&
		fact.classId === of.classId &&
		fact.date === of.date &&
		fact.session === of.session
			? fact.pupilId
			: []
	);
	return [...new Set(marked)].flatMap((pupilId) =>
		book.classOf(pupilId, of.date) === null ? (book.pupil(pupilId) ?? []) : []
	);
}

function newestFirst(entries: readonly HeldFact<Entry>[]): HeldFact<Entry>[] {
	return [...entries].sort((a, b) => correctedAt(b) - correctedAt(a) || (a.id > b.id ? -1 : 1));
}
