import { expect, it } from 'vitest';
import { eachSchool, school } from '../../../../tests/support/each-school.ts';
import { CLASS_3T, entry, PUPILS, SETTINGS, TIMES } from '../../../../tests/support/school-2026-27.ts';
import { base, planned } from '../../../../tests/support/sent.ts';
import { REGISTER, SCHOOL } from '../../../../tests/support/small-school.ts';
import type { HeldFact } from '../../rules/facts.ts';
import { cellsTouched } from './marks.ts';

eachSchool();

/** A registration within which a child at the dentist from 10:00 to 11:00 is away. */
const LATE = { ...TIMES, AM: { open: '10:10', close: '10:30', end: '12:00' } };
const mark = () => school.mark(PUPILS.ava.pupilId, REGISTER);

/** Ava is filled in as present by somebody who had not heard of her appointment, which ends after a late registration only. */
async function filledBesideAnAppointment(): Promise<void> {
	const dentist = planned('dentist', {
		to: { date: REGISTER.date, session: 'AM' },
		code: 'M',
		times: { from: '10:00', to: '11:00' }
	});
	await school.add(dentist as never, entry({ how: 'filled' }));
	expect(await mark()).toMatchObject({ shownAs: 'present', dispute: 0 });
}

it('[S7] [Y12] a class that is given to another year group has its marks added up by that year group’s times', async () => {
	const settings = { ...SETTINGS, id: 'f-by-year', timesByYear: { '4': LATE } };
	await school.add(settings);
	await filledBesideAnAppointment();
	await school.add({ ...CLASS_3T, ...base('renamed', 101), name: '3 Teal' });
	expect(await mark()).toMatchObject({ shownAs: 'present', dispute: 0 });
	await school.add({ ...CLASS_3T, ...base('year-4', 102), years: ['4'] });
	expect(await mark()).toMatchObject({ dispute: 1 });
	expect(await school.store.verify(SCHOOL)).toBeNull();
});

it('[S7] [Y12] times that are moved to another day leave the first day’s marks as the usual times have them', async () => {
	await filledBesideAnAppointment();
	const snow = { kind: 'times', date: REGISTER.date, times: LATE, reason: 'Snow', replaces: [] };
	await school.add({ ...base('snow'), ...snow } as never);
	expect(await mark()).toMatchObject({ dispute: 1 });
	await school.add({ ...base('moved', 2), ...snow, date: '2026-09-15', replaces: ['snow'] } as never);
	expect(await mark()).toMatchObject({ shownAs: 'present', dispute: 0 });
	expect(await school.store.verify(SCHOOL)).toBeNull();
});

it('[S7] [Y12] of a class that is given to another year group, the marks under timed plans alone are added up anew: all of its years would keep every tablet waiting', async () => {
	await filledBesideAnAppointment();
	const { pupilId } = PUPILS.ben;
	await school.add(
		planned('ill', { pupilId, to: { date: REGISTER.date, session: 'AM' } }) as never,
		entry({ pupilId }),
		entry({ date: '2026-09-15' })
	);
	const yearFour: HeldFact = { ...CLASS_3T, ...base('year-4', 102), years: ['4'] };
	expect(await cellsTouched(school.database.db, SCHOOL, [yearFour])).toEqual([
		{ pupilId: PUPILS.ava.pupilId, date: REGISTER.date, session: 'AM' }
	]);
});
