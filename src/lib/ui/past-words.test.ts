import { expect, it } from 'vitest';
import { leave } from '../../../tests/support/roll-facts.ts';
import { entry, PUPILS, schoolBook } from '../../../tests/support/school-2026-27.ts';
import { pupilPast } from '$lib/rules/past.ts';
import { cellWords, signWords } from './past-words.ts';

it('[U2] a mark of a day on which the pupil is not on the roll stands in brackets, and is read aloud as one', () => {
	const facts = [entry({ id: 'mon' }), entry({ id: 'tue', date: '2026-09-15' })];
	const book = schoolBook().add([leave('2026-09-14')]);
	const span = { from: '2026-09-14', to: '2026-09-15' };
	const cells = pupilPast({ book, facts, amendments: new Set() }, PUPILS.ava.pupilId, span);
	expect(cells.map((cell) => signWords(cell).sign)).toEqual(['/', '–', '(/)']);
	const [on, , off] = cells.map((cell) => cellWords(cell, { isRefused: false, isWaiting: false }));
	expect(on).toEqual(['Present, morning (/)']);
	expect(off).toEqual(['Present, morning (/), not on the roll that day']);
});
