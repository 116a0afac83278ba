import Database from 'better-sqlite3';
import type { Page } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { cards, test } from '../support/open-board.ts';
import { signIn } from '../support/register-screen.ts';
import { expect } from '../support/test.ts';

test.describe.configure({ timeout: 180_000 });

const TABLET = { width: 1180, height: 820 };
const PHONE = { width: 390, height: 844 };
const LAST_WEEK = '/office/week/c-4elm?week=2026-11-16';
const grid = (page: Page) => page.getByRole('grid');
const sheet = (page: Page) => page.getByRole('dialog');

test('[C12] [U2] the question beside a B comes into sight, and a mark of a day off the roll is told apart and cannot be corrected', async ({
	page
}) => {
	const office = await OfficeScreen.at(page, '/office/records');
	await page.setViewportSize(TABLET);

	await test.step('[C12] what is asked beside a B comes into sight while the activity is typed', async () => {
		await page.goto(LAST_WEEK);
		await grid(page)
			.getByRole('button', { name: /^Aarav Begum, Tuesday 17 November afternoon/ })
			.click();
		await sheet(page).getByRole('button', { name: 'Correct', exact: true }).click();
		await sheet(page)
			.getByRole('radio', { name: /^B Other/ })
			.check();
		await sheet(page).getByLabel('What is the activity?').fill('Tuition');
		const asked = sheet(page).getByText(/^Is the child there in person/);
		await expect(asked).toBeInViewport({ ratio: 1 });
		await isAccessible(page, 'asked beside a B');
	});

	await test.step('[U2] a mark of a day off the roll is in brackets, in the child’s year and the class’s week, and is not offered to be corrected', async () => {
		const pupilId = await office.pupilNamed('Betsy Hartley');
		await office.takeIn([{ kind: 'leave', pupilId, lastDay: '2026-11-13', ground: 'f: moved away' }]);
		await page.goto(`/office/pupil/${pupilId}`);
		const off = grid(page).getByRole('button', { name: /^Friday 20 November, afternoon, / });
		await expect(off).toHaveText('(\\)');
		await expect(off).toHaveAccessibleName(/, not on the roll that day$/);
		await expect(page.getByText(/^In brackets: 10 half-days marked on days on which/)).toBeVisible();
		await isAccessible(page, 'a year with marks of days off the roll');
		await off.press('Enter');
		await expect(sheet(page)).toContainText('Betsy is not on the roll on this day. The mark stays');
		await expect(sheet(page).getByRole('button', { name: 'Correct' })).toHaveCount(0);
		await isAccessible(page, 'a mark of a day off the roll');
		await page.keyboard.press('Escape');
		const on = grid(page).getByRole('button', { name: /^Friday 13 November, afternoon, / });
		await on.press('Enter');
		await expect(sheet(page).getByRole('button', { name: 'Correct' })).toBeVisible();
		await page.goto(LAST_WEEK);
		const week = grid(page).getByRole('button', { name: /^Betsy Hartley, Friday 20 November morning/ });
		await expect(week).toHaveText('(/)');
	});
});

test('[J4] [C11] a starting day that is put off: the class is offered from that day on, and Z until then', async ({
	page
}) => {
	await OfficeScreen.at(page, '/office/roll/new');
	await page.getByLabel('Forename or forenames').fill('Zoë');
	await page.getByLabel('Surname').fill('O’Neil');
	await page.getByLabel('Date of birth').fill('2017-10-01');
	await page.getByLabel('Year group').selectOption('Year 4');
	await page.getByText('Female').click();
	await page.getByLabel('Starting day').fill('2026-11-17');
	await page.getByLabel('Class', { exact: true }).selectOption('4 Elm');
	await page.getByLabel('Pupil’s address').fill('1 High Street');
	await page.getByLabel('Full name').fill('Ann O’Neil');
	await page.getByLabel('Telephone', { exact: true }).fill('01384 900123');
	await page.getByLabel('A parent').check();
	await page.getByLabel('The pupil normally lives with them').check();
	await page.getByRole('button', { name: 'Add to the register' }).click();
	await page.getByRole('button', { name: 'Amend' }).click();
	await page.getByLabel('Starting day').fill('2026-11-30');
	await page.getByLabel(/^Reason/).fill('The family moves later');
	await page.getByRole('button', { name: /^Save/ }).click();
	await expect(page.getByText(/^On a class list before the starting day, 30 November 2026/)).toBeVisible();
	await isAccessible(page, 'a starting day that was put off');
	const pupil = page.url();

	await test.step('[C11] Z is offered for a half-day before it', async () => {
		await page.goto(LAST_WEEK);
		await grid(page)
			.getByRole('button', { name: /^Zoë O’Neil, Tuesday 17 November morning/ })
			.click();
		await sheet(page).getByRole('button', { name: 'Enter', exact: true }).click();
		await sheet(page)
			.getByRole('radio', { name: /^Z Not on the register yet/ })
			.check();
		await isAccessible(page, 'Z chosen');
	});

	await test.step('[J4] the class is offered from the new starting day, and then nothing is pointed out any more', async () => {
		await page.goto(pupil);
		await page.getByRole('button', { name: 'Correct 4 Elm' }).click();
		await expect(sheet(page).getByLabel('First day in the class')).toHaveValue('2026-11-30');
		await sheet(page).getByLabel('Reason').fill('The family moves later');
		await sheet(page).getByRole('button', { name: 'Save' }).click();
		await expect(sheet(page)).toHaveCount(0);
		await expect(page.getByText(/^On a class list before the starting day/)).toHaveCount(0);
	});
});

