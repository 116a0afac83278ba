import type { Browser, Locator, Page } from '@playwright/test';
import { DeskScreen } from './desk-screen.ts';
import { RegisterScreen, signIn } from './register-screen.ts';
import { ELM_AM, type School } from './school.ts';
import type { StrictConsole } from './strict-console.ts';
import { expect, test as base } from './test.ts';

/** A pupil of 4 Elm with no known absence. */
export const AT = 2;

/** One morning in three browsers: a tablet on a network of its own, the desk, and the office's board. */
export class Morning {
	readonly school: School;
	#browser: Browser;
	#strict: StrictConsole;
	#networks = new Map<RegisterScreen, Awaited<ReturnType<School['otherNetwork']>>>();
	#open: Page[] = [];
	#without = new Set<RegisterScreen>();
	#minute = '08:52';

	constructor(school: School, browser: Browser, strict: StrictConsole) {
		this.school = school;
		this.#browser = browser;
		this.#strict = strict;
		school.expectFailures();
	}

	/** A class tablet, signed in and ready, whose network can be taken away; `clock`: its time can be moved on. */
	async tablet({ clock = false } = {}): Promise<RegisterScreen> {
		const network = await this.school.otherNetwork();
		const page = await this.#page(network.url);
		if (clock) await page.clock.install();
		const screen = await RegisterScreen.signedIn(page);
		this.#networks.set(screen, network);
		return screen;
	}

	async offline(tablet: RegisterScreen): Promise<void> {
		this.#without.add(tablet);
		await this.#networks.get(tablet)?.refuse();
	}

	/** The tablet finds its network again, learns the time, and everything that waited is received. */
	async back(tablet: RegisterScreen): Promise<void> {
		this.#without.delete(tablet);
		await this.#networks.get(tablet)?.pass();
		await this.#learns(tablet.page);
		await expect(tablet.page.locator('li[data-pupil][data-state="saved"]')).toHaveCount(0, {
			timeout: 20_000
		});
	}

	async desk(): Promise<DeskScreen> {
		return DeskScreen.signedIn(await this.#page(this.school.url));
	}

	async board(): Promise<Board> {
		const page = await this.#page(this.school.url);
		await page.goto('/sign-in');
		await signIn(page, { username: 'attendance', password: 'firstbell-demo' });
		await expect(page.getByRole('heading', { name: 'Registers today' })).toBeVisible({ timeout: 20_000 });
		return new Board(page);
	}

	/** It is that time at the school; whoever can reach it has learned so. */
	async timeIs(minute: string): Promise<void> {
		await this.school.server.stop();
		this.school.server.clock = `2026-11-23T${minute}`;
		await this.school.start();
		this.#minute = minute;
		const without = [...this.#without].map((tablet) => tablet.page);
		for (const page of this.#open) if (!without.includes(page)) await this.#learns(page);
	}

	/** Waits until a browser that can reach the school shows its time, give or take what the test takes. */
	async #learns(page: Page): Promise<void> {
		await expect
			.poll(
				async () => {
					await page.evaluate(() => window.dispatchEvent(new Event('online')));
					return (await page.locator('time.clock').innerText()) >= this.#minute;
				},
				{ timeout: 30_000 }
			)
			.toBe(true);
	}

	async close(): Promise<void> {
		for (const page of this.#open) await page.context().close();
	}

	async #page(baseURL: string): Promise<Page> {
		const context = await this.#browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
		this.#strict.watch(context);
		const page = await context.newPage();
		this.#open.push(page);
		return page;
	}
}

/** The office's board, as far as one child is concerned. */
export class Board {
	readonly page: Page;
	constructor(page: Page) {
		this.page = page;
	}

	/** The child's row among the children to find. */
	toFind(pupilId: string): Locator {
		return this.page.locator(`.find li[data-pupil="${pupilId}"]`);
	}

	/** Waits until the board has heard of so many marks of 4 Elm, and shows that time. */
	async hasHeard(minute: RegExp): Promise<void> {
		await expect(this.page.locator('time.clock')).toHaveText(minute, { timeout: 20_000 });
		await expect(this.page.getByText(/^Live/)).toBeVisible({ timeout: 20_000 });
	}
}

/** A test with one morning at a school of its own. */
export const test = base.extend<{ morning: Morning }>({
	plan: { clock: '2026-11-23T08:52' },
	morning: async ({ school, browser, strictConsole }, use) => {
		const morning = new Morning(school, browser, strictConsole);
		await use(morning);
		await morning.close();
	}
});
/** One child of 4 Elm. */
export interface Child {
	pupilId: string;
	name: string;
}

/** The child in a row of the tablet's register. */
export async function childOf(tablet: RegisterScreen, at = AT): Promise<Child> {
	const row = tablet.row(at);
	const pupilId = (await row.getAttribute('data-pupil')) ?? '';
	return { pupilId, name: (await row.locator('legend').innerText()).trim() };
}

/** Signs the child in at the desk, now. */
export async function signInChild(
	desk: DeskScreen,
	{ name }: Child,
	button = /arrived now, L/
): Promise<void> {
	const card = await desk.find(name, name);
	await card.getByRole('button', { name: button }).click({ timeout: 20_000 });
	await expect(desk.line(name)).toContainText('Received', { timeout: 20_000 });
}

/** What the school keeps of the child that morning: code and how, in the order in which they were made. */
export function kept({ school }: Morning, { pupilId }: Child): string[] {
	return school.ledger
		.entries(ELM_AM)
		.filter((entry) => entry.pupilId === pupilId)
		.sort((a, b) => a.madeAt + a.clock.offsetMs - (b.madeAt + b.clock.offsetMs))
		.map((entry) => `${entry.code ?? 'as planned'} ${entry.how}`);
}

/** What the child's entry of that kind took the place of. */
export function replacedBy({ school }: Morning, { pupilId }: Child, how: string): readonly string[] {
	const entry = school.ledger.entries(ELM_AM).find((each) => each.pupilId === pupilId && each.how === how);
	if (!entry) throw new Error(`No entry ${how}.`);
	return entry.replaces;
}

/** The row says it, under the name. */
export const note = (tablet: RegisterScreen, words: string | RegExp, at = AT) =>
	expect(tablet.row(at).getByText(words)).toBeVisible({ timeout: 20_000 });

/** The school's mark, as its own table has it. */
export const markIs = (morning: Morning, child: Child, mark: Record<string, unknown>) =>
	expect
		.poll(() => morning.school.ledger.mark(ELM_AM, child.pupilId), { timeout: 20_000 })
		.toMatchObject(mark);
