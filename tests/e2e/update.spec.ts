import type { Page } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { nextBuild } from '../support/next-build.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

/** What a browser does by itself once in a while. */
async function looksForNews(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const registration = await navigator.serviceWorker.ready;
		await registration.update();
		const coming = registration.installing;
		if (!registration.waiting && coming)
			await new Promise<void>((waits) =>
				coming.addEventListener('statechange', () => coming.state === 'installed' && waits())
			);
	});
}

test('[F25] a new version waits, is not offered over a half-taken register, and starts only when a person says so', async ({
	page,
	school
}) => {
	const screen = await RegisterScreen.signedIn(page);
	await screen.tap(0, 'Present');
	await screen.has(1, 'received');
	await school.stop();
	school.server.build = await nextBuild('9.9.9-next');
	await school.start();

	await page.evaluate(() => Object.assign(window, { sameDocument: true }));
	await looksForNews(page);
	expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null)).toBe(true);
	await expect(page.getByText('New version ready')).toHaveCount(0);
	for (let at = 1; at < 30; at++) await screen.tap(at, 'Present');
	await screen.has(30, 'received');
	expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);

	await page.getByRole('button', { name: 'Finish register' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Finish register' }).click();
	await expect(page.getByText('New version ready')).toBeVisible();
	expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
	await isAccessible(page, 'a new version is offered');
	await page.getByRole('button', { name: 'Start it now' }).click();
	await expect(page.getByText('New version ready')).toHaveCount(0);
	await page.waitForFunction(() => !('sameDocument' in window));
	await screen.isReady();
	await screen.hasChosen('Present', 30);
	expect(school.ledger.entries(ELM_AM)).toHaveLength(30);
});

test('[F25] a new version that is started in one tab leaves the half-taken register of another as it is, to be finished there', async ({
	page,
	school
}) => {
	const first = await RegisterScreen.signedIn(page);
	await first.has(0, 'received');
	// A tab that has come straight to the register has fetched nothing else.
	const taking = await page.context().newPage();
	await taking.goto(page.url());
	const screen = new RegisterScreen(taking);
	await screen.isReady();
	await screen.tap(0, 'Present');
	await screen.has(1, 'received');
	await page.goto('/class/list');
	await school.stop();
	// Under other file names, as a build of changed code has.
	school.server.build = await nextBuild('9.9.9-files', 1);
	await school.start();
	await taking.evaluate(() => Object.assign(window, { sameDocument: true }));
	await looksForNews(page);
	await page.getByRole('button', { name: 'Start it now' }).click();
	await taking.waitForFunction(async () => (await navigator.serviceWorker.ready).waiting === null);
	await expect(taking.getByText('New version ready')).toHaveCount(0);
	// The browser may have thrown away what it happened to keep beside the worker.
	const session = await taking.context().newCDPSession(taking);
	await session.send('Network.clearBrowserCache');

	for (let at = 1; at < 30; at++) await screen.tap(at, 'Present');
	await screen.has(30, 'received');
	await taking.getByRole('button', { name: 'Finish register' }).click();
	await taking.getByRole('dialog').getByRole('button', { name: 'Finish register' }).click();
	await expect(taking.getByText('Safe on this tablet. You can teach now.')).toBeVisible();
	expect(await taking.evaluate(() => 'sameDocument' in window)).toBe(true);
	expect(school.ledger.entries(ELM_AM)).toHaveLength(30);
});
