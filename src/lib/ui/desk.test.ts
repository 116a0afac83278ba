import { describe, expect, test } from 'vitest';
import { AVA, BEN, DATE, deskAt, kinds, settled } from '../../../tests/support/desk-at.ts';
import { entry } from '../../../tests/support/school-2026-27.ts';
import { goHomeForLunch, recordLeaving, recordMessage } from './desk-acts.ts';

describe('arrived', () => {
	test('[L1] one tap at 09:01 signs a child in, L, at the minute of the tap', async () => {
		const school = deskAt('09:01');
		const desk = school.open();
		expect(desk.offer(AVA)).toMatchObject({ kind: 'arrive', words: 'L, 11 minutes late' });
		desk.arrive([AVA]);
		await settled();
		expect(school.facts).toMatchObject([
			{
				kind: 'mark',
				pupilId: AVA,
				how: 'desk',
				code: 'L',
				arrivedAt: '09:01',
				session: 'AM',
				classId: 'c-3t'
			}
		]);
		expect(desk.last).toMatchObject({ isSaved: true, words: 'Ava Example signed in at 09:01' });
	});

	test('the reason comes after the tap, in the same act, and one undo takes both back [E5]', async () => {
		const school = deskAt('09:01', [entry({ code: 'N' })]);
		const desk = school.open();
		desk.arrive([AVA]);
		desk.giveReason('Traffic');
		await settled();
		const [, tap, reason] = school.facts;
		expect(tap).toMatchObject({ code: 'L', arrivedAt: '09:01' });
		expect(reason).toMatchObject({ code: 'L', arrivedAt: '09:01', reason: 'Traffic' });
		expect(school.mark(AVA)).toMatchObject({ shown: 'late', dispute: null });

		const again = school.open();
		again.takeBack(again.lines.filter((line) => line.mayTakeBack));
		await settled();
		expect(school.facts.at(-1)).toMatchObject({ kind: 'withdraw', entries: [reason?.id, tap?.id] });
		expect(school.mark(AVA)).toMatchObject({ shown: 'absent', code: 'N' });
	});

	test('who came along is signed in at the same minute, in the same act, with the same reason', async () => {
		const school = deskAt('09:01');
		const desk = school.open();
		desk.arrive([AVA]);
		desk.giveReason('Traffic');
		school.later('09:03');
		desk.arrive([BEN], desk.last);
		await settled();
		const bens = school.facts.filter((fact) => fact.kind === 'mark' && fact.pupilId === BEN);
		expect(bens).toMatchObject([{ arrivedAt: '09:01' }, { arrivedAt: '09:01', reason: 'Traffic' }]);
		expect(new Set(school.facts.map((fact) => ('actId' in fact ? fact.actId : ''))).size).toBe(1);
	});

	test('[A8] after the close a card that was seen proposes M to the office', async () => {
		const school = deskAt('09:25');
		const desk = school.open();
		desk.arrive([AVA]);
		desk.cardSeen(AVA);
		await settled();
		expect(school.facts).toMatchObject([
			{ kind: 'mark', code: 'U' },
			{ kind: 'propose', code: 'M', arrivedAt: '09:25' }
		]);
	});

	test('[H16] of two who came after the close it is one whose card was seen, once', async () => {
		const school = deskAt('09:25');
		const desk = school.open();
		desk.arrive([AVA, BEN]);
		desk.cardSeen(BEN);
		desk.cardSeen(BEN);
		await settled();
		expect(school.facts.slice(2)).toMatchObject([{ kind: 'propose', pupilId: BEN, code: 'M' }]);
		expect(school.facts).toHaveLength(3);
		expect(desk.last?.cards).toEqual([BEN]);

		const late = deskAt('09:01');
		const before = late.open();
		before.arrive([AVA]);
		before.cardSeen(AVA);
		await settled();
		expect(kinds(late.facts)).toEqual(['mark']);
	});

	test('a child who is there already, or on time, is not signed in', async () => {
		const school = deskAt('09:01', [entry({ code: '/' })]);
		const desk = school.open();
		desk.arrive([AVA]);
		const early = deskAt('08:45');
		early.open().arrive([AVA]);
		await settled();
		expect([...school.facts, ...early.facts]).toHaveLength(1);
		expect(desk.last).toBeNull();
	});
});

