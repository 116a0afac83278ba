import type { BrowserContext, Locator, Page } from '@playwright/test';
import { signIn } from './register-screen.ts';
import { expect, test as base } from './test.ts';

const PASSWORD = 'firstbell-demo';

/** Opens the board in a browser of its own, which is closed before the school is. */
type OpenBoard = (username?: string) => Promise<Page>;

/** A test with a school of its own and its board, on a screen of the office. */
export const test = base.extend<{ openBoard: OpenBoard }>({
	openBoard: async ({ school, browser, strictConsole }, use) => {
		const contexts: BrowserContext[] = [];
		await use(async (username = 'office') => {
			const context = await browser.newContext({
				baseURL: school.url,
				viewport: { width: 1440, height: 900 }
			});
			contexts.push(context);
			strictConsole.watch(context);
			const page = await context.newPage();
			await page.goto('/sign-in');
			await signIn(page, { username, password: PASSWORD });
			await page.waitForURL((url) => url.pathname !== '/sign-in');
			await page.goto('/office');
			await expect(cards(page)).toHaveCount(14);
			await expect(page.getByText(/^Live/)).toBeVisible();
			return page;
		});
		for (const context of contexts) await context.close();
	}
});

/** The board's cards, one for each class. */
export const cards = (page: Page): Locator => page.locator('button[data-class]');
/** The card of 4 Elm. */
export const elm = (page: Page): Locator => page.locator('button[data-class="c-4elm"]');
/** The children to find. */
export const rows = (page: Page): Locator => page.locator('.find li[data-pupil]');
