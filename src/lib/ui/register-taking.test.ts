import { beforeEach, expect, test } from 'vitest';
import { at, entry, PUPILS, schoolBook } from '../../../tests/support/school-2026-27.ts';
import { SlowDevice } from '../../../tests/support/slow-device.ts';
import type { Entry, HeldFact, Plan } from '$lib/rules/facts.ts';
import { RegisterTaking } from './register-taking.svelte.ts';
import { isStandIn } from './stand-in.ts';
import { undoableFill } from './register-reading.ts';
import { ownEntries } from './taking-back.ts';

const OF = { classId: 'c-3t', date: '2026-09-14', session: 'AM' } as const;
const { ava, ben } = PUPILS;
const BOOK = schoolBook();

let device: SlowDevice;
let taking: RegisterTaking;
const row = (pupilId: string) => {
	const found = taking.rows.find((each) => each.pupilId === pupilId);
	if (!found) throw new Error(`${pupilId} is not on screen`);
	return found.row;
};
const show = (others: HeldFact[] = [], refused: HeldFact[] = []) => {
	const told = refused.map((fact) => ({ fact, message: 'No.' }));
	taking.take({ book: BOOK, facts: [...others, ...device.facts], unsentIds: [], refused: told });
};

beforeEach(() => {
	device = new SlowDevice();
	let acts = 0;
	const maker = () => ({ clientId: 'tablet', signInId: 'in-s-teal' });
	taking = new RegisterTaking(OF, device, maker, () => `act-${(acts += 1)}`);
	show();
});

test('a register starts with nobody marked', () => {
	expect(taking.counts).toEqual({ here: 0, late: 0, absent: 0, away: 0, left: 4, roll: 4 });
});

test('a tap shows before the device has written it, and is said to be unwritten until it has', async () => {
	taking.mark(row(ava.pupilId), 'present');
	expect(row(ava.pupilId).mark.shown).toBe('present');
	expect(isStandIn(row(ava.pupilId).mark.head)).toBe(true);
	expect(taking.unwritten).toBe(1);
	await device.next();
	expect(taking.unwritten).toBe(0);
	expect(row(ava.pupilId).mark.head).toBe('made-1');
});

test('what the device answers while a tap is being written does not take the tap off the screen', async () => {
	taking.mark(row(ava.pupilId), 'late');
	show([entry({ id: 'other', pupilId: ben.pupilId, code: '/', ...OF })]);
	expect(row(ava.pupilId).mark.shown).toBe('late');
	expect(row(ben.pupilId).mark.shown).toBe('present');
	await device.next();
	show();
	expect(row(ava.pupilId).mark.history).toHaveLength(1);
});

test('a tap made while an earlier one is being written is kept, and written after it', async () => {
	taking.mark(row(ava.pupilId), 'absent');
	taking.mark(row(ava.pupilId), 'present');
	expect(row(ava.pupilId).mark.shown).toBe('present');
	expect(device.waiting).toBe(1);
	await device.next();
	await device.next();
	show();
	expect(device.facts.map((fact) => fact.kind === 'mark' && fact.code)).toEqual(['N', '/']);
	expect(row(ava.pupilId).mark.shown).toBe('present');
	expect(row(ava.pupilId).mark.dispute).toBe(null);
});

test('quick taps on different pupils share one transaction; two on one pupil never do', async () => {
	taking.mark(row(ava.pupilId), 'present');
	taking.mark(row(ben.pupilId), 'present');
	taking.mark(row(PUPILS.cal.pupilId), 'present');
	taking.mark(row(ben.pupilId), 'late');
	for (let turns = 0; turns < 3; turns += 1) await device.next();
	expect(device.drafts.map((batch) => batch.length)).toEqual([1, 2, 1]);
});

test('a tap that cannot be written is said loudly, stays on screen, and is the same fact at the next try', async () => {
	taking.mark(row(ava.pupilId), 'present');
	await device.next('fail');
	expect(taking.isNotSaved).toBe(true);
	expect(row(ava.pupilId).mark.shown).toBe('present');
	device.now += 60_000;
	taking.tryAgain();
	await device.next();
	expect(taking.isNotSaved).toBe(false);
	expect(taking.unwritten).toBe(0);
	expect(device.facts).toMatchObject([{ id: 'made-1', madeAt: at('2026-09-14', '08:52') }]);
});

test('after a failed write an earlier tap is never written over a later one', async () => {
	taking.mark(row(ava.pupilId), 'absent');
	await device.next('fail');
	taking.mark(row(ava.pupilId), 'present');
	await device.next();
	await device.next();
	expect(device.facts.map((fact) => fact.kind === 'mark' && fact.code)).toEqual(['N', '/']);
});

test('rest present fills blanks without a known absence, as one act, and its undo takes back all of it', async () => {
	const plan = planFor(ben.pupilId);
	show([plan]);
	taking.mark(row(ava.pupilId), 'absent');
	await device.next();
	show([plan]);
	taking.fillRest();
	expect(taking.counts).toMatchObject({ here: 2, absent: 1, left: 1 });
	await device.next();
	show([plan]);
	const filled = device.facts.filter((fact): fact is Entry => fact.kind === 'mark' && fact.how === 'filled');
	expect(new Set(filled.map((each) => each.actId))).toEqual(new Set(['act-1']));

	const undoable = undoableFill(taking.rows.map((each) => each.row));
	expect(undoable).toEqual({ actId: 'act-1', count: 2 });
	taking.undoFill('act-1');
	expect(taking.counts).toMatchObject({ here: 0, absent: 1, left: 3 });
	await device.next();
	show([plan]);
	expect(device.facts.at(-1)).toMatchObject({ kind: 'withdraw', entries: filled.map((each) => each.id) });
	expect(taking.counts).toMatchObject({ here: 0, absent: 1, left: 3 });
});

