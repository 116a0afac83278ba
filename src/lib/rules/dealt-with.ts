import { checksOf } from './checks.ts';
import { flaggedIn, messageWithoutCode, type InRegister } from './checking.ts';
import { correctedAt } from './clock.ts';
import type { Day } from './day.ts';
import type { Entry, HeldFact, Settle } from './facts.ts';
import { fold } from './fold.ts';
import { shownEntry } from './presence.ts';
import type { RegisterRow } from './register.ts';
import { SESSIONS } from './sessions.ts';

/** Something that left one of the office's lists today, by an entry or by a settling. */
export interface DealtWith {
	id: string;
	/** Who or what it was about; null where this device never held it. */
	about: { row: RegisterRow; in: InRegister } | { name: string; in: InRegister } | null;
	/** The entry that answers it; null where it was settled with a reason alone. */
	entry: HeldFact<Entry> | null;
	outcome: Settle['outcome'];
	reason: string;
	by: string | null;
	/** The school's time (epoch ms). */
	at: number;
}

/** What was dealt with today, list by list, newest first: nothing leaves a list silently. */
export interface Dealt {
	disputes: DealtWith[];
	codes: DealtWith[];
	names: DealtWith[];
	flags: DealtWith[];
	refused: DealtWith[];
}

/** Reads what was dealt with from a day and its facts; a settling of what this device never held is of a refused fact. */
export function dealtWith(day: Day, facts: readonly HeldFact[]): Dealt {
	const dealt: Dealt = { disputes: [], codes: [], names: [], flags: [], refused: [] };
	for (const { schoolClass, ...read } of day.classes)
		for (const session of SESSIONS) {
			const place = { schoolClass, of: { classId: schoolClass.classId, date: day.date, session } };
			const open = new Set(checksOf(read[session], NOTHING_SETTLED).map((check) => check.about));
			for (const row of read[session].rows) takeRow(dealt, row, { place, open, settled: day.settled });
			for (const unlisted of read[session].unlisted) {
				const settle = day.settled.get(unlisted.id);
				if (settle) dealt.names.push(bySettle(settle, { name: unlisted.name, in: place }));
			}
		}
	const held = new Set(facts.map((fact) => fact.id));
	const citing = new Map(
		facts.flatMap((fact) => (fact.kind === 'mark' && fact.cites ? [[fact.cites, fact] as const] : []))
	);
	for (const [about, settle] of day.settled)
		// Flags and blanks are settled under a name of their own.
		if (!held.has(about) && !about.includes(':')) {
			const entry = citing.get(about) ?? null;
			dealt.refused.push({ ...bySettle(settle, entry && rowOfEntry(day, entry)), entry });
		}
	for (const list of Object.values(dealt) as DealtWith[][]) list.sort((a, b) => b.at - a.at);
	return dealt;
}

const NOTHING_SETTLED: Day['settled'] = new Map();

function takeRow(
	dealt: Dealt,
	row: RegisterRow,
	{ place, open, settled }: { place: InRegister; open: ReadonlySet<string>; settled: Day['settled'] }
): void {
	const about = { row, in: place };
	for (const { entry, standing } of row.mark.history) {
		if (standing === 'withdrawn' || entry.replaces.length === 0) continue;
		const before = row.facts.filter((fact) => entry.replaces.includes(fact.id));
		// The plan that the entry itself saw is what it had to weigh, not one that came later.
		const plans = {
			...row.plans,
			expected: row.plans.expected.filter((plan) => entry.sawPlans.includes(plan.id))
		};
		const was = fold(before, plans);
		if (was.dispute) dealt.disputes.push(byEntry(entry, about));
		if (entry.code !== undefined && entry.code !== 'N' && messageWithoutCode(was, { facts: before, plans }))
			dealt.codes.push(byEntry(entry, about));
	}
	const { proposal } = row;
	const settle = proposal ? settled.get(proposal.id) : undefined;
	if (settle) dealt.codes.push(bySettle(settle, about));
	else if (proposal && !open.has(proposal.id)) {
		// The proposed code was entered at the desk, or another answer here.
		const answer = shownEntry(row.mark);
		if (answer) dealt.codes.push(byEntry(answer, about));
	}
	for (const { about: flag } of flaggedIn(row)) {
		const seen = settled.get(flag);
		if (seen) dealt.flags.push(bySettle(seen, about));
	}
}

function byEntry(entry: HeldFact<Entry>, about: DealtWith['about']): DealtWith {
	const by = entry.maker?.name ?? null;
	const reason = entry.reason ?? '';
	return { id: entry.id, about, entry, outcome: 'accepted', reason, by, at: correctedAt(entry) };
}

function bySettle(settle: HeldFact<Settle>, about: DealtWith['about']): DealtWith {
	const { id, outcome, reason } = settle;
	return { id, about, entry: null, outcome, reason, by: settle.maker?.name ?? null, at: correctedAt(settle) };
}

function rowOfEntry(day: Day, entry: Entry): DealtWith['about'] {
	const row = day.pupils.get(entry.pupilId)?.[entry.session];
	const classDay = day.classes.find(({ schoolClass }) => schoolClass.classId === entry.classId);
	if (!row || !classDay || entry.date !== day.date) return null;
	const { schoolClass } = classDay;
	return { row, in: { schoolClass, of: { classId: entry.classId, date: day.date, session: entry.session } } };
}
