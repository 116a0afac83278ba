import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Builder, Capabilities, type WebDriver, type WebElement } from 'selenium-webdriver';
import { miniBrowserPath, webkitDriverPath, xvfbPath } from '../../support/find-engines.ts';
import { freePort } from '../../support/port.ts';
import { ended } from './ended.ts';
import { until } from './until.ts';
import type { Browser, Engine, Tab } from './browser.ts';

/** WebKitGTK in its MiniBrowser: of what runs here, the nearest to an iPad, and no iPad. */
export const WEBKIT: Engine = {
	name: 'WebKit',
	keepsItsProfile: false,
	unbox: async (url) => new WebKit(await mkdtemp(join(tmpdir(), 'firstbell-webkit-')), url)
};

/** A running MiniBrowser and all that it stands on. */
interface Started {
	screen: ChildProcess;
	service: ChildProcess;
	driver: WebDriver;
}

class WebKit implements Browser {
	readonly #home: string;
	readonly #url: string;
	#started: Started | null = null;
	#turn: Promise<unknown> = Promise.resolve();

	constructor(home: string, url: string) {
		this.#home = home;
		this.#url = url;
	}

	async tab(path: string): Promise<Tab> {
		const isFirst = this.#started === null;
		const { driver } = (this.#started ??= await start(this.#home));
		if (!isFirst) await this.#inTurn(() => driver.switchTo().newWindow('tab'));
		const handle = await this.#inTurn(() => driver.getWindowHandle());
		const tab = new WebKitTab(this.#url, (run) =>
			this.#inTurn(async () => {
				await driver.switchTo().window(handle);
				return run(driver);
			})
		);
		await tab.goto(path);
		return tab;
	}

	async close(): Promise<void> {
		const started = this.#started;
		this.#started = null;
		if (!started) return;
		await started.driver.quit();
		await ended(started.service);
		await ended(started.screen);
	}

	async kill(): Promise<void> {
		const started = this.#started;
		this.#started = null;
		if (!started) return;
		// The browser loses its screen and its driver at once, and ends with them.
		await ended(started.screen, 'SIGKILL');
		await ended(started.service, 'SIGKILL');
	}

	async discard(): Promise<void> {
		await this.close();
		await rm(this.#home, { recursive: true, force: true, maxRetries: 5 });
	}

	/** A driver speaks to one window at a time: who wants another waits. */
	#inTurn<T>(run: () => Promise<T>): Promise<T> {
		const mine = this.#turn.then(run);
		this.#turn = mine.catch(() => undefined);
		return mine;
	}
}

class WebKitTab implements Tab {
	readonly #url: string;
	readonly #here: <T>(run: (driver: WebDriver) => Promise<T>) => Promise<T>;

	constructor(url: string, here: <T>(run: (driver: WebDriver) => Promise<T>) => Promise<T>) {
		this.#url = url;
		this.#here = here;
	}

	goto(path: string): Promise<void> {
		return this.#here((driver) => driver.get(new URL(path, this.#url).href));
	}

	evaluate: Tab['evaluate'] = (run, ...args) => this.#here((driver) => inPage(driver, run, args));

	press: Tab['press'] = (find, ...args) =>
		this.#here(async (driver) => (await found(driver, find, args)).click());

	type: Tab['type'] = (text, find, ...args) =>
		this.#here(async (driver) => (await found(driver, find, args)).sendKeys(text));

	picture(): Promise<Buffer> {
		return this.#here(async (driver) => Buffer.from(await driver.takeScreenshot(), 'base64'));
	}

	close(): Promise<void> {
		return this.#here((driver) => driver.close());
	}
}

async function start(home: string): Promise<Started> {
	const screen = spawn(xvfbPath(), ['-displayfd', '1', '-screen', '0', '1180x900x24', '-nolisten', 'tcp'], {
		stdio: ['ignore', 'pipe', 'ignore']
	});
	const [display] = (await once(screen.stdout, 'data')) as [Buffer];
	const port = await freePort();
	const service = spawn(webkitDriverPath(), [`--port=${port}`], {
		stdio: 'ignore',
		env: {
			PATH: process.env.PATH,
			HOME: home,
			XDG_RUNTIME_DIR: home,
			DISPLAY: `:${display.toString().trim()}`,
			NO_AT_BRIDGE: '1',
			LIBGL_ALWAYS_SOFTWARE: '1'
		}
	});
	await until('WebKit’s driver listens', () =>
		fetch(`http://127.0.0.1:${port}/status`).then(
			() => true,
			() => false
		)
	);
	const wanted = new Capabilities()
		.set('browserName', 'MiniBrowser')
		.set('webkitgtk:browserOptions', { binary: miniBrowserPath(), args: ['--automation'] });
	const driver = await new Builder()
		.disableEnvironmentOverrides()
		.usingServer(`http://127.0.0.1:${port}`)
		.withCapabilities(wanted)
		.build();
	await driver.manage().setTimeouts({ script: 60_000, pageLoad: 60_000, implicit: 0 });
	return { screen, service, driver };
}

async function inPage<A extends unknown[], T>(
	driver: WebDriver,
	run: (...args: A) => T | Promise<T>,
	args: A
): Promise<T> {
	const answer = await driver.executeAsyncScript<{ value: T } | { error: string }>(
		`const args = Array.from(arguments), done = args.pop();
		Promise.resolve().then(() => (${run.toString()})(...args)).then(
			(value) => done({ value: value === undefined ? null : value }),
			(cause) => done({ error: String(cause) })
		);`,
		...args
	);
	if ('error' in answer) throw new Error(answer.error);
	return answer.value;
}

async function found<A extends unknown[]>(
	driver: WebDriver,
	find: (...args: A) => Element | null,
	args: A
): Promise<WebElement> {
	const element = (await inPage(driver, find, args)) as unknown as WebElement | null;
	if (!element) throw new Error(`Not on the page: ${args.join(', ')}`);
	return element;
}
