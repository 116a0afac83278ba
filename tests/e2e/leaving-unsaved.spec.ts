import { fillDisk, freeDisk } from '../support/full-disk.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

test('[D-keep] a tap that could not be written is not lost by following a link: the register asks first', async ({
	school,
	page
}) => {
	const screen = await RegisterScreen.signedIn(page);
	await fillDisk(page);
	await screen.tap(0, 'Present');
	await screen.has(1, 'not-saved');
	const asked: string[] = [];
	page.on('dialog', (dialog) => {
		asked.push(dialog.message());
		void dialog.dismiss();
	});
	await page.getByRole('button', { name: 'More' }).click();
	await page.getByRole('link', { name: 'Other classes' }).click();
	await expect.poll(() => asked).toEqual([expect.stringContaining('1 tap is not saved')]);
	await page.keyboard.press('Escape');
	await freeDisk(page);
	await page.getByRole('button', { name: 'Try again' }).click();
	await screen.has(1, 'received');
	expect(school.ledger.entries(ELM_AM)).toHaveLength(1);
});
