import { schoolDaysBetween } from '../../rules/calendar.ts';
import type { CalendarFact } from '../../rules/facts.ts';
import { londonInstant } from '../../rules/sessions.ts';
import { CALENDAR, SETTINGS } from './calendar-2026.ts';
import { CLASSES } from './classes.ts';
import { demoFact, numbered, type DemoFact } from './demo-fact.ts';
import { pupilFacts } from './pupil-facts.ts';
import { makePupils, type DemoPupil } from './pupils.ts';
import { ATTENDANCE, HEAD, STAFF, type DemoStaff } from './staff.ts';

/** The clientId of the facts with which the demo school begins. */
export const FIRST_FILL = 'demo-school';
export const DEMO_SCHOOL_ID = 'demo';
export const DEMO_SCHOOL_NAME = 'St Aldhelm’s C of E Primary School';

/** Staff are appointed from before their first fact. */
export const APPOINTED_FROM = londonInstant('2026-08-01', '00:00');

export interface DemoSchool {
	schoolId: string;
	name: string;
	staff: readonly DemoStaff[];
	pupils: readonly DemoPupil[];
	/** Settings, calendar, classes, pupils, places and assignments; plans come with the days on which they were made. */
	facts: DemoFact[];
}

/** The demo school as it stands before its first day: the same at every call. */
export function demoSchool(): DemoSchool {
	const pupils = makePupils();
	const facts = [...framework(), ...pupils.flatMap(pupilFacts), ...assignments()];
	return {
		schoolId: DEMO_SCHOOL_ID,
		name: DEMO_SCHOOL_NAME,
		staff: STAFF,
		pupils,
		facts: numbered(FIRST_FILL, facts)
	};
}

/** The year's 190 school days. */
export function demoDays(): string[] {
	return schoolDaysBetween([calendarFact()], '2026-09-01', '2027-07-20');
}

const SETUP_DAY = '2026-08-24';

function calendarFact(): CalendarFact {
	const { fact } = demoFact(HEAD, londonInstant(SETUP_DAY, '09:05'), [], { kind: 'calendar', ...CALENDAR });
	if (fact.kind !== 'calendar') throw new Error('A calendar was told, and is none.');
	return fact;
}

function framework(): DemoFact[] {
	const at = (minute: string) => londonInstant(SETUP_DAY, minute);
	return [
		demoFact(HEAD, at('09:00'), [], { kind: 'settings', schoolName: DEMO_SCHOOL_NAME, ...SETTINGS }),
		demoFact(HEAD, at('09:05'), [], { kind: 'calendar', ...CALENDAR }),
		...CLASSES.map(({ classId, name, room, seats }, index) =>
			demoFact(ATTENDANCE, at('09:10') + index * 1000, [classId], {
				kind: 'class',
				classId,
				name,
				room,
				order: index + 1,
				years: seats.map((seat) => seat.year).sort(byAge)
			})
		)
	];
}

const byAge = (a: string, b: string): number => 'NR123456'.indexOf(a) - 'NR123456'.indexOf(b);

function assignments(): DemoFact[] {
	const madeAt = londonInstant(SETUP_DAY, '14:00');
	return STAFF.flatMap(({ staffId, classIds }) =>
		classIds.map((classId, index) =>
			demoFact(ATTENDANCE, madeAt + index, [staffId, classId], {
				kind: 'assign',
				staffId,
				classId,
				replaces: [],
				from: { date: '2026-09-01', session: 'AM' }
			})
		)
	);
}
