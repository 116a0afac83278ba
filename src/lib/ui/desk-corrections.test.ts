import { expect, test } from 'vitest';
import { AVA, deskAt, settled } from '../../../tests/support/desk-at.ts';
import { entry } from '../../../tests/support/school-2026-27.ts';
import { correctLines, recordLeaving } from './desk-acts.ts';

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
