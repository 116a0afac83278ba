import { expect, test } from 'vitest';
import { AVA, DATE, deskAt } from '../../../tests/support/desk-at.ts';
import { schoolBook } from '../../../tests/support/school-2026-27.ts';
import { addDays } from '$lib/rules/calendar.ts';
import { whyNotTold, type Said, type Told } from './desk-drafts.ts';

test('[X5] a message of more than a year is said to be too long before it is sent', () => {
	const school = deskAt('09:20', []);
	const child = school.child(AVA);
	const said: Said = { from: 'Mary', via: 'phone', reason: 'Ill' };
	const until = (date: string): Told => ({
		child,
		span: { from: { date: DATE, session: 'AM' }, to: { date, session: 'PM' } }
	});
	const book = schoolBook();
	expect(whyNotTold([until(addDays(DATE, 366))], said, book)).toBeNull();
	expect(whyNotTold([until(addDays(DATE, 367))], said, book)).toContain('longer than a year');
});
