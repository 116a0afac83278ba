import { isAccessible } from '../support/axe.ts';
import { DeskScreen } from '../support/desk-screen.ts';
import { expect, test } from '../support/test.ts';

test.use({ plan: { clock: '2026-11-23T09:01' } });

test.describe('axe finds nothing at the desk', () => {
	test.describe.configure({ timeout: 180_000 });

	test('while a child is looked for; on a message and on leaving, with errors', async ({ page }) => {
		const desk = await DeskScreen.signedIn(page);

		await test.step('while a child is looked for', async () => {
			await isAccessible(page, 'nothing typed');
			await desk.box.fill('a');
			await isAccessible(page, 'many found');
			await desk.box.fill('olivia brown');
			await isAccessible(page, 'look-alikes');
			await desk.box.fill('xqz');
			await isAccessible(page, 'nobody found');
			await desk.mode('Leaving');
			await desk.box.fill('betsy');
			await isAccessible(page, 'leaving');
		});

		await test.step('on a message and on leaving, with errors', async () => {
			await desk.box.fill('');
			await desk.mode('Arrived');
			await desk.mode('Absence message');
			const betsy = await desk.find('betsy', 'Betsy Hartley');
			await betsy.getByRole('button', { name: /absence message/ }).click();
			await page.getByRole('button', { name: 'Record message' }).click();
			await isAccessible(page, 'message');
			await page.getByRole('button', { name: 'Cancel' }).click();
			await desk.mode('Leaving');
			await betsy.getByRole('button', { name: /: leaving$/ }).click();
			await page.getByRole('button', { name: 'Save' }).click();
			await isAccessible(page, 'leaving');
		});
	});

	test('after a child is signed in, and on what is corrected; on a class that goes, and on who is out, without a network', async ({
		page,
		school
	}) => {
		const desk = await DeskScreen.signedIn(page);

		await test.step('after a child is signed in, and on what is said or corrected then', async () => {
			const amina = await desk.find('amina yu', 'Amina Yusuf');
			await amina.getByRole('button', { name: /^Amina Yusuf: arrived/ }).click();
			await expect(desk.last).toContainText('Received.');
			await desk.last.getByRole('button', { name: 'Other' }).click();
			await page.getByRole('button', { name: /^Hold/ }).click();
			await isAccessible(page, 'signed in, another reason, a held time');
			await desk.today.getByRole('button', { name: /^Correct/ }).click();
			await isAccessible(page, 'correcting');
		});

		await test.step('on a class that goes, and on who is out, without a network', async () => {
			await page.keyboard.press('Escape');
			await page.getByRole('button', { name: 'Use the clock' }).click();
			await desk.mode('Leaving');
			await page.getByRole('button', { name: 'A class or group goes' }).click();
			await page.getByLabel('Class', { exact: true }).selectOption({ label: '2 Oak' });
			await isAccessible(page, 'a class goes');
			await page.getByRole('button', { name: 'Save' }).click();
			await expect(page.getByText('Out now: 30 children')).toBeVisible();
			await school.stop();
			await page.getByText('Not all of them').click();
			await isAccessible(page, 'out now, without a network');
		});
	});
});
