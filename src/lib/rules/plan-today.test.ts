import { describe, expect, it } from 'vitest';
import {
	at,
	CLASS_3T,
	entry,
	must,
	PLACES,
	PUPILS,
	schoolBook
} from '../../../tests/support/school-2026-27.ts';
import { readDay } from './day.ts';
import type { HeldFact, Plan } from './facts.ts';
import { leftBehind } from './plan-behind.ts';
import { planToday } from './plan-today.ts';

const { ava, ben, cal, dee } = PUPILS;
const DATE = '2026-09-14';

const visit = (pupilId: string, over: Partial<HeldFact<Plan>> = {}): HeldFact<Plan> => ({
	id: `visit-${pupilId}`,
	kind: 'plan',
	v: 1,
	clientId: 'c',
	seq: 1,
	signInId: 's',
	madeAt: at('2026-09-10', '10:00'),
	clock: { offsetMs: 0, doubtMs: 0 },
	pupilId,
	from: { date: DATE, session: 'AM' },
	to: { date: DATE, session: 'PM' },
	code: 'V',
	detail: 'Museum',
	replaces: [],
	...over
});
const everyone = [ava, ben, cal, dee].map((pupil) => visit(pupil.pupilId));

describe('what today’s registers made of a plan', () => {
	it('[X14] case A13: a child who is there is counted as here, and the plan is still told of', () => {
		const facts: HeldFact[] = [
			...everyone,
			entry({ pupilId: ava.pupilId, code: '/' }),
			entry({
				pupilId: ben.pupilId,
				how: 'plan',
				code: undefined,
				confirms: `visit-${ben.pupilId}`,
				sawPlans: [`visit-${ben.pupilId}`]
			}),
			entry({ pupilId: cal.pupilId, code: 'N' })
		];
		const day = readDay(schoolBook(), facts, DATE, at(DATE, '09:00'));
		expect(planToday(everyone, day, 'AM')).toEqual({ confirmed: 1, here: 1, otherwise: 1, unmarked: 1 });
		expect(planToday(everyone, day, 'PM')).toEqual({ confirmed: 0, here: 0, otherwise: 0, unmarked: 4 });
		expect(planToday([visit('p-nobody')], day, 'AM').unmarked).toBe(0);
	});

	it('[X14] the office’s own entry of its code, and a confirmation of what it replaced, count as confirmed', () => {
		const corrected = visit(ava.pupilId, { id: 'later', replaces: [`visit-${ava.pupilId}`] });
		const away = entry({
			pupilId: ava.pupilId,
			how: 'plan',
			code: undefined,
			confirms: `visit-${ava.pupilId}`
		});
		const byOffice = entry({ pupilId: dee.pupilId, how: 'office', code: 'V', detail: 'Museum' });
		const day = readDay(schoolBook(), [...everyone, corrected, away, byOffice], DATE, at(DATE, '09:00'));
		expect(planToday([corrected, must(everyone[3], 'Dee')], day, 'AM').confirmed).toBe(2);
	});
});

describe('who stays in school', () => {
	it('[X15] of a class that mostly goes, those who do not; of a class of which few go, nobody', () => {
		const behind = leftBehind(everyone.slice(0, 3), schoolBook(), DATE);
		expect(behind.map((each) => [each.schoolClass.name, each.pupils.map((pupil) => pupil.forename)])).toEqual(
			[['3T', ['Dee']]]
		);
		expect(leftBehind(everyone.slice(0, 1), schoolBook(), DATE)).toEqual([]);
		expect(leftBehind(everyone, schoolBook(), DATE)).toEqual([]);
		const moved = schoolBook().add([
			{ ...CLASS_3T, id: 'f-4b', classId: 'c-4b', name: '4B' },
			{ ...must(PLACES[3], 'Dee’s place'), id: 'f-move', classId: 'c-4b', from: DATE, position: 500 }
		]);
		expect(leftBehind(everyone.slice(0, 3), moved, DATE)).toEqual([]);
	});
});
