import { isAccessible } from '../support/axe.ts';
import { fillDisk } from '../support/full-disk.ts';
import { RegisterScreen, signIn } from '../support/register-screen.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });

test('axe finds nothing on a register, on what lies over it, nor on the pages beside it', async ({
	page
}) => {
	const screen = await RegisterScreen.signedIn(page);

	await test.step('axe finds nothing on a register: open, half taken, finished', async () => {
		await isAccessible(page, 'nothing marked');
		for (const at of [0, 1, 2, 3]) await screen.tap(at, 'Present');
		await screen.tap(4, 'Late');
		await screen.tap(6, 'Absent');
		await screen.rows.getByRole('button', { name: 'Away' }).first().click();
		await screen.has(7, 'received');
		await isAccessible(page, 'half taken');
		await page.getByLabel('Find a pupil').fill('zzz');
		await isAccessible(page, 'nobody found');
		await page.getByLabel('Find a pupil').fill('');
		await page.getByRole('button', { name: /^Rest present/ }).click();
		await page.getByRole('button', { name: 'Finish register' }).click();
		await isAccessible(page, 'finishing');
		await page.getByRole('dialog').getByRole('button', { name: 'Finish register' }).click();
		await expect(page.getByText('You can teach now.').first()).toBeVisible();
		await isAccessible(page, 'finished');
	});

	await test.step('axe finds nothing on what lies over a register, nor on the pages beside it', async () => {
		await page.getByLabel('Find a pupil').fill('');
		await screen.tap(0, 'Absent');
		await screen.tap(0, 'Present');
		await screen.row(0).locator('[data-column="0"]').click();
		await isAccessible(page, 'history');
		await page.getByRole('button', { name: 'Close' }).click();
		await page.getByRole('button', { name: 'More' }).click();
		await isAccessible(page, 'more');
		await page
			.getByRole('dialog')
			.getByRole('button', { name: 'Someone here who is not on my list' })
			.click();
		await page.getByRole('button', { name: 'Tell the office' }).click();
		await isAccessible(page, 'not on my list');
		await page.getByRole('button', { name: 'Cancel' }).click();
		await page.goto('/class/list');
		await expect(page.getByRole('heading', { name: 'Classes', exact: true })).toBeVisible();
		await isAccessible(page, 'classes');
		await page.goto('/tablet');
		await expect(page.getByRole('heading', { name: 'This tablet', exact: true })).toBeVisible();
		await isAccessible(page, 'this tablet');
		await page.getByRole('button', { name: 'Forget this tablet' }).click();
		await isAccessible(page, 'forgetting');
	});
});

test('axe finds nothing on a register without a network, and on one that cannot be saved', async ({
	page,
	school
}) => {
	const screen = await RegisterScreen.signedIn(page);
	await school.stop();
	await screen.tap(0, 'Present');
	await screen.has(1, 'saved');
	await isAccessible(page, 'offline');
	await fillDisk(page);
	await screen.tap(1, 'Present');
	await screen.has(1, 'not-saved');
	await isAccessible(page, 'not saved');
});

test.describe('on a Saturday', () => {
	test.use({ plan: { clock: '2026-11-28T08:50' } });
	test('axe finds nothing where there is no school today, nor where a class is not on this tablet', async ({
		page
	}) => {
		await page.goto('/');
		await signIn(page, { username: 'teal', password: 'firstbell-demo' });
		await expect(page.getByRole('heading', { level: 1, name: 'No school today' })).toBeVisible();
		await isAccessible(page, 'no school today');
		await page.goto('/class/c-nowhere');
		await expect(page.getByRole('heading', { name: 'This class is not on this tablet' })).toBeVisible();
		await isAccessible(page, 'not on this tablet');
	});
});

test('axe finds nothing where a tablet asks what day it is, nor where the half-days change over', async ({
	page,
	school
}) => {
	const screen = await RegisterScreen.signedIn(page);
	await screen.tap(0, 'Present');
	await screen.has(1, 'received');
	await screen.worksOffline();
	await school.stop();
	await page.evaluate(() => {
		const now = Date.now.bind(Date);
		Date.now = () => now() + 4.5 * 3_600_000;
	});
	await expect(page.getByRole('button', { name: 'Go to the afternoon register' })).toBeVisible();
	await isAccessible(page, 'the change-over');
	// The tablet wakes up with a clock that is three days behind.
	await page.addInitScript(() => {
		const now = Date.now.bind(Date);
		Date.now = () => now() - 3 * 86_400_000;
	});
	await page.goto('/class/c-4elm');
	await expect(page.getByRole('dialog', { name: /^Is it / })).toBeVisible();
	await isAccessible(page, 'what day it is');
	await page.getByRole('dialog').getByRole('button', { name: /^No/ }).click();
	await isAccessible(page, 'the clock is wrong');
});
