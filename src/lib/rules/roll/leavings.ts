import { correctedAt } from '../clock.ts';
import type { HeldFact, LeaveFact, PlaceFact } from '../facts.ts';
import { inOrderMade } from '../order-made.ts';
import { londonDate } from '../sessions.ts';

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
	const inOrder = inOrderMade<HeldFact<LeaveFact | PlaceFact>>([...told, ...places]);
	for (const fact of inOrder) {
		if (fact.kind !== 'leave') continue;
		if (fact.cancelled) {
			const same = standing.findLastIndex(({ leaving }) => leaving.lastDay === fact.lastDay);
			standing.splice(same < 0 ? standing.length - 1 : same, 1);
			continue;
		}
		const before = standing.at(-1);
		const isAnother = !before || (before.back !== null && before.back <= fact.lastDay);
		const first = isAnother ? fact : before.first;
		if (!isAnother) standing.pop();
		standing.push({ leaving: fact, first, back: backFrom(fact, first, inOrder) });
	}
	return standing.map(({ leaving, back }) => ({ leaving, back }));
}

function backFrom(
	{ lastDay }: LeaveFact,
	first: HeldFact<LeaveFact>,
	inOrder: readonly HeldFact<LeaveFact | PlaceFact>[]
): string | null {
	const recordedOn = londonDate(correctedAt(first));
	const firstAt = inOrder.findIndex(({ id }) => id === first.id);
	const from = inOrder.flatMap((place, at) => {
		if (place.kind !== 'place' || place.from <= lastDay) return [];
		// A move that was planned before anybody knew of the leaving, and had not begun, is no coming back.
		return at > firstAt || place.from <= recordedOn ? [place.from] : [];
	});
	return from.sort()[0] ?? null;
}
