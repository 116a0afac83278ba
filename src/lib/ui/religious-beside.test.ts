import { expect, test } from 'vitest';
import { DATE, dayAt, idOf, officeBook, on, tap } from '../../../tests/support/office-day.ts';
import { addDays } from '$lib/rules/calendar.ts';
import { halvesIn } from '$lib/rules/day.ts';
import { markedBy } from '$lib/rules/religious-day.ts';
import { officeMark, whyNot } from './office-drafts.ts';

const EID = { code: 'R', detail: 'Eid al-Fitr' } as const;

/** What the office's form says of an R on the school day after one, with what it knows of that day. */
function nextDay(detail: string, marked: ReturnType<typeof tap>[]) {
	const day = dayAt('15:00', marked);
	const markedOf = (pupilId: string) => markedBy(halvesIn(day, pupilId));
	const by = { book: officeBook(), role: 'attendance' as const, now: on('15:00') + 86_400_000, markedOf };
	const of = { classId: 'c-3t', date: addDays(DATE, 1), session: 'AM' as const };
	const chosen = { code: 'R', detail } as const;
	return whyNot(officeMark({ of, pupilId: idOf('ava'), sawPlans: [] }, chosen, 'By letter'), chosen, by);
}

test('[C12] case C14: a second day of one religious observance is said to be none before it is sent', () => {
	const first = tap('ava', '09:00', 'R', { ...EID, how: 'office' });
	expect(nextDay('eid al fitr', [first])).toContain('R is for the one day');
	expect(nextDay('Diwali', [first])).toBeNull();
	expect(nextDay('Eid al-Fitr', [])).toBeNull();
	expect(nextDay('Eid al-Fitr', [tap('ben', '09:00', 'R', { ...EID, how: 'office' })])).toBeNull();
});
