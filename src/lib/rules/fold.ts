import {
	answerOf,
	capital,
	isClassroom,
	isOnSite,
	shownOf,
	wordsOf,
	type Answer,
	type PlansAt
} from './answers.ts';
import { correctedAt, doubtMs } from './clock.ts';
import { evidenceRank } from './evidence.ts';
import type { Entry, HeldFact, Plan } from './facts.ts';
import type { CellFact, Dispute, HistoryLine, Mark } from './mark.ts';
import { once } from './once.ts';
import { londonMinute } from './sessions.ts';

/** Where no plan is held. */
export const NO_PLANS: PlansAt = { expected: [], byId: new Map() };

/**
 * What the facts of one pupil and session add up to: pure and total, whatever the order and however often they came.
 * The caller leaves out refused facts and passes the facts of one cell only [E1].
 */
export function fold(facts: readonly CellFact[], plans: PlansAt = NO_PLANS): Mark {
	const known = once(facts);
	const entries = known.filter(isEntry);
	const withdrawn = new Set(known.flatMap((fact) => (fact.kind === 'withdraw' ? fact.entries : [])));
	const answers = entries.filter((entry) => !withdrawn.has(entry.id)).map((entry) => answerOf(entry, plans));
	const heads = headsOf(answers);
	const shows = strongest(heads);
	if (!shows) return unmarked(historyOf(entries, withdrawn, [], null));

	const history = historyOf(entries, withdrawn, heads, shows);
	const others = heads.filter((head) => head !== shows);
	const unseenPlan =
		shows.rank === evidenceRank('filled', 'present') ? firstUnseen(shows.entry, plans) : null;
	if (unseenPlan) return planOverFill(shows, unseenPlan, heads, history);

	const relations = others.map((other) => relate(shows, other));
	return {
		shown: shownOf(shows.class),
		code: shows.code,
		head: shows.entry.id,
		heads: heads.map((head) => head.entry.id).sort(),
		provisional: false,
		dispute: disputeOf(shows, relations),
		arrival: arrivalOf(shows, answers, heads, known),
		why: whyShown(shows, relations),
		history
	};
}

const MINUTE_MS = 60_000;
const isEntry = (fact: CellFact): fact is HeldFact<Entry> => fact.kind === 'mark';

/** [E2] Entries that no other replaces; a tap in class never does away with an arrival at the desk [E7]. */
function headsOf(answers: readonly Answer[]): Answer[] {
	const arrivals = new Set(answers.filter((each) => each.arrivedAt !== null).map((each) => each.entry.id));
	const replaced = new Set<string>();
	for (const { entry } of answers)
		for (const id of entry.replaces)
			if (id !== entry.id && !(isClassroom(entry) && arrivals.has(id))) replaced.add(id);
	const heads = answers.filter((each) => !replaced.has(each.entry.id));
	// Entries that replace each other in a ring come from no honest device; none of them may vanish for it.
	return heads.length > 0 ? heads : [...answers];
}

/** [E3] The stronger evidence; among equals the later made, then the greater id. */
function strongest(heads: readonly Answer[]): Answer | null {
	let best: Answer | null = null;
	for (const each of heads) if (!best || outweighs(each, best)) best = each;
	return best;
}

function outweighs(a: Answer, b: Answer): boolean {
	return a.rank === b.rank ? isLater(a, b) : a.rank < b.rank;
}

/** Given later in the room; of one instant the greater id, so that every machine says the same. */
function isLater(a: Answer, b: Answer): boolean {
	return a.at === b.at ? a.entry.id > b.entry.id : a.at > b.at;
}

type Relation = { other: Answer } & (
	{ agrees: true; note: string | null } | { agrees: false; urgent: boolean; why: string }
);

/** [E4]–[E9] How another unseen answer stands to the one that shows. */
function relate(shows: Answer, other: Answer): Relation {
	const agrees = (note: string | null): Relation => ({ other, agrees: true, note });
	const differs = (why: string, urgent = false): Relation => ({ other, agrees: false, urgent, why });
	const arrived = shows.arrivedAt;

	if (arrived !== null && other.arrivedAt === null && isClassroom(other.entry)) {
		const stated = `Signed in at ${londonMinute(arrived)}`;
		const tapped = `${wordsOf(other)} at ${londonMinute(other.at)}`;
		if (isOnSite(other.class) && other.entry.how !== 'filled') {
			if (other.at >= arrived) return agrees(`${stated}, seen in class at ${londonMinute(other.at)}.`);
			return shows.key === other.key ? agrees(null) : differs(`${stated}, but ${tapped}, before that.`);
		}
		if (!isOnSite(other.class)) {
			const doubt = doubtMs(shows.entry) + doubtMs(other.entry);
			if (arrived - other.at > doubt) return agrees(`${capital(tapped)}, before the child arrived.`);
			if (other.at >= arrived + MINUTE_MS)
				return differs(`${stated}, and ${tapped}: signed in, not in class.`, true);
			return differs(`${stated}, and ${tapped}: too close to tell which came first.`);
		}
	}
	if (shows.key === other.key) return agrees(null);
	if (shows.class === 'away' && shows.entry.how === 'office' && other.class === 'none')
		return agrees('The office knows the cause.');
	return differs(`${capital(saidAt(shows))}, and ${saidAt(other)}.`);
}

