import { aboutFlag, checksOfRow, type Check } from './checks.ts';
import type { ClassDay, Day } from './day.ts';
import type { ClassFact, Entry, HeldFact, Plan, Proposal, Unlisted } from './facts.ts';
import type { Mark } from './mark.ts';
import type { RegisterOf, RegisterRow } from './register.ts';
import { SESSIONS } from './sessions.ts';

/** A place in the school's registers that a person has to look at. */
export interface InRegister {
	schoolClass: HeldFact<ClassFact>;
	of: RegisterOf;
}

/** Two answers that nobody has decided between. */
export interface DisputeToSettle extends InRegister {
	row: RegisterRow;
	/** In a sentence. */
	words: string;
	/** A child may be missing. */
	urgent: boolean;
	/** What disagrees, oldest first: entries, or the plan that a fill had not seen. */
	answers: (HeldFact<Entry> | HeldFact<Plan>)[];
}

/** A mark that waits for the office's code: a parent has said why, or class or desk propose one. */
export type CodeToSettle = InRegister & { row: RegisterRow } & (
		{ from: 'message'; plan: HeldFact<Plan> } | { from: 'proposal'; proposal: HeldFact<Proposal> }
	);

/** A child in the room who is on no list. */
export interface NameToSettle extends InRegister {
	unlisted: HeldFact<Unlisted>;
}

/** Why a mark is flagged; a mark with two flags is looked at once, for the first of these. */
export const FLAGS = ['code-differs', 'clock', 'late-taking', 'other-class'] as const;
export type Flag = (typeof FLAGS)[number];

/** Marks of one register that bear the same flag, to be looked at together. */
export interface FlagToSettle extends InRegister {
	flag: Flag;
	marks: { row: RegisterRow; entry: HeldFact<Entry>; about: string }[];
}

/** All that the office has to look at in a day, besides what was refused [O5]. */
export interface ToCheck {
	disputes: DisputeToSettle[];
	codes: CodeToSettle[];
	names: NameToSettle[];
	flags: FlagToSettle[];
}

/** What the office has to look at in both registers of every class; urgent disputes first [O5]. */
export function toCheck(day: Day): ToCheck {
	const all: ToCheck = { disputes: [], codes: [], names: [], flags: [] };
	for (const classDay of day.classes)
		for (const session of SESSIONS) {
			const of = { classId: classDay.schoolClass.classId, date: day.date, session };
			take(all, classDay, of, day.settled);
		}
	all.disputes.sort((a, b) => Number(b.urgent) - Number(a.urgent));
	return all;
}

/** The same over several days, in the order in which they are given: what nobody has decided is to check on the next day too [O5]. */
export function toCheckOver(days: readonly Day[]): ToCheck {
	const each = days.map(toCheck);
	return {
		disputes: each.flatMap(({ disputes }) => disputes),
		codes: each.flatMap(({ codes }) => codes),
		names: each.flatMap(({ names }) => names),
		flags: each.flatMap(({ flags }) => flags)
	};
}

function take(
	all: ToCheck,
	{ schoolClass, ...read }: ClassDay,
	of: RegisterOf,
	settled: Day['settled']
): void {
	const register = read[of.session];
	const place = { schoolClass, of };
	const flags = new Map<Flag, FlagToSettle['marks']>();
	for (const row of register.rows) {
		const { dispute, plan, proposal } = undecidedIn(row, settled);
		if (dispute)
			all.disputes.push({
				...place,
				row,
				words: dispute.why,
				urgent: dispute.urgent,
				answers: answersOf(row, dispute.between)
			});
		if (plan) all.codes.push({ ...place, row, from: 'message', plan });
		if (proposal) all.codes.push({ ...place, row, from: 'proposal', proposal });
		for (const { flag, ...mark } of flaggedIn(row))
			if (!settled.has(mark.about)) flags.set(flag, [...(flags.get(flag) ?? []), mark]);
	}
	for (const unlisted of register.unlisted)
		if (!settled.has(unlisted.id)) all.names.push({ ...place, unlisted });
	for (const flag of FLAGS) {
		const marks = flags.get(flag);
		if (marks) all.flags.push({ ...place, flag, marks });
	}
}

/** What nobody has decided in a row: between two answers, a message that has no code, a proposal [O5]. */
export function undecidedIn(
	row: RegisterRow,
	settled: Day['settled']
): Pick<RegisterRow['mark'], 'dispute'> & Pick<RegisterRow, 'plan' | 'proposal'> {
	const isOpen = ({ kind, about }: Check) => kind === 'proposal' && !settled.has(about);
	return {
		dispute: row.mark.dispute,
		plan: messageWithoutCode(row.mark, row),
		proposal: checksOfRow(row).some(isOpen) ? row.proposal : null
	};
}

/** Every mark of a row that shows or stands beside and bears a flag, settled or not. */
export function flaggedIn(row: RegisterRow): (FlagToSettle['marks'][number] & { flag: Flag })[] {
	return row.mark.history.flatMap(({ entry, standing }) => {
		const held = entry as HeldFact<Entry>;
		const flag = FLAGS.find((each) => held.flags?.includes(each));
		const stands = standing === 'shows' || standing === 'stands beside';
		return flag && stands ? [{ row, entry: held, about: aboutFlag(entry.id), flag }] : [];
	});
}

/** The absence message whose code the office has still to settle for a mark: confirmed in class, or rung in for a child marked N. */
export function messageWithoutCode(
	mark: Pick<Mark, 'head' | 'shown' | 'code' | 'provisional'>,
	row: Pick<RegisterRow, 'facts' | 'plans'>
): HeldFact<Plan> | null {
	if (mark.provisional) return null;
	if (mark.shown === 'absent') return row.plans.expected.find(isOpenMessage) ?? null;
	if (mark.shown !== 'away' || mark.code !== null) return null;
	const head = row.facts.find((fact) => fact.id === mark.head);
	const plan =
		head?.kind === 'mark' && head.confirms !== undefined ? row.plans.byId.get(head.confirms) : null;
	return plan && isOpenMessage(plan) ? plan : null;
}

/** What an entry says, or a plan, as the office reads it. */
export function answersOf(row: RegisterRow, ids: readonly string[]): DisputeToSettle['answers'] {
	const entries = row.mark.history.flatMap(({ entry }) => (ids.includes(entry.id) ? [entry] : []));
	const plans = ids.flatMap((id) => row.plans.byId.get(id) ?? []);
	return [...entries, ...plans];
}

const isOpenMessage = (plan: Plan): boolean => plan.message !== undefined && plan.code === undefined;
