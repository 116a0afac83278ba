import type { Card } from '../../src/lib/rules/board-card.ts';
import { cardsOf } from '../../src/lib/rules/board.ts';
import type { HeldFact } from '../../src/lib/rules/facts.ts';
import type { Session } from '../../src/lib/rules/sessions.ts';
import type { TabletSeen } from '../../src/lib/rules/tablets.ts';
import { dayAt, on, tablet } from './office-day.ts';
import { CLASS_3T, must } from './school-2026-27.ts';

/** What is said otherwise. */
export interface SeenBeside {
	tablets?: readonly TabletSeen[];
	tabletsAt?: number | null;
	refused?: number;
	session?: Session;
}

/** 3 Elm's card at a time; its tablet is heard just now, but for what is said otherwise. */
export function card(time: string, facts: readonly HeldFact[], seen: SeenBeside = {}): Card {
	const { session = 'AM', tablets = [tablet(time)], tabletsAt = on(time), refused = 0 } = seen;
	const day = dayAt(time, facts);
	const known = { tablets, tabletsAt, now: on(time), refused: new Map([[CLASS_3T.classId, refused]]) };
	return must(cardsOf(day, session, known)[0], 'a card of 3 Elm');
}
/** Its words and its second line. */
export const said = (...args: Parameters<typeof card>): [string, string] => {
	const { words, detail } = card(...args);
	return [words, detail];
};
