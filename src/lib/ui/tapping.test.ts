// Longer than others: every answer is tapped on one register, before its opening, while it is open and after its close.
import { beforeEach, expect, test } from 'vitest';
import { at, entry, PUPILS, schoolBook, STAFF, TIMES } from '../../../tests/support/school-2026-27.ts';
import type { Draft } from '$lib/device/draft.ts';
import type { HeldFact, Plan } from '$lib/rules/facts.ts';
import { RegisterTaking } from './register-taking.svelte.ts';
import { Tapping } from './tapping.svelte.ts';

const OF = { classId: 'c-3t', date: '2026-09-14', session: 'AM' } as const;
const BOOK = schoolBook();
const WINDOW = {
	opensAt: at(OF.date, '08:50'),
	closesAt: at(OF.date, '09:10'),
	endsAt: at(OF.date, '12:00')
};
const { ava, ben } = PUPILS;

let time: string;
let isFinished: boolean;
let recorded: Draft[];
let taking: RegisterTaking;
let tapping: Tapping;
const now = () => at(OF.date, time);
const row = (pupilId: string) => {
	const found = taking.rows.find((each) => each.pupilId === pupilId);
	if (!found) throw new Error(`${pupilId} is not on screen`);
	return found.row;
};
const show = (...facts: HeldFact[]) => taking.take({ book: BOOK, facts, unsentIds: [], refused: [] });

beforeEach(() => {
	time = '08:52';
	isFinished = false;
	recorded = [];
	const record = (...drafts: Draft[]) => {
		recorded.push(...drafts);
		return new Promise<HeldFact[]>(() => undefined);
	};
	const maker = { clientId: 'c-tablet', signInId: 'in-s-teal' };
	taking = new RegisterTaking(OF, { record, schoolNow: now }, () => maker);
	tapping = new Tapping(
		taking,
		() => ({ window: WINDOW, times: TIMES.AM, now: now(), ...maker }),
		() => isFinished
	);
	show();
});

test.each(['late', 'absent'] as const)(
	'before 08:50 %s records nothing and says when the register opens',
	(answer) => {
		time = '08:43';
		tapping.answer(row(ava.pupilId), answer);
		expect(recorded).toEqual([]);
		expect(tapping.said).toContain('opens at 08:50');
	}
);

test('before 08:50 a child can be marked present', () => {
	time = '08:43';
	tapping.answer(row(ava.pupilId), 'present');
	expect(recorded).toMatchObject([{ code: '/', how: 'tapped' }]);
});

test.each(['08:50', '09:09:59'])(
	'at %s a tap is recorded at once, and another answer changes it with no reason asked',
	(minute) => {
		time = minute;
		show(entry({ code: 'N', madeAt: at(OF.date, '08:50') }));
		tapping.answer(row(ava.pupilId), 'present');
		expect(recorded).toMatchObject([{ code: '/' }]);
		expect(tapping.over).toBe(null);
	}
);

test('the same answer again adds nothing', () => {
	show(entry({ code: '/' }));
	tapping.answer(row(ava.pupilId), 'present');
	expect(recorded).toEqual([]);
});

test('[A7] before 08:50 present tapped again opens what stands, where it is taken back; a finger that shakes opens nothing', () => {
	time = '08:43';
	show(entry({ code: '/', madeAt: at(OF.date, '08:43') }));
	tapping.answer(row(ava.pupilId), 'present');
	expect(tapping.over).toBe(null);
	time = '08:44';
	tapping.answer(row(ava.pupilId), 'present');
	expect(tapping.over).toEqual({ show: 'history', pupilId: ava.pupilId });
	expect(recorded).toEqual([]);
});

test.each([
	['08:55', '09:01', false],
	['09:20', '09:01', true],
	['09:20', undefined, false]
])(
	'[A1] [A2] at %s late tapped on a child who is late since %s asks the time, and why only where another would be an amendment: %s',
	(minute, arrivedAt, withReason) => {
		time = minute;
		show(entry({ code: 'L', ...(arrivedAt ? { arrivedAt } : {}) }));
		tapping.answer(row(ava.pupilId), 'late');
		expect(tapping.over).toMatchObject({ show: 'ask', ask: 'when', withReason });
		expect(recorded).toEqual([]);
	}
);

