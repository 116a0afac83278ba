import { expect, it } from 'vitest';
import { signedInTablet } from './fake-tablet.ts';

it('what the office asks for is held until the school no longer says so, and through a silence', async () => {
	const { device, school } = await signedInTablet();
	const asked = { classId: '3A', date: '2026-11-23', session: 'AM' as const, at: school.now };
	expect((await device.state()).reminders).toEqual([]);
	school.adjust = (reply) => ({ ...reply, reminders: [asked] });
	await device.sync('test');
	expect((await device.state()).reminders).toEqual([asked]);
	school.between = () => {
		throw new TypeError('Failed to fetch');
	};
	await device.sync('test');
	expect((await device.state()).reminders).toEqual([asked]);
	school.between = (_path, answer) => answer();
	school.adjust = (reply) => reply;
	await device.sync('test');
	expect((await device.state()).reminders).toEqual([]);
});
