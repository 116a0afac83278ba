import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { signedInTablet } from './fake-tablet.ts';

// What a tab meets whose files a newer version has taken away before it ever asked for this one.
vi.mock('./office.ts', () => Promise.reject(new Error('404')));

it('a tab that a new version has left behind cannot ask what only the server knows, and says so as without a network', async () => {
	const { device } = await signedInTablet();
	expect(await device.today()).toBeNull();
	expect(await device.remind('3A', 'AM')).toBe(false);
});
