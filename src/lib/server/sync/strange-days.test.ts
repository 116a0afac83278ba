import { expect, it } from 'vitest';
import { eachSchool, school } from '../../../../tests/support/each-school.ts';
import { at, CLASS_3T, PUPILS, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { codesOrStatuses, HEAD, made } from '../../../../tests/support/sent.ts';

eachSchool();

it('[K6] [J4] [J5] [R3] a place, a leaving and a class given on a day that no calendar has are refused; one beyond the school’s calendar is not', async () => {
	const pupilId = PUPILS.ava.pupilId;
	const on = (date: string, from: number) => [
		made(`place-${date}`, from, { kind: 'place', pupilId, classId: CLASS_3T.classId, from: date }),
		made(`leave-${date}`, from + 1, { kind: 'leave', pupilId, lastDay: date, ground: '9(1)(a)' }),
		made(`assign-${date}`, from + 2, {
			...{ kind: 'assign', staffId: STAFF.cover.staffId, classId: CLASS_3T.classId, replaces: [] },
			from: { date, session: 'AM' }
		})
	];
	school.time = at('2026-09-14', '08:55');
	const sent = [...on('2026-09-31', 1), ...on('2031-02-28', 4)];
	const reply = await school.sync({ ...HEAD, person: STAFF.office }, sent, { clientId: 'c-office' });
	expect(codesOrStatuses(reply)).toEqual([
		...['no-such-day', 'no-such-day', 'no-such-day'],
		...['accepted', 'accepted', 'accepted']
	]);
});
