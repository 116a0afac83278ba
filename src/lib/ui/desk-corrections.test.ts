import { expect, test } from 'vitest';
import type { Half } from '$lib/rules/facts.ts';
import { AVA, BEN, DATE, deskAt, settled } from '../../../tests/support/desk-at.ts';
import { entry } from '../../../tests/support/school-2026-27.ts';
import { correctLines, recordElsewhere, recordLeaving, recordMessage } from './desk-acts.ts';

test('[CF4] a line is corrected, and taken back, by further facts', async () => {
	const school = deskAt('10:40', [entry({ code: '/' })]);
	const desk = school.open();
	recordLeaving(desk, [school.child(AVA)], { at: '10:40', why: 'appointment', where: 'Dentist' });
	await settled();
	correctLines(desk, school.open().lines, { at: '10:35', words: 'Optician', until: '11:30' });
	await settled();
	expect(school.facts.at(-1)).toMatchObject({
		kind: 'out',
		at: '10:35',
		where: 'Optician',
		expectedBack: '11:30',
		replaces: [school.facts[1]?.id]
	});
	const again = school.open();
	again.takeBack(again.lines.filter((line) => line.mayTakeBack));
	await settled();
	expect(school.facts.at(-1)).toMatchObject({
		kind: 'out',
		cancelled: true,
		replaces: [school.facts[2]?.id]
	});
	expect(school.child(AVA).whereabouts.out).toBeNull();
	expect(school.facts).toHaveLength(4);
});

const half = (date: string, session: Half['session']): Half => ({ date, session });

/** A message about Ava for some half-days, and then a correction of it as the form gives it. */
async function correctedMessage(
	from: Half,
	to: Half,
	over: { until: string; untilSession?: Half['session'] }
) {
	const school = deskAt('08:31');
	const said = { reason: 'Ill', from: 'Sam Example (mother)', via: 'phone' } as const;
	recordMessage(school.open(), [{ child: school.child(AVA), span: { from, to } }], said);
	await settled();
	const desk = school.open();
	correctLines(desk, desk.lines, { at: '08:31', words: 'Ill: a cold', ...over });
	await settled();
	return { school, corrected: school.facts.at(-1) };
}

test('[H15] a message for this morning only is still for this morning only when its reason is corrected', async () => {
	const morning = half(DATE, 'AM');
	const { school, corrected } = await correctedMessage(morning, morning, { until: DATE });
	expect(corrected).toMatchObject({ reason: 'Ill: a cold', from: morning, to: morning });
	expect(school.child(AVA).AM.plan).not.toBeNull();
	expect(school.child(AVA).PM.plan).toBeNull();
});

test('[H15] a message until a date keeps its last half-day, and ends with another where a person says so', async () => {
	const [from, to] = [half(DATE, 'AM'), half('2026-09-16', 'AM')];
	const kept = await correctedMessage(from, to, { until: '2026-09-16' });
	expect(kept.corrected).toMatchObject({ from, to });
	expect(kept.school.open().lines[0]?.words).toContain('until Wednesday 16 September 2026, morning');
	const longer = await correctedMessage(from, to, { until: '2026-09-17', untilSession: 'PM' });
	expect(longer.corrected).toMatchObject({ from, to: half('2026-09-17', 'PM') });
});

test('[H15] whoever was with another class is not with it once the place is corrected', async () => {
	const school = deskAt('09:30');
	const going = { at: '09:30', where: 'with 4E', withClass: 'c-4e' };
	recordElsewhere(school.open(), [school.child(AVA), school.child(BEN)], going);
	await settled();
	expect(school.facts).toMatchObject([
		{ kind: 'elsewhere', pupilId: AVA, classId: 'c-3t', session: 'AM', ...going },
		{ kind: 'elsewhere', pupilId: BEN, classId: 'c-3t', session: 'AM', ...going }
	]);
	const desk = school.open();
	const of = (pupilId: string) => desk.lines.filter((line) => line.fact.pupilId === pupilId);
	correctLines(desk, of(AVA), { at: '09:30', words: 'library', until: '' });
	correctLines(desk, of(BEN), { at: '09:35', words: 'with 4E', until: '' });
	await settled();
	const { elsewhere } = school.child(AVA).whereabouts;
	expect(elsewhere).toMatchObject({ where: 'library' });
	expect(elsewhere).not.toHaveProperty('withClass');
	expect(school.facts.at(-1)).toMatchObject({
		pupilId: BEN,
		at: '09:35',
		where: 'with 4E',
		withClass: 'c-4e'
	});
});
