import { expect, test } from 'vitest';
import { arrival, dayAt, plan, tablet, tap } from '../../../tests/support/office-day.ts';
import { must, PUPILS, STAFF } from '../../../tests/support/school-2026-27.ts';
import type { Entry, HeldFact, Plan } from '$lib/rules/facts.ts';
import { answerLine } from './office-words.ts';

const TABLETS = [
	tablet('09:00', { name: 'Elm tablet', clientIds: ['c-elm'] }),
	tablet('09:00', { deviceId: 'd-other', name: 'Old tablet' })
];
const row = must(
	dayAt('09:10', []).classes[0]?.AM.rows.find((each) => each.pupil.pupilId === PUPILS.dee.pupilId),
	'Dee’s row'
);
const where = (answer: HeldFact<Entry> | HeldFact<Plan>, tablets = TABLETS) =>
	answerLine(answer, { row, of: { date: '2026-11-09' } }, tablets).who;

test('[O5] an answer says who, how and on which device, where the server knows whose it is', () => {
	const { name, position } = STAFF.teal;
	const tapped = tap('dee', '08:52', 'N', { clientId: 'c-elm', maker: STAFF.teal });
	expect(where(tapped)).toBe(`${name}, ${position}, tapped in class, on Elm tablet`);
	expect(where(tapped, [])).toBe(`${name}, ${position}, tapped in class`);
});

test('[O5] a device that nobody is sure of is not named', () => {
	const { name, position } = STAFF.recep;
	const signedIn = arrival('dee', '09:01', { clientId: 'c-desk', maker: STAFF.recep });
	expect(where(signedIn)).toBe(`${name}, ${position}, at the desk`);
});

test('[O5] what was made here and not sent is on this device, whatever the server knows of it', () => {
	expect(where(tap('dee', '08:52', 'N', { clientId: 'c-elm', maker: undefined }))).toBe(
		'On this device, tapped in class'
	);
});

test('[O5] a known absence names the device it was entered on', () => {
	expect(where(plan('dee', { clientId: 'c-elm', maker: STAFF.office }))).toMatch(/, on Elm tablet$/);
});

test('[O5] a minute of another day than the register’s says its day', () => {
	const minutes = (answer: HeldFact<Entry>, date: string) => answerLine(answer, { row, of: { date } }).when;
	const made = tap('dee', '08:52', 'N');
	expect(minutes(made, '2026-11-09')).toBe('Made 08:52, received 08:52');
	expect(minutes(made, '2026-10-14')).toBe('Made 08:52 on Monday 9 November 2026, received 08:52');
	const later = { ...made, receivedAt: (made.receivedAt ?? 0) + 86_400_000 };
	expect(minutes(later, '2026-11-09')).toBe('Made 08:52, received 08:52 on Tuesday 10 November 2026');
});
