import { expect, test } from 'vitest';
import { at, entry, PUPILS, schoolBook } from '../../../tests/support/school-2026-27.ts';
import type { DeviceState, RegisterFacts } from '$lib/device/device.ts';
import type { Draft } from '$lib/device/draft.ts';
import type { HeldFact } from '$lib/rules/facts.ts';
import { statusOf } from './register-status.ts';
import { RegisterTaking } from './register-taking.svelte.ts';

const OF = { classId: 'c-3t', date: '2026-09-14', session: 'AM' } as const;
const BOOK = schoolBook();
const NOW = at(OF.date, '08:53');
const DEVICE = { person: {}, needsSignIn: false, lastContactAt: NOW } as DeviceState;

const refusing = () => open(() => Promise.reject(new Error('No space is left.')));

function open(record = (...drafts: Draft[]) => Promise.resolve(drafts.map(() => entry({ id: 'written' })))) {
	const taking = new RegisterTaking(OF, { record, schoolNow: () => NOW }, () => ({
		clientId: 'c',
		signInId: 's'
	}));
	taking.take({ book: BOOK, facts: [], unsentIds: [], refused: [] });
	return taking;
}

function held(facts: HeldFact[], unsentIds: string[]): RegisterFacts {
	const count = facts.length - unsentIds.length;
	return { book: BOOK, facts, refused: [], unsentIds, received: { count, at: count > 0 ? NOW : null } };
}

const says = (taking: RegisterTaking, answer: RegisterFacts) =>
	statusOf(taking, answer, DEVICE, NOW, false).words;
const avaRow = (taking: RegisterTaking) => {
	const found = taking.rows.find((each) => each.pupilId === PUPILS.ava.pupilId);
	if (!found) throw new Error('Ava is in 3T');
	return found;
};
const ava = (taking: RegisterTaking) => avaRow(taking).row;
const state = (taking: RegisterTaking) => avaRow(taking).state;

test('a tap is being written, then on this tablet only, and received only once the school has said so', async () => {
	const taking = open();
	const before = held([], []);
	expect(state(taking)).toBe(null);

	taking.mark(ava(taking), 'present');
	expect(state(taking)).toBe('writing');
	expect(says(taking, before)).toBe('Nothing marked yet');

	for (let turns = 0; turns < 8; turns += 1) await Promise.resolve();
	// Written, and the device's last answer does not know of it: nothing may be said of the school.
	expect(state(taking)).toBe('saved');
	expect(says(taking, before)).toMatch(/^1 on this tablet only/);

	const fact = entry({ id: 'written' });
	const waiting = held([fact], ['written']);
	taking.take(waiting);
	expect(state(taking)).toBe('saved');
	expect(says(taking, waiting)).toBe('1 on this tablet only, since 08:52');

	const received = held([{ ...fact, position: 7, receivedAt: NOW }], []);
	taking.take(received);
	expect(state(taking)).toBe('received');
	expect(says(taking, received)).toBe('1 received at 08:53');
});

test('a tap that could not be written says so in its row', async () => {
	const taking = refusing();
	taking.mark(ava(taking), 'late');
	for (let turns = 0; turns < 8; turns += 1) await Promise.resolve();
	expect(state(taking)).toBe('not-saved');
});