describe('absence messages, leaving and coming back', () => {
	test('[C20] a message is a plan without a code, one act for the family', async () => {
		const school = deskAt('08:31');
		const desk = school.open();
		const span = { from: { date: DATE, session: 'AM' }, to: { date: DATE, session: 'PM' } } as const;
		const said = { reason: 'Ill: a cold', from: 'Sam Example (mother)', via: 'phone' } as const;
		const told = [AVA, BEN].map((pupilId) => ({ child: school.child(pupilId), span }));
		recordMessage(desk, told, said);
		await settled();
		expect(kinds(school.facts)).toEqual(['plan', 'plan']);
		for (const fact of school.facts) {
			expect(fact).toMatchObject({
				reason: 'Ill: a cold',
				message: { from: 'Sam Example (mother)', via: 'phone' }
			});
			expect(fact).not.toHaveProperty('code');
		}
		expect(desk.lines.map((line) => line.kind)).toEqual(['message', 'message']);
	});

	test('[B1] collected ill at 10:40: out from then, and away for the afternoon', async () => {
		const school = deskAt('10:40', [entry({ code: '/' })]);
		const desk = school.open();
		recordLeaving(desk, [school.child(AVA)], {
			at: '10:40',
			why: 'ill',
			collectedBy: 'Sam Example (mother)'
		});
		await settled();
		expect(school.facts.slice(1)).toMatchObject([
			{ kind: 'out', at: '10:40', why: 'ill' },
			{ kind: 'plan', from: { date: DATE, session: 'PM' }, message: { wentHome: true } }
		]);
		expect(school.mark(AVA).shown).toBe('present');
		expect(school.child(AVA).whereabouts.out).not.toBeNull();
	});

	test('home for lunch is expected at the opening; back after it is late for the afternoon', async () => {
		const school = deskAt('12:05', [entry({ code: '/' })]);
		const desk = school.open();
		goHomeForLunch(desk, school.child(AVA));
		await settled();
		expect(school.facts.at(-1)).toMatchObject({
			kind: 'out',
			why: 'lunch',
			expectedBack: '13:10',
			session: 'PM'
		});
		school.later('13:20');
		const back = school.open();
		back.arrive([AVA]);
		await settled();
		expect(school.facts.slice(2)).toMatchObject([
			{ kind: 'back', at: '13:20', out: school.facts[1]?.id },
			{ kind: 'mark', code: 'L', session: 'PM', arrivedAt: '13:20' }
		]);
	});

	test('a group goes and comes back in one act each', async () => {
		const school = deskAt('09:15', [entry({ code: '/' })]);
		const desk = school.open();
		recordLeaving(desk, [school.child(AVA), school.child(BEN)], {
			at: '09:15',
			why: 'trip',
			where: 'Museum'
		});
		await settled();
		school.later('11:30');
		school.open().arrive([AVA, BEN]);
		await settled();
		const acts = school.facts.slice(1).map((fact) => ('actId' in fact ? fact.actId : ''));
		expect(kinds(school.facts.slice(1))).toEqual(['out', 'out', 'back', 'back']);
		expect([acts[0] === acts[1], acts[1] === acts[2], acts[2] === acts[3]]).toEqual([true, false, true]);
	});
});

test('an act that cannot be written is said, kept, and written at the next try', async () => {
	const school = deskAt('09:01');
	school.fill(true);
	const desk = school.open();
	desk.arrive([AVA]);
	await settled();
	expect(desk.recording).toMatchObject({
		problem: 'The tablet is full.',
		unwritten: ['Ava Example signed in at 09:01']
	});
	expect(desk.last?.isSaved).toBe(false);
	school.fill(false);
	await desk.recording.tryAgain();
	await settled();
	expect(desk.recording).toMatchObject({ problem: null, unwritten: [] });
	expect(desk.last?.isSaved).toBe(true);
	expect(school.facts).toMatchObject([{ kind: 'mark', arrivedAt: '09:01' }]);
});
