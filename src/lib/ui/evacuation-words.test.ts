import { describe, expect, test } from 'vitest';
import { at, entry } from '../../../tests/support/school-2026-27.ts';
import {
	freshnessWords,
	isLookedFor,
	refusedFreshness,
	refusedPresences,
	refusedUnknown,
	toFindWords
} from './evacuation-words.ts';

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
		const ofId = (id: string, over = {}) => ({ fact: entry({ id, ...over }), message: 'not on roll.' });
		const told = (about: string, deviceName: string | null) => ({
			...{ about, pupilId: 'p-b', classId: 'c-3t', message: 'not on roll.', deviceName }
		});
		const found = refusedPresences(
			DATE,
			[{ fact: mine, message: 'not on roll.' }, ofId('n', { code: 'N' }), ofId('f', { date: '2026-09-11' })],
			[told('a', 'Elm tablet'), told('b', 'Elm tablet'), told('c', null)]
		);
		expect(found.map((each) => each.words)).toEqual([
			'Marked present on this device. Not accepted: not on roll.',
			'Marked present on Elm tablet. Not accepted: not on roll.',
			'Marked present on another device. Not accepted: not on roll.'
		]);
	});

	test('[V9] how new such marks are is said, and what cannot be known while the server cannot be asked', () => {
		const told = { at: on('09:14'), presences: ['one'] };
		expect(refusedFreshness(told)).toBe('Of all devices, as the school’s server said at 09:14.');
		expect(refusedFreshness(null)).toMatch(/^Of this device only/);
		expect(refusedUnknown(told, false)).toBeNull();
		expect(refusedUnknown(told, true)).toMatch(
			/At 09:14 those below were all; what came since is not here\.$/
		);
		expect(refusedUnknown({ ...told, presences: [] }, true)).toMatch(/At 09:14 there were none;/);
		expect(refusedUnknown(null, false)).toMatch(/it has not told this device/);
	});
});

test('a class whose children are all out or away has nobody to find, and is not said to be found', () => {
	expect([toFindWords(0, 0), toFindWords(30, 0), toFindWords(30, 4)]).toEqual([
		'none to find',
		'all ticked',
		'4 to find'
	]);
});
