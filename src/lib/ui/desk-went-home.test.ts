import { expect, test } from 'vitest';
import { AVA, DATE, deskAt, kinds, settled } from '../../../tests/support/desk-at.ts';
import { entry } from '../../../tests/support/school-2026-27.ts';
import { correctLines, recordLeaving } from './desk-acts.ts';

/** Ava, present this morning, has gone home ill at 10:40. */
async function wentHome() {
	const school = deskAt('10:40', [entry({ code: '/' })]);
	recordLeaving(school.open(), [school.child(AVA)], { at: '10:40', why: 'ill', collectedBy: 'Sam' });
	await settled();
	const undo = async (kind: 'out' | 'back') => {
		const desk = school.open();
		desk.takeBack(desk.lines.filter((line) => line.kind === kind));
		await settled();
	};
	const back = async (minute: string) => {
		school.later(minute);
		school.open().arrive([AVA]);
		await settled();
	};
	return { ...school, undo, back, expectedAway: () => school.child(AVA).PM.plan !== null };
}

test('[H17] taking back “Left: ill” takes back what was told with it: nobody expects the child away', async () => {
	const school = await wentHome();
	expect(school.expectedAway()).toBe(true);
	await school.undo('out');
	expect(school.facts.slice(3)).toMatchObject([
		{ kind: 'out', cancelled: true },
		{ kind: 'plan', cancelled: true }
	]);
	expect(school.expectedAway()).toBe(false);
});

test('[H17] who went home ill and is back is expected this afternoon again, and away once the coming back is taken back', async () => {
	const school = await wentHome();
	await school.back('10:55');
	expect(school.facts.slice(3)).toMatchObject([
		{ kind: 'back', at: '10:55' },
		{ kind: 'plan', cancelled: true, replaces: [school.facts[2]?.id], reason: 'Back in school at 10:55' }
	]);
	expect(school.expectedAway()).toBe(false);

	await school.undo('back');
	expect(school.child(AVA).whereabouts.out).not.toBeNull();
	expect(school.expectedAway()).toBe(true);
	await school.undo('out');
	expect(school.child(AVA).whereabouts.out).toBeNull();
	expect(school.expectedAway()).toBe(false);
});

test('[H17] what the afternoon’s register has seen stands: who is back after its close was away for it', async () => {
	const school = await wentHome();
	await school.back('13:45');
	expect(kinds(school.facts).filter((kind) => kind === 'plan')).toHaveLength(1);
	expect(school.expectedAway()).toBe(true);
});

test('[H17] only the rest of the day ends: a message until Wednesday is for the days after it still', async () => {
	const school = await wentHome();
	const desk = school.open();
	const told = desk.lines.filter((line) => line.kind === 'message');
	correctLines(desk, told, { at: '10:40', words: 'Ill', until: '2026-09-16' });
	await settled();
	await school.back('10:55');
	expect(school.expectedAway()).toBe(false);
	expect(school.facts.at(-1)).toMatchObject({
		kind: 'plan',
		from: { date: '2026-09-15', session: 'AM' },
		to: { date: '2026-09-16', session: 'PM' }
	});
	const before = school.facts.length;
	const undoing = school.open();
	const back = school.facts.find((fact) => fact.kind === 'back');
	undoing.takeBack(undoing.linesOf(back?.actId ?? ''));
	await settled();
	expect(school.expectedAway()).toBe(true);
	expect(school.facts.slice(before)).toMatchObject([
		{ kind: 'back', cancelled: true },
		{ kind: 'plan', from: { date: DATE, session: 'PM' }, to: { date: '2026-09-16', session: 'PM' } }
	]);
});
