import { expect, test as base } from '@playwright/test';
import { School } from './school.ts';
import type { ServerPlan } from './server-process.ts';
import { StrictConsole } from './strict-console.ts';
import { Tablet } from './tablet.ts';

interface Around {
	/** Where the school begins; `test.use({ plan: { clock: '2026-11-23T09:20' } })` for another time. */
	plan: ServerPlan;
	strictConsole: StrictConsole;
	school: School;
	/** A tablet that can be closed and opened again. */
	tablet: Tablet;
}

/** A test with a school of its own; `page` opens on the school's address, and no stray console error passes. */
export const test = base.extend<Around>({
	plan: [{}, { option: true }],
	strictConsole: async ({}, use) => {
		const strict = new StrictConsole();
		await use(strict);
		expect(await strict.problems(), 'errors on the console').toEqual([]);
	},
	school: async ({ plan, strictConsole }, use, info) => {
		const school = await School.open(plan, strictConsole);
		await use(school);
		if (info.status !== info.expectedStatus)
			await info.attach('server.log', { body: school.server.log, contentType: 'text/plain' });
		await school.close();
	},
	baseURL: async ({ school }, use) => use(school.url),
	context: async ({ context, strictConsole }, use) => {
		strictConsole.watch(context);
		await use(context);
	},
	tablet: async ({ school, strictConsole }, use) => {
		const tablet = await Tablet.unbox(school.url, strictConsole);
		await use(tablet);
		await tablet.discard();
	}
});

export { expect };
