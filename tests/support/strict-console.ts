import type { BrowserContext, ConsoleMessage } from '@playwright/test';

/** Hears every page of a browser: an error on the console or thrown by a page fails the test that caused it. */
export class StrictConsole {
	#heard: Promise<string>[] = [];
	#allowed: RegExp[] = [];

	/** From now on, errors that match are part of what the test is about. */
	allow(expected: RegExp): void {
		this.#allowed.push(expected);
	}

	/** From now on the network fails on purpose, and the browser may say so; nothing else is excused. */
	allowNetworkFailures(): void {
		this.allow(/^Failed to load resource: (net::ERR_|the server responded with a status of (40[13]|5\d\d))/);
		this.allow(/^Failed to fetch a worker script/);
		this.allow(/^An unknown error occurred when fetching the script/);
	}

	watch(context: BrowserContext): void {
		context.on('console', (message) => {
			if (message.type() === 'error' && !this.#isAllowed(message.text())) this.#heard.push(wholeOf(message));
		});
		context.on('weberror', (thrown) => {
			const said = thrown.error().stack ?? thrown.error().message;
			if (!this.#isAllowed(said)) this.#heard.push(Promise.resolve(said));
		});
	}

	/** What was heard and not expected. */
	problems(): Promise<string[]> {
		return Promise.all(this.#heard);
	}

	#isAllowed(said: string): boolean {
		return this.#allowed.some((expected) => expected.test(said));
	}
}

/** The message with its place, and of an error what the console shows only when it is clicked. */
async function wholeOf(message: ConsoleMessage): Promise<string> {
	const { url, lineNumber } = message.location();
	const place = url ? ` (${url}:${lineNumber})` : '';
	const details = message
		.args()
		.map((arg) =>
			arg.evaluate((said) =>
				said instanceof Error ? `${said.name}: ${said.message}\n${said.stack ?? ''}` : ''
			)
		);
	// A page that is gone has taken its objects with it.
	const known = await Promise.all(details).catch(() => []);
	return [message.text() + place, ...known.filter((each) => each !== '')].join('\n');
}
