import { beforeEach, expect, test } from 'vitest';
import { at, CLASS_3T, PUPILS, schoolBook, TIMES } from '../../../tests/support/school-2026-27.ts';
import type { Draft } from '$lib/device/draft.ts';
import type { ClassFact, Elsewhere, HeldFact, PlaceFact, TimesFact } from '$lib/rules/facts.ts';
import { timesOf } from './register-reading.ts';
import { RegisterTaking } from './register-taking.svelte.ts';
import { Tapping } from './tapping.svelte.ts';

const OF = { classId: CLASS_3T.classId, date: '2026-09-14', session: 'AM' } as const;
const GUEST = PUPILS.dee.pupilId;
const BASE = { ...CLASS_3T, seq: 50, position: 50 };
// Dee is of Year 6, which begins half an hour later that day, and is with 3T.
const CLASS_6: HeldFact<ClassFact> = { ...BASE, id: 'f-6', classId: 'c-6', name: '6', years: ['6'] };
const PLACED: HeldFact<PlaceFact> = {
	...{ ...BASE, id: 'f-placed', kind: 'place', pupilId: GUEST, classId: 'c-6', from: '2026-09-01' }
};
const LATER: HeldFact<TimesFact> = {
	...{ ...BASE, id: 'f-later', kind: 'times', date: OF.date, years: ['6'], reason: 'Clinic', replaces: [] },
	times: { ...TIMES, AM: { open: '09:20', close: '09:40', end: '12:00' } }
};
const WITH_3T: HeldFact<Elsewhere> = {
	...{ ...BASE, id: 'f-with', kind: 'elsewhere', pupilId: GUEST, ...OF, classId: 'c-6', at: '08:45' },
	...{ where: 'With 3T', withClass: OF.classId, replaces: [] }
};
const BOOK = schoolBook().add([CLASS_6, PLACED, LATER]);

let time: string;
let recorded: Draft[];
let taking: RegisterTaking;
let tapping: Tapping;
const now = () => at(OF.date, time);

beforeEach(() => {
	recorded = [];
	const record = (...drafts: Draft[]) => {
		recorded.push(...drafts);
		return new Promise<HeldFact[]>(() => undefined);
	};
	const maker = { clientId: 'c-tablet', signInId: 'in-s-teal' };
	taking = new RegisterTaking(OF, { record, schoolNow: now }, () => maker);
	tapping = new Tapping(
		taking,
		(of) => {
			const held = timesOf(BOOK, of);
			return held && { ...held, now: now(), ...maker };
		},
		() => false
	);
	time = '08:52';
	taking.take({ book: BOOK, facts: [WITH_3T], unsentIds: [], refused: [] });
});

function row(pupilId: string) {
	const found = taking.rowOf(pupilId);
	if (!found) throw new Error(`${pupilId} is not on screen`);
	return found.row;
}

test('[B7] before the guest’s own class opens absent is not taken, though the host’s register is open', () => {
	time = '09:00';
	tapping.answer(row(GUEST), 'absent');
	expect(recorded).toEqual([]);
	expect(tapping.said).toContain('opens at 09:20');
	tapping.answer(row(PUPILS.ava.pupilId), 'absent');
	expect(recorded).toMatchObject([{ code: 'N', classId: OF.classId }]);
});

test('[B7] while the guest’s own class is open nothing is asked, though the host’s register has closed', () => {
	time = '09:25';
	tapping.answer(row(GUEST), 'present');
	expect(tapping.over).toBeNull();
	expect(recorded).toMatchObject([{ code: '/', classId: 'c-6' }]);
	tapping.answer(row(PUPILS.ava.pupilId), 'present');
	expect(tapping.over).toMatchObject({ show: 'ask', ask: 'in-the-room' });
});

test('[B7] once the guest’s own class has closed the answer is asked as there', () => {
	time = '09:40';
	tapping.answer(row(GUEST), 'late');
	expect(tapping.over).toMatchObject({ show: 'ask', ask: 'when' });
	expect(taking.registerOf(row(GUEST))).toEqual({ ...OF, classId: 'c-6' });
});

test('[A3] [B7] a tap on a guest that is changed after the guest’s own class closed says why: what else that register holds is not known here', () => {
	time = '09:40';
	tapping.answer(row(GUEST), 'absent');
	tapping.answer(row(PUPILS.ava.pupilId), 'absent');
	expect(tapping.over).toBeNull();
	tapping.answer(row(GUEST), 'present');
	expect(tapping.over).toMatchObject({ show: 'ask', ask: 'in-the-room', withReason: true });
	// Of the register that is begun late on this screen it is still taking.
	tapping.answer(row(PUPILS.ava.pupilId), 'present');
	expect(tapping.over).toMatchObject({ show: 'ask', ask: 'in-the-room', withReason: false });
});
