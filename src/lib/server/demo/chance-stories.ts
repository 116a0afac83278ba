import { SESSIONS, londonInstant, type Session } from '../../rules/sessions.ts';
import { Chance } from './chance.ts';
import { fixedDays } from './fixed-events.ts';
import { planAhead } from './plan-ahead.ts';
import type { DemoPupil } from './pupils.ts';
import { ATTENDANCE } from './staff.ts';
import type { Stories, Story } from './stories.ts';

/** How often things happen to a pupil on a day: shares of 1. */
interface Habits {
	falls: number;
	unexplained: number;
	late: number;
	appointment: number;
	sentHome: number;
}

const USUAL: Habits = { falls: 0.0215, unexplained: 0.002, late: 0.014, appointment: 0.006, sentHome: 0.002 };
const OFTEN: Habits = { falls: 0.036, unexplained: 0.012, late: 0.07, appointment: 0.008, sentHome: 0.003 };
const PERSISTENT: Habits = {
	falls: 0.055,
	unexplained: 0.05,
	late: 0.1,
	appointment: 0.008,
	sentHome: 0.002
};

/** Colds by the month, September to July. */
const SEASON: Record<string, number> = {
	...{ '09': 0.8, '10': 1, '11': 1.15, '12': 1.3, '01': 1.25, '02': 1.1 },
	...{ '03': 1, '04': 0.85, '05': 0.8, '06': 0.75, '07': 0.7 }
};

const MINUTE_MS = 60_000;

/** Tells what chance does to one pupil over the school days of a year: illness, appointments, lateness, and no word at all. */
export function tellByChance(stories: Stories, pupil: DemoPupil, days: readonly string[]): void {
	const chance = new Chance('year', pupil.pupilId);
	const habits = habitsOf(chance);
	const fixed = fixedDays(pupil.classId);
	const isSettled = pupil.special.partTime !== undefined || pupil.special.elsewhereOn !== undefined;
	for (let index = 0; index < days.length; index += 1) {
		const date = days[index] ?? '';
		if (date < pupil.from || fixed.has(date)) continue;
		const roll = chance.next();
		const falls = habits.falls * (SEASON[date.slice(5, 7)] ?? 1);
		if (isSettled) {
			// Part-time and dual-registered pupils have plans of their own; two at once would only confuse a newcomer.
			if (roll < habits.late && !isExpectedAway(stories, pupil, date)) lateness(stories, pupil, date, chance);
			continue;
		}
		if (roll < falls) index += illness(stories, pupil, days, index, fixed, chance) - 1;
		else if (roll < falls + habits.unexplained) noWord(stories, pupil, days, index, chance);
		else if (roll < falls + habits.unexplained + habits.appointment)
			appointment(stories, pupil, days, index, chance);
		else if (roll < falls + habits.unexplained + habits.appointment + habits.sentHome)
			sentHome(stories, pupil, date, chance);
		else if (chance.holds(habits.late)) lateness(stories, pupil, date, chance);
	}
}

function habitsOf(chance: Chance): Habits {
	const kind = chance.next();
	if (kind < 0.04) return PERSISTENT;
	return kind < 0.12 ? OFTEN : USUAL;
}

function isExpectedAway(stories: Stories, pupil: DemoPupil, date: string): boolean {
	return SESSIONS.some((session) => stories.of(date, session, pupil.pupilId));
}

/** A run of illness; answers how many school days it took. */
function illness(
	stories: Stories,
	pupil: DemoPupil,
	days: readonly string[],
	first: number,
	fixed: ReadonlySet<string>,
	chance: Chance
): number {
	const wanted = chance.of([1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5]);
	const run = days.slice(first, first + wanted);
	const cut = run.findIndex((day) => fixed.has(day));
	if (cut > 0) run.length = cut;
	const date = run[0] ?? '';
	const last = run.at(-1) ?? date;
	const way = chance.next();
	if (way < 0.6) {
		const madeAt = minutesAfter(date, '07:50', chance.between(0, 38));
		const told = {
			code: 'I',
			reason: chance.of(CALLS)
		} as const;
		const span = { from: { date, session: 'AM' }, to: { date: last, session: 'PM' } } as const;
		const plan = planAhead(stories, ATTENDANCE, madeAt, pupil, span, told);
		const better = run.length > 1 && chance.holds(0.15);
		for (const day of run)
			both(stories, day, pupil, { is: better && day === last ? 'there-anyway' : 'away', plan });
		return run.length;
	}
	if (way < 0.9) {
		const at = minutesAfter(date, '09:14', chance.between(0, 80));
		const register = { classId: pupil.classId, date, session: 'AM' as const };
		stories.set(date, 'AM', pupil.pupilId, {
			is: 'unexplained',
			then: { code: 'I', at, reason: 'Parent telephoned: unwell' }
		});
		const span = { from: { date, session: 'PM' }, to: { date: last, session: 'PM' } } as const;
		const told = { code: 'I', reason: 'Parent telephoned' } as const;
		const plan = planAhead(stories, ATTENDANCE, at + MINUTE_MS, pupil, span, told, register);
		stories.set(date, 'PM', pupil.pupilId, { is: 'away', plan });
		for (const day of run.slice(1)) both(stories, day, pupil, { is: 'away', plan });
		return run.length;
	}
	// No call; a note comes in the book bag when the child is back.
	const back = days[first + 1];
	for (const session of SESSIONS) {
		const at = back === undefined ? null : minutesAfter(back, '09:20', chance.between(0, 60));
		const then = at === null ? null : { code: 'I' as const, at, reason: 'Note from parent: unwell' };
		stories.set(date, session, pupil.pupilId, { is: 'unexplained', then });
	}
	return 1;
}

