import { OfficeScreen } from '../support/office-screen.ts';
import { RegisterScreen, signIn } from '../support/register-screen.ts';
import { expect, test } from '../support/test.ts';

test('[A7] who signs in after another on the same tablet is not offered to take back the other’s rest present; its maker is', async ({
	school,
	page
}) => {
	const screen = await RegisterScreen.signedIn(page);
	const undo = page.getByRole('button', { name: /^Undo rest present/ });
	await page.getByRole('button', { name: /^Rest present/ }).click();
	await expect(undo).toBeVisible();
	const filled = await screen.chosen('Present');
	await screen.has(filled, 'received');

	const register = new URL(page.url()).pathname;
	await OfficeScreen.next(page, register, 'deputy');
	await screen.isReady();
	await screen.hasChosen('Present', filled);
	await expect(page.getByRole('button', { name: 'Finish register' })).toBeVisible();
	await expect(undo).toHaveCount(0);

	await page.goto(`/sign-in?to=${encodeURIComponent(register)}`);
	await signIn(page);
	await screen.isReady();
	await undo.click();
	await screen.hasChosen('Present', 0);
	await expect(page.getByRole('button', { name: `Rest present (${filled})` })).toBeVisible();
	expect(school.ledger.quarantined()).toBe(0);
});
