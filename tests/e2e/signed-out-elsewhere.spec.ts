import type { Page } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { fillDisk, freeDisk } from '../support/full-disk.ts';
import { RegisterScreen, signIn } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

/** A register with one tap that could not be written, and another tab in which its maker has signed out. */
async function signedOutElsewhere(page: Page): Promise<{ screen: RegisterScreen; other: Page }> {
	const screen = await RegisterScreen.signedIn(page);
	const other = await page.context().newPage();
	await other.goto('/tablet');
	await fillDisk(page);
	await screen.tap(0, 'Present');
	await screen.has(1, 'not-saved');
	await other.getByRole('button', { name: 'Sign out' }).click();
	await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible();
	return { screen, other };
}

test('[D-keep] [D-sign] signed out by another tab, a register keeps what it could not write, says so, and goes to the door once it is written', async ({
	school,
	page
}) => {
	const { screen } = await signedOutElsewhere(page);
	await expect(page.getByText('Signed out in another tab.')).toBeVisible();
	await screen.has(1, 'not-saved');
	await expect(page.getByRole('alert')).toContainText('Not saved');
	// Nobody is signed in: nothing more can be marked.
	await expect(page.getByRole('button', { name: 'Rest present' })).toHaveCount(0);
	await expect(screen.button(screen.row(1), 'Present')).toHaveCount(0);
	await isAccessible(page, 'signed out with a tap that is not saved');
	await freeDisk(page);
	await page.getByRole('button', { name: 'Try again' }).click();
	await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
	await expect
		.poll(() => school.ledger.entries(ELM_AM).map(({ maker }) => maker.staffId))
		.toEqual(['s-teal']);
	expect(school.ledger.quarantined()).toBe(0);
});

test('[D-keep] [D-sign] whoever signs in next in another tab does not become the maker of a tap that could not be written', async ({
	school,
	page
}) => {
	const { screen, other } = await signedOutElsewhere(page);
	await signIn(other, { username: 'cover', password: 'firstbell-demo' });
	await expect(other.getByRole('heading', { level: 1 })).toContainText('2 Oak');
	await expect(page.getByRole('alert')).toContainText('Not saved');
	await screen.has(0, 'saved');
	await freeDisk(page);
	await page.getByRole('button', { name: 'Try again' }).click();
	await expect
		.poll(() => school.ledger.entries(ELM_AM).map(({ maker }) => maker.staffId))
		.toEqual(['s-teal']);
	expect(school.ledger.quarantined()).toBe(0);
	await expect(page.getByRole('alert')).toHaveCount(0);
});