const CALLS = ['Mother telephoned', 'Father telephoned', 'Absence line message'];
const SCHOOL_DAYS_TO_O = 5;

/** Nobody says why: O once the five school days are over. */
function noWord(
	stories: Stories,
	pupil: DemoPupil,
	days: readonly string[],
	index: number,
	chance: Chance
): void {
	const date = days[index] ?? '';
	const deadline = days[index + SCHOOL_DAYS_TO_O];
	const sessions: readonly Session[] = chance.holds(0.7) ? SESSIONS : ['PM'];
	for (const session of sessions) {
		const at = deadline === undefined ? null : minutesAfter(deadline, '14:20', chance.between(0, 40));
		const then =
			at === null ? null : { code: 'O' as const, at, reason: 'No reason established in five school days' };
		stories.set(date, session, pupil.pupilId, { is: 'unexplained', then });
	}
}

const APPOINTMENTS = [
	{ only: 'AM', times: { from: '08:40', to: '10:00' }, back: '10:20' },
	{ only: 'AM', times: { from: '10:30', to: '11:30' }, back: '11:45' },
	{ only: 'PM', times: { from: '13:00', to: '14:15' }, back: '14:30' }
] as const;

/** A letter came some days before; only an appointment over the register keeps a child from it. */
function appointment(
	stories: Stories,
	pupil: DemoPupil,
	days: readonly string[],
	index: number,
	chance: Chance
): void {
	const date = days[index] ?? '';
	const letter = days[index - chance.between(2, 8)];
	if (letter === undefined) return;
	const told = chance.of(APPOINTMENTS);
	const detail = chance.of(['Dentist', 'Orthodontist', 'Hospital appointment', 'Optician', 'Doctor']);
	const span = { from: { date, session: told.only }, to: { date, session: told.only } };
	const madeAt = minutesAfter(letter, '10:00', chance.between(0, 100));
	const plan = planAhead(stories, ATTENDANCE, madeAt, pupil, span, { code: 'M', ...told, detail });
	if (told.times.from !== '10:30') stories.set(date, told.only, pupil.pupilId, { is: 'away', plan });
}

function sentHome(stories: Stories, pupil: DemoPupil, date: string, chance: Chance): void {
	const madeAt = minutesAfter(date, '10:30', chance.between(0, 75));
	const span = { from: { date, session: 'PM' }, to: { date, session: 'PM' } } as const;
	const told = { code: 'I', reason: 'Sent home unwell' } as const;
	const register = { classId: pupil.classId, date, session: 'AM' as const };
	const plan = planAhead(stories, ATTENDANCE, madeAt, pupil, span, told, register);
	stories.set(date, 'PM', pupil.pupilId, { is: 'away', plan });
}

function lateness(stories: Stories, pupil: DemoPupil, date: string, chance: Chance): void {
	const way = chance.next();
	const minute = (least: number, most: number) => String(chance.between(least, most)).padStart(2, '0');
	if (way < 0.06)
		stories.set(date, 'PM', pupil.pupilId, { is: 'late', at: `13:${minute(15, 26)}`, desk: false });
	else if (way < 0.86)
		stories.set(date, 'AM', pupil.pupilId, {
			is: 'late',
			at: inTaking(chance.between(5, 18)),
			desk: way < 0.4
		});
	else stories.set(date, 'AM', pupil.pupilId, { is: 'late-after', at: `09:${minute(11, 48)}` });
}

/** HH:MM so many minutes after the morning's opening. */
const inTaking = (minutes: number): string =>
	minutes < 10 ? `08:5${minutes}` : `09:${String(minutes - 10).padStart(2, '0')}`;

function both(stories: Stories, date: string, pupil: DemoPupil, story: Story): void {
	for (const session of SESSIONS) stories.set(date, session, pupil.pupilId, story);
}

const minutesAfter = (date: string, minute: string, minutes: number): number =>
	londonInstant(date, minute) + minutes * MINUTE_MS;
