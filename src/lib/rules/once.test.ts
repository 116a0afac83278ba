import { describe, expect, it } from 'vitest';
import { entry } from '../../../tests/support/school-2026-27.ts';
import { keepFuller, once } from './once.ts';

const unsent = entry({ id: 'e-1', code: 'N' });
const placed = { ...unsent, position: 7 };

describe('one fact told twice', () => {
	it.each([
		['the placed telling', placed, unsent, placed],
		// Only what is forged or half restored is told in two ways: the same one is kept everywhere.
		['of two unplaced always the same', { ...unsent, code: 'I' as const }, unsent, { ...unsent, code: 'I' }],
		[
			'of two placed always the same',
			{ ...placed, code: 'I' as const, flags: ['clock'] },
			placed,
			{ ...placed, code: 'I', flags: ['clock'] }
		]
	])('[R5] is kept once: %s, whichever comes first', (_which, a, b, kept) => {
		expect(once([a, b])).toEqual([kept]);
		expect(once([b, a])).toEqual([kept]);
		const byId = new Map([[a.id, a]]);
		keepFuller(byId, b);
		expect([...byId.values()]).toEqual([kept]);
	});

	it('[R5] others are kept beside it, in the order in which they came first', () => {
		const other = entry({ id: 'e-0' });
		expect(once([unsent, other, placed])).toEqual([placed, other]);
	});
});
