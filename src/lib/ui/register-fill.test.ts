import { expect, test, vi } from 'vitest';
import { back, MONDAY, out } from '../../../tests/support/desk-facts.ts';
import { at, PUPILS, schoolBook } from '../../../tests/support/school-2026-27.ts';
import type { HeldFact } from '$lib/rules/facts.ts';
import type { Draft } from './recorder.ts';
import { RegisterTaking } from './register-taking.svelte.ts';

const { ava } = PUPILS;

/** Whom *Rest present* marks in the afternoon, after what the desk recorded in the morning. */
function filledAfter(facts: HeldFact[]): string[] {
	const drafts: Draft[] = [];
	const date = MONDAY;
	const device = {
		schoolNow: () => at(date, '13:12'),
		record: (...given: Draft[]) => {
			drafts.push(...given);
			return Promise.resolve([]);
		}
	};
	const taking = new RegisterTaking({ classId: 'c-3t', date, session: 'PM' }, device, () => ({
		clientId: 'tablet',
		signInId: 'in-s-teal'
	}));
	taking.take({ book: schoolBook(), facts, unsentIds: [], refused: [] });
	taking.fillRest();
	return drafts.flatMap((draft) => (draft.kind === 'mark' ? [draft.pupilId] : []));
}

test('[B1] rest present leaves blank a child who was signed out and is not back, and fills one who is', () => {
	const left = out('o', '10:40');
	const others = Object.values(PUPILS)
		.map(({ pupilId }) => pupilId)
		.filter((pupilId) => pupilId !== ava.pupilId);
	expect(left.pupilId).toBe(ava.pupilId);
	expect(filledAfter([left]).sort()).toEqual(others.sort());
	expect(filledAfter([left, back('b', '11:30', 'o')])).toContain(ava.pupilId);
});

test('[A1] what is tapped just before the close is made then, however long it took to paint', () => {
	const tappedAt = at(MONDAY, '09:09:59');
	vi.useFakeTimers({ toFake: ['Date'], now: tappedAt });
	const drafts: Draft[] = [];
	const device = {
		schoolNow: () => Date.now(),
		record: (...given: Draft[]) => {
			drafts.push(...given);
			return Promise.resolve([]);
		}
	};
	const of = { classId: 'c-3t', date: MONDAY, session: 'AM' } as const;
	const taking = new RegisterTaking(of, device, () => {
		vi.setSystemTime(tappedAt + 1_500);
		return { clientId: 'tablet', signInId: 'in-s-teal' };
	});
	taking.take({ book: schoolBook(), facts: [], unsentIds: [], refused: [] });
	taking.fillRest();
	vi.useRealTimers();
	expect(drafts.length).toBeGreaterThan(1);
	expect(drafts.map((draft) => draft.tappedAt)).toEqual(drafts.map(() => tappedAt));
});
