import type { Book } from './book.ts';
import { correctedAt } from './clock.ts';
import type { Finish, HeldFact, Plan, Proposal, PupilFact, Unlisted } from './facts.ts';
import type { PlansAt } from './answers.ts';
import { fold } from './fold.ts';
import type { CellFact, Mark, Shown } from './mark.ts';
import { plansAt } from './plans.ts';
import type { Session } from './sessions.ts';

/** One class, one session. */
export interface RegisterOf {
	classId: string;
	date: string;
	session: Session;
}

export interface RegisterRow {
	pupil: HeldFact<PupilFact>;
	mark: Mark;
	/** The plan this registration expects, if there is one. */
	plan: HeldFact<Plan> | null;
	/** The facts the mark is made of. */
	facts: CellFact[];
	plans: PlansAt;
	/** The classroom's word that the pupil came after the close. */
	proposal: HeldFact<Proposal> | null;
}

export interface Counts {
	here: number;
	late: number;
	absent: number;
	away: number;
	/** Unmarked, or with a mark that no person stands behind. */
	left: number;
	roll: number;
}

export interface Register extends RegisterOf {
	rows: RegisterRow[];
	counts: Counts;
	/** The latest finish; it ends nothing. */
	finish: HeldFact<Finish> | null;
	/** Every device number that has finished this register. */
	finishedBy: string[];
	unlisted: HeldFact<Unlisted>[];
	/** The corrected instant of the first entry there is. */
	beganAt: number | null;
}

/** One class's register of one session, from facts in any order; refused ones are left out by the caller [E1]. */
export function readRegister(
	book: Book,
	facts: readonly HeldFact[],
	of: RegisterOf,
	roll: readonly HeldFact<PupilFact>[] = book.rollOf(of.classId, of.date)
): Register {
	const cells = new Map<string, CellFact[]>();
	/** Withdrawals by the entries they take back: an undone closure has hundreds, and a row asks only for its own. */
	const takenBack = new Map<string, CellFact[]>();
	const plans = new Map<string, HeldFact<Plan>[]>();
	const proposals = new Map<string, HeldFact<Proposal>>();
	const finishes: HeldFact<Finish>[] = [];
	const unlisted = new Map<string, HeldFact<Unlisted>>();
	let beganAt: number | null = null;

	for (const fact of facts) {
		if (fact.kind === 'plan') plans.set(fact.pupilId, [...(plans.get(fact.pupilId) ?? []), fact]);
		if (!('session' in fact) || fact.date !== of.date || fact.session !== of.session) continue;
		if (fact.kind === 'mark' || fact.kind === 'seen')
			cells.set(fact.pupilId, [...(cells.get(fact.pupilId) ?? []), fact]);
		if (fact.kind === 'mark' && fact.classId === of.classId)
			beganAt = Math.min(beganAt ?? Infinity, correctedAt(fact));
		if (fact.kind === 'withdraw')
			for (const id of fact.entries) takenBack.set(id, [...(takenBack.get(id) ?? []), fact]);
		if (fact.kind === 'propose') proposals.set(fact.pupilId, later(proposals.get(fact.pupilId), fact));
		if (fact.kind === 'finish' && fact.classId === of.classId) finishes.push(fact);
		if (fact.kind === 'unlisted' && fact.classId === of.classId) unlisted.set(fact.id, fact);
	}

	const times = book.timesOn(of.date, of.classId)?.[of.session] ?? null;
	const order = book.settingsOn(of.date)?.callingOrder ?? 'forename';
	const rows = inCallingOrder(roll, order).map((pupil) => {
		const { pupilId } = pupil;
		const own = plansAt(plans.get(pupilId) ?? [], { ...of, pupilId }, times);
		const of1 = cells.get(pupilId) ?? [];
		const gone = new Set(of1.flatMap((fact) => takenBack.get(fact.id) ?? []));
		return rowOf(pupil, [...of1, ...gone], own, proposals.get(pupilId) ?? null);
	});
	return {
		...of,
		rows,
		counts: countsOf(rows),
		finish: finishes.reduce<HeldFact<Finish> | null>((best, each) => later(best ?? undefined, each), null),
		finishedBy: [...new Set(finishes.map((each) => each.clientId))],
		unlisted: [...unlisted.values()].sort((a, b) => correctedAt(a) - correctedAt(b)),
		beganAt
	};
}

/** A row from its facts: what a screen recomputes for one pupil when that pupil is tapped. */
export function rowOf(
	pupil: HeldFact<PupilFact>,
	facts: CellFact[],
	plans: PlansAt,
	proposal: HeldFact<Proposal> | null
): RegisterRow {
	return { pupil, facts, plans, plan: plans.expected[0] ?? null, proposal, mark: fold(facts, plans) };
}

const COUNTED: Record<Shown, keyof Counts> = {
	unmarked: 'left',
	present: 'here',
	late: 'late',
	absent: 'absent',
	away: 'away'
};

/** A count that adds up: here + late + absent + away + left = roll. What nobody confirmed is left to mark. */
export function countsOf(rows: readonly Pick<RegisterRow, 'mark'>[]): Counts {
	const counts: Counts = { here: 0, late: 0, absent: 0, away: 0, left: 0, roll: rows.length };
	for (const { mark } of rows) counts[mark.provisional ? 'left' : COUNTED[mark.shown]] += 1;
	return counts;
}

/** Pupils as their names are called: by the name used in class, or by surname. */
export function inCallingOrder<P extends PupilFact>(
	pupils: readonly P[],
	order: 'forename' | 'surname'
): P[] {
	const key = (pupil: P) => {
		const first = pupil.knownAs ?? pupil.forename;
		return order === 'surname' ? [pupil.surname, first] : [first, pupil.surname];
	};
	return [...pupils].sort((a, b) => {
		const [a1 = '', a2 = ''] = key(a);
		const [b1 = '', b2 = ''] = key(b);
		return alphabetical.compare(a1, b1) || alphabetical.compare(a2, b2) || (a.pupilId < b.pupilId ? -1 : 1);
	});
}

const alphabetical = new Intl.Collator('en-GB');

function later<F extends HeldFact>(a: F | undefined, b: F): F {
	if (!a) return b;
	const gap = correctedAt(b) - correctedAt(a);
	return gap > 0 || (gap === 0 && b.id > a.id) ? b : a;
}
