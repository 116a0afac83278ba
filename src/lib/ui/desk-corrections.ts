import type { Draft } from '$lib/device/draft.ts';
import type { Day } from '$lib/rules/day.ts';
import type { DeskLine } from '$lib/rules/desk-list.ts';
import type { Back, Elsewhere, HeldFact, Out, Plan } from '$lib/rules/facts.ts';
import { markOnArrival } from '$lib/rules/lateness.ts';
import type { Session } from '$lib/rules/sessions.ts';
import { arrivalDraft, sessionAt } from './desk-drafts.ts';

type Correctable = HeldFact<Out> | HeldFact<Back> | HeldFact<Elsewhere> | HeldFact<Plan>;

/** Takes back what some lines of the list say, with the entries that theirs had replaced in the same act [H11]. */
export function takingBackDrafts(lines: readonly DeskLine[], all: readonly DeskLine[]): Draft[] {
	const withdrawn = new Map<string, Draft & { kind: 'withdraw' }>();
	const cancelled: Draft[] = [];
	for (const { fact } of lines) {
		if (fact.kind !== 'mark') {
			cancelled.push({ ...toldOf(fact), replaces: [fact.id], cancelled: true });
			continue;
		}
		const { classId, date, session, pupilId } = fact;
		const key = `${classId} ${session}`;
		const draft = withdrawn.get(key) ?? { kind: 'withdraw', classId, date, session, entries: [] };
		const before = all.filter(
			(line) =>
				line.fact.kind === 'mark' &&
				line.standing === 'replaced' &&
				line.fact.pupilId === pupilId &&
				line.fact.session === session &&
				actOf(line.fact) === actOf(fact)
		);
		draft.entries.push(fact.id, ...before.map((line) => line.fact.id));
		withdrawn.set(key, draft);
	}
	return [...withdrawn.values(), ...cancelled];
}

/** What holds the facts of one act together; a fact that was made alone is its own. */
export function actOf(fact: DeskLine['fact']): string {
	return fact.actId ?? fact.id;
}

/** The same fact as it should have been: a further one, in its place. */
export function correcting<F extends Correctable>(fact: F, over: Partial<Told<F>>): Draft {
	return { ...toldOf(fact), ...over, replaces: [fact.id] } as Draft;
}

/** What a line should have said; each kind of line takes from it what it has. */
export interface Correction {
	/** HH:MM */
	at: string;
	/** The reason, or where to. */
	words: string;
	/** HH:MM, or of a message the last day (yyyy-MM-dd); '' for none. */
	until: string;
	/** Of a message: the half-day of its last day that it ends with. */
	untilSession?: Session;
}

/** The fact that takes a line's place; null where the line cannot say so. */
export function correctedDraft(
	day: Day,
	{ fact }: DeskLine,
	{ at, words, until, untilSession }: Correction
): Draft | null {
	const session = sessionAt(day, 'classId' in fact ? fact.classId : undefined, at);
	switch (fact.kind) {
		case 'mark': {
			const pupil = day.pupils.get(fact.pupilId);
			const times = day.book.timesOn(day.date, fact.classId)?.[fact.session];
			const earned = times && markOnArrival(at, fact.session, times);
			if (!pupil || (earned?.code !== 'L' && earned?.code !== 'U')) return null;
			const arrival = { session: fact.session, code: earned.code };
			return arrivalDraft(day, pupil, arrival, { minute: at, actId: actOf(fact), reason: words });
		}
		case 'out': {
			const { where, expectedBack, ...rest } = fact;
			const to = words ? { where: words } : {};
			return correcting(rest, { at, session, ...to, ...(until ? { expectedBack: until } : {}) });
		}
		case 'back':
			return correcting(fact, { at, session });
		case 'elsewhere': {
			const { until: before, withClass, ...told } = fact;
			// With which class is only true of the place that was said with it.
			const rest = withClass && words === fact.where ? { ...told, withClass } : told;
			return correcting(rest, { at, session, where: words, ...(until ? { until } : {}) });
		}
		case 'plan':
			return correcting(fact, {
				reason: words,
				to: { date: until, session: untilSession ?? fact.to.session }
			});
	}
}

type Kept =
	| 'id'
	| 'v'
	| 'clientId'
	| 'seq'
	| 'signInId'
	| 'madeAt'
	| 'clock'
	| 'position'
	| 'receivedAt'
	| 'maker'
	| 'flags';
type Told<F> = F extends unknown ? Omit<F, Kept> : never;

function toldOf<F extends Correctable>(fact: F): Told<F> {
	const { id, v, clientId, seq, signInId, madeAt, clock, position, receivedAt, maker, flags, ...told } = fact;
	return told as unknown as Told<F>;
}
