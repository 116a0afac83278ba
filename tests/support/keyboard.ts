import type { Locator, Page } from '@playwright/test';

/** Presses Tab until the keyboard is on something, as a person without a pointer does. */
export async function tabTo(page: Page, where: Locator, most = 60): Promise<void> {
	for (let tabs = 0; tabs < most; tabs++) {
		if (await where.evaluate((it) => it === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error('Tab never came there.');
}
