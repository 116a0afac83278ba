import { describe, expect, it } from 'vitest';
import { arrival, fact, office, plan, tap } from '../../../tests/support/office-day.ts';
import type { Entry, HeldFact, Withdrawal } from './facts.ts';
import { fold } from './fold.ts';
import type { CellFact } from './mark.ts';

const whyOf = (...facts: CellFact[]) => fold(facts).why;
const disputed = (...facts: CellFact[]) => fold(facts).dispute?.why;
const filled = (minute: string): HeldFact<Entry> => tap('ava', minute, '/', { how: 'filled' });

/** The words beside a mark and in *Which is right?* are all that a person has to go by: they say who saw what, and when. */
describe('why a mark is what it is', () => {
	it('[E1] nobody, and taken back', () => {
		expect(whyOf()).toBe('Nobody has marked this pupil.');
		const entry = tap('ava', '08:52', 'N', { id: 'n' });
		const back = fact('09:00', { kind: 'withdraw', entries: ['n'] }) as HeldFact<Withdrawal>;
		expect(fold([entry, back])).toMatchObject({ why: 'Taken back, so not marked.', provisional: false });
	});

	it.each<[string, CellFact]>([
		['Marked present in class at 08:52.', tap('ava', '08:52', '/')],
		['Marked late in class at 08:58.', tap('ava', '08:58', 'L')],
		['Marked absent in class at 08:53.', tap('ava', '08:53', 'N')],
		['Marked away, as known in class at 08:54.', tap('ava', '08:54', 'M', { how: 'plan' })],
		['Present by rest present at 08:55.', filled('08:55')],
		['Signed in at the desk at 09:02.', arrival('ava', '09:02')],
		['Absence entered by the office at 09:20.', office('ava', '09:20', 'I')],
		['Present, by the office at 09:21.', office('ava', '09:21', '/')],
		['Arrived after registers closed, by the office at 09:22.', office('ava', '09:22', 'U')]
	])('[E2] %s', (why, entry) => {
		expect(whyOf(entry)).toBe(why);
	});

	it('[E6] says the arrival’s stated minute, not when it was entered, and who has seen the child since', () => {
		const entered = arrival('ava', '09:06', { arrivedAt: '09:01' });
		expect(whyOf(entered)).toBe('Signed in at the desk at 09:01.');
		expect(whyOf(entered, tap('ava', '09:04', '/'))).toBe(
			'Signed in at the desk at 09:01. Signed in at 09:01, seen in class at 09:04.'
		);
	});

	it('[E9] two arrivals that differ are told by their stated minutes, not by when they were entered', () => {
		const held = arrival('ava', '09:12', { arrivedAt: '09:08', code: 'L' });
		const after = arrival('ava', '09:13', { arrivedAt: '09:13', code: 'U' });
		expect(disputed(held, after)).toBe('Signed in at the desk at 09:13, and signed in at the desk at 09:08.');
	});

	it('[E7] [E8] says what was answered before, oldest first, where no rule is against it', () => {
		const late = arrival('ava', '09:05', { id: 'l' });
		const [first, second] = [tap('ava', '08:51', 'N', { id: 'z' }), tap('ava', '08:53', 'N', { id: 'a' })];
		const why =
			'Signed in at the desk at 09:05. Marked absent in class at 08:51, before the child arrived. Marked absent in class at 08:53, before the child arrived.';
		expect(whyOf(late, first, second)).toBe(why);
		expect(whyOf(second, first, late)).toBe(why);
		expect(whyOf(office('ava', '08:40', 'I'), tap('ava', '08:52', 'N'))).toBe(
			'Absence entered by the office at 08:40. The office knows the cause.'
		);
	});
});

describe('why two answers are a dispute', () => {
	const signedIn = arrival('ava', '09:01');

	it.each<[string, CellFact, CellFact]>([
		[
			'Signed in at 09:01, but marked present in class at 08:52, before that.',
			signedIn,
			tap('ava', '08:52', '/')
		],
		[
			'Signed in at 09:01, and marked absent in class at 09:05: signed in, not in class.',
			signedIn,
			tap('ava', '09:05', 'N')
		],
		[
			'Signed in at 09:01, and marked absent in class at 09:01: too close to tell which came first.',
			signedIn,
			tap('ava', '09:01', 'N')
		],
		[
			'Marked present in class at 08:52, and marked absent in class at 08:53.',
			tap('ava', '08:52', '/'),
			tap('ava', '08:53', 'N')
		]
	])('[E9] %s', (why, one, other) => {
		expect(disputed(one, other)).toBe(why);
		expect(disputed(other, one)).toBe(why);
		// What differs is the dispute's to say: the mark's own words are one sentence.
		expect(whyOf(one, other)).toMatch(/^[^.]+\.$/);
	});

	it('[E7] the urgent one is told first, whenever it was made', () => {
		const facts = [signedIn, tap('ava', '08:52', '/'), tap('ava', '09:05', 'N')];
		expect(fold(facts).dispute).toMatchObject({ urgent: true, why: expect.stringContaining('not in class') });
	});

	it('[E9] of several that differ the first made is told, and of one instant the lesser id, in any order', () => {
		const shows = office('ava', '09:30', 'I', { id: 'o' });
		const early = tap('ava', '08:52', '/', { id: 'z', how: 'filled' });
		const late = tap('ava', '08:54', 'M', { id: 'a', how: 'plan' });
		for (const facts of [
			[shows, early, late],
			[late, early, shows]
		])
			expect(disputed(...facts)).toBe(
				'Absence entered by the office at 09:30, and present by rest present at 08:52.'
			);
		const same = { ...late, madeAt: early.madeAt };
		for (const facts of [
			[shows, early, same],
			[same, early, shows]
		])
			expect(disputed(...facts)).toBe(
				'Absence entered by the office at 09:30, and marked away, as known in class at 08:52.'
			);
	});

	it('[E10] a fill and two plans that it had not seen: the lesser id is told, in any order', () => {
		const fill = { ...filled('08:55'), id: 'z-fill' };
		const [a, b] = [plan('ava', { id: 'plan-a', code: 'I' }), plan('ava', { id: 'plan-b', code: 'M' })];
		for (const expected of [
			[a, b],
			[b, a]
		])
			expect(fold([fill], { expected, byId: new Map() })).toMatchObject({
				code: 'I',
				why: 'Present by rest present at 08:55, which had not seen that an absence is known.',
				dispute: {
					urgent: false,
					why: 'Present by rest present at 08:55, which had not seen that an absence is known.',
					between: ['plan-a', 'z-fill']
				}
			});
	});
});