function disputeOf(shows: Answer, relations: readonly Relation[]): Dispute | null {
	const differing = relations.flatMap((each) => (each.agrees ? [] : [each])).sort(byAnswer);
	const first = differing.find((each) => each.urgent) ?? differing[0];
	if (!first) return null;
	return {
		urgent: first.urgent,
		why: first.why,
		between: [shows, ...differing.map((each) => each.other)].map((each) => each.entry.id).sort()
	};
}

function byAnswer(a: { other: Answer }, b: { other: Answer }): number {
	return a.other.at - b.other.at || (a.other.entry.id < b.other.entry.id ? -1 : 1);
}

/** [E10] Whether a plan may change what this entry adds to a mark: it confirms one, or is a fill that may not have seen one. */
export function asksForPlans(entry: Pick<Entry, 'how' | 'confirms'>): boolean {
	return entry.confirms !== undefined || entry.how === 'filled';
}

/** [E10] A fill that had not seen the plan: the plan shows, and counts for nothing until a person says. */
function planOverFill(fill: Answer, plan: Plan, heads: readonly Answer[], history: HistoryLine[]): Mark {
	const why = `Present by rest present at ${londonMinute(fill.at)}, which had not seen that an absence is known.`;
	return {
		shown: 'away',
		code: plan.code ?? null,
		head: fill.entry.id,
		heads: heads.map((head) => head.entry.id).sort(),
		provisional: true,
		dispute: { urgent: false, why, between: [fill.entry.id, plan.id].sort() },
		arrival: null,
		why,
		history
	};
}

function firstUnseen(entry: Entry, plans: PlansAt): Plan | null {
	const unseen = plans.expected.filter((plan) => !entry.sawPlans.includes(plan.id));
	return unseen.sort((a, b) => (a.id < b.id ? -1 : 1))[0] ?? null;
}

/** [E6] Whether anyone has seen the child in class since the stated minute: a tap there, or *In class*. */
function arrivalOf(
	shows: Answer,
	answers: readonly Answer[],
	heads: readonly Answer[],
	known: readonly CellFact[]
): Mark['arrival'] {
	const arrived = shows.arrivedAt;
	if (arrived === null || shows.entry.arrivedAt === undefined) return null;
	// Who corrects an arrival says nothing of the class: what had been seen there still was.
	const names = new Set([shows.entry.id, ...shows.entry.replaces]);
	const lastInClass = answers
		.filter((each) => names.has(each.entry.id) && isClassroom(each.entry))
		.reduce<Answer | null>((last, each) => (last && !isLater(each, last) ? last : each), null);
	const isSighting = (each: Answer) =>
		isOnSite(each.class) && isClassroom(each.entry) && each.entry.how !== 'filled' && each.at >= arrived;
	const seenInClass =
		known.some((fact) => fact.kind === 'seen' && names.has(fact.arrival)) ||
		heads.some((each) => each !== shows && isSighting(each)) ||
		(lastInClass !== null && isSighting(lastInClass));
	return { entry: shows.entry.id, at: shows.entry.arrivedAt, seenInClass };
}

/** [E11] Every entry, oldest first, none left out. */
function historyOf(
	entries: readonly HeldFact<Entry>[],
	withdrawn: ReadonlySet<string>,
	heads: readonly Answer[],
	shows: Answer | null
): HistoryLine[] {
	const isHead = new Set(heads.map((head) => head.entry.id));
	const standing = (id: string): HistoryLine['standing'] => {
		if (withdrawn.has(id)) return 'withdrawn';
		if (id === shows?.entry.id) return 'shows';
		return isHead.has(id) ? 'stands beside' : 'replaced';
	};
	return [...entries]
		.sort((a, b) => correctedAt(a) - correctedAt(b) || (a.id < b.id ? -1 : 1))
		.map((entry) => ({ entry, standing: standing(entry.id) }));
}

function unmarked(history: HistoryLine[]): Mark {
	return {
		shown: 'unmarked',
		code: null,
		head: null,
		heads: [],
		provisional: false,
		dispute: null,
		arrival: null,
		why: history.length > 0 ? 'Taken back, so not marked.' : 'Nobody has marked this pupil.',
		history
	};
}

function whyShown(shows: Answer, relations: readonly Relation[]): string {
	const notes = [...relations]
		.sort(byAnswer)
		.flatMap((each) => (each.agrees && each.note ? [each.note] : []));
	return [`${capital(saidAt(shows))}.`, ...notes].join(' ');
}

/** 'signed in at the desk at 09:08': by the minute that an arrival states, whenever it was entered. */
function saidAt(answer: Answer): string {
	return `${wordsOf(answer)} at ${londonMinute(answer.arrivedAt ?? answer.at)}`;
}
