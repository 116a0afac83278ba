import { quota } from '../support/full-disk.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });

test('[F24] on a tablet that is truly full a tap says Not saved, nothing earlier is lost, and the retry arrives once there is room', async ({
	school,
	tablet
}) => {
	const online = await RegisterScreen.signedIn(await tablet.open());
	const register = new URL(online.page.url()).pathname;
	await school.stop();
	await online.tap(0, 'Absent');
	await online.has(1, 'saved');

	const room = await quota(online.page, 1);
	// Chromium believes for some seconds in the room that it had found before.
	let taps = 1;
	await expect(async () => {
		if ((await online.page.locator('li[data-state="not-saved"]').count()) === 0)
			await online.tap(taps++, 'Present');
		await expect(online.page.locator('li[data-state="not-saved"]')).toHaveCount(1, { timeout: 1_000 });
	}).toPass({ timeout: 40_000 });
	await expect(online.page.getByRole('alert').getByText('Not saved')).toBeVisible();
	await online.has(taps - 1, 'saved');
	await online.hasChosen('Absent', 1);

	await room.isBack();
	await online.page.getByRole('button', { name: 'Try again' }).click();
	await online.has(taps, 'saved');
	await expect(online.page.getByText('Not saved')).toHaveCount(0);
	await tablet.close();

	const reopened = new RegisterScreen(await tablet.open(register));
	await reopened.isReady();
	await reopened.has(taps, 'saved');
	await school.start();
	await reopened.has(taps, 'received');
	const entries = school.ledger.entries(ELM_AM);
	expect(entries.map((entry) => entry.code)).toEqual(['N', ...Array<string>(taps - 1).fill('/')]);
	expect(new Set(entries.map((entry) => entry.pupilId)).size).toBe(taps);
	expect(school.ledger.quarantined()).toBe(0);
});
