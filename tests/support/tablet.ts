import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM_ARGS, chromiumPath } from './find-chromium.ts';
import type { StrictConsole } from './strict-console.ts';

/** How a browser stands: its size and its colours. */
export type Shape = Parameters<typeof chromium.launchPersistentContext>[1];

/** A browser with a profile on disk: closing it ends its process, opening it again finds what the disk kept. */
export class Tablet {
	readonly #profile: string;
	readonly #url: string;
	readonly #console: StrictConsole | null;
	#context: BrowserContext | null = null;
	#pid = 0;

	private constructor(profile: string, url: string, console: StrictConsole | null) {
		this.#profile = profile;
		this.#url = url;
		this.#console = console;
	}

	/** A new tablet that has never been opened. */
	static async unbox(url: string, console: StrictConsole | null = null): Promise<Tablet> {
		return new Tablet(await mkdtemp(join(tmpdir(), 'firstbell-tablet-')), url, console);
	}

	/** Opens the browser on a path of the school's address, which may be out of reach. */
	async open(path = '/', shape: Shape = {}): Promise<Page> {
		const context = await this.start(shape);
		const page = context.pages()[0] ?? (await context.newPage());
		await page.goto(path);
		return page;
	}

	/** Starts the browser with an empty page. */
	async start(shape: Shape = {}): Promise<BrowserContext> {
		if (this.#context) throw new Error('The tablet is open already.');
		const context = await chromium.launchPersistentContext(this.#profile, {
			executablePath: chromiumPath(),
			args: CHROMIUM_ARGS,
			locale: 'en-GB',
			timezoneId: 'Europe/London',
			serviceWorkers: 'allow',
			viewport: { width: 1180, height: 820 },
			baseURL: this.#url,
			...shape
		});
		this.#context = context;
		this.#pid = await pidOf(context);
		this.#console?.watch(context);
		return context;
	}

	/** Ends the browser between two instructions, as an empty battery does: all its processes, and nobody is asked. */
	async kill(): Promise<void> {
		const context = this.#context;
		if (!context) throw new Error('The tablet is not open.');
		this.#context = null;
		const gone = new Promise((heard) => context.once('close', heard));
		// Playwright starts a browser as the head of a process group of its own.
		process.kill(-this.#pid, 'SIGKILL');
		await gone;
	}

	/** Closes the browser: every page, and the process. */
	async close(): Promise<void> {
		const context = this.#context;
		this.#context = null;
		await context?.close();
	}

	/** Closes the browser and throws its profile away. */
	async discard(): Promise<void> {
		await this.close();
		await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
	}
}

/** The process that is the head of all the others of this browser. */
async function pidOf(context: BrowserContext): Promise<number> {
	const session = await context.browser()?.newBrowserCDPSession();
	if (!session) throw new Error('This browser does not say which process it is.');
	const { processInfo } = await session.send('SystemInfo.getProcessInfo');
	await session.detach();
	const head = processInfo.find((each) => each.type === 'browser');
	if (!head) throw new Error('The browser names no process of its own.');
	return head.id;
}
