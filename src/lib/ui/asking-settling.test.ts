import { expect, test } from 'vitest';
import { at, entry, PUPILS, schoolBook } from '../../../tests/support/school-2026-27.ts';
import type { HeldFact } from '$lib/rules/facts.ts';
import { readRegister } from '$lib/rules/register.ts';
import { sessionWindow } from '$lib/rules/sessions.ts';
import type { Answer } from './answer.ts';
import { askedOnSettling } from './asking-settling.ts';

const OF = { classId: 'c-3t', date: '2026-09-14', session: 'AM' } as const;
const { pupilId } = PUPILS.ava;
const TWO = [
	entry({ ...OF, id: 'a', pupilId, code: '/', how: 'filled' }),
	entry({ ...OF, id: 'b', pupilId, code: 'N', how: 'tapped' })
];

function askedAt(minute: string, answer: Answer, facts: HeldFact[] = TWO) {
	const book = schoolBook();
	const row = readRegister(book, facts, OF).rows.find((each) => each.pupil.pupilId === pupilId);
	const window = sessionWindow(book, OF.date, OF.session);
	if (!row || !window) throw new Error('the school of the tests has no such register');
	return askedOnSettling(row, answer, { window, now: at(OF.date, minute) });
}

test('[L1] who settles a dispute after the close with late or present is asked when the child came; before it nobody is', () => {
	expect(askedAt('09:09', 'late')).toBeNull();
	expect(askedAt('09:10', 'late')).toBe('when');
	expect(askedAt('09:10', 'present')).toBe('in-the-room');
	expect(askedAt('09:40', 'absent')).toBeNull();
});

test('[E6] where an arrival with its minute shows, nobody is asked again', () => {
	const arrival = entry({ ...OF, id: 'c', pupilId, code: 'L', how: 'desk', arrivedAt: '08:58' });
	expect(askedAt('09:20', 'present', [...TWO, arrival])).toBeNull();
	expect(askedAt('09:20', 'late', [...TWO, arrival])).toBeNull();
});