test('[I2] a device that signed in and was never heard from stands with its person, and is silent in the sync status', async ({
	page,
	school,
	browser,
	strictConsole
}) => {
	const office = await OfficeScreen.apart(school, browser, strictConsole, '/office/tablets');
	school.expectFailures();
	await page.route('**/api/sync', (route) => route.abort());
	await page.goto('/');
	await signIn(page, { username: 'cover', password: 'firstbell-demo' });
	await expect(page.getByRole('heading', { name: 'Fetching the school’s lists' })).toBeVisible();
	// What would use its credential before the first sync comes by chance: a nudge, a file.
	const db = new Database(school.server.databasePath);
	db.prepare('update device set credentialUsed = 1').run();
	db.close();
	await office.page.reload();
	const card = office.page.getByRole('article').filter({ hasText: 'Mr Colin Cover' });
	await expect(card).toContainText('Never heard from since it signed in');
	await expect(office.page.getByRole('region', { name: 'Sync status' })).toContainText(
		/Silent\s*Computer \d was never heard from since it signed in/
	);
	await isAccessible(office.page, 'a device never heard from');
	await office.close();
});

test('on a phone a page says what it is about before its buttons, and where one is among the places is in sight', async ({
	page
}) => {
	await OfficeScreen.at(page, '/office/records');
	await page.setViewportSize(PHONE);
	for (const path of ['/office/plans', '/office/blank', LAST_WEEK, '/office/pupil']) {
		await page.goto(path);
		if (path === '/office/pupil') {
			await page.getByLabel('Find a child').fill('nathan dub');
			await page.getByRole('link', { name: /Nathan Dube/ }).click();
		}
		const head = page.locator('header').first();
		const act = head.locator('.side :is(a, button)').last();
		await expect(act).toBeVisible();
		const [about, button] = [await head.locator('.words p').boundingBox(), await act.boundingBox()];
		expect((about?.y ?? 0) + (about?.height ?? 0), path).toBeLessThanOrEqual(button?.y ?? 0);
		const here = page.getByRole('navigation', { name: 'Firstbell' }).locator('[aria-current]');
		await expect(here).toBeInViewport({ ratio: 1 });
	}
});

test('[CF10] while registers are being taken nobody is said to be found', async ({ openBoard }) => {
	const board = await openBoard();
	await expect(board.getByText(/^Nobody to find/)).toHaveText('Nobody to find so far.');
});

test.describe('on an INSET day', () => {
	test.use({ plan: { clock: '2026-11-27T08:50' } });

	test('[K2] the desk says no minute from which a child is late', async ({ page }) => {
		await page.goto('/reception');
		await signIn(page, { username: 'reception', password: 'firstbell-demo' });
		const head = page.locator('header').first();
		await expect(head).toContainText('There are no sessions today.');
		await expect(head).not.toContainText('is late');
		await isAccessible(page, 'the desk on an INSET day');
	});
});

test.describe('after the close', () => {
	test.use({ plan: { clock: '2026-11-23T09:14' } });

	test('[CF10] before every register has come nobody is said to be found; a class’s name is not broken, and a pointer hides no state', async ({
		openBoard
	}) => {
		const board = await openBoard();
		await expect(board.getByText('Nobody to find so far.')).toBeVisible();
		const named = await board.getByText(/^Not reported: /).textContent();
		expect(named).toContain('R\u00a0Oak, R\u00a0Elm, 1\u00a0Oak');
		const card = cards(board).first();
		const border = () => card.evaluate((it) => getComputedStyle(it).borderTopColor);
		const before = await border();
		await card.hover();
		expect(await border()).toBe(before);
	});
});
