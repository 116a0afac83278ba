import type { Page } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { fillDisk, freeDisk } from '../support/full-disk.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 180_000 });

/** A pupil of 4 Elm with no known absence. */
const AT = 2;
const rows = (page: Page) => page.locator('.find li[data-pupil]');
const notSaved = (page: Page) => page.getByRole('alert').filter({ hasText: /^\s*Not saved/ });

test.describe('what cannot be kept', () => {
	test.use({ plan: { clock: '2026-11-23T09:20' } });

	test('axe finds nothing on a call that the board could not save, and it is saved at the next try', async ({
		page,
		school,
		browser,
		strictConsole
	}) => {
		const tablet = await RegisterScreen.signedIn(page);
		await tablet.tap(AT, 'Absent');
		await tablet.has(1, 'received');
		const name = (await tablet.row(AT).locator('legend').innerText()).trim();
		const office = await OfficeScreen.apart(school, browser, strictConsole, '/office');
		const row = rows(office.page).filter({ hasText: name });
		await expect(row).toHaveCount(1);
		await fillDisk(office.page);
		await row.getByRole('button', { name: 'No answer' }).click();
		await expect(notSaved(office.page)).toContainText(`Not saved: the call for ${name}`);
		await expect(notSaved(office.page)).toContainText('This tablet has no space left');
		await expect(row).not.toContainText('No answer from');
		await isAccessible(office.page, 'not saved, on the board');
		await freeDisk(office.page);
		await office.page.getByRole('button', { name: 'Try again' }).click();
		await expect(row).toContainText(/No answer from .+ at 09:2\d/);
		await expect(notSaved(office.page)).toHaveCount(0);
		await office.close();
	});

	test('axe finds nothing on a decision that could not be saved, in its sheet and on the page', async ({
		page,
		school
	}) => {
		const office = await OfficeScreen.at(page, '/office/checking');
		const mark = { kind: 'mark', ...ELM_AM, how: 'tapped', code: '/', replaces: [], sawPlans: [] };
		const pupilId = await office.pupilNamed('Tyler Marsh');
		await office.takeIn([{ ...mark, pupilId }], 'a-sign-in-of-nobody');
		await page.getByRole('button', { name: /^Accept as a correction/ }).click({ timeout: 20_000 });
		const sheet = page.getByRole('dialog', { name: /^Accept as a correction/ });
		await sheet.getByLabel('Why is it right?').fill('Ms Teal confirms');
		await fillDisk(page);
		await sheet.getByRole('button', { name: 'Save' }).click();
		await expect(notSaved(page).first()).toBeVisible();
		await isAccessible(page, 'not saved, a decision');
		expect(school.ledger.entries(ELM_AM)).toEqual([]);
		await freeDisk(page);
		await sheet.getByRole('button', { name: 'Try again' }).click();
		await expect(sheet).toBeHidden();
		await expect(notSaved(page)).toHaveCount(0);
		await expect.poll(() => school.ledger.entries(ELM_AM).length).toBe(1);
	});
});
