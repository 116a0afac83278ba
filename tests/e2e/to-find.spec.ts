import type { Page } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { DeskScreen } from '../support/desk-screen.ts';
import { cards, elm, rows, test } from '../support/open-board.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });

/** The pointer leaves the list, so that it may be put in order. */
const awayFromList = (page: Page): Promise<void> => page.mouse.move(10, 10);

/** Marks a child absent, and waits until the school has heard of it; answers with the child. */
async function absent(screen: RegisterScreen, at: number): Promise<string> {
	await screen.tap(at, 'Absent');
	await expect(screen.row(at)).toHaveAttribute('data-state', 'received', { timeout: 20_000 });
	return (await screen.row(at).getAttribute('data-pupil')) ?? '';
}

test.describe('after the close', () => {
	test.use({ plan: { clock: '2026-11-23T09:14' } });

	test('[CF1] [CF8] [O8] [P2] a morning at the board with one child to find after another', async ({
		page,
		school,
		openBoard
	}) => {
		test.slow();
		const screen = await RegisterScreen.signedIn(page);
		const board = await openBoard();

		await test.step('[CF1] N, rung twice: the reason is typed once, the child is dealt with, and the register holds I with it', async () => {
			await absent(screen, 0);
			await expect(rows(board)).toHaveCount(1);
			await expect(rows(board)).toContainText('No reason yet (N), marked 09:1');
			await expect(rows(board)).toContainText(/Contact 1 of \d/);
			await expect(rows(board).getByRole('link').first()).toHaveAttribute('href', /^tel:/);

			await rows(board).getByRole('button', { name: 'No answer' }).click();
			await expect(rows(board)).toContainText(/No answer from .+ at 09:1\d/);
			await rows(board).getByRole('button', { name: 'Spoke' }).click();
			const sheet = board.getByRole('dialog');
			await sheet.getByRole('button', { name: 'Save' }).click();
			await expect(sheet.getByText('Enter what was said, in a few words')).toBeVisible();
			await sheet.getByLabel('Reason given').fill('A cold since Sunday');
			await sheet.getByRole('radio', { name: 'Illness (I)' }).check();
			await sheet.getByRole('button', { name: 'Save' }).click();
			await expect(sheet).toBeHidden();
			await awayFromList(board);
			await expect(rows(board)).toHaveCount(0);
			await board.getByText('Dealt with today (1)').click();
			await expect(board.getByText(/Spoke to .+: A cold since Sunday/)).toBeVisible();
			await expect
				.poll(() => school.ledger.entries(ELM_AM).at(-1))
				.toMatchObject({ code: 'I', how: 'office', reason: 'A cold since Sunday' });
			const [first, ill] = school.ledger.entries(ELM_AM);
			expect(ill?.replaces).toEqual([first?.id]);
			await expect(board.getByText(/waiting to send/)).toBeHidden();
			await board.reload();
			await expect(board.getByText('Dealt with today (1)')).toBeVisible();
		});

		await test.step('[CF8] a row taken off the list with a reason stays under Dealt with today; axe finds nothing on what is asked before it', async () => {
			const pupilId = await absent(screen, 1);
			await test.step('axe finds nothing on what is asked of a child to find', async () => {
				await rows(board).getByRole('button', { name: /^More/ }).click();
				await board.getByRole('button', { name: 'Take off the list' }).click();
				await isAccessible(board, 'more, with an error');
				await board.keyboard.press('Escape');
				await rows(board).getByRole('button', { name: 'Spoke' }).click();
				await board.getByRole('radio', { name: 'Another code' }).check();
				await board.getByRole('button', { name: 'Save' }).click();
				await isAccessible(board, 'what was said, with an error');
			});

			await test.step('[CF8] a row taken off the list with a reason stays under Dealt with today', async () => {
				await board.keyboard.press('Escape');
				await rows(board).getByRole('button', { name: /^More/ }).click();
				const sheet = board.getByRole('dialog');
				await sheet.getByRole('button', { name: 'Take off the list' }).click();
				await expect(sheet.getByText('Enter in a few words how you know')).toBeVisible();
				await sheet.getByLabel(/^Take off the list/).fill('Seen in the library at 09:14');
				await sheet.getByRole('button', { name: 'Take off the list' }).click();
				await awayFromList(board);
				await expect(rows(board)).toHaveCount(0);
				await board.getByText('Dealt with today (2)').click();
				await expect(board.getByText(/Settled.*: Seen in the library at 09:14/)).toBeVisible();
				const own = school.ledger.entries(ELM_AM).filter((entry) => entry.pupilId === pupilId);
				expect(own.map((entry) => entry.code)).toEqual(['N']);
			});
		});

		await test.step('[O8] silent classes are named with their rooms, and all of it works with the keyboard alone; axe finds nothing on it', async () => {
			await absent(screen, 2);
			await test.step('axe finds nothing on the board, on a class and on the silent tablets', async () => {
				await expect(rows(board)).toHaveCount(1);
				await isAccessible(board, 'with a child to find');
				await elm(board).click();
				await isAccessible(board, 'a class');
				await board.keyboard.press('Escape');
				await board.getByRole('button', { name: /^Show all/ }).click();
				await isAccessible(board, 'silent tablets');
			});

			await test.step('[O8] silent classes are named with their rooms, and all of it works with the keyboard alone', async () => {
				await board.keyboard.press('Escape');
				await expect(board.getByText(/Go to R Oak \(Room 1\)/).first()).toBeVisible();
				await board.getByRole('button', { name: /^Show all/ }).focus();
				await board.keyboard.press('Enter');
				await expect(board.getByRole('dialog').getByText(/Go to 3 Elm \(Room 8\)/)).toBeVisible();
				await board.keyboard.press('Escape');
				await expect(board.getByRole('button', { name: /^Show all/ })).toBeFocused();
				await board.keyboard.press('Tab');
				await expect(cards(board).first()).toBeFocused();
				await board.keyboard.press('Enter');
				await expect(board.getByRole('dialog', { name: 'R Oak, morning register' })).toBeVisible();
				await board.keyboard.press('Escape');
				// The sheet gives the focus back as it goes; taken before, it would be taken away again.
				await expect(cards(board).first()).toBeFocused();
				await rows(board).getByRole('button', { name: 'Left message' }).focus();
				await board.keyboard.press('Enter');
				await expect(rows(board)).toContainText(/Left a message for .+ at 09:1\d/);
				await expect(rows(board).getByRole('button', { name: 'Left message' })).toBeFocused();
			});
		});

		await test.step('[P2] reception reads the board and may ring; the code is the office’s', async () => {
			const desk = await openBoard('reception');
			await rows(desk).getByRole('button', { name: 'Spoke' }).click();
			const sheet = desk.getByRole('dialog');
			await expect(sheet.getByRole('radio')).toHaveCount(0);
			await sheet.getByLabel('Reason given').fill('Has overslept');
			await sheet.getByRole('button', { name: 'Save' }).click();
			await expect(rows(desk)).toContainText(/Spoke to .+: Has overslept/);
			await expect(rows(desk).getByRole('button', { name: 'Enter the code' })).toHaveCount(0);
			await elm(desk).click();
			await expect(desk.getByRole('dialog').getByRole('button', { name: /^Remind/ })).toHaveCount(0);

			await rows(board).getByRole('button', { name: 'Enter the code' }).focus();
			await board.keyboard.press('Enter');
			await expect(board.getByLabel('Reason given')).toHaveValue('Has overslept');
			await board.getByRole('radio', { name: 'Another code' }).check();
			await board.getByRole('radio', { name: /^O Other or unknown/ }).check();
			await board.getByRole('button', { name: 'Save' }).focus();
			await board.keyboard.press('Enter');
			await expect
				.poll(() => school.ledger.entries(ELM_AM).at(-1))
				.toMatchObject({ code: 'O', reason: 'Has overslept' });
			// The row's buttons have gone, and the keyboard has not gone with them.
			await expect(rows(board)).toContainText('No longer on the list');
			await expect(rows(board).getByRole('heading')).toBeFocused();
		});
	});

	test('axe finds nothing in the afternoon’s board, nor on one that is not live; it prints on one page', async ({
		school,
		openBoard
	}) => {
		const board = await openBoard();
		const pdf = (await board.pdf({ preferCSSPageSize: true })).toString('latin1');
		expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
		expect(pdf).toMatch(/\/MediaBox\s*\[0 0 84[12]\.\d+ 59[45]\.\d+\]/);
		await board.getByText('Dealt with today (0)').click();
		// Registers have closed: it is not their time now, and none of the afternoon’s is missing yet.
		await expect(board.getByRole('group', { name: 'Session' })).not.toContainText('now');
		await board.getByRole('button', { name: /^Afternoon/ }).click();
		await expect(board.getByText('Afternoon registers open at 13:10')).toBeVisible();
		await expect(board.getByRole('list', { name: 'Registers and children' }).locator('.absent')).toHaveCount(
			0
		);
		await isAccessible(board, 'the afternoon');
		await school.stop();
		await expect(board.getByText(/^Not live since 09:/).first()).toBeVisible({ timeout: 45_000 });
		await isAccessible(board, 'not live');
	});
});

