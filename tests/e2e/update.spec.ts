import { isAccessible } from '../support/axe.ts';
import { nextBuild } from '../support/next-build.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

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

	// What a browser does by itself once in a while.
	await page.evaluate(() => Object.assign(window, { sameDocument: true }));
	await page.evaluate(async () => {
		const registration = await navigator.serviceWorker.ready;
		await registration.update();
		const coming = registration.installing;
		if (!registration.waiting && coming)
			await new Promise<void>((waits) =>
				coming.addEventListener('statechange', () => coming.state === 'installed' && waits())
			);
	});
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
