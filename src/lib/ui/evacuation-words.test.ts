import { describe, expect, test } from 'vitest';
import { at, entry } from '../../../tests/support/school-2026-27.ts';
import { freshnessWords, isLookedFor, refusedPresences, toFindWords } from './evacuation-words.ts';

const DATE = '2026-09-14';
const on = (minute: string) => at(DATE, minute);

describe('the words of the evacuation list', () => {
	test.each([
		[null, 'nothing received'],
		[{ madeAt: on('08:52'), receivedAt: on('08:57') }, 'received 08:57'],
		[{ madeAt: on('08:52'), receivedAt: null }, 'marked 08:52 here, not yet received by the school'],
		[{ madeAt: on('09:03'), receivedAt: on('08:57') }, 'received 08:57, newest 09:03 on this device only']
	])('[V6] how new a class is: %o', (freshness, words) => {
		expect(freshnessWords(freshness)).toBe(words);
	});

	test('[V4] who is on site or not known is looked for', () => {
		const all = ['on-site', 'not-known', 'out', 'not-here'] as const;
		expect(all.filter((where) => isLookedFor({ where }))).toEqual(['on-site', 'not-known']);
	});

	test('[V7] a presence that was not accepted stands once, whether told here or by the server; no other day’s and no absence', () => {
		const mine = entry({ id: 'a' });
		const told = (about: string, over: Record<string, unknown>) => ({
			...{ number: 1, about, message: 'not on roll.', receivedAt: 0, deviceName: 'Elm tablet' },
			raw: { ...entry({ id: about }), ...over }
		});
		const found = refusedPresences(
			DATE,
			[{ fact: mine, message: 'not on roll.' }],
			[
				told('a', {}),
				told('b', { pupilId: 'p-b', code: 'L' }),
				told('c', { code: 'N' }),
				told('d', { date: '2026-09-11' })
			]
		);
		expect(found.map((each) => each.words)).toEqual([
			'Marked present on this device. Not accepted: not on roll.',
			'Marked present on Elm tablet. Not accepted: not on roll.'
		]);
	});
});

test('a class whose children are all out or away has nobody to find, and is not said to be found', () => {
	expect([toFindWords(0, 0), toFindWords(30, 0), toFindWords(30, 4)]).toEqual([
		'none to find',
		'all ticked',
		'4 to find'
	]);
});