test('an undo made before the fill is written takes back the entries as they were written', async () => {
	taking.fillRest();
	taking.undoFill('act-1');
	expect(taking.counts.left).toBe(4);
	await device.next();
	await device.next();
	const ids = device.facts.flatMap((fact) => (fact.kind === 'mark' ? [fact.id] : []));
	expect(device.facts.at(-1)).toMatchObject({ kind: 'withdraw', entries: ids });
	show();
	expect(taking.counts.left).toBe(4);
});

test('[A7] a mark taken back before it is written, and given again at once: only the first is taken back, by the name it was written under', async () => {
	const back = () =>
		taking.takeBack((each) =>
			each.pupil.pupilId === ava.pupilId ? ownEntries(each, ({ signInId }) => signInId === 'in-s-teal') : []
		);
	taking.mark(row(ava.pupilId), 'present');
	back();
	expect(row(ava.pupilId).mark.shown).toBe('unmarked');
	taking.mark(row(ava.pupilId), 'present');
	for (let writes = 0; writes < 3; writes += 1) await device.next();
	const [first, , then] = device.facts;
	expect(device.facts).toMatchObject([
		{ kind: 'mark' },
		{ kind: 'withdraw', entries: [first?.id] },
		{ kind: 'mark' }
	]);
	show();
	expect(row(ava.pupilId).mark).toMatchObject({ shown: 'present', head: then?.id });
});

test('a known absence counts for nothing until it is tapped, and is then confirmed without a code', async () => {
	show([planFor(ben.pupilId)]);
	expect(taking.counts).toMatchObject({ away: 0, left: 4 });
	taking.mark(row(ben.pupilId), 'away');
	expect(taking.counts).toMatchObject({ away: 1, left: 3 });
	await device.next();
	expect(device.drafts[0]).toMatchObject([{ how: 'plan', confirms: 'plan-1', sawPlans: ['plan-1'] }]);
	expect(device.drafts[0]?.[0]).not.toHaveProperty('code');
});

test('finishing names the blanks, fills none, and is said only once it is written', async () => {
	taking.mark(row(ava.pupilId), 'present');
	await device.next();
	void taking.finishRegister(1);
	expect(taking.isFinished).toBe(false);
	await device.next();
	expect(taking.isFinished).toBe(true);
	expect(device.facts.at(-1)).toMatchObject({ kind: 'finish', heads: 1, here: 1 });
	expect(device.facts.at(-1)).toHaveProperty('blanks', [ben.pupilId, PUPILS.cal.pupilId, PUPILS.dee.pupilId]);
	expect(taking.counts.left).toBe(3);
});

test('a tap that the school refused leaves the mark, and its row says why', async () => {
	taking.mark(row(ava.pupilId), 'present');
	await device.next();
	const [refused] = device.facts.splice(0);
	show([], refused ? [refused] : []);
	expect(row(ava.pupilId).mark.shown).toBe('unmarked');
	expect(taking.rows.find((each) => each.pupilId === ava.pupilId)?.refused).toBe('No.');
});

test('[W9] a register of which anything is here is not said to be nowhere: what was not accepted, who was not on the list, and that it was finished blank', async () => {
	const { pupilId, code, how, replaces, sawPlans, ...base } = entry({ id: 'said', clientId: 'other' });
	show();
	expect(taking.isEmpty).toBe(true);
	show([planFor(ben.pupilId)]);
	expect(taking.isEmpty).toBe(true);
	show([], [entry()]);
	expect(taking.isEmpty).toBe(false);
	show([{ ...base, kind: 'unlisted', name: 'Sam' }]);
	expect(taking.isEmpty).toBe(false);
	show([{ ...base, kind: 'finish', blanks: [ava.pupilId] }]);
	expect(taking.isEmpty).toBe(false);
	show([entry()]);
	expect(taking.isEmpty).toBe(false);
	show();
	taking.mark(row(ava.pupilId), 'present');
	expect(taking.isEmpty).toBe(false);
});

test('a row is left alone when the device says the same again', async () => {
	taking.mark(row(ava.pupilId), 'present');
	await device.next();
	show();
	const before = taking.rows.map((each) => each.row);
	show();
	expect(taking.rows.map((each) => each.row)).toEqual(before);
	expect(taking.rows.every((each, index) => each.row === before[index])).toBe(true);
});

function planFor(pupilId: string): HeldFact<Plan> {
	const half = { date: OF.date, session: 'AM' } as const;
	return {
		...{ id: 'plan-1', v: 1, clientId: 'office', seq: 1, signInId: '', kind: 'plan', position: 900 },
		...{ madeAt: at(OF.date, '08:10'), clock: { offsetMs: 0, doubtMs: 0 }, receivedAt: at(OF.date, '08:10') },
		...{ pupilId, from: half, to: half, shownAs: 'known', tag: 'x', replaces: [] }
	};
}