test('late tapped twice in one second is late, and asks nothing', () => {
	show(entry({ code: 'L', madeAt: now() - 999 }));
	tapping.answer(row(ava.pupilId), 'late');
	expect(tapping.over).toBe(null);
	expect(recorded).toEqual([]);
});

test('late tapped again asks its time where the first was tapped by a clock that was minutes ahead', () => {
	show(entry({ code: 'L', madeAt: now() + 5 * 60_000 }));
	tapping.answer(row(ava.pupilId), 'late');
	expect(tapping.over).toMatchObject({ show: 'ask', ask: 'when' });
});

test('[A3] who begins a register after the close changes the time of an own late with no reason', () => {
	time = '09:20';
	show(entry({ code: 'L', arrivedAt: '09:01', madeAt: at(OF.date, '09:15') }));
	tapping.answer(row(ava.pupilId), 'late');
	expect(tapping.over).toMatchObject({ ask: 'when', withReason: false });
});

test('[A5] late over absent after the close asks the time, which is its own reason', () => {
	time = '09:20';
	show(entry({ code: 'N' }));
	tapping.answer(row(ava.pupilId), 'late');
	expect(tapping.over).toMatchObject({ ask: 'when', withReason: false });
});

test('[E6] [A6] late tapped after the close on a child signed in at the desk is a sighting, and says whose the time is', () => {
	time = '09:20';
	const arrival = entry({
		...{ id: 'desk', how: 'desk', code: 'L', arrivedAt: '09:01', madeAt: at(OF.date, '09:01') },
		maker: STAFF.recep
	});
	show(arrival);
	tapping.answer(row(ava.pupilId), 'late');
	expect(recorded).toMatchObject([{ kind: 'seen', arrival: 'desk' }]);
	expect(tapping.over).toBe(null);
	expect(tapping.said).toBe('Ava signed in at 09:01. Only the desk or the office can change that time.');
	tapping.answer(row(ava.pupilId), 'late');
	expect(recorded).toHaveLength(1);
	expect(tapping.said).toMatch(/^Ava signed in at 09:01/);
});

test('present tapped on a child whom rest present filled is a person’s answer', () => {
	show(entry({ code: '/', how: 'filled', actId: 'act-1' }));
	tapping.answer(row(ava.pupilId), 'present');
	expect(recorded).toMatchObject([{ code: '/', how: 'tapped' }]);
});

test('from 09:10 present asks whether the child was in the room, and records nothing before the answer', () => {
	time = '09:10';
	tapping.answer(row(ava.pupilId), 'present');
	expect(recorded).toEqual([]);
	expect(tapping.over).toMatchObject({ show: 'ask', ask: 'in-the-room', withReason: false });
});

test('once everyone was in the room, the question is not asked again, and rest present is filled at once', () => {
	time = '09:20';
	tapping.everyoneWasInRoom();
	tapping.answer(row(ava.pupilId), 'present');
	expect(recorded).toMatchObject([{ code: '/' }]);
	tapping.fill();
	expect(tapping.over).toBe(null);
	expect(taking.counts.here).toBe(4);
});

test('from 09:10 rest present asks first', () => {
	time = '09:10';
	tapping.fill();
	expect(recorded).toEqual([]);
	expect(tapping.over).toEqual({ show: 'fill' });
});

test('from 09:10 late asks the time', () => {
	time = '09:10';
	tapping.answer(row(ava.pupilId), 'late');
	expect(tapping.over).toMatchObject({ show: 'ask', ask: 'when' });
});

test('a blank marked absent after the close needs no reason', () => {
	time = '09:20';
	tapping.answer(row(ava.pupilId), 'absent');
	expect(recorded).toMatchObject([{ code: 'N' }]);
});

