import { describe, expect, it } from 'vitest';
import { arrival, tapped } from '../../../tests/support/desk-facts.ts';
import { fold } from './fold.ts';
import { isHere, isPresenceDoubtful, saysHere, shownEntry } from './presence.ts';

const [present, absent] = [tapped('p', '08:52', '/'), tapped('n', '08:53', 'N')];

describe('whether a child is in school, as a mark has it', () => {
	it('[V2] present and late are; what no person stands behind is not', () => {
		expect(isHere(fold([present]))).toBe(true);
		expect(isHere(fold([arrival('l', '09:01')]))).toBe(true);
		expect(isHere(fold([absent]))).toBe(false);
		expect(isHere({ ...fold([present]), provisional: true })).toBe(false);
	});
	it('[V4] doubtful where people disagree about it, or no person stands behind it', () => {
		expect(isPresenceDoubtful(fold([present]))).toBe(false);
		expect(isPresenceDoubtful(fold([present, absent]))).toBe(true);
		expect(isPresenceDoubtful({ ...fold([present]), provisional: true })).toBe(true);
		const causes = [
			tapped('i', '09:20', 'I', { how: 'office' }),
			tapped('m', '09:21', 'M', { how: 'office' })
		];
		expect(isPresenceDoubtful(fold(causes))).toBe(false);
	});
	it('[V2] the entry that shows, and whether it says so', () => {
		expect(shownEntry(fold([present, absent]))?.id).toBe('p');
		expect(shownEntry(fold([]))).toBeNull();
		expect([present, absent, tapped('a', '08:52', undefined)].map(saysHere)).toEqual([true, false, false]);
	});
});
