import { expect, test } from 'vitest';
import { dayAt, officeBook, tap } from '../../../tests/support/office-day.ts';
import { must, PUPILS } from '../../../tests/support/school-2026-27.ts';
import { missingIn, questionsOf } from './board-reading.ts';

const { ben, dee } = PUPILS;
/** Dee is called as Ben is, in the same class. */
const book = officeBook({
	...dee,
	id: 'f-dee-2',
	forename: ben.forename,
	surname: ben.surname,
	position: 8000
});
const dayOf = (...facts: Parameters<typeof dayAt>[1]) => dayAt('09:00', facts, book);
const registerOf = (day: ReturnType<typeof dayOf>) => must(day.classes[0], '3 Elm').AM;

test('two children of one name are told apart by the birthday, absent and not marked yet; others are named alone', () => {
	const { away, blank } = missingIn(registerOf(dayOf(tap('dee', '08:52', 'N'), tap('ava', '08:52', '/'))));
	expect(away.map(({ name }) => name)).toEqual(['Ben Example (born 5 May 2016)']);
	expect(blank).toEqual(['Ben Example (born 1 January 2022)', 'Cal Example']);
});

test('[E9] of which of two children of one name people disagree is said', () => {
	const day = dayOf(tap('dee', '08:52', 'N'), tap('dee', '08:53', '/', { clientId: 'c-other' }));
	expect(questionsOf(day, 'AM').disputes.map(({ name }) => name)).toEqual(['Ben Example (born 5 May 2016)']);
});
