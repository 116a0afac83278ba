import { describe, expect, it } from 'vitest';
import { hasMoved, heldOrder } from './find-order.ts';

describe('[CF1] the list under a finger', () => {
	it('is in the order to ring while nobody is in it', () => {
		expect(heldOrder(['ben', 'ava'], ['ava', 'dee'], false)).toEqual(['ava', 'dee']);
	});
	it('keeps everybody where they are while somebody is, those who have left too; who is new comes last', () => {
		expect(heldOrder(['ben', 'ava'], ['dee', 'ava'], true)).toEqual(['ben', 'ava', 'dee']);
	});
	it('begins in the order to ring', () => {
		expect(heldOrder([], ['ava', 'dee'], true)).toEqual(['ava', 'dee']);
	});
	it('knows whether somebody is now at another place', () => {
		expect(hasMoved(['ava', 'ben'], ['ava', 'ben', 'dee'])).toBe(false);
		expect(hasMoved(['ava', 'ben'], ['dee', 'ava', 'ben'])).toBe(true);
		expect(hasMoved([], ['dee'])).toBe(false);
	});
});
