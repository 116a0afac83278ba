import { expect, test } from 'vitest';
import { AVA, BEN, DATE, deskAt, settled } from '../../../tests/support/desk-at.ts';
import { entry } from '../../../tests/support/school-2026-27.ts';
import { goHomeForLunch, recordLeaving } from './desk-acts.ts';

test('[L2] a held 09:08 stays the minute of a queue, though the clock has gone past the close', async () => {
	const school = deskAt('09:12');
	const desk = school.open();
	desk.heldMinute = '09:08';
	desk.arrive([AVA]);
	await settled();
	expect(school.facts).toMatchObject([{ code: 'L', arrivedAt: '09:08' }]);
});

test('[H12] a held 09:08 is no minute of a coming back: one marked present and one not marked are both back now', async () => {
	const school = deskAt('09:15', [entry({ code: '/' })]);
	recordLeaving(school.open(), [school.child(AVA), school.child(BEN)], { at: '09:15', why: 'trip' });
	await settled();
	school.later('11:30');
	for (const mode of ['arrived', 'leaving'] as const) {
		const desk = school.open();
		desk.mode = mode;
		desk.heldMinute = '09:08';
		for (const each of [AVA, BEN])
			expect(desk.offer(each)).toMatchObject({ kind: 'back', words: 'Back at 11:30, out since 09:15' });
	}
	const desk = school.open();
	desk.heldMinute = '09:08';
	desk.arrive([AVA, BEN]);
	await settled();
	expect(school.facts.slice(3)).toMatchObject([
		{ kind: 'back', pupilId: AVA, at: '11:30' },
		{ kind: 'back', pupilId: BEN, at: '11:30' }
	]);
	expect(desk.last).toMatchObject({ words: 'Ava and Ben back at 11:30', isSaved: true });
	expect(desk.notRecorded).toEqual([]);
});

test('[H12] while something else than arrivals is done, nothing goes by the held minute: not home for lunch, nor what is offered', async () => {
	const school = deskAt('11:50', [entry({ code: '/' })]);
	const desk = school.open();
	desk.heldMinute = '09:08';
	desk.mode = 'leaving';
	expect(desk.minute).toBe('11:50');
	expect(desk.offer(BEN)).toMatchObject({ kind: 'arrive', code: 'U' });
	goHomeForLunch(desk, school.child(AVA));
	await settled();
	expect(school.facts.slice(1)).toMatchObject([{ kind: 'out', why: 'lunch', at: '11:50' }]);
});

test('[H12] one tap names who came at which minute: some at the held one, some back now', async () => {
	const school = deskAt('08:40');
	recordLeaving(school.open(), [school.child(BEN)], { at: '08:40', why: 'other' });
	await settled();
	school.later('09:16');
	const desk = school.open();
	desk.heldMinute = '09:08';
	desk.arrive([AVA, BEN]);
	desk.giveReason('Traffic');
	await settled();
	expect(desk.last?.words).toBe('Ava Example signed in at 09:08, Ben Example back at 09:16');
	const marks = school.facts.filter((fact) => fact.kind === 'mark');
	expect(marks.map((fact) => [fact.pupilId, fact.code, fact.arrivedAt, fact.reason])).toEqual([
		[AVA, 'L', '09:08', undefined],
		[BEN, 'U', '09:16', undefined],
		[AVA, 'L', '09:08', 'Traffic'],
		[BEN, 'U', '09:16', 'Traffic']
	]);
});

test('[H14] a held 09:08 ends with its half-day, and with its date', async () => {
	const school = deskAt('09:08');
	const desk = school.open();
	const held = (minute: string, on?: string) => {
		school.later(minute, on);
		return desk.heldMinute;
	};
	desk.heldMinute = '09:08';
	expect(held('11:59')).toBe('09:08');
	expect(held('12:00')).toBeNull();
	expect(held('13:25')).toBeNull();
	expect(desk.offer(AVA)).toMatchObject({ session: 'PM', code: 'L', minutesLate: 15 });
	expect(held('09:08', '2026-09-15')).toBeNull();

	school.later('13:20', DATE);
	desk.heldMinute = '13:20';
	expect(held('15:19')).toBe('13:20');
	expect(held('15:20')).toBeNull();
});

test('[H14] what was done last is of its date: the next morning nobody joins it and no reason is added to it', async () => {
	const school = deskAt('09:01');
	const desk = school.open();
	desk.arrive([AVA]);
	await settled();
	school.later('08:55', '2026-09-15');
	expect(desk.last).toBeNull();
	desk.giveReason('Traffic');
	await settled();
	expect(school.facts).toHaveLength(1);
});

test('[H14] it is the tap that finds a held minute over, though the clock on screen is a breath behind', async () => {
	const school = deskAt('11:59');
	const desk = school.open();
	desk.heldMinute = '09:08';
	school.tapAt('13:25');
	desk.arrive([AVA]);
	await settled();
	expect(school.facts).toMatchObject([{ session: 'PM', arrivedAt: '13:25' }]);
});

test('[H13] for whom nothing can be recorded is said so, and only the others are named', async () => {
	const school = deskAt('09:01', [entry({ code: '/' })]);
	const desk = school.open();
	desk.arrive([AVA, BEN]);
	await settled();
	expect(school.facts.slice(1)).toMatchObject([{ kind: 'mark', pupilId: BEN, code: 'L' }]);
	expect(desk.last).toMatchObject({ words: 'Ben Example signed in at 09:01', pupilIds: [BEN] });
	expect(desk.notRecorded).toEqual([
		'Nothing was recorded for Ava Example. Marked present in class at 08:52.'
	]);

	const alone = school.open();
	alone.arrive([AVA]);
	expect(alone.last).toBeNull();
	expect(alone.notRecorded).toHaveLength(1);
});

test('[H13] a second tap on what is just being saved is no second act, and says nothing of one', async () => {
	const school = deskAt('09:01');
	const desk = school.open();
	desk.arrive([AVA]);
	desk.arrive([AVA]);
	expect(desk.notRecorded).toEqual([]);
	desk.arrive([AVA, BEN]);
	expect(desk.notRecorded).toEqual([]);
	await settled();
	expect(school.facts).toHaveLength(2);
	expect(desk.last?.words).toBe('Ben Example signed in at 09:01');
});
