import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, chromiumPath } from './tests/support/find-chromium.ts';

export default defineConfig({
	testDir: 'tests/e2e',
	// One more than cores: some tests wait for what a person would wait for.
	workers: 3,
	fullyParallel: true,
	// A test that passes the second time has found a bug the first time.
	retries: 0,
	forbidOnly: true,
	// Of the whole test, on a machine that does other things too; what a person would wait for has its own limit.
	timeout: 120_000,
	expect: { timeout: 10_000 },
	// A test of several steps says of each how it went.
	reporter: [['list', { printSteps: true }]],
	projects: [
		{ name: 'school', testMatch: 'demo.setup.ts' },
		{ name: 'chromium', dependencies: ['school'] }
	],
	use: {
		locale: 'en-GB',
		timezoneId: 'Europe/London',
		serviceWorkers: 'allow',
		viewport: { width: 1180, height: 820 },
		// A trace of every test costs a quarter of the time: ask for it where one fails.
		trace: process.env.FIRSTBELL_TRACE ? 'retain-on-failure' : 'off',
		launchOptions: { executablePath: chromiumPath(), args: CHROMIUM_ARGS }
	}
});