test.describe('a child signed in and marked absent in class', () => {
	test.use({ plan: { clock: '2026-11-23T09:01' } });

	test('[CF2] axe finds nothing on a row in dispute, as reception and the office see it', async ({
		page,
		openBoard
	}) => {
		const screen = await RegisterScreen.signedIn(page);
		const reception = await openBoard('reception');
		await reception.getByRole('link', { name: 'Signing in and out' }).click();
		const desk = new DeskScreen(reception);
		await desk.isReady();
		const name = (await screen.row(2).locator('legend').innerText()).trim();
		await (await desk.find(name, name)).getByRole('button', { name: /arrived now, L/ }).click();
		await expect(screen.row(2).getByText(/Signed in 09:0\d/)).toBeVisible({ timeout: 20_000 });
		const office = await openBoard();
		await expect(elm(office)).toContainText('1 signed in, not yet seen in class');
		await screen.tap(2, 'Absent');
		await reception.getByRole('link', { name: 'Registers today' }).click();
		for (const board of [reception, office]) {
			// In the arrival’s own minute nobody can tell which came first.
			await expect(rows(board).filter({ hasText: name })).toHaveCount(1, { timeout: 20_000 });
			await isAccessible(board, 'a disputed row');
		}
	});
});

test.describe('in the afternoon', () => {
	test.use({ plan: { clock: '2026-11-23T13:12' } });

	test('[CF3] case B2: here in the morning and missing in the afternoon is urgent, for the safeguarding lead too', async ({
		page,
		school,
		openBoard
	}) => {
		const [office, lead] = [await openBoard('attendance'), await openBoard('safeguarding')];
		const screen = await RegisterScreen.signedIn(page);
		const pupilId = (await screen.pupilIds())[2] ?? '';
		await page.goto('/class/c-4elm/2026-11-23/am');
		await screen.isReady();
		await screen.tap(2, 'Present');
		await page.getByRole('radio', { name: /^Yes, in the room/ }).check();
		await page.getByRole('button', { name: 'Save' }).click();
		await screen.has(1, 'received');
		await page.goto('/class/c-4elm');
		await screen.isReady();
		await screen.tap(2, 'Absent');
		await screen.has(1, 'received');
		expect(school.ledger.quarantined()).toBe(0);
		for (const board of [office, lead]) {
			const row = board.locator(`.find li[data-pupil="${pupilId}"]`);
			await expect(row).toContainText('Urgent', { timeout: 10_000 });
			await expect(row).toContainText(/here this morning|in the morning/i);
		}
	});
});
