import type { Page } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { pressAt } from '../support/keyboard.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });

const LIST = '/evacuation';
const ticks = (page: Page) => page.getByRole('checkbox');
const ticked = (page: Page) => page.getByRole('checkbox', { checked: true });
const elm = (page: Page) => page.getByRole('region', { name: '4 Elm' });

/** Whole numbers of a sentence, in order. */
const numbersIn = (words: string | null) => (words?.match(/\d+/g) ?? []).map(Number);

test('offline journey: a deep link with the server stopped, ticks, the browser closed and opened again', async ({
	school,
	tablet
}) => {
	const screen = await RegisterScreen.signedIn(await tablet.open());
	for (let at = 0; at < 5; at++) await screen.tap(at, 'Present');
	await screen.has(5, 'received');
	const { page } = screen;
	const head = school.ledger.head();

	await school.stop();
	await page.goto(LIST);
	await expect(elm(page)).toContainText('4 Elm: received 08:5');
	await expect(ticks(page)).toHaveCount(30);
	await ticks(page).nth(0).check();
	await ticks(page).nth(1).check();
	await expect(page.getByText('2 of 30 ticked')).toBeVisible();
	await page.reload();
	await expect(ticked(page)).toHaveCount(2);
	await tablet.close();

	const again = await tablet.open(LIST);
	await expect(ticked(again)).toHaveCount(2);
	await expect(again.getByText('2 of 30 ticked')).toBeVisible();
	// Those who are not ticked come first.
	await expect(elm(again).getByRole('checkbox').first()).not.toBeChecked();

	await again.getByRole('button', { name: 'Start again' }).click();
	await again.getByRole('dialog').getByRole('button', { name: 'Start again' }).click();
	await expect(ticked(again)).toHaveCount(0);
	await school.start();
	expect(school.ledger.head()).toBe(head);
});

test('a teacher sees the own class, the office every class, and the counts add up', async ({
	page,
	school,
	browser,
	strictConsole
}) => {
	const screen = await RegisterScreen.signedIn(page);
	await screen.tap(0, 'Present');
	await screen.tap(1, 'Absent');
	await screen.has(2, 'received');
	await page.goto(LIST);
	await expect(page.getByRole('region')).toHaveCount(2);
	await expect(elm(page)).toContainText('Not known 28');

	const office = await OfficeScreen.apart(school, browser, strictConsole, LIST);
	await expect(elm(office.page)).toContainText('Marked present 08:5');
	const classes = office.page.locator('main section[id]');
	await expect(classes).toHaveCount(14);
	const sums = await classes.locator('.sum').allTextContents();
	for (const sum of sums) {
		const [onSite = 0, notKnown = 0, out = 0, notHere = 0, roll] = numbersIn(sum);
		expect(onSite + notKnown + out + notHere, sum).toBe(roll);
	}
	await expect(office.page.getByText('3 Oak: nothing received')).toBeVisible();
	await expect(elm(office.page)).toContainText('1 on site + 28 not known + 0 out + 1 not here = 30');
	await office.close();
});

test('a class’s list by keyboard alone, with and without a server; axe finds nothing on it', async ({
	page,
	school
}) => {
	const screen = await RegisterScreen.signedIn(page);

	await test.step('by keyboard alone the list is ticked, printed and started again; ticks change no mark, and those who are ticked go to the end when the list rests', async () => {
		const first = await screen.row(0).locator('.called').textContent();
		await page.goto(LIST);
		await pressAt(page, ticks(page).first(), 'Space');
		await expect(page.getByText('1 of 30 ticked')).toBeVisible();
		await expect(elm(page).locator('li').last()).toContainText(first?.trim() ?? '');
		await expect(elm(page).locator('li').last().getByRole('checkbox')).toBeChecked();
		await page.evaluate(() => {
			window.print = () => document.body.setAttribute('data-printed', 'yes');
		});
		await pressAt(page, page.getByRole('button', { name: /^Print/ }));
		await expect(page.locator('body')).toHaveAttribute('data-printed', 'yes');
		await pressAt(page, page.getByRole('button', { name: 'Start again' }));
		const sheet = page.getByRole('dialog');
		await pressAt(page, sheet.getByRole('button', { name: 'Keep the ticks' }));
		await expect(ticked(page)).toHaveCount(1);
		await expect(page.getByRole('button', { name: 'Start again' })).toBeFocused();
		await page.keyboard.press('Enter');
		await pressAt(page, sheet.getByRole('button', { name: 'Start again' }));
		await expect(ticked(page)).toHaveCount(0);
		expect(school.ledger.entries({ classId: 'c-4elm', date: '2026-11-23', session: 'AM' })).toEqual([]);
	});

	await test.step('axe finds nothing on a class’s list: ticked, asked to start again, without a server', async () => {
		await page.goto('/');
		await screen.isReady();
		await screen.tap(0, 'Present');
		await screen.has(1, 'received');
		await page.goto(LIST);
		await ticks(page).nth(0).check();
		await isAccessible(page, 'ticked');
		await page.getByRole('button', { name: 'Start again' }).click();
		await isAccessible(page, 'start again');
		await page.getByRole('button', { name: 'Keep the ticks' }).click();
		await school.stop();
		await page.reload();
		await expect(ticked(page)).toHaveCount(1);
		await isAccessible(page, 'offline');
	});
});

test('[S4] a window whose clock the school puts right shows the day that it is', async ({
	browser,
	school,
	strictConsole
}) => {
	const context = await browser.newContext({ baseURL: school.url });
	strictConsole.watch(context);
	const page = await context.newPage();
	await page.clock.install({ time: new Date('2026-11-29T10:00:00Z') });
	await OfficeScreen.at(page, LIST, 'head');
	await page.clock.fastForward(2000);
	await expect(page.getByText('Monday 23 November 2026. Ticks stay')).toBeVisible();
	await expect(page.locator('main section[id]')).toHaveCount(14);
	await context.close();
});

test('[V9] the list of a whole school: one button prints it, and axe finds nothing, nor without a server', async ({
	page,
	school
}) => {
	await OfficeScreen.at(page, LIST);

	await test.step('one button prints everything, one page a class', async () => {
		await expect(page.locator('main section[id]')).toHaveCount(14);
		await page.evaluate(() => {
			window.print = () => document.body.setAttribute('data-printed', 'yes');
		});
		await page.getByRole('button', { name: /^Print/ }).click();
		await expect(page.locator('body')).toHaveAttribute('data-printed', 'yes');
		const pdf = (
			await page.pdf({ format: 'A4', margin: { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' } })
		).toString('latin1');
		expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(14);
	});

	await test.step('[V9] axe finds nothing on the list of a whole school, nor where the server can no longer say what it did not accept', async () => {
		await expect(page.locator('main section[id]')).toHaveCount(14);
		await isAccessible(page, 'whole school');
		await new RegisterScreen(page).worksOffline();
		await school.stop();
		await page.reload();
		await expect(
			page.getByText(/cannot be asked now.* At 08:5\d there were none; what came since/)
		).toBeVisible();
		await isAccessible(page, 'whole school, without a server');
	});
});
