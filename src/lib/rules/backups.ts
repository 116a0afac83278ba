import { addDays, isoWeekday, longDate } from './calendar.ts';
import { londonDate, londonInstant, londonMinute } from './sessions.ts';

const DAY_MS = 86_400_000;
/** A register’s copy is made at least monthly. */
export const BACKUP_DAYS_MAX = 31;
/** The hour of the night at which a running server makes its copy. */
const QUIET_MINUTE = '02:00';
/** Daily copies of so many days stay; of those before, the first of each month. */
const DAILY_KEPT_DAYS = 14;
/** Registers are taken then: a copy that is late waits for them. HH:MM to HH:MM. */
const BUSY: readonly (readonly [string, string])[] = [
	['08:00', '09:45'],
	['12:45', '14:00']
];

/** What the newest verified backup is worth: none, one of this month, or one that is too old [Q8]. */
export function backupState(backedUpAt: number | null, now: number): 'none' | 'recent' | 'old' {
	if (backedUpAt === null) return 'none';
	return now - backedUpAt > BACKUP_DAYS_MAX * DAY_MS ? 'old' : 'recent';
}

/** The newest verified backup in words: Monday 23 November 2026, 02:00, up to entry 52,104 [Q8]. */
export function backupWords(backup: { at: number; position: number }): string {
	const { at, position } = backup;
	const upTo = position.toLocaleString('en-GB');
	return `${longDate(londonDate(at))}, ${londonMinute(at)}, up to entry ${upTo}`;
}

/**
 * Whether a running server makes a copy now: once a night at two, and where the machine slept then, as soon as it is up
 * and no register is being taken [Q9].
 */
export function isBackupDue(lastAt: number | null, now: number): boolean {
	const date = londonDate(now);
	const minute = londonMinute(now);
	const tonight = londonInstant(date, QUIET_MINUTE);
	const night = now >= tonight ? tonight : londonInstant(addDays(date, -1), QUIET_MINUTE);
	if (lastAt !== null && lastAt >= night) return false;
	return isoWeekday(date) > 5 || !BUSY.some(([from, to]) => minute >= from && minute < to);
}

/** A kept copy. */
export interface BackupKept {
	/** Epoch ms, the school’s time. */
	at: number;
}

/**
 * Which copies may go: all but the newest of each of the last fourteen days, and the first of each month until six years
 * after the end of its school year. The newest copy always stays [Q7].
 */
export function backupsToDrop<B extends BackupKept>(kept: readonly B[], now: number): B[] {
	const oldestFirst = [...kept].sort((a, b) => a.at - b.at);
	const since = addDays(londonDate(now), 1 - DAILY_KEPT_DAYS);
	const stays = new Set<B>(oldestFirst.slice(-1));
	const months = Map.groupBy(oldestFirst, ({ at }) => londonDate(at).slice(0, 7));
	for (const [first] of months.values())
		if (first && londonDate(now) <= monthlyKeptUntil(londonDate(first.at))) stays.add(first);
	const days = Map.groupBy(oldestFirst, ({ at }) => londonDate(at));
	for (const [date, ofDay] of days) {
		const newest = ofDay.at(-1);
		if (newest && date >= since) stays.add(newest);
	}
	return oldestFirst.filter((each) => !stays.has(each));
}

/** The last day on which a month’s copy is kept: six years after the end of the school year it was made in. */
export function monthlyKeptUntil(date: string): string {
	const year = Number(date.slice(0, 4)) + (date.slice(5) >= '09-01' ? 1 : 0);
	return `${year + 6}-08-31`;
}
