import { expect, it } from 'vitest';
import { on, tablet } from '../../../tests/support/office-day.ts';
import { silentWords } from './tablet-words.ts';

it('[I2] a device is silent since its minute, or never heard from since it signed in; one heard just now or on another day is not named', () => {
	const now = on('09:00');
	const devices = [
		tablet('08:41'),
		tablet('08:41', { name: 'Oak tablet', lastSeenAt: null }),
		tablet('08:59', { name: 'Ash tablet' }),
		tablet('08:41', { name: 'Yew tablet', lastSeenAt: on('08:41') - 86_400_000 })
	];
	expect(silentWords(devices, now, now)).toEqual([
		'Elm tablet since 08:41',
		'Oak tablet was never heard from since it signed in'
	]);
	expect(silentWords([tablet('08:58')], on('09:00'), now)).toEqual([]);
});
