import { describe, expect, test } from 'vitest';
import { readDay } from '$lib/rules/day.ts';
import type { HeldFact } from '$lib/rules/facts.ts';
import { at, entry, must, PUPILS, schoolBook, STAFF } from '../../../tests/support/school-2026-27.ts';
import { correctLines, goHomeForLunch, recordLeaving, recordMessage } from './desk-acts.ts';
import { Desk } from './desk.svelte.ts';
import type { Draft } from './recorder.ts';

const DATE = '2026-09-14';
const AVA = PUPILS.ava.pupilId;
const BEN = PUPILS.ben.pupilId;
const READER = { staffId: STAFF.recep.staffId, signInId: 'in-s-recep' };

/** A desk at a minute of Monday 14 September 2026, over a device that keeps what it is given, or cannot. */
function deskAt(minute: string, held: HeldFact[] = []) {
	const facts = [...held];
	let isFull = false;
	let made = 0;
	let now = at(DATE, minute);
	let date = DATE;
	const keep = (drafts: readonly Draft[]): HeldFact[] => {
		if (isFull) throw Object.assign(new Error('The tablet is full.'), { retry: async () => keep(drafts) });
		const written = drafts.map((draft): HeldFact => {
			made += 1;
			const before = facts.filter(
				(fact) => fact.kind === 'mark' && draft.kind === 'mark' && fact.pupilId === draft.pupilId
			);
			const { tappedAt, ...told } = draft;
			const base = {
				v: 1,
				clientId: 'c-desk',
				seq: made,
				signInId: READER.signInId,
				madeAt: tappedAt ?? now
			};
			const clock = { offsetMs: 0, doubtMs: 0 };
			const id = `d-${String(made).padStart(3, '0')}`;
			const replaces = draft.kind === 'mark' ? { replaces: before.map((each) => each.id) } : {};
			return { ...told, ...base, clock, id, ...replaces } as HeldFact;
		});
		facts.push(...written);
		return written;
	};
	let tapped: number | null = null;
	const recorder = { record: async (...drafts: Draft[]) => keep(drafts), schoolNow: () => tapped ?? now };
	const book = schoolBook();
	// Read anew at each asking, as a page does at each change.
	const school = () => ({ day: readDay(book, facts, date, now), facts, reader: READER, now });
	const open = () => new Desk(recorder, school);
	return {
		facts,
		open,
		child: (pupilId: string) => must(school().day.pupils.get(pupilId), 'the child'),
		mark: (pupilId: string) => must(school().day.pupils.get(pupilId), 'the child').AM.mark,
		later: (to: string, on = date) => {
			date = on;
			now = at(on, to);
		},
		/** The next taps come at this minute, and the screen still shows what it showed. */
		tapAt: (when: string) => (tapped = at(DATE, when)),
		fill: (full: boolean) => (isFull = full)
	};
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const kinds = (facts: readonly HeldFact[]) => facts.map((fact) => fact.kind);

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
		desk.cardSeen();
		await settled();
		expect(school.facts).toMatchObject([
			{ kind: 'mark', code: 'U' },
			{ kind: 'propose', code: 'M', arrivedAt: '09:25' }
		]);
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
		const said = { span, reason: 'Ill: a cold', from: 'Sam Example (mother)', via: 'phone' } as const;
		recordMessage(desk, [school.child(AVA), school.child(BEN)], said);
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
