import { isAccessible } from '../support/axe.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { expect, test } from '../support/test.ts';

test('[W9] an address of a register that this tablet cannot show says so, with no head count and nothing to tap', async ({
	school,
	page
}) => {
	const screen = await RegisterScreen.signedIn(page);
	const says = async (address: string, title: string, words: string) => {
		await page.goto(address);
		await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
		await expect(page.getByRole('main')).toContainText(words);
		await expect(page.getByRole('list', { name: 'Head count' })).toHaveCount(0);
		await expect(page.getByRole('button')).toHaveCount(0);
		await expect(screen.rows).toHaveCount(0);
	};
	const NOT_HELD = 'This tablet does not hold its pupils or their marks';

	await test.step('a class that it does not hold', async () => {
		await says('/class/c-3oak/2026-11-23/am', '3 Oak is not on this tablet', NOT_HELD);
		await isAccessible(page, 'not on this tablet');
		await says('/class/c-3oak', '3 Oak is not on this tablet', NOT_HELD);
	});

	await test.step('a day that is older than what it was given', async () => {
		await says(
			'/class/c-4elm/2026-09-14/am',
			'No marks of this register are here',
			'this tablet holds no marks'
		);
		await isAccessible(page, 'no marks here');
	});

	await test.step('without a network too', async () => {
		await school.stop();
		await says('/class/c-3oak/2026-11-23/am', '3 Oak is not on this tablet', NOT_HELD);
		await says('/class/c-4elm/2026-11-22/am', 'No register on this day', 'Sunday 22 November 2026');
	});
});
