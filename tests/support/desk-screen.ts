import { expect, type Locator, type Page } from '@playwright/test';
import { RegisterScreen, signIn } from './register-screen.ts';

export const RECEPTION = { username: 'reception', password: 'firstbell-demo' };

/** The desk on screen, used by names and roles as a person uses it. */
export class DeskScreen {
	readonly page: Page;
	readonly box: Locator;
	/** What the desk did today, on the right. */
	readonly today: Locator;
	/** What was done last. */
	readonly last: Locator;

	constructor(page: Page) {
		this.page = page;
		this.box = page.getByLabel('Find a child by name or class');
		this.today = page.getByRole('region', { name: 'Today at the desk' });
		this.last = page.getByRole('region', { name: 'Done last' });
	}

	/** Signs in as reception and waits until the whole school is on this device, and the app works without a network. */
	static async signedIn(page: Page, who = RECEPTION): Promise<DeskScreen> {
		await page.goto('/');
		await signIn(page, who);
		if (who !== RECEPTION) {
			await page.getByRole('link', { name: 'Signing in and out' }).click();
		}
		const desk = new DeskScreen(page);
		await desk.isReady();
		await new RegisterScreen(page).worksOffline();
		return desk;
	}

	/** Waits until the desk holds the class lists and their marks. */
	async isReady(): Promise<void> {
		await expect(this.page.getByRole('heading', { name: 'Signing in and out' })).toBeVisible();
		await expect(this.box).toBeVisible({ timeout: 20_000 });
	}

	/** The cards of the children found. */
	get found(): Locator {
		return this.page.getByRole('list', { name: 'Children found' }).locator('> li');
	}

	/** Types into the search box, and answers with the card of a child, by the whole name. */
	async find(typed: string, name: string): Promise<Locator> {
		await this.box.fill(typed);
		const card = this.found.filter({ has: this.page.getByRole('heading', { name, exact: true }) });
		await expect(card.first()).toBeVisible();
		return card;
	}

	async mode(words: 'Arrived' | 'Absence message' | 'Leaving'): Promise<void> {
		await this.page.getByRole('tab', { name: words }).click();
	}

	/** A line of today's list that says something. */
	line(words: string | RegExp): Locator {
		return this.today.getByRole('listitem').filter({ hasText: words });
	}
}
