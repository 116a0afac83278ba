import type { Browser, Page } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { DeskScreen } from '../support/desk-screen.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import type { School } from '../support/school.ts';
import type { StrictConsole } from '../support/strict-console.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 180_000 });

/** A pupil of 4 Elm with no known absence. */
const AT = 2;
const rows = (page: Page) => page.locator('.find li[data-pupil]');

/** Whose row that is, as it stands on the register. */
async function nameAt(screen: RegisterScreen): Promise<string> {
	return (await screen.row(AT).locator('legend').innerText()).trim();
}

/** Signs a child in at a minute that the desk holds, and waits until the school has it. */
async function signInAt(desk: DeskScreen, minute: string, name: string): Promise<void> {
	await desk.page.getByRole('button', { name: /^Hold 09:0/ }).click();
	await desk.page.getByLabel('Everyone arrived at').fill(minute);
	await (await desk.find(name, name)).getByRole('button', { name: `arrived ${minute}, L` }).click();
	await expect(desk.line(name)).toContainText('Received', { timeout: 20_000 });
}

/** It is that time at the school, and this page has learned so. */
async function timeIs(school: School, page: Page, minute: string): Promise<void> {
	await school.stop();
	school.server.clock = `2026-11-23T${minute}`;
	await school.start();
	await expect
		.poll(
			async () => {
				await new RegisterScreen(page).networkIsBack();
				return (await page.locator('time.clock').innerText()) >= minute;
			},
			{ timeout: 30_000 }
		)
		.toBe(true);
}

/** The school's answers that the browser's caches hold, by address: there must be none. */
const answersInCaches = (page: Page) =>
	page.evaluate(async () => {
		const names = await caches.keys();
		const held = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
		return held
			.flat()
			.map((request) => new URL(request.url).pathname)
			.filter((path) => path.startsWith('/api/'));
	});

const officeAt = (school: School, browser: Browser, strict: StrictConsole, path = '/office') =>
	OfficeScreen.apart(school, browser, strict, path);

test.describe('a child signed in at the desk', () => {
	test.use({ plan: { clock: '2026-11-23T09:01' } });

	test('[CF2] axe finds nothing on the urgent row of one who is marked absent in a later minute', async ({
		page,
		school,
		browser,
		strictConsole
	}) => {
		const tablet = await RegisterScreen.signedIn(page);
		const name = await nameAt(tablet);
		const other = await browser.newContext({ baseURL: school.url });
		const desk = await DeskScreen.signedIn(await other.newPage());
		await signInAt(desk, '08:58', name);
		await expect(tablet.row(AT).getByText('Signed in 08:58, on the way')).toBeVisible({ timeout: 20_000 });
		const office = await officeAt(school, browser, strictConsole);
		await tablet.tap(AT, 'Absent');
		const row = rows(office.page).filter({ hasText: name });
		await expect(row).toContainText('Urgent', { timeout: 20_000 });
		await expect(row).toContainText('Signed in at 08:58, and marked absent in class');
		await isAccessible(office.page, 'an urgent row');
		await row.getByRole('button', { name: /^More/ }).click();
		await isAccessible(office.page, 'more about an urgent row');
		await office.page.goto('/office/checking');
		await expect(office.page.getByRole('article').filter({ hasText: name })).toContainText(
			'Urgent. Signed in'
		);
		await isAccessible(office.page, 'an urgent dispute to decide');
		await office.close();
		await other.close();
	});

	test('[CF2] axe finds nothing on the row of one whom nobody has seen in class for ten minutes', async ({
		page,
		school
	}) => {
		const desk = await DeskScreen.signedIn(page);
		await (await desk.find('tyler', 'Tyler Marsh')).getByRole('button', { name: /arrived now, L/ }).click();
		await expect(desk.line('Tyler Marsh')).toContainText('Received');
		await page.getByRole('link', { name: 'Registers today' }).click();
		await expect(page.locator('button[data-class="c-4elm"]')).toContainText('not yet seen in class');
		await expect(rows(page).filter({ hasText: 'Tyler Marsh' })).toHaveCount(0);
		await timeIs(school, page, '09:13');
		await expect(rows(page).filter({ hasText: 'Tyler Marsh' })).toContainText(
			/Signed in at 09:0\d, and not yet seen in class/,
			{ timeout: 20_000 }
		);
		await isAccessible(page, 'ten minutes unconfirmed');
		await rows(page).filter({ hasText: 'Tyler Marsh' }).getByRole('button', { name: /^More/ }).click();
		// What the row says of the sheet is said in the sheet of itself.
		await expect(page.getByRole('dialog')).toContainText('and ring (numbers below)');
	});
});

