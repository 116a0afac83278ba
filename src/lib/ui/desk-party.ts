import type { Day, PupilDay } from '$lib/rules/day.ts';

/** Whether a child goes along when its class goes at a minute (HH:MM): not who is out, nor whose last mark by then says absent or away [B8]. */
export function isHereToGo(day: Day, { AM, PM, classId, whereabouts }: PupilDay, at: string): boolean {
	const isAfternoon = at >= (day.book.timesOn(day.date, classId)?.AM.end ?? '');
	// Until the afternoon has a mark, the morning's is the last there is.
	const { shown } = (isAfternoon && PM.mark.shown !== 'unmarked' ? PM : AM).mark;
	return whereabouts.out === null && shown !== 'absent' && shown !== 'away';
}
