import { isAccessible } from '../support/axe.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

test.describe('before the opening', () => {
	test.use({ plan: { clock: '2026-11-23T08:43' } });
	test('[A7] a Present that was tapped on the wrong row is taken back, sent or not, by finger and by keyboard', async ({
		school,
		page
	}) => {
		await page.clock.install();
		const screen = await RegisterScreen.signedIn(page);
		const foot = page.getByRole('contentinfo');
		const back = page.getByRole('dialog').getByRole('button', { name: 'Take back my mark' });
		const standing = async (at: number) =>
			school.ledger.mark(ELM_AM, (await screen.pupilIds())[at] ?? '')?.head ?? null;

		await test.step('Present tapped again opens the child’s sheet, where it is taken back', async () => {
			await screen.tap(0, 'Present');
			await screen.has(1, 'received');
			expect(await standing(0)).not.toBeNull();
			await screen.again(() => screen.tap(0, 'Present'));
			await expect(back).toBeVisible();
			await isAccessible(page, 'taking back');
			await back.click();
			await expect(page.getByRole('dialog')).toHaveCount(0);
			await screen.hasChosen('Present', 0);
			await expect(page.getByText('30 left to mark').first()).toBeVisible();
			await expect.poll(() => standing(0)).toBeNull();
			// The answer too, not only the school.
			await expect(page.getByText('on this tablet only')).toHaveCount(0);
		});

		await test.step('by keyboard, with no network, and before it was sent', async () => {
			await school.stop();
			await screen.button(screen.row(1), 'Present').focus();
			await page.keyboard.press('p');
			await screen.has(1, 'saved');
			await expect(foot).toContainText('1 on this tablet only');
			await screen.again(() => page.keyboard.press('p'));
			await expect(back).toBeVisible();
			await back.focus();
			await page.keyboard.press('Enter');
			await expect(page.getByRole('dialog')).toHaveCount(0);
			await expect(screen.button(screen.row(1), 'Present')).toBeFocused();
			await screen.hasChosen('Present', 0);
		});

		await test.step('and marked again, it stands', async () => {
			await page.keyboard.press('p');
			await screen.hasChosen('Present', 1);
			await school.start();
			await screen.networkIsBack();
			await expect.poll(() => standing(1), { timeout: 20_000 }).not.toBeNull();
			expect(school.ledger.quarantined()).toBe(0);
		});

		await test.step('why an answer has to wait is said until the opening, and no longer', async () => {
			await school.stop();
			await screen.tap(2, 'Late');
			await expect(foot).toContainText('The register opens at 08:50');
			await page.clock.fastForward('08:00');
			await expect(page.getByRole('button', { name: 'Finish register' })).toBeVisible();
			await expect(foot).not.toContainText('The register opens');
		});
	});
});

test.describe('before the close', () => {
	test.use({ plan: { clock: '2026-11-23T08:58' } });
	test('[A1] [A7] before the close the time of a Late is changed and a wrong Absent taken back, with no reason', async ({
		school,
		page
	}) => {
		await page.clock.install();
		const screen = await RegisterScreen.signedIn(page);
		await screen.tap(0, 'Late');
		await screen.has(1, 'received');
		await screen.again(() => screen.tap(0, 'Late'));
		const dialog = page.getByRole('dialog', { name: 'What time did they arrive?' });
		await expect(dialog.getByLabel('Time of arrival')).toHaveValue(/^08:5\d$/);
		await dialog.getByLabel('Time of arrival').fill('08:53');
		await expect(dialog.getByLabel('Reason for the correction')).toHaveCount(0);
		await dialog.getByRole('button', { name: 'Save' }).click();
		await expect(screen.row(0).getByText('Arrived 08:53')).toBeVisible();
		await expect.poll(() => school.ledger.entries(ELM_AM).length).toBe(2);
		const said = school.ledger.entries(ELM_AM).at(-1);
		expect(said).toMatchObject({ code: 'L', arrivedAt: '08:53' });
		expect(said?.reason).toBeUndefined();

		await screen.tap(1, 'Absent');
		await screen.has(2, 'received');
		await screen.row(1).locator('button.name').click();
		await page.getByRole('dialog').getByRole('button', { name: 'Take back my mark' }).click();
		await screen.hasChosen('Absent', 0);
		await expect(page.getByText('29 left to mark').first()).toBeVisible();
		const pupilId = (await screen.pupilIds())[1] ?? '';
		await expect.poll(() => school.ledger.mark(ELM_AM, pupilId)?.head ?? null).toBeNull();
		expect(school.ledger.quarantined()).toBe(0);

		await test.step('a time is judged by the minute at which it is saved, however long the sheet was open', async () => {
			await school.stop();
			await screen.again(() => screen.tap(0, 'Late'));
			await dialog.getByLabel('Time of arrival').fill('09:04');
			await dialog.getByRole('button', { name: 'Save' }).click();
			await expect(dialog).toContainText('Enter a time that has passed');
			await page.clock.fastForward('06:00');
			await dialog.getByRole('button', { name: 'Save' }).click();
			await expect(screen.row(0).getByText('Arrived 09:04')).toBeVisible();
		});
	});
});
