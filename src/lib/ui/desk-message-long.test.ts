import { expect, test } from 'vitest';
import { AVA, DATE, deskAt } from '../../../tests/support/desk-at.ts';
import { schoolBook } from '../../../tests/support/school-2026-27.ts';
import { addDays } from '$lib/rules/calendar.ts';
import { whyNotTold, type Said } from './desk-drafts.ts';

test('[X5] a message of more than a year is said to be too long before it is sent', () => {
	const school = deskAt('09:20', []);
	const child = school.child(AVA);
	const until = (date: string): Said => ({
		...{ span: { from: { date: DATE, session: 'AM' }, to: { date, session: 'PM' } } },
		...{ from: 'Mary', via: 'phone', reason: 'Ill' }
	});
	const book = schoolBook();
	expect(whyNotTold([child], until(addDays(DATE, 366)), book)).toBeNull();
	expect(whyNotTold([child], until(addDays(DATE, 367)), book)).toContain('longer than a year');
});
