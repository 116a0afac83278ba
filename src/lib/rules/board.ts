import { cardWith, type BoardKnown, type Card, type CardState } from './board-card.ts';
import type { Book } from './book.ts';
import { closureAt, closureWords } from './closures.ts';
import type { ClassDay, Day } from './day.ts';
import type { Half } from './facts.ts';
import { londonMinute, sessionNow, sessionWindow, type Session, type SessionNow } from './sessions.ts';
import { tabletsByClass } from './tablets.ts';

/** One class's card: never more than is known [O1]. */
export function cardOf(
	classDay: ClassDay,
	session: Session,
	known: BoardKnown & { book: Book; refusedCount: number; settled?: Day['settled'] }
): Card {
	const { date } = classDay[session];
	const own = tabletsByClass(known.book, known.tablets, { date, session }, known.now);
	return cardWith(classDay, session, { ...known, own: own(classDay.schoolClass.classId) });
}

/** The cards of a whole school, in its order; `refused` counts the refused facts of each class's register. */
export function cardsOf(
	day: Day,
	session: Session,
	known: BoardKnown & { refused: ReadonlyMap<string, number> }
): Card[] {
	const { book, date, settled, pupils } = day;
	const ownOf = tabletsByClass(book, known.tablets, { date, session }, known.now);
	return day.classes.map((classDay) => {
		const { classId } = classDay.schoolClass;
		const refusedCount = known.refused.get(classId) ?? 0;
		return cardWith(classDay, session, {
			...known,
			book,
			settled,
			pupils,
			refusedCount,
			own: ownOf(classId)
		});
	});
}

/** How many classes are how far: the first five add up to all classes [O7]. */
export interface BoardTotals {
	received: number;
	started: number;
	noContact: number;
	notTaken: number;
	/** Closed unexpectedly: not waited for. */
	closed: number;
	toFind: number;
}

const COUNTED: Record<CardState, Exclude<keyof BoardTotals, 'toFind'>> = {
	'not due': 'notTaken',
	'not started': 'notTaken',
	started: 'started',
	'on the tablet': 'started',
	'nothing heard': 'noContact',
	received: 'received',
	'to check': 'received',
	closed: 'closed'
};

/** The board's totals; `toFind` is the number of children to find. */
export function boardTotals(cards: readonly Card[], toFind: number): BoardTotals {
	const totals: BoardTotals = { received: 0, started: 0, noContact: 0, notTaken: 0, closed: 0, toFind };
	for (const { state } of cards) totals[COUNTED[state]] += 1;
	return totals;
}

/** The half-day that the board shows, and in words how far it is. */
export interface BoardSession extends SessionNow {
	/** Morning registers closed at 09:10 */
	words: string;
	/** The whole school is closed. */
	isClosed: boolean;
}

/** The session on the board: the morning's until the morning ends, then the afternoon's; null: no school that day [O6]. */
export function sessionOnBoard(book: Book, now: number): BoardSession | null {
	const on = sessionNow(book, now);
	if (!on) return null;
	return { ...on, words: halfWords(book, on, now), isClosed: schoolClosureAt(book, on) !== null };
}

/** How far a half-day's registers are: *Morning registers close at 09:10*; or that the school is closed [M7]. */
export function halfWords(book: Book, { date, session }: Half, now: number): string {
	const closure = schoolClosureAt(book, { date, session });
	if (closure) return closureWords(closure, date);
	const window = sessionWindow(book, date, session);
	if (!window) return '';
	const half = session === 'AM' ? 'Morning' : 'Afternoon';
	if (now < window.opensAt) return `${half} registers open at ${londonMinute(window.opensAt)}`;
	return `${half} registers ${now < window.closesAt ? 'close' : 'closed'} at ${londonMinute(window.closesAt)}`;
}

function schoolClosureAt(book: Book, half: Half) {
	const closure = closureAt(book, { ...half, classId: '' });
	return closure?.code === 'Y4' ? closure : null;
}
