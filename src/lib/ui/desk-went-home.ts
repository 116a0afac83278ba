import type { Draft } from '$lib/device/draft.ts';
import { isAfter } from '$lib/rules/halves.ts';
import { nextSchoolDay, previousSchoolDay } from '$lib/rules/calendar.ts';
import type { Day } from '$lib/rules/day.ts';
import type { DeskLine } from '$lib/rules/desk-list.ts';
import type { Half, HeldFact, Plan } from '$lib/rules/facts.ts';
import { actOf, correcting } from './desk-corrections.ts';
import { sessionAt, type Arriving } from './desk-drafts.ts';

/** What children who come back no longer need: *went home ill* ends for the rest of the day, and only for it [H17]. */
export function wentHomeEnded(day: Day, children: readonly Arriving[], actId: string): Draft[] {
	return children.flatMap(({ pupil, offer, minute }): Draft[] => {
		const from = offer.kind === 'back' ? firstBack(day, pupil.classId, minute) : null;
		if (!from) return [];
		const expected = new Map(
			[...pupil.AM.plans.expected, ...pupil.PM.plans.expected].map((plan) => [plan.id, plan])
		);
		return [...expected.values()]
			.filter((plan) => isWentHome(plan) && plan.code === undefined && !isAfter(from, plan.to))
			.flatMap((plan) => without(day, plan, from, { actId, reason: `Back in school at ${minute}` }));
	});
}

/** The lines to take back with the messages of their acts: who did not leave ill is not expected away either [H17]. */
export function withWentHome(lines: readonly DeskLine[], all: readonly DeskLine[]): DeskLine[] {
	const keyOf = ({ fact }: DeskLine) => `${actOf(fact)} ${fact.pupilId}`;
	const left = new Set(lines.filter(({ fact }) => fact.kind === 'out' && fact.why === 'ill').map(keyOf));
	const told = all.filter(
		(line) =>
			line.standing === 'stands' &&
			line.fact.kind === 'plan' &&
			isWentHome(line.fact) &&
			left.has(keyOf(line))
	);
	const backs = new Set(lines.filter(({ fact }) => fact.kind === 'back').map(keyOf));
	// What a coming back left of a message goes with it: the message stands again as it was.
	return [...new Set([...lines, ...told])].filter(
		(line) => line.kind !== 'message' || !backs.has(keyOf(line))
	);
}

/** Where comings back are taken back: the messages that they ended, as they were, in the place of what ended them [H17]. */
export function wentHomeAgain(lines: readonly DeskLine[], facts: readonly HeldFact[]): Draft[] {
	return lines.flatMap(({ fact: back }): Draft[] => {
		if (back.kind !== 'back' || !back.actId) return [];
		const ended = facts.filter(
			(fact): fact is HeldFact<Plan> =>
				fact.kind === 'plan' && fact.pupilId === back.pupilId && fact.actId === back.actId
		);
		const ids = new Set(ended.flatMap((fact) => fact.replaces));
		const before = facts.filter((fact): fact is HeldFact<Plan> => fact.kind === 'plan' && ids.has(fact.id));
		return before.map((plan) => {
			const enders = ended.filter((fact) => fact.replaces.includes(plan.id));
			return { ...correcting(plan, {}), replaces: enders.map((fact) => fact.id) } as Draft;
		});
	});
}

const isWentHome = (plan: Plan): boolean => plan.message?.wentHome === true;

/** The first half-day of the day whose register can still see a child who is back at a minute; null where none is left. */
function firstBack(day: Day, classId: string, minute: string): Half | null {
	const times = day.book.timesOn(day.date, classId);
	const session = sessionAt(day, classId, minute);
	if (!times) return null;
	if (minute < times[session].close) return { date: day.date, session };
	return session === 'AM' ? { date: day.date, session: 'PM' } : null;
}

/** A plan without what is left of the day: the half-days before and the days after stand, each as a plan in its place. */
function without(
	{ book, date }: Day,
	plan: HeldFact<Plan>,
	from: Half,
	over: { actId: string; reason: string }
): Draft[] {
	const { actId } = over;
	const last = from.session === 'PM' ? date : previousSchoolDay(book, date);
	const next = nextSchoolDay(book, date);
	const kept: Draft[] = [];
	if (isAfter(from, plan.from) && last !== null)
		kept.push(correcting(plan, { actId, to: { date: last, session: from.session === 'PM' ? 'AM' : 'PM' } }));
	if (next !== null && !isAfter({ date: next, session: 'AM' }, plan.to))
		kept.push(correcting(plan, { actId, from: { date: next, session: 'AM' } }));
	return kept.length > 0 ? kept : [correcting(plan, { ...over, cancelled: true })];
}
