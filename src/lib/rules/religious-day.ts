import { nextSchoolDay, previousSchoolDay, type Calendars } from './calendar.ts';
import type { Entry, Plan } from './facts.ts';
import { plainName } from './names.ts';
import { isAbout, standingPlans } from './plan-days.ts';
import type { RegisterRow } from './register.ts';
import { SESSIONS } from './sessions.ts';

/** What a pupil has on a school day beside the one in hand: what a mark says, or what a plan expects. */
export interface DayBeside {
	code: string;
	detail?: string;
	/** Set where a plan says so, which may not have come true: the day it is planned for, yyyy-MM-dd. */
	plannedFor?: string;
}

/** What the marks of one pupil's day say. */
export interface PupilDayBeside {
	pupilId: string;
	/** yyyy-MM-dd */
	date: string;
	marks: DayBeside[];
}

/** What a pupil's marks of some days say, by day; a day that nobody looked up is absent, and nothing is held of it. */
export type MarkedDays = ReadonlyMap<string, readonly DayBeside[]>;

/** [C12] What the marks of a pupil's half-days say, by day: each with the entry's own words, or those of the plan that it confirms. */
export function markedBy(
	halves: Iterable<{ date: string; row: Pick<RegisterRow, 'mark' | 'plans'> }>
): MarkedDays {
	const marked = new Map<string, DayBeside[]>();
	for (const { date, row } of halves) {
		const { code, history } = row.mark;
		const entry = history.find(({ standing }) => standing === 'shows')?.entry;
		const detail = entry && saidIn(entry, row.plans.byId.get(entry.confirms ?? ''));
		const said = code === null ? [] : [{ code, ...(detail ? { detail } : {}) }];
		marked.set(date, [...(marked.get(date) ?? []), ...said]);
	}
	return marked;
}

/** [C12] One pupil's days among those that the school told of. */
export function besideBy(told: readonly PupilDayBeside[], pupilId: string): MarkedDays {
	return new Map(told.flatMap((day) => (day.pupilId === pupilId ? [[day.date, day.marks] as const] : [])));
}

/** [C12] What an entry says beside its code: in its own words, else in those of the plan that it confirms, whatever became of that plan. */
export function saidIn(
	entry: Pick<Entry, 'detail'>,
	confirmed: Pick<Plan, 'detail'> | undefined
): string | undefined {
	return entry.detail ?? confirmed?.detail;
}

/** [C12] The school days before and after a date, as far as the calendar goes. */
export function schoolDaysBeside(calendars: Calendars, date: string): string[] {
	return [previousSchoolDay(calendars, date), nextSchoolDay(calendars, date)].filter((day) => day !== null);
}

/** [C12] What a pupil's R of the days beside a date says: marked there, or planned there and not marked otherwise all day. */
export function observedBeside(
	date: string,
	marked: MarkedDays,
	plans: readonly Plan[],
	calendars: Calendars
): DayBeside[] {
	const planned = standingPlans(plans).filter((plan) => plan.code === 'R');
	return schoolDaysBeside(calendars, date).flatMap((day) => {
		const marks = marked.get(day);
		if (!marks) return [];
		const observed = marks.filter(({ code }) => code === 'R');
		const wasAnotherDay = observed.length === 0 && marks.length === SESSIONS.length;
		const expected = wasAnotherDay ? [] : planned.filter((plan) => isOn(plan, day));
		return [...observed, ...expected.map(({ detail }) => ({ code: 'R', detail, plannedFor: day }))];
	});
}

/** Whether two names are one religious day's: case, accents, marks and blanks aside. */
export function isSameReligiousDay(a: string | undefined, b: string | undefined): boolean {
	return plainDay(a) === plainDay(b);
}

const plainDay = (name = ''): string => plainName(name).replace(/[^\p{L}\p{N}]/gu, '');
const isOn = (plan: Plan, date: string): boolean =>
	SESSIONS.some((session) => isAbout(plan, { date, session }));
