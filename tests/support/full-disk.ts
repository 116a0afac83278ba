import type { Page } from '@playwright/test';

/** From now on the browser's database takes nothing, as on a full tablet. */
export async function fillDisk(page: Page): Promise<void> {
	await page.evaluate(() => {
		const stores = IDBObjectStore.prototype;
		const { add, put } = Object.getOwnPropertyDescriptors(stores);
		Object.assign(window, { spare: { add, put } });
		const value = (): never => {
			throw new DOMException('No space is left.', 'QuotaExceededError');
		};
		Object.defineProperties(stores, { add: { ...add, value }, put: { ...put, value } });
	});
}

/** The browser's database takes what it is given again. */
export async function freeDisk(page: Page): Promise<void> {
	await page.evaluate(() => {
		const { spare } = window as unknown as { spare: PropertyDescriptorMap };
		Object.defineProperties(IDBObjectStore.prototype, spare);
	});
}

/** Leaves the school's pages so many bytes of the browser's disk in all: its own database refuses what is more. */
export async function quota(page: Page, bytes: number): Promise<{ isBack: () => Promise<void> }> {
	const session = await page.context().newCDPSession(page);
	const { origin } = new URL(page.url());
	await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes });
	return {
		isBack: async () => {
			await session.send('Storage.overrideQuotaForOrigin', { origin });
			await session.detach();
		}
	};
}
