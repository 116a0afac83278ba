import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type Browser as Started, type ElementHandle, type Page } from 'puppeteer-core';
import { firefoxPath } from '../../support/find-engines.ts';
import { ended } from './ended.ts';
import type { Browser, Engine, Tab } from './browser.ts';

/** Firefox, driven by WebDriver BiDi. */
export const FIREFOX: Engine = {
	name: 'Firefox',
	keepsItsProfile: true,
	unbox: async (url) => new Firefox(await mkdtemp(join(tmpdir(), 'firstbell-firefox-')), url)
};

class Firefox implements Browser {
	readonly #profile: string;
	readonly #url: string;
	#started: Started | null = null;

	constructor(profile: string, url: string) {
		this.#profile = profile;
		this.#url = url;
	}

	async tab(path: string): Promise<Tab> {
		const first = this.#started === null;
		this.#started ??= await launch({
			browser: 'firefox',
			executablePath: firefoxPath(),
			headless: true,
			userDataDir: this.#profile,
			protocolTimeout: 60_000,
			defaultViewport: { width: 1180, height: 820 }
		});
		const [blank] = first ? await this.#started.pages() : [];
		const tab = new FirefoxTab(blank ?? (await this.#started.newPage()), this.#url);
		await tab.goto(path);
		return tab;
	}

	async close(): Promise<void> {
		const started = this.#started;
		this.#started = null;
		await started?.close();
	}

	async kill(): Promise<void> {
		const child = this.#started?.process();
		this.#started = null;
		if (child) await ended(child, 'SIGKILL');
	}

	async discard(): Promise<void> {
		await this.close();
		await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
	}
}

class FirefoxTab implements Tab {
	readonly #page: Page;
	readonly #url: string;

	constructor(page: Page, url: string) {
		this.#page = page;
		this.#url = url;
	}

	async goto(path: string): Promise<void> {
		await this.#page.goto(new URL(path, this.#url).href, { waitUntil: 'domcontentloaded' });
	}

	evaluate: Tab['evaluate'] = async (run, ...args) =>
		(await this.#page.evaluate(run as (...given: unknown[]) => unknown, ...args)) as never;

	press: Tab['press'] = async (find, ...args) => (await this.#found(find, args)).click();

	type: Tab['type'] = async (text, find, ...args) => (await this.#found(find, args)).type(text);

	async picture(): Promise<Buffer> {
		return Buffer.from(await this.#page.screenshot());
	}

	async close(): Promise<void> {
		await this.#page.close();
	}

	async #found<A extends unknown[]>(find: (...args: A) => Element | null, args: A): Promise<ElementHandle> {
		// A person taps the tab in front; in one behind, nothing is laid out to be tapped.
		await this.#page.bringToFront();
		const handle = await this.#page.evaluateHandle(find as (...given: unknown[]) => unknown, ...args);
		const element = handle.asElement();
		if (!element) throw new Error(`Not on the page: ${args.join(', ')}`);
		return element as ElementHandle;
	}
}
