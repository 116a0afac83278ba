import type { Page } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { watchLedger } from '../support/desk-ledger.ts';
import { DeskScreen } from '../support/desk-screen.ts';
import { fillDisk, freeDisk } from '../support/full-disk.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { signIn } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

test.use({ plan: { clock: '2026-11-23T09:20' } });

const out = (page: Page) => page.getByRole('heading', { name: 'Signed out in another tab' });

/** Signs out in another tab, and answers with that tab. */
async function signedOutIn(page: Page): Promise<Page> {
	const other = await page.context().newPage();
	await other.goto('/tablet');
	await other.getByRole('button', { name: 'Sign out' }).click();
	await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible();
	return other;
}

test('[D-keep] [D-sign] what the desk could not write survives a sign-out in another tab, and stays its maker’s whoever signs in next', async ({
	school,
	page
}) => {
	const desk = await DeskScreen.signedIn(page);
	const ledger = watchLedger(school);
	await fillDisk(page);
	for (const [typed, name] of [
		['tyler', 'Tyler Marsh'],
		['betsy', 'Betsy Hartley']
	] as const)
		await (await desk.find(typed, name)).getByRole('button', { name: /arrived now/ }).click();
	const notSaved = page.getByRole('alert').filter({ hasText: 'Not saved' });
	await expect(notSaved).toContainText('Betsy Hartley');
	const other = await signedOutIn(page);
	await expect(out(page)).toBeVisible();
	await expect(notSaved).toContainText('Tyler Marsh');
	await expect(desk.box).toHaveCount(0);
	await isAccessible(page, 'signed out with acts of the desk that are not saved');
	await signIn(other, { username: 'attendance', password: 'firstbell-demo' });
	await expect(desk.box).toBeVisible();
	await expect(notSaved).toContainText('Betsy Hartley');
	await freeDisk(page);
	await page.getByRole('button', { name: 'Try again' }).click();
	await expect(notSaved).toHaveCount(0);
	await expect
		.poll(() => ledger.of('mark').map(({ maker }) => maker?.staffId))
		.toEqual(['s-reception', 's-reception']);
	expect(school.ledger.quarantined()).toBe(0);
});

test('[D-keep] [D-sign] a register from paper that could not be written survives a sign-out in another tab, and then the door opens', async ({
	school,
	page
}) => {
	await OfficeScreen.at(page, '/office/paper/c-4elm');
	await page.getByRole('radio', { name: 'From paper' }).check();
	await page.getByLabel('Taken by', { exact: true }).fill('Ms Teal');
	await page.getByLabel('Called at', { exact: true }).fill('08:55');
	await page.getByRole('button', { name: /^All present but/ }).click();
	await page.getByRole('button', { name: 'Record register' }).click();
	await fillDisk(page);
	const sheet = page.getByRole('dialog', { name: 'Record this register' });
	await sheet.getByRole('button', { name: 'Record register' }).click();
	await expect(sheet.getByRole('alert')).toBeVisible();
	await signedOutIn(page);
	await expect(out(page)).toBeVisible();
	await freeDisk(page);
	await page.getByRole('button', { name: 'Try again' }).click();
	await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
	await expect.poll(() => school.ledger.entries(ELM_AM).length).toBe(28);
	expect(new Set(school.ledger.entries(ELM_AM).map(({ maker }) => maker.staffId))).toEqual(
		new Set(['s-attendance'])
	);
});
