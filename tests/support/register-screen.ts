import { expect, type Locator, type Page } from '@playwright/test';

/** How far a pupil's mark has got, as the row says it. */
export type RowState = 'writing' | 'saved' | 'received' | 'not-saved';

/** What a person can answer for a pupil with one tap. */
export type AnswerWord = 'Present' | 'Late' | 'Absent' | 'Away';

export const TEAL = { username: 'teal', password: 'firstbell-demo' };

/** Signs in on the sign-in page, as a person does. */
export async function signIn(page: Page, who: { username: string; password: string } = TEAL): Promise<void> {
	await page.getByLabel('Username').fill(who.username);
	await page.getByLabel('Password', { exact: true }).fill(who.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The register on screen, used by names and roles as a person uses it. */
export class RegisterScreen {
	readonly page: Page;
	readonly rows: Locator;

	constructor(page: Page) {
		this.page = page;
		this.rows = page.locator('li[data-pupil]');
	}

	/** Signs in and waits for today's register, served by the worker from now on. */
	static async signedIn(page: Page, who = TEAL): Promise<RegisterScreen> {
		await page.goto('/');
		await signIn(page, who);
		const screen = new RegisterScreen(page);
		await screen.isReady();
		await screen.worksOffline();
		return screen;
	}

	/** Waits until thirty pupils are on screen and may be tapped. */
	async isReady(): Promise<void> {
		await expect(this.rows).toHaveCount(30);
		await expect(this.button(this.rows.first(), 'Present')).toBeEnabled();
	}

	/** Waits until the service worker has everything the app needs without a network. */
	async worksOffline(): Promise<void> {
		await this.page.evaluate(async () => {
			const { active } = await navigator.serviceWorker.ready;
			if (active && active.state !== 'activated')
				await new Promise<void>((ready) =>
					active.addEventListener('statechange', () => active.state === 'activated' && ready())
				);
		});
	}

	row(at: number): Locator {
		return this.rows.nth(at);
	}

	/** The answer's button in a row: a radio or a button, whichever it is to a screen reader. */
	button(row: Locator, word: AnswerWord): Locator {
		const name = new RegExp(`^${word}\\b`);
		return row.getByRole('button', { name }).or(row.getByRole('radio', { name }));
	}

	async tap(at: number, word: AnswerWord): Promise<void> {
		await this.button(this.row(at), word).click();
	}

	/** Answers once more what stands already, until something opens over the register: so soon after the first it is one tap. */
	async again(answer: () => Promise<void>): Promise<void> {
		await expect(async () => {
			await answer();
			await expect(this.page.getByRole('dialog')).toBeVisible({ timeout: 1500 });
		}).toPass();
	}

	/** Taps every pupil present, one by one. */
	async tapAllPresent(): Promise<void> {
		const count = await this.rows.count();
		for (let at = 0; at < count; at++) await this.tap(at, 'Present');
	}

	/** How many rows show this answer as chosen. */
	async chosen(word: AnswerWord): Promise<number> {
		return this.#chosen(word).count();
	}

	async hasChosen(word: AnswerWord, count: number): Promise<void> {
		await expect(this.#chosen(word)).toHaveCount(count);
	}

	/** Waits until exactly so many rows are in this state. */
	async has(count: number, state: RowState): Promise<void> {
		// The tablet may wait a minute before it tries again by itself; tests that cannot wait ask it to.
		await expect(this.page.locator(`li[data-pupil][data-state="${state}"]`)).toHaveCount(count, {
			timeout: 20_000
		});
	}

	/** Taps, and resolves the moment the row says that the mark is saved: before a person's eye could have seen it. */
	async tapUntilSaved(at: number, word: AnswerWord): Promise<void> {
		const row = await this.row(at).evaluateHandle((row) => ({
			saysSaved: new Promise<void>((said) => {
				const look = () => /^(saved|received)$/.test(row.getAttribute('data-state') ?? '') && said();
				new MutationObserver(look).observe(row, { attributes: true, attributeFilter: ['data-state'] });
			})
		}));
		// A tap's own promise waits for the page to rest; what it would say of a failure is said by the row.
		this.tap(at, word).catch(() => {});
		await row.evaluate(({ saysSaved }) => saysSaved);
	}

	/** Tells the page that the network is back, as the system does: what waits is sent at once. */
	async networkIsBack(): Promise<void> {
		await this.page.evaluate(() => window.dispatchEvent(new Event('online')));
	}

	async pupilIds(): Promise<string[]> {
		return this.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-pupil') ?? ''));
	}

	#chosen(word: AnswerWord): Locator {
		const name = new RegExp(`^${word}\\b`);
		return this.rows
			.getByRole('button', { name, pressed: true })
			.or(this.rows.getByRole('radio', { name, checked: true }));
	}
}
