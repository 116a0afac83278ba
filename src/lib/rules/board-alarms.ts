import { closureAt } from './closures.ts';
import type { Day } from './day.ts';
import type { ClassFact } from './facts.ts';
import { receivedOf } from './received.ts';
import { sessionWindow, type Session } from './sessions.ts';
import { lastHeardAt, minuteOn, tabletsByClass, type TabletSeen } from './tablets.ts';

/** How long after the opening, and after its tablet's last word, a silent class is named: at 08:55 there is still time to walk there before the close. */
export const ALARM_AFTER_MS = 5 * 60_000;

/** A class that nothing has been heard from: a reminder cannot reach a tablet without network, so somebody walks. */
export interface SilentAlarm {
	classId: string;
	name: string;
	room: string | null;
	words: string;
}

/**
 * From five minutes after the opening on, each class with nothing received and no tablet heard from since the opening, or for
 * as long; as the server last told it, for what it has heard since is not known here [O8].
 */
export function silentAlarms(
	day: Pick<Day, 'date' | 'book' | 'classes'>,
	what: { session: Session; tablets: readonly TabletSeen[]; tabletsAt: number | null; now: number }
): SilentAlarm[] {
	const { date, book, classes } = day;
	const { session, tablets, tabletsAt, now } = what;
	const known = tabletsAt === null ? [] : tablets;
	const tabletsOfClass = tabletsByClass(book, known, { date, session }, now);
	return classes.flatMap((classDay): SilentAlarm[] => {
		const { schoolClass } = classDay;
		const window = sessionWindow(book, date, session, schoolClass.classId);
		if (!window || now < window.opensAt + ALARM_AFTER_MS) return [];
		if (closureAt(book, classDay[session])) return [];
		const { hasReported, completeAt } = receivedOf(classDay[session]);
		if (hasReported || completeAt !== null) return [];
		const own = tabletsOfClass(schoolClass.classId);
		const heardAt = lastHeardAt(own);
		const silentFrom = Math.max(window.opensAt, (tabletsAt ?? now) - ALARM_AFTER_MS);
		if (heardAt !== null && heardAt >= silentFrom) return [];
		const { classId, name, room = null } = schoolClass;
		return [{ classId, name, room, words: `${goTo(schoolClass)}: ${silence(own, date, heardAt)}` }];
	});
}

/** Where to walk: Go to 3 Elm (Room 7). */
export function goTo({ name, room }: Pick<ClassFact, 'name' | 'room'>): string {
	return room ? `Go to ${name} (${room})` : `Go to ${name}`;
}

function silence(own: readonly TabletSeen[], date: string, heardAt: number | null): string {
	if (own.length === 0) return 'nothing received, and its tablet is not known.';
	const minute = minuteOn(date, heardAt);
	return minute ? `nothing heard from its tablet since ${minute}.` : 'nothing heard from its tablet today.';
}
