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
