import type { Page } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { pagesOf } from '../support/printed.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 150_000 });

const LAST_WEEK = '/office/week/c-4elm?week=2026-11-16';
const grid = (page: Page) => page.getByRole('grid');
const sheet = (page: Page) => page.getByRole('dialog');
const legend = (page: Page) => page.getByRole('list', { name: 'What the marks mean' });

test('[U2] [U5] what the head shows of the past: a pupil’s year, and an inspector’s page', async ({
	page
}) => {
	await test.step('[U2] a pupil’s year: found by a few letters, every mark opens its history, the totals add up, and it prints on its own page', async () => {
		await OfficeScreen.at(page, '/office/pupil', 'head');
		await isAccessible(page, 'finding a child');
		await page.getByLabel('Find a child').fill('nathan dub');
		await page.getByRole('link', { name: /Nathan Dube/ }).click();
		await expect(page.getByRole('heading', { name: 'Certificate of attendance, 2026/27' })).toBeVisible();
		await expect(page.getByText(/^\d+\.\d %$/)).toBeVisible();
		await isAccessible(page, 'a pupil’s year');
		await grid(page)
			.getByRole('button', { name: /^Monday 16 November, morning, Illness \(I\), corrected/ })
			.press('Enter');
		await expect(sheet(page)).toContainText('Correction. Before it: No reason yet (N)');
		await sheet(page).getByRole('button', { name: 'Close' }).click();

		// On paper it is the certificate alone: what leads elsewhere is not on it, and who signs for it is.
		await page.emulateMedia({ media: 'print' });
		await expect(page.getByRole('link')).toHaveCount(0);
		await expect(page.getByRole('button', { name: 'Print the certificate' })).toBeHidden();
		await expect(
			page.getByText(/^Printed \d\d:\d\d, Monday 23 November 2026. Signed for the school/)
		).toBeVisible();
		await expect(legend(page)).toContainText('corrected after registers closed');
		await expect(legend(page)).toBeVisible();
		await page.emulateMedia({ media: null });
		await expect(page.getByRole('button', { name: 'Print the certificate' })).toBeVisible();
		await expect(page.getByText(/Signed for the school/)).toBeHidden();
		expect(await pagesOf(page)).toBe(1);

		await page.getByRole('link', { name: '2025/26' }).click();
		await expect(page.getByText(/no calendar of that school year|was on no class list/)).toBeVisible();
	});

	await test.step('[U5] an inspector sees on one page the week, its corrections, who took it, the last backup and the six-year line', async () => {
		await page.goto('/office/inspector?class=c-4elm&week=2026-11-16');
		await expect(grid(page).getByRole('button')).toHaveCount(300);
		await expect(page.getByText(/^Ms Rachel Teal, begun 08:5\d, last received/).first()).toBeVisible();
		await expect(page.getByText('Parent telephoned: unwell').first()).toBeVisible();
		await expect(page.getByText(/^There is no verified backup yet|^Made and verified/)).toBeVisible();
		await expect(page.getByText(/reaches back to Monday 23 November 2020/)).toBeVisible();
		await isAccessible(page, 'an inspector’s page');
		await page.getByLabel('Class').selectOption({ label: '3 Oak' });
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Attendance register, 3 Oak');
		expect(await pagesOf(page)).toBeLessThanOrEqual(3);
	});
});