test('absent over an answer from before the close asks why', () => {
	time = '09:20';
	show(entry({ code: '/' }));
	tapping.answer(row(ava.pupilId), 'absent');
	expect(recorded).toEqual([]);
	expect(tapping.over).toMatchObject({ show: 'ask', ask: 'reason' });
});

test('present over absent after the close asks where the child was and why it changes', () => {
	time = '09:20';
	show(entry({ code: 'N' }));
	tapping.answer(row(ava.pupilId), 'present');
	expect(tapping.over).toMatchObject({ show: 'ask', ask: 'in-the-room', withReason: true });
});

test('who begins a register after the close may change their answers with no reason, until they finish', () => {
	time = '09:20';
	show(entry({ code: '/', madeAt: at(OF.date, '09:15') }));
	tapping.answer(row(ava.pupilId), 'absent');
	expect(recorded).toMatchObject([{ code: 'N' }]);
	recorded = [];
	show(entry({ id: 'ben', pupilId: ben.pupilId, code: '/', madeAt: at(OF.date, '09:15') }));
	isFinished = true;
	tapping.answer(row(ben.pupilId), 'absent');
	expect(tapping.over).toMatchObject({ ask: 'reason' });
});

test('present tapped after the close on a child signed in at the desk says that the child is in class', () => {
	time = '09:20';
	show(
		entry({
			id: 'desk',
			how: 'desk',
			code: 'L',
			arrivedAt: '09:01',
			madeAt: at(OF.date, '09:01'),
			maker: STAFF.recep
		})
	);
	tapping.answer(row(ava.pupilId), 'present');
	expect(recorded).toMatchObject([{ kind: 'seen', arrival: 'desk' }]);
});

test('an answer on a disputed pupil asks which is right', () => {
	show(
		entry({ id: 'one', code: '/' }),
		entry({ id: 'two', code: 'N', signInId: '', clientId: 'c-other', maker: STAFF.cover })
	);
	tapping.answer(row(ava.pupilId), 'present');
	expect(recorded).toEqual([]);
	expect(tapping.over).toMatchObject({ show: 'which-is-right', pupilId: ava.pupilId, answer: 'present' });
});

test('a name opens its history, and what is in dispute only where it may be settled', () => {
	show(
		entry({ id: 'one', code: '/' }),
		entry({ id: 'two', code: 'N', signInId: '', clientId: 'c-other', maker: STAFF.cover })
	);
	tapping.open(row(ava.pupilId), false);
	expect(tapping.over).toMatchObject({ show: 'history' });
	tapping.open(row(ava.pupilId), true);
	expect(tapping.over).toMatchObject({ show: 'which-is-right' });
});

test('away confirms the plan that the row shows', () => {
	const half = { date: OF.date, session: 'AM' } as const;
	const plan: HeldFact<Plan> = {
		...{ id: 'plan-1', v: 1, clientId: 'office', seq: 1, signInId: '', kind: 'plan', position: 900 },
		...{ madeAt: at(OF.date, '08:10'), clock: { offsetMs: 0, doubtMs: 0 } },
		...{ pupilId: ava.pupilId, from: half, to: half, shownAs: 'known', tag: 'x', replaces: [] }
	};
	show(plan);
	tapping.answer(row(ava.pupilId), 'away');
	expect(recorded).toMatchObject([{ how: 'plan', confirms: 'plan-1' }]);
});

test('[A7] rest present is taken back while registers are open, and not from the very close on, whatever the button still says', () => {
	time = '09:09:59';
	tapping.fill();
	const actId = recorded[0] && 'actId' in recorded[0] ? recorded[0].actId : undefined;
	recorded = [];
	time = '09:10';
	tapping.undo(actId ?? '');
	expect(recorded).toEqual([]);
	expect(tapping.said).toMatch(/^Registers have closed/);
	expect(taking.counts.here).toBe(4);
	time = '09:09:59';
	tapping.undo(actId ?? '');
	expect(taking.counts.here).toBe(0);
});
