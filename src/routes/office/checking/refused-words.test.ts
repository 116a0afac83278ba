import { expect, test } from 'vitest';
import { officeBook } from '../../../../tests/support/office-day.ts';
import { FACTS } from '$lib/protocol/facts.ts';
import { beyondWords, refusedWords } from '$lib/ui/refused-words.ts';

const said = (raw: Record<string, unknown>) => {
	const about = { number: 1, about: 'x', message: 'Why it was refused.', receivedAt: 0, deviceName: null };
	return refusedWords({ ...about, raw }, officeBook(), []);
};

test.each(Object.keys(FACTS))('[O5] a refused %s says what it is', (kind) => {
	expect(said({ kind, ...(kind === 'mark' ? { code: 'N' } : {}) }).what).not.toMatch(/cannot be read|^$/);
});

test('[O5] what has no form that is known is said to be unreadable, and why it was refused', () => {
	expect(said({ kind: 'dance' })).toMatchObject({
		what: 'It cannot be read here',
		why: 'Why it was refused.'
	});
});

test('[O5] what is beyond the list is counted, and nothing is said where there is nothing', () => {
	expect(beyondWords(200, 203)).toBe('And 3 older ones. They come up as these are dealt with.');
	expect(beyondWords(200, 201)).toBe('And 1 older one. It comes up as these are dealt with.');
	expect(beyondWords(200, 200)).toBe('');
	expect(beyondWords(3)).toBe('');
});
