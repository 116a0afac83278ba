import { correctedAt } from '../clock.ts';
import type { HeldFact, LeaveFact, PlaceFact } from '../facts.ts';
import { londonDate } from '../sessions.ts';
import { isLater } from '../standing.ts';

/** A leaving that stands, as it was corrected last. */
export interface Left {
	leaving: HeldFact<LeaveFact>;
	/** The day from which the pupil is on roll again, yyyy-MM-dd; null: gone. */
	back: string | null;
}

/**
 * [R2] What a pupil's leavings add up to, the first recorded first: who came back and leaves again has left twice. One that
 * is told again before a coming back corrects the one before. `places` are those that stand.
 */
export function standingLeavings(
	told: readonly HeldFact<LeaveFact>[],
	places: readonly HeldFact<PlaceFact>[]
): Left[] {
	const standing: (Left & { first: HeldFact<LeaveFact> })[] = [];
	// The same fact may be told twice: first unplaced, then with its place.
	const once = new Map([...told].sort((a, b) => (isLater(a, b) ? -1 : 1)).map((fact) => [fact.id, fact]));
	for (const fact of [...once.values()].sort((a, b) => (isLater(a, b) ? 1 : -1))) {
		if (fact.cancelled) {
			const same = standing.findLastIndex(({ leaving }) => leaving.lastDay === fact.lastDay);
			standing.splice(same < 0 ? standing.length - 1 : same, 1);
			continue;
		}
		const before = standing.at(-1);
		const isAnother = !before || (before.back !== null && before.back <= fact.lastDay);
		const first = isAnother ? fact : before.first;
		if (!isAnother) standing.pop();
		standing.push({ leaving: fact, first, back: backFrom(fact, first, places) });
	}
	return standing.map(({ leaving, back }) => ({ leaving, back }));
}

function backFrom(
	{ lastDay }: LeaveFact,
	first: HeldFact<LeaveFact>,
	places: readonly HeldFact<PlaceFact>[]
): string | null {
	const recordedOn = londonDate(correctedAt(first));
	// A move that was planned before anybody knew of the leaving, and had not begun, is no coming back.
	const isBack = (place: HeldFact<PlaceFact>) => isLater(place, first) || place.from <= recordedOn;
	const from = places.filter((place) => place.from > lastDay && isBack(place)).map((place) => place.from);
	return from.sort()[0] ?? null;
}
