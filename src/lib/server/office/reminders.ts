import type { Reminder } from '../../protocol/office.ts';

/** How long a tablet is still told of a reminder. */
const KEPT_MS = 30 * 60_000;

/** What the office asks its classes for: no fact, kept in memory only, and told to tablets with their next answer. */
export class Reminders {
	#held = new Map<string, Reminder>();

	/** Asks for one register; a later asking takes the place of the one before. */
	ask(reminder: Reminder): void {
		this.#held.set(`${reminder.classId}|${reminder.date}|${reminder.session}`, reminder);
	}

	/** What some classes were asked for within the last half hour. */
	of(classIds: ReadonlySet<string>, now: number): Reminder[] {
		for (const [key, { at }] of this.#held) if (now - at > KEPT_MS) this.#held.delete(key);
		return [...this.#held.values()].filter(({ classId }) => classIds.has(classId));
	}
}
