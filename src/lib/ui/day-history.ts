import type { Day, PupilDay } from '$lib/rules/day.ts';
import type { RegisterRow } from '$lib/rules/register.ts';
import { sessionWindow, SESSIONS, type Session } from '$lib/rules/sessions.ts';

/** What was recorded of a child for one half-day. */
export interface HalfHistory {
	session: Session;
	row: RegisterRow;
	/** When its register closes, epoch ms: what is changed from then on is a correction [A1]. Null: there is no such session. */
	closesAt: number | null;
}

/** Whether anything was recorded of a child today. */
export function hasHistory(child: PupilDay): boolean {
	return SESSIONS.some((session) => child[session].mark.history.length > 0);
}

/** Both half-days of a child's day: each that something was recorded for, and each whose register has opened by then (epoch ms). */
export function dayHistory(day: Day, child: PupilDay, now: number): HalfHistory[] {
	return SESSIONS.flatMap((session) => {
		const row = child[session];
		const window = sessionWindow(day.book, day.date, session, child.classId);
		const hasBegun = window !== null && now >= window.opensAt;
		if (!hasBegun && row.mark.history.length === 0) return [];
		return [{ session, row, closesAt: window?.closesAt ?? null }];
	});
}
