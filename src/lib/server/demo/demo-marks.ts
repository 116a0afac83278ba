import { inCallingOrder } from '../../rules/register.ts';
import { SESSIONS, londonInstant } from '../../rules/sessions.ts';
import { tellStories } from './all-stories.ts';
import { SETTINGS } from './calendar-2026.ts';
import { CLASSES } from './classes.ts';
import { numbered, type DemoFact } from './demo-fact.ts';
import { DemoRegister } from './demo-register.ts';
import { demoDays, type DemoSchool } from './demo-school.ts';
import { asPupilFact } from './pupil-facts.ts';
import type { DemoPupil } from './pupils.ts';
import type { Stories } from './stories.ts';

/** Facts that are put in together, and none of them before `dueAt`. */
export interface Fill {
	/** Also the clientId of its facts. */
	key: string;
	/** Epoch ms, the school's time: a session's facts are due when it has ended. */
	dueAt: number;
	facts: DemoFact[];
}

/** All marks, finishes and plans that are due after one instant and up to another, oldest first, numbered fill by fill. */
export function demoMarks(school: DemoSchool, after: number, until: number): DemoFact[] {
	return demoFills(school, after, until).flatMap(({ key, facts }) => numbered(key, facts));
}

// What the office settles later than this after a session, it never settles.
const SETTLED_AFTER_DAYS = 7;

/**
 * The demo's fills that are due after one instant and up to another: for each school day what was known before school,
 * the morning and the afternoon. What was recorded in a session comes when it has ended, so that the session under way
 * is a newcomer's own.
 */
export function demoFills(school: DemoSchool, after: number, until: number): Fill[] {
	const days = demoDays();
	const all = days.flatMap(fillsOf);
	const fills = all.filter(({ dueAt }) => dueAt > after && dueAt <= until);
	const [first, last] = [fills[0], fills.at(-1)];
	if (!first || !last) return [];
	const madeFrom = all.findLast(({ dueAt }) => dueAt < first.dueAt)?.dueAt ?? 0;

	const stories = tellStories(school.pupils, days);
	const rolls = rollsOf(school);
	const firstDay = days.findIndex((day) => londonInstant(day, '23:59') > madeFrom);
	const taken = days
		.slice(Math.max(0, firstDay - SETTLED_AFTER_DAYS))
		.filter((day) => londonInstant(day, '00:00') < last.dueAt)
		.flatMap((day) => registersOn(rolls, day, stories));
	for (const made of [...stories.plans, ...taken]) {
		const { madeAt } = made.fact;
		if (madeAt >= madeFrom) fills.find(({ dueAt }) => madeAt < dueAt)?.facts.push(made);
	}
	return fills;
}

/** When a fill was due, by its key; null for a key that is none. */
export function dueAtOf(key: string): number | null {
	const [, date = '', part = ''] = /^demo-(\d{4}-\d{2}-\d{2})-(known|AM|PM)$/.exec(key) ?? [];
	return fillsOf(date).find((fill) => fill.key.endsWith(`-${part}`) && part !== '')?.dueAt ?? null;
}

const KNOWN_BY = '08:30';

function fillsOf(date: string): Fill[] {
	const fill = (part: string, minute: string): Fill => ({
		key: `demo-${date}-${part}`,
		dueAt: londonInstant(date, minute),
		facts: []
	});
	const { AM, PM } = SETTINGS.times;
	return [fill('known', KNOWN_BY), fill('AM', AM.end), fill('PM', PM.end)];
}

/** Each class's pupils in calling order. */
function rollsOf(school: DemoSchool): Roll[] {
	return CLASSES.map(({ classId }) => {
		const own = school.pupils.filter((pupil) => pupil.classId === classId);
		const order = inCallingOrder(own.map(asPupilFact), 'forename').map((each) => each.pupilId);
		return { classId, pupils: own.sort((a, b) => order.indexOf(a.pupilId) - order.indexOf(b.pupilId)) };
	});
}

interface Roll {
	classId: string;
	pupils: DemoPupil[];
}

function registersOn(rolls: readonly Roll[], date: string, stories: Stories): DemoFact[] {
	return rolls.flatMap(({ classId, pupils }) => {
		const pupilIds = pupils.filter((pupil) => pupil.from <= date).map((pupil) => pupil.pupilId);
		return SESSIONS.flatMap((session) =>
			DemoRegister.take({ classId, date, session }, SETTINGS.times[session], pupilIds, stories)
		);
	});
}
