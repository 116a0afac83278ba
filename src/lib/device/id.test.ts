import { describe, expect, it } from 'vitest';
import { newId } from './id.ts';

describe('ids', () => {
	it('[D-id] follow time, fit 26 characters, and sort as text', () => {
		const early = newId(1_795_424_999_999, new Uint8Array(16).fill(255));
		const late = newId(1_795_425_000_000, new Uint8Array(16));
		expect(early).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
		expect(early < late).toBe(true);
	});

	it('[D-id] of one millisecond differ by chance', () => {
		expect(new Set(Array.from({ length: 1_000 }, () => newId(5))).size).toBe(1_000);
	});

	it('[D-id] are made even by a clock that shows nonsense', () => {
		expect(newId(-5)).toHaveLength(26);
		expect(newId(8.64e15)).toHaveLength(26);
	});
});