test.describe('at 10:40', () => {
	test.use({ plan: { clock: '2026-11-23T10:40' } });

	test('[B1] axe finds nothing on Went home ill, with an error, nor on what it leaves in today’s list', async ({
		page
	}) => {
		const desk = await DeskScreen.signedIn(page);
		await desk.mode('Absence message');
		await (await desk.find('betsy', 'Betsy Hartley')).getByRole('button', { name: /Went home ill/ }).click();
		const form = page.getByRole('dialog', { name: 'Betsy Hartley' });
		await form.getByLabel('Time of leaving').fill('23:59');
		await form.getByRole('button', { name: 'Save' }).click();
		await expect(form).toContainText('Enter a time that has passed');
		await isAccessible(page, 'went home ill, with an error');
		await form.getByLabel('Time of leaving').fill('10:30');
		await form.getByRole('radio', { name: /\(mother\)/ }).check();
		await form.getByLabel('What is wrong? (optional)').fill('Sick twice since break');
		await form.getByRole('button', { name: 'Save' }).click();
		await expect(desk.line('Went home ill')).toContainText('Received');
		await desk.box.fill('betsy');
		await isAccessible(page, 'gone home ill: found, and in today’s list');
		await desk.box.fill('');
		await desk.mode('Leaving');
		await expect(page.getByText('Out now: 1 child')).toBeVisible();
		await isAccessible(page, 'gone home ill: out now');
	});
});

test.describe('a child who has left the school, as the desk does not know yet', () => {
	test.use({ plan: { clock: '2026-11-23T09:01' } });

	test('[P1] [V9] axe finds nothing on the line that was not accepted, at the desk, where the office decides, and on its evacuation list without a network', async ({
		page,
		school,
		browser,
		strictConsole
	}) => {
		const desk = await DeskScreen.signedIn(page);
		const office = await officeAt(school, browser, strictConsole, '/office/checking');
		const card = await desk.find('tyler', 'Tyler Marsh');
		const pupilId = await office.pupilNamed('Tyler Marsh');
		school.expectFailures();
		await school.network.refuse();
		await office.takeIn([{ kind: 'leave', pupilId, lastDay: '2026-11-20', ground: 'f: moved away' }]);
		await card.getByRole('button', { name: /arrived now/ }).click();
		await expect(desk.line('Tyler Marsh')).toContainText('waiting to send');
		await school.network.pass();
		await new RegisterScreen(page).networkIsBack();
		await expect(desk.today.getByText(/^Not accepted: Tyler Marsh, 09:0\d\.$/)).toBeVisible({
			timeout: 20_000
		});
		// Nothing says that he signed in without saying that it does not stand.
		await expect(desk.last.getByRole('heading')).toHaveText(
			/^Not accepted: Tyler Marsh signed in at 09:0\d$/
		);
		await expect(desk.last).toContainText('See Today at the desk.');
		await expect(desk.today).toContainText('Tyler was not on the roll on Monday 23 November 2026.');
		await expect(page.getByText('1 needs checking by the office').first()).toBeVisible();
		await isAccessible(page, 'not accepted, at the desk');
		const refused = office.page.getByRole('region', { name: 'Needs checking' });
		await expect(refused.getByRole('article')).toContainText('Tyler Marsh', { timeout: 20_000 });
		await expect(refused.getByRole('article')).toContainText('Not accepted: Tyler was not on the roll');
		await isAccessible(office.page, 'not accepted, where the office decides');
		expect(school.ledger.quarantined()).toBe(1);
		await office.page.goto('/evacuation');
		await expect(office.page.getByText('but not accepted').first()).toBeVisible({ timeout: 20_000 });
		const heading = office.page.getByRole('heading', { name: /^Marked present but not accepted/ });
		const howNew = office.page.getByText(/^Of all devices, as the school’s server said at 09:0\d\.$/);
		await expect(howNew).toBeVisible();
		await new RegisterScreen(office.page).worksOffline();
		await school.stop();
		await office.page.reload();
		// Another device’s mark: this one knows of it only what it was told, and when.
		await expect(heading).toBeVisible();
		await expect(howNew).toBeVisible();
		const chip = office.page
			.getByRole('navigation', { name: 'Classes' })
			.getByRole('link', { name: /1 not accepted/ });
		await expect(chip).toContainText('4 Elm');
		await expect(office.page.getByText(/^Marked present on Computer \d\. Not accepted: Tyler/)).toBeVisible();
		await expect(office.page.getByText(/cannot be asked now.* At 09:0\d those below were all/)).toBeVisible();
		await isAccessible(office.page, 'not accepted, on the evacuation list, without a network');
		expect(await answersInCaches(office.page)).toEqual([]);
		await office.close();
	});
});
