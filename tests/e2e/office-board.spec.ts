import type { Locator } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { cards, elm, test } from '../support/open-board.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { expect } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });

/** The bar of issue 3. */
const LIVE_MS = 2_000;

/** A register with one absent child, the rest present, finished. */
async function takeRegister(screen: RegisterScreen): Promise<void> {
	const { page } = screen;
	await screen.tap(0, 'Absent');
	const away = screen.rows.getByRole('button', { name: 'Away' });
	for (const at of (await away.all()).keys()) await away.nth(at).click();
	await page.getByRole('button', { name: /^Rest present/ }).click();
	await page.getByRole('button', { name: 'Finish register' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Finish register' }).click();
	await screen.has(30, 'received');
}

test('[O1] a tap in class shows on the board within two seconds of its push, and so does the whole register', async ({
	page,
	openBoard
}) => {
	const board = await openBoard();
	await test.step('fourteen cards are readable at 1440 by 900 without scrolling, and on a phone', async () => {
		for (const card of await cards(board).all()) await expect(card).toBeInViewport({ ratio: 1 });
		const before = board.viewportSize();
		await board.setViewportSize({ width: 390, height: 844 });
		const cut = await cards(board).evaluateAll((all) =>
			all.filter((each) => each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight)
		);
		expect(cut).toEqual([]);
		expect(await board.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
		if (before) await board.setViewportSize(before);
	});
	await expect(elm(board)).toContainText(/Nothing|Not started/);
	const screen = await RegisterScreen.signedIn(page);
	await screen.tap(0, 'Present');
	await screen.has(1, 'received');
	await expect(elm(board)).toContainText('Started 1 of 30', { timeout: LIVE_MS });

	await test.step('a reminder shows on the tablet that can be reached, moves no row, and goes with the register', async () => {
		const before = await screen.row(5).boundingBox();
		const last = cards(board).last();
		const lastBefore = await last.boundingBox();
		await elm(board).click();
		await board.getByRole('button', { name: 'Remind the teacher' }).click();
		await expect(board.getByText(/^Reminded 08:5\d$/)).toBeVisible();
		await expect(board.getByText(/A reminder cannot reach a tablet without network/)).toBeVisible();
		const asked = page.getByText(/^The office asks for this register \(08:5\d\)\.$/);
		await expect(asked).toBeVisible();
		expect(await screen.row(5).boundingBox()).toEqual(before);
		await isAccessible(page, 'a register that is asked for');

		await test.step('an update neither closes a sheet, nor takes the focus, nor moves a card', async () => {
			const sheet = board.getByRole('dialog', { name: '4 Elm, morning register' });
			await sheet.getByRole('link', { name: 'Open register' }).focus();
			await takeRegister(screen);
			await expect(elm(board)).toContainText(/Received 08:5\d/, { timeout: LIVE_MS });
			await expect(sheet.getByText(/Received 08:5\d/).first()).toBeVisible();
			await expect(sheet.getByText('No reason yet (N)')).toBeVisible();
			await expect(sheet.getByRole('link', { name: 'Open register' })).toBeFocused();
			await board.keyboard.press('Escape');
			await expect(sheet).toBeHidden();
			await expect(elm(board)).toBeFocused();
			expect(await last.boundingBox()).toEqual(lastBefore);
		});
		await expect(asked).toBeHidden();
	});
	await expect(elm(board)).toHaveAttribute('data-state', 'received');
	await expect(board.getByRole('list', { name: 'Registers and children' })).toContainText(/1\s*received/);
});

test('[W5] [O1] a board whose server is killed says since when, heals by itself when it runs again, and is then told at once as before', async ({
	page,
	school,
	openBoard
}) => {
	const screen = await RegisterScreen.signedIn(page);
	const board = await openBoard();
	const before = await cards(board).last().boundingBox();
	school.expectFailures();
	await school.server.kill();
	await expect(board.getByText(/^Not live since 08:5\d: what you see may be old$/).first()).toBeVisible({
		timeout: 45_000
	});
	expect(await cards(board).last().boundingBox()).toEqual(before);
	await screen.tap(0, 'Present');
	await screen.has(1, 'saved');
	const toldAtOnce = board.waitForResponse((answer) => answer.url().endsWith('/api/nudges') && answer.ok());
	await school.start();
	await expect(board.getByText(/^Live/)).toBeVisible({ timeout: 45_000 });
	await screen.networkIsBack();
	await screen.has(1, 'received');
	// It may still be on its way back to being told at once; it asks by itself all the while.
	await expect(elm(board)).toContainText('Started 1 of 30', { timeout: 15_000 });
	await toldAtOnce;
	// Asking, every ten seconds, may happen to bring one of these in time, and never all three.
	for (const marked of [2, 3, 4]) {
		await screen.tap(marked, 'Present');
		await screen.has(marked, 'received');
		await expect(elm(board)).toContainText(`Started ${marked} of 30`, { timeout: LIVE_MS });
	}
});

test.describe('the ways on from the board', () => {
	/** A link is followed by a click or with the keyboard alone, and leads to a page with this heading. */
	async function leadsTo(link: Locator, by: 'click' | 'keyboard', heading: string, path: string) {
		const page = link.page();
		if (by === 'click') await link.click();
		else {
			await link.focus();
			await page.keyboard.press('Enter');
		}
		await expect(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible();
		expect(new URL(page.url()).pathname).toBe(path);
		await page.goBack();
		await expect(cards(page)).toHaveCount(14);
	}

	test.describe('after the close', () => {
		test.use({ plan: { clock: '2026-11-23T09:20' } });

		test('[O8] a class and the silent tablets lead to that class’s paper register', async ({ openBoard }) => {
			const board = await openBoard();
			const open = async (button: Locator) => {
				await button.focus();
				await board.keyboard.press('Enter');
			};
			for (const by of ['click', 'keyboard'] as const)
				await test.step(`by ${by}`, async () => {
					await open(elm(board));
					const sheet = board.getByRole('dialog', { name: '4 Elm, morning register' });
					const own = sheet.getByRole('link', { name: /^Enter from paper/ });
					await leadsTo(own, by, '4 Elm', '/office/paper/c-4elm');
					await open(board.getByRole('button', { name: /^Show all/ }));
					const silent = board.getByRole('dialog', { name: 'Silent tablets' });
					const other = silent.getByRole('link', { name: /^Enter from paper.*3 Elm$/ });
					await leadsTo(other, by, '3 Elm', '/office/paper/c-3elm');
				});
		});
	});
});
