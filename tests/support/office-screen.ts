import { expect, type Browser, type Page } from '@playwright/test';
import { RegisterScreen, signIn } from './register-screen.ts';
import type { School } from './school.ts';
import type { StrictConsole } from './strict-console.ts';

const PASSWORD = 'firstbell-demo';

/** What this browser's own database remembers: an answer of the network may be gone with the page that asked. */
function signInIdOf(page: Page): Promise<string> {
	return page.evaluate(
		() =>
			new Promise<string>((resolve, reject) => {
				const opening = indexedDB.open('firstbell');
				opening.onerror = () => reject(new Error('There is no database.'));
				opening.onsuccess = () => {
					const db = opening.result;
					const asked = db.transaction('meta').objectStore('meta').get('person');
					asked.onsuccess = () => {
						db.close();
						resolve((asked.result as { value: { signInId: string } }).value.signInId);
					};
				};
			})
	);
}

/** Somebody of the school at a screen of their own, by its address. */
export class OfficeScreen {
	readonly page: Page;
	/** What facts made under this sign-in carry. */
	readonly signInId: string;
	#made = 0;

	private constructor(page: Page, signInId: string) {
		this.page = page;
		this.signInId = signInId;
	}

	/** Signs a person in on this page and goes to an address. */
	static async at(page: Page, path: string, username = 'attendance'): Promise<OfficeScreen> {
		await page.goto(path);
		return OfficeScreen.#signedIn(page, path, username);
	}

	/** Signs another person in on a page where somebody is signed in already, and goes to an address. */
	static async next(page: Page, path: string, username: string): Promise<OfficeScreen> {
		await page.goto(`/sign-in?to=${encodeURIComponent(path)}`);
		return OfficeScreen.#signedIn(page, path, username);
	}

	static async #signedIn(page: Page, path: string, username: string): Promise<OfficeScreen> {
		await signIn(page, { username, password: PASSWORD });
		await page.waitForURL((url) => url.pathname === path.replace(/[?#].*/, ''));
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		// From here on this browser knows the school's day, whatever the machine's own clock says.
		await expect(page.getByText(/^Demo school\. Its clock says/)).toBeVisible();
		return new OfficeScreen(page, await signInIdOf(page));
	}

	/** The same in a browser and on a network of its own, which a broken line elsewhere does not touch. */
	static async apart(
		school: School,
		browser: Browser,
		strict: StrictConsole,
		path: string,
		username = 'attendance'
	): Promise<OfficeScreen> {
		const network = await school.otherNetwork();
		const context = await browser.newContext({
			baseURL: network.url,
			viewport: { width: 1440, height: 900 }
		});
		strict.watch(context);
		return OfficeScreen.at(await context.newPage(), path, username);
	}

	/** Closes the browser window, before the school goes. */
	async close(): Promise<void> {
		await this.page.context().close();
	}

	/** Brings facts to the server as a tablet's file does; under another sign-in than this one's they are refused. */
	async takeIn(facts: readonly Record<string, unknown>[], signInId = this.signInId): Promise<void> {
		const now = await this.page.evaluate(() => Date.now());
		const each = facts.map((fact) => ({
			id: crypto.randomUUID(),
			v: 1,
			clientId: 'a-file',
			seq: (this.#made += 1),
			signInId,
			madeAt: now,
			clock: { offsetMs: 0, doubtMs: null },
			...fact
		}));
		const file = { firstbell: 'waiting', protocol: 1, clientId: 'a-file', facts: [{ shared: {}, each }] };
		const status = await this.page.evaluate(async (body) => {
			const response = await fetch('/api/take-in', {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body
			});
			return response.status;
		}, JSON.stringify(file));
		expect(status).toBe(200);
	}

	/** A pupil of 4 Elm by the name on the register, as this browser has it. */
	async pupilNamed(name: string): Promise<string> {
		const page = await this.page.context().newPage();
		await page.goto('/class/c-4elm');
		const row = new RegisterScreen(page).rows.filter({ hasText: name });
		await expect(row).toHaveCount(1);
		const pupilId = (await row.getAttribute('data-pupil')) ?? '';
		await page.close();
		return pupilId;
	}
}
