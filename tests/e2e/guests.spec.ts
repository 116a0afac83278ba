import type { Browser, Page } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import type { School } from '../support/school.ts';
import type { StrictConsole } from '../support/strict-console.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 45_000 });

const OAK = { classId: 'c-5oak', date: '2026-11-23', session: 'AM' } as const;
const ELM = { ...OAK, classId: 'c-5elm' };
const guests = (page: Page) => page.getByRole('region', { name: 'With this class, from 5 Oak' });

/** A visit of 5 Oak without its first child, who is placed with 5 Elm: as the office does it. */
async function leavesBehind(page: Page): Promise<string> {
	await page.getByLabel('Or a whole class').selectOption({ label: '5 Oak' });
	await page.getByRole('button', { name: 'Add the class' }).click();
	const first = page.getByRole('list', { name: 'Chosen children' }).getByRole('button').first();
	const name = (await first.innerText()).replace(/^Remove\s*/, '').trim();
	await first.click();
	await page.getByRole('radio', { name: /^V Visit or trip/ }).check();
	await page.getByLabel('What is the visit?').fill('Woodland day');
	await page.getByRole('button', { name: 'Continue' }).click();
	await page.getByRole('checkbox', { name: /^Let this take the place/ }).check();
	await page.getByRole('button', { name: /^Record \d+ plans$/ }).click();
	const behind = page.getByRole('region', { name: 'Staying in school' });
	await behind.getByLabel('With which class are they today?').selectOption({ label: '5 Elm' });
	await behind.getByRole('button', { name: 'Record where they are' }).click();
	await expect(behind).toContainText(`${name} is with 5 Elm`);
	return name;
}

/** The own class's teacher, in a browser and on a network of their own. */
async function ownTeacher(
	school: School,
	browser: Browser,
	strict: StrictConsole,
	who: { username: string; password: string }
): Promise<RegisterScreen> {
	const network = await school.otherNetwork();
	const context = await browser.newContext({ baseURL: network.url });
	strict.watch(context);
	return RegisterScreen.signedIn(await context.newPage(), who);
}

test('[B7] [X15] a child left behind by a visit is marked in the host class’s register without a network, and the entry is of the own class’s', async ({
	page,
	school,
	browser,
	strictConsole
}) => {
	const host = await RegisterScreen.signedIn(page, { username: 'rose', password: 'firstbell-demo' });
	await expect(page.getByRole('heading', { level: 1 })).toContainText('5 Elm');
	await expect(guests(page)).toHaveCount(0);
	const office = await OfficeScreen.apart(school, browser, strictConsole, '/office/plans/new');
	const name = await leavesBehind(office.page);

	// The host's tablet is told at once, under the child's own class, and beside its own thirty.
	const guest = guests(page).locator('li[data-pupil]');
	await expect(guest).toHaveCount(1, { timeout: 20_000 });
	await expect(guest).toContainText(name.split(' ')[0] ?? name);
	await expect(guests(page)).toContainText('it counts in 5 Oak’s register, and not in the numbers above');
	await expect(host.rows).toHaveCount(31);
	const pupilId = (await guest.getAttribute('data-pupil')) ?? '';
	await isAccessible(page, 'a guest on a register');

	// From here on without the school, over a new start of the tablet too.
	await school.stop();
	await page.reload();
	await expect(guest).toHaveCount(1);
	await page.getByRole('button', { name: /^Rest present/ }).click();
	await expect(host.button(guest, 'Present')).toHaveAttribute('aria-pressed', 'false');
	await host.button(guest, 'Present').click();
	await expect(guest).toHaveAttribute('data-state', 'saved');
	await expect(host.button(guest, 'Present')).toHaveAttribute('aria-pressed', 'true');
	await isAccessible(page, 'a guest marked without a network');
	await school.start();
	await host.networkIsBack();
	await expect(guest).toHaveAttribute('data-state', 'received', { timeout: 30_000 });

	expect(school.ledger.entries(OAK)).toMatchObject([
		{ pupilId, code: '/', how: 'tapped', maker: { position: 'Class teacher, 5 Elm' } }
	]);
	expect(school.ledger.entries(ELM).some((entry) => entry.pupilId === pupilId)).toBe(false);
	expect(school.ledger.quarantined()).toBe(0);
	const own = await ownTeacher(school, browser, strictConsole, {
		username: 'olive',
		password: 'firstbell-demo'
	});
	await expect(own.page.getByRole('heading', { level: 1 })).toContainText('5 Oak');
	await own.hasChosen('Present', 1);
	await expect(own.button(own.page.locator(`li[data-pupil="${pupilId}"]`), 'Present')).toHaveAttribute(
		'aria-pressed',
		'true'
	);
	await own.page.context().close();
	await office.close();
});
