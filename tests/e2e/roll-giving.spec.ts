import { isAccessible } from '../support/axe.ts';
import { tabTo } from '../support/keyboard.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });
test.use({ plan: { clock: '2026-11-23T09:31' } });

test.describe('in the afternoon', () => {
	test.use({ plan: { clock: '2026-11-23T13:12' } });

	test('[R6] the office gives a class by keyboard, the cover teacher takes its register, and it is taken back', async ({
		page,
		school,
		browser,
		strictConsole
	}) => {
		const cover = await RegisterScreen.signedIn(page, { username: 'cover', password: 'firstbell-demo' });
		await page.goto('/class/list');
		await expect(page.getByRole('listitem')).toHaveText([/2 Oak/]);

		const { page: office } = await OfficeScreen.apart(school, browser, strictConsole, '/office/roll');
		await office.locator('summary').filter({ hasText: '4 Elm' }).press('Enter');
		await tabTo(office, office.getByRole('button', { name: 'Who has 4 Elm' }));
		await office.keyboard.press('Enter');
		const sheet = office.getByRole('dialog', { name: 'Who has 4 Elm' });
		const have = sheet.getByRole('list', { name: 'Has this class, or will have it' }).getByRole('listitem');
		await expect(have).toHaveText([/Teal.*Since 1 September 2026, until it is taken back/s]);
		await sheet.getByRole('button', { name: 'Give the class' }).press('Enter');
		await expect(sheet.getByText('Select who takes the register').first()).toBeVisible();
		await sheet.getByLabel('Who takes the register').selectOption('Mr Colin Cover, Supply teacher');
		await tabTo(office, sheet.getByRole('button', { name: 'Give the class' }));
		await office.keyboard.press('Enter');
		await expect(have).toHaveText([
			/Teal/,
			/Cover.*Since 23 November 2026, up to and with the afternoon of Monday 23 November 2026/s
		]);
		await isAccessible(office, 'a class that two people have');

		await cover.networkIsBack();
		await page.getByRole('link', { name: /^4 Elm/ }).click();
		await cover.isReady();
		await cover.tap(0, 'Present');
		await cover.has(1, 'received');
		await expect
			.poll(() => school.ledger.entries({ ...ELM_AM, session: 'PM' }))
			.toMatchObject([{ code: '\\' }]);
		expect(school.ledger.quarantined()).toBe(0);

		await sheet.getByRole('button', { name: 'Take back from Mr Colin Cover' }).press('Enter');
		await sheet.getByRole('button', { name: 'Take the class back' }).press('Enter');
		await expect(have).toHaveText([/Teal/]);
		await page.goto('/class/list');
		await cover.networkIsBack();
		await expect(page.getByRole('listitem')).toHaveText([/2 Oak/]);
		await office.context().close();
	});
});
