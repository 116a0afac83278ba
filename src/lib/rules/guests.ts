import type { Book } from './book.ts';
import type { Elsewhere, HeldFact, Plan } from './facts.ts';
import type { CellFact } from './mark.ts';
import { plansAt } from './plans.ts';
import { inCallingOrder, rowOf, type RegisterOf, type RegisterRow } from './register.ts';
import { standing } from './whereabouts.ts';

/** A child who is with another class for a half-day: the row is of the child’s own class’s register. */
export interface GuestRow {
	classId: string;
	row: RegisterRow;
}

/** [B7] Where a standing *elsewhere* places children with a class for a half-day, by pupil. */
export function guestsAmong(
	facts: readonly HeldFact[],
	of: RegisterOf
): ReadonlyMap<string, HeldFact<Elsewhere>> {
	const said = facts.filter(
		(fact): fact is HeldFact<Elsewhere> =>
			fact.kind === 'elsewhere' && fact.date === of.date && fact.session === of.session
	);
	const here = standing(said).filter((fact) => fact.withClass === of.classId && fact.classId !== of.classId);
	return new Map(here.map((fact) => [fact.pupilId, fact]));
}

/** [B7] A class’s guests in a half-day, in calling order, each marked in their own class’s register. */
export function guestRows(book: Book, facts: readonly HeldFact[], of: RegisterOf): GuestRow[] {
	const guests = guestsAmong(facts, of);
	if (guests.size === 0) return [];
	const pupils = [...guests.keys()].flatMap((pupilId) => book.pupil(pupilId) ?? []);
	const order = book.settingsOn(of.date)?.callingOrder ?? 'forename';
	const isThen = (fact: HeldFact) =>
		'session' in fact && fact.date === of.date && fact.session === of.session;
	return inCallingOrder(pupils, order).flatMap((pupil): GuestRow[] => {
		const { pupilId } = pupil;
		const classId = book.classOf(pupilId, of.date);
		if (classId === null || classId === of.classId) return [];
		const own = facts.filter((fact) => 'pupilId' in fact && fact.pupilId === pupilId);
		const marks = own.filter(
			(fact): fact is CellFact & HeldFact => isThen(fact) && (fact.kind === 'mark' || fact.kind === 'seen')
		);
		const ids = new Set(marks.map((fact) => fact.id));
		const gone = facts.filter((fact) => fact.kind === 'withdraw' && fact.entries.some((id) => ids.has(id)));
		const plans = own.filter((fact): fact is HeldFact<Plan> => fact.kind === 'plan');
		const times = book.timesOn(of.date, classId)?.[of.session] ?? null;
		const proposal = own.findLast((fact) => fact.kind === 'propose' && isThen(fact));
		return [
			{
				classId,
				row: rowOf(
					pupil,
					[...marks, ...(gone as CellFact[])],
					plansAt(plans, { ...of, pupilId }, times),
					proposal?.kind === 'propose' ? proposal : null
				)
			}
		];
	});
}
