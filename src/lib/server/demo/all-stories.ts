import { isoWeekday } from '../../rules/calendar.ts';
import { SESSIONS, londonInstant } from '../../rules/sessions.ts';
import { Chance, demoId } from './chance.ts';
import { tellByChance } from './chance-stories.ts';
import { FIRST_CLASS } from './classes.ts';
import { FIXED_EVENTS, type FixedEvent } from './fixed-events.ts';
import { planAhead } from './plan-ahead.ts';
import type { DemoPupil } from './pupils.ts';
import { ATTENDANCE, HEAD } from './staff.ts';
import { Stories } from './stories.ts';

/** What happens in the demo school over these school days, the same at every call. */
export function tellStories(pupils: readonly DemoPupil[], days: readonly string[]): Stories {
	const stories = new Stories();
	for (const pupil of pupils) {
		tellPattern(stories, pupil, days);
		tellByChance(stories, pupil, days);
	}
	for (const event of FIXED_EVENTS) tellFixed(stories, event, pupils, days);
	tellFirstClass(stories, pupils, days);
	return stories;
}

const SETUP_DAY = '2026-08-26';

/** Part-time and dual-registered pupils: one plan for the whole time, agreed before it begins. */
function tellPattern(stories: Stories, pupil: DemoPupil, days: readonly string[]): void {
	const { partTime, elsewhereOn, otherSchool } = pupil.special;
	if (!partTime && !elsewhereOn) return;
	const until = partTime?.until ?? '2027-07-20';
	const weekdays = partTime?.weekdays ?? elsewhereOn;
	const only = partTime?.only;
	const madeAt = londonInstant(SETUP_DAY, '11:00') + pupil.seat * 1000;
	const plan = planAhead(
		stories,
		ATTENDANCE,
		madeAt,
		pupil,
		{ from: { date: pupil.from, session: 'AM' }, to: { date: until, session: 'PM' } },
		{
			code: partTime ? 'X' : 'D',
			...(weekdays ? { weekdays } : {}),
			...(only ? { only } : {}),
			reason: partTime ? 'Agreed part-time pattern' : 'Dual registered',
			...(otherSchool ? { detail: otherSchool } : {})
		}
	);
	for (const date of days) {
		if (date < pupil.from || date > until || (weekdays && !weekdays.includes(isoWeekday(date)))) continue;
		for (const session of SESSIONS)
			if (!only || only === session) stories.set(date, session, pupil.pupilId, { is: 'away', plan });
	}
}

function tellFixed(
	stories: Stories,
	event: FixedEvent,
	pupils: readonly DemoPupil[],
	days: readonly string[]
): void {
	const { classId, seats, date, to = date, told, by, act, code, only, times, back, detail, reason } = event;
	const span = { from: { date, session: only ?? 'AM' }, to: { date: to, session: only ?? 'PM' } } as const;
	const madeAt = londonInstant(...told);
	for (const pupil of pupils) {
		if (pupil.classId !== classId || (seats && !seats.includes(pupil.seat))) continue;
		if (isPlanned(stories, pupil, date)) continue;
		const actId = act ? demoId(madeAt, 'act', act) : undefined;
		const plan = planAhead(stories, by === 'head' ? HEAD : ATTENDANCE, madeAt + pupil.seat, pupil, span, {
			...{ code, only, times, back, detail, reason, actId }
		});
		// Back in class, or not yet gone, when the register is taken.
		if (times && times.from > '08:50') continue;
		for (const day of days.filter((each) => each >= date && each <= to))
			for (const session of SESSIONS)
				if (!only || only === session) stories.set(day, session, pupil.pupilId, { is: 'away', plan });
	}
}

/** A newcomer's class has a child with a known absence every morning, so that *Away* is met. */
function tellFirstClass(stories: Stories, pupils: readonly DemoPupil[], days: readonly string[]): void {
	const own = pupils.filter((pupil) => pupil.classId === FIRST_CLASS);
	days.forEach((date, index) => {
		if (own.some((pupil) => stories.of(date, 'AM', pupil.pupilId)?.is === 'away')) return;
		const letter = days[index - 4];
		const free = own.filter((pupil) => !isPlanned(stories, pupil, date));
		const pupil = free[new Chance('dentist', date).between(0, free.length - 1)];
		if (letter === undefined || !pupil) return;
		const span = { from: { date, session: 'AM' }, to: { date, session: 'AM' } } as const;
		const plan = planAhead(stories, ATTENDANCE, londonInstant(letter, '11:15'), pupil, span, {
			...{ code: 'M', only: 'AM', times: { from: '08:30', to: '10:00' }, back: '10:15', detail: 'Dentist' }
		});
		stories.set(date, 'AM', pupil.pupilId, { is: 'away', plan });
	});
}

function isPlanned(stories: Stories, pupil: DemoPupil, date: string): boolean {
	return SESSIONS.some((session) => stories.of(date, session, pupil.pupilId));
}
