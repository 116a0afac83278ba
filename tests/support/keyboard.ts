import type { Locator, Page } from '@playwright/test';

/** Presses Tab until the keyboard is on something, as a person without a pointer does. */
export async function tabTo(page: Page, where: Locator, most = 60): Promise<void> {
	for (let tabs = 0; tabs < most; tabs++) {
		if (await where.evaluate((it) => it === document.activeElement, null, { timeout: 10_000 })) return;
		await page.keyboard.press('Tab');
	}
	throw new Error('Tab never came there.');
}

/** Presses a button or follows a link that Tab comes to. */
export async function pressAt(page: Page, where: Locator, key = 'Enter'): Promise<void> {
	await tabTo(page, where, 150);
	await page.keyboard.press(key);
}

/** Types into a field that Tab comes to; a time as 0925. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
	await tabTo(page, field, 150);
	await page.keyboard.type(text);
}

/** Types a date, yyyy-MM-dd, into a field that Tab comes to: in the order of days and months in which this browser asks for them. */
export async function typeDate(page: Page, field: Locator, date: string): Promise<void> {
	await tabTo(page, field, 150);
	const [year = '', month = '', day = ''] = date.split('-');
	for (const typed of [day + month + year, month + day + year]) {
		await page.keyboard.type(typed);
		if ((await field.inputValue()) === date) return;
		for (let parts = 0; parts < 3; parts++) await page.keyboard.press('ArrowLeft');
	}
	throw new Error('The field did not take that date.');
}

/** Goes down a list, or through radio buttons from the one that Tab comes to, until a choice is made. */
export async function arrowTo(page: Page, from: Locator, isThere: () => Promise<boolean>): Promise<void> {
	await tabTo(page, from, 150);
	for (let steps = 0; steps < 40; steps++) {
		if (await isThere()) return;
		await page.keyboard.press('ArrowDown');
	}
	throw new Error('The arrows never came there.');
}

/** Chooses from a closed list by its arrows. */
export async function choose(page: Page, list: Locator, words: string): Promise<void> {
	const chosen = () =>
		list.evaluate((it) => (it as HTMLSelectElement).selectedOptions[0]?.textContent?.trim() ?? '', null, {
			timeout: 10_000
		});
	await arrowTo(page, list, async () => (await chosen()) === words);
}
