import type { Kysely } from 'kysely';
import type { Book } from '../../rules/book.ts';
import type { HeldFact, Withdrawal } from '../../rules/facts.ts';
import type { Session } from '../../rules/sessions.ts';
import { inTurns } from '../in-turns.ts';
import type { Guest } from './guests.ts';
import { factsBesideMarks, factsOf, plansAbout, told } from './reading.ts';
import type { Tables } from './tables.ts';

/** A class's worth: six years of plans of a whole school are tens of thousands, which take a second and more. */
const PUPILS_A_TURN = 30;

/** What is dated since a day (yyyy-MM-dd) about classes and pupils, and all plans of the pupils. */
export async function aboutSince(
	db: Kysely<Tables>,
	schoolId: string,
	{ classIds, pupilIds, since }: { classIds: readonly string[]; pupilIds: string[]; since: string }
): Promise<HeldFact[]> {
	const dated = await factsOf(db, schoolId)
		.where('fact.date', '>=', since)
		.where((eb) =>
			eb.or([
				...(classIds.length ? [eb('fact.classId', 'in', classIds)] : []),
				...(pupilIds.length ? [eb('fact.pupilId', 'in', pupilIds)] : [])
			])
		)
		.execute();
	const plans = await inTurns(pupilIds, PUPILS_A_TURN, async (some) => {
		const rows = await plansAbout(db, schoolId, some).execute();
		return rows.map(told);
	});
	return [...dated.map(told), ...plans];
}

/** What is dated from their day on about some guests, with their plans, and what was taken back that day in the class they are of. */
export async function aboutGuests(
	db: Kysely<Tables>,
	schoolId: string,
	guests: readonly Guest[]
): Promise<HeldFact[]> {
	const found = new Map<string, HeldFact>();
	for (const { pupilId, classId, date } of guests) {
		const back = await factsOf(db, schoolId)
			.where('fact.kind', '=', 'withdraw')
			.where('fact.classId', '=', classId)
			.where('fact.date', '=', date)
			.execute();
		const own = await aboutSince(db, schoolId, { classIds: [], pupilIds: [pupilId], since: date });
		for (const fact of [...own, ...back.map(told)]) found.set(fact.id, fact);
	}
	return [...found.values()];
}

/** What was taken back on some days of some classes: a withdrawal is found by its register. */
export async function takenBackOn(
	db: Kysely<Tables>,
	schoolId: string,
	days: readonly { classId: string; date: string }[]
): Promise<HeldFact<Withdrawal>[]> {
	if (days.length === 0) return [];
	const keyOf = ({ classId, date }: { classId: string; date: string }) => `${classId}|${date}`;
	const asked = new Set(days.map(keyOf));
	const rows = await factsBesideMarks(db, schoolId, ['withdraw'])
		.where('fact.classId', 'in', [...new Set(days.map(({ classId }) => classId))])
		.where('fact.date', 'in', [...new Set(days.map(({ date }) => date))])
		.execute();
	return rows
		.map(told)
		.filter((fact): fact is HeldFact<Withdrawal> => fact.kind === 'withdraw' && asked.has(keyOf(fact)));
}

/** All that one register rests on: its own facts, those of its pupils in that half-day, and their plans. */
export async function aboutRegister(
	db: Kysely<Tables>,
	schoolId: string,
	book: Book,
	of: { classId: string; date: string; session: Session }
): Promise<HeldFact[]> {
	const pupilIds = book.rollOf(of.classId, of.date).map((pupil) => pupil.pupilId);
	const rows = await factsOf(db, schoolId)
		.where('fact.date', '=', of.date)
		.where('fact.session', '=', of.session)
		.where((eb) =>
			eb.or([
				eb('fact.classId', '=', of.classId),
				...(pupilIds.length ? [eb('fact.pupilId', 'in', pupilIds)] : [])
			])
		)
		.execute();
	const plans = pupilIds.length ? await plansAbout(db, schoolId, pupilIds).execute() : [];
	return [...rows, ...plans].map(told);
}
