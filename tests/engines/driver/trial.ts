import { test } from 'node:test';
import { StrictConsole } from '../../support/strict-console.ts';
import { School } from '../../support/school.ts';
import type { Browser, Engine } from './browser.ts';

const FLOW_MS_MAX = 240_000;

/** What a flow is handed: a school of its own behind a network of its own, and a browser that was never opened. */
export interface Trial {
	engine: Engine;
	school: School;
	browser: Browser;
}

/** One test in one engine; what it started is ended and its data thrown away, whatever became of it. */
export function trial(engine: Engine, title: string, flow: (trial: Trial) => Promise<void>): void {
	void test(`${engine.name}: ${title}`, { timeout: FLOW_MS_MAX }, async () => {
		const school = await School.open({}, new StrictConsole());
		const browser = await engine.unbox(school.url);
		try {
			await flow({ engine, school, browser });
		} finally {
			await browser.discard();
			await school.close();
		}
	});
}