test('the records of a class: its week on paper, and blank registers without a network', async ({
	page,
	school
}) => {
	const office = await OfficeScreen.at(page, '/office/records');
	await test.step('axe finds nothing on the first page of the records, nor where a class is chosen for its week', async () => {
		await expect(page.getByRole('link', { name: 'A class’s week' })).toBeVisible();
		await isAccessible(page, 'records');
		await page.getByRole('link', { name: 'A class’s week' }).click();
		await expect(page.getByRole('main').getByRole('link')).toHaveCount(14);
		await isAccessible(page, 'choosing a class');
	});

	await test.step('the printed class register of a week: its heading says school, class and week, and the grid stays on one page', async () => {
		await page.goto(LAST_WEEK);
		await expect(grid(page).getByRole('button')).toHaveCount(300);
		await page.emulateMedia({ media: 'print' });
		await expect(page.getByRole('navigation').first()).toBeHidden();
		await expect(
			page.getByText(/^St Aldhelm’s.*Monday 16 November 2026 to Friday 20 November 2026$/)
		).toBeVisible();
		// A4 less its margins, at the 96 dots an inch that Chromium prints by.
		await page.setViewportSize({ width: 703, height: 1031 });
		const box = await grid(page).boundingBox();
		expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(1031);
		expect(box?.width).toBeLessThanOrEqual(703);
		await page.emulateMedia({ media: null });
		expect(await pagesOf(page)).toBeLessThanOrEqual(2);
	});

	await test.step('blank registers are made without a network, one page for each class', async () => {
		await page.setViewportSize({ width: 1180, height: 820 });
		await page.goto('/office/blank');
		await new RegisterScreen(page).worksOffline();
		school.expectFailures();
		await school.network.refuse();
		await page.reload();
		const blanks = page.getByRole('article', { name: /^Blank register of/ });
		await expect(blanks).toHaveCount(14);
		await expect(blanks.first()).toContainText('morning taken by');
		await isAccessible(page, 'blank registers');
		await page.getByRole('checkbox', { name: '4 Elm' }).uncheck();
		await expect(blanks).toHaveCount(13);
		expect(await pagesOf(page)).toBe(13);
		await page.getByLabel('For the day').fill('2026-11-28');
		await expect(page.getByText('There is no school on Saturday 28 November 2026')).toBeVisible();
		await school.network.pass();
	});

	await test.step('a class of thirty-four with long names has a blank register of one page, which tells namesakes apart, and a week of one', async () => {
		await page.goto('/office/blank');
		await office.takeIn(longNamedClass());
		await page.reload();
		const blank = page.getByRole('article', { name: 'Blank register of 4 Chrysanthemum' });
		await expect(blank.getByRole('row')).toHaveCount(35);
		await expect(blank.getByText('born 2 March 2018')).toHaveCount(1);
		await expect(blank.getByText('born 1 March 2018')).toHaveCount(1);
		expect(await pagesOf(page)).toBe(15);
		await page.goto('/office/week/c-long?week=2026-11-16');
		await expect(grid(page).getByRole('button')).toHaveCount(340);
		await page.emulateMedia({ media: 'print' });
		await page.setViewportSize({ width: 703, height: 1031 });
		// With the legend under it, that says what the ring of a correction is.
		await expect(legend(page)).toContainText('corrected after registers closed');
		const box = await legend(page).boundingBox();
		expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(1031);
		await page.emulateMedia({ media: null });
	});

	await test.step('a reason with no place to break is printed whole, within its correction', async () => {
		const elm = { classId: 'c-4elm', date: '2026-11-18', session: 'AM' } as const;
		const [first] = school.ledger.entries(elm);
		const reason = `https://letters.example/${'0123456789'.repeat(15)}`;
		const corrected = { kind: 'mark', ...elm, pupilId: first?.pupilId, how: 'office', code: 'I', reason };
		await office.takeIn([{ ...corrected, replaces: [first?.id], sawPlans: [] }]);
		await page.goto(LAST_WEEK);
		const card = page.getByRole('listitem').filter({ hasText: reason });
		await expect(card).toHaveCount(1);
		await page.emulateMedia({ media: 'print' });
		await page.setViewportSize({ width: 703, height: 1031 });
		expect(await card.evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(703);
	});
});

/** Names as long as a register may have to hold; two of them are of two children. */
function longNamedClass(): Record<string, unknown>[] {
	const forenames = ['Maximiliana-Guinevere', 'Siân-Élodie', 'Krzysztof-Bartłomiej', 'Nguyễn-Thị', 'Zoë'];
	const surnames = [
		...[
			'Featherstonehaugh-Cholmondeley',
			'O’Shaughnessy-Montgomery-FitzGerald',
			'Błaszczykowski-Szczęśniewicz'
		],
		...[
			'Wolfeschlegelsteinhausenbergerdorffhahn',
			'D’Alessandro-van der Westhuizen',
			'Ní Dhomhnaill-Ó Súilleabháin'
		],
		'Venkatanarasimharajuvaripeta'
	];
	const classId = 'c-long';
	const pupils = Array.from({ length: 34 }, (_, n) => ({
		...{ kind: 'pupil', pupilId: `p-long-${n}`, year: '4', dob: n === 33 ? '2018-03-02' : '2018-03-01' },
		register: { sex: 'F', address: '1 High Street', startingDay: '2026-09-02', siblings: [], contacts: [] },
		// The last is called as the first.
		...{ forename: forenames[(n % 33) % 5], surname: surnames[(n % 33) % 7] }
	}));
	return [
		{ kind: 'class', classId, name: '4 Chrysanthemum', years: ['4'], order: 99 },
		...pupils,
		...pupils.map(({ pupilId }) => ({ kind: 'place', pupilId, classId, from: '2026-09-02' }))
	];
}

test('a mark opens its history on the board and at the desk too', async ({
	page,
	school,
	browser,
	strictConsole
}) => {
	const screen = await RegisterScreen.signedIn(page);
	await screen.tap(0, 'Absent');
	await screen.has(1, 'received');
	const board = await OfficeScreen.apart(school, browser, strictConsole, '/office');
	await board.page.getByRole('button', { name: /^4 Elm/ }).click();
	const card = sheet(board.page);
	await card.getByRole('button', { name: /^Aarav Begum/ }).click();
	const history = board.page.getByRole('dialog', { name: 'Aarav Begum' });
	await expect(history).toContainText('Absent, no reason yet, tapped in class');
	await isAccessible(board.page, 'a history on the board');
	await history.getByRole('button', { name: 'Close' }).click();
	await expect(card.getByRole('button', { name: /^Aarav Begum/ })).toBeFocused();
	await board.page.goto('/reception');
	await board.page.getByLabel('Find a child by name or class').fill('aarav beg');
	await board.page.getByRole('button', { name: /^Aarav Begum, history/ }).click();
	await expect(history.getByRole('region', { name: 'This morning' })).toContainText('Ms Rachel Teal');
	await isAccessible(board.page, 'a history at the desk');
	await board.close();
});
