import { expect, test } from 'vitest';
import type { HeldFact } from '$lib/rules/facts.ts';
import { out } from '../../../tests/support/desk-facts.ts';
import { PUPILS } from '../../../tests/support/school-2026-27.ts';
import { DeskRecording } from './desk-recording.svelte.ts';
import type { Draft } from './recorder.ts';

const AVA = PUPILS.ava.pupilId;
const nothing = { facts: [], refused: [] };

/** A recording that wrote one fact about Ava, which nothing shows yet. */
async function written(fact: HeldFact = out('o', '10:40')): Promise<[DeskRecording, HeldFact]> {
	const recording = new DeskRecording({ record: async () => [fact] }, () => 'in-s-recep');
	await recording.add({ words: 'Left', pupilIds: [AVA], drafts: () => [] });
	return [recording, fact];
}

test('[W1] what was written counts as waiting until the day that was read holds it', async () => {
	const [recording, fact] = await written();
	expect(recording.ahead).toBe(1);
	recording.shown(nothing);
	expect([recording.ahead, recording.isBusy(AVA)]).toEqual([1, true]);
	recording.shown({ facts: [fact], refused: [] });
	expect([recording.ahead, recording.isBusy(AVA)]).toEqual([0, false]);
});

test('[W1] what is about no one child waits as well', async () => {
	const { pupilId, ...base } = out('w', '10:40');
	const [recording] = await written({ ...base, kind: 'withdraw', entries: [pupilId] });
	expect(recording.ahead).toBe(1);
});

test('what was refused before the day was read leaves the child free to be signed in again', async () => {
	const [recording, fact] = await written();
	recording.shown({ facts: [], refused: [{ fact }] });
	expect([recording.ahead, recording.isBusy(AVA)]).toEqual([0, false]);
});

test('[D-keep] each act stays that of whoever was signed in at its tap, however late it is written', async () => {
	const written: Draft[] = [];
	let isFull = true;
	let signInId = 'in-s-recep';
	const record = async (...drafts: Draft[]): Promise<HeldFact[]> => {
		if (isFull) throw new Error('The tablet is full.');
		written.push(...drafts);
		return [];
	};
	const recording = new DeskRecording({ record }, () => signInId);
	const { pupilId, classId, date, session } = out('o', '10:40');
	const draft: Draft = {
		...{ kind: 'back', pupilId, classId, date, session, at: '10:45' },
		...{ out: 'o', replaces: [] }
	};
	const waiting = ['Left', 'Back'].map((words) =>
		recording.add({ words, pupilIds: [AVA], drafts: () => [draft] })
	);
	await expect.poll(() => recording.problem).toBe('The tablet is full.');
	[isFull, signInId] = [false, 'in-s-other'];
	await recording.tryAgain();
	await Promise.all(waiting);
	expect(written.map(({ tappedBy }) => tappedBy)).toEqual(['in-s-recep', 'in-s-recep']);
});
