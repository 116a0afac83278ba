import type { Page } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { fillDisk, freeDisk } from '../support/full-disk.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });

const PAPER = '/office/paper/c-4elm';
const together = (page: Page) => page.getByRole('button', { name: /^All present but/ });
const record = (page: Page) => page.getByRole('button', { name: 'Record register' });
const inSheet = (page: Page) => page.getByRole('dialog', { name: 'Record this register' });

/** Says who called the register, and when. */
async function calledBy(page: Page, at: string, how: 'From paper' | 'By the teacher’s word' = 'From paper') {
	await page.getByRole('radio', { name: how }).check();
	await page.getByLabel('Taken by', { exact: true }).fill('Ms Teal');
	await page.getByLabel('Called at', { exact: true }).fill(at);
}

test.describe('ten minutes after the close', () => {
	test.use({ plan: { clock: '2026-11-23T09:20' } });

	test('a register from paper: by keyboard, with what is missing, and whole', async ({ page, school }) => {
		test.slow();
		await OfficeScreen.at(page, PAPER);

		await test.step('all of it goes by keyboard: arrows, P, L, N and the time', async () => {
			const screen = new RegisterScreen(page);
			await screen.isReady();
			await screen.row(0).locator('[data-column="1"]').focus();
			await page.keyboard.press('p');
			await page.keyboard.press('ArrowDown');
			await page.keyboard.press('n');
			await page.keyboard.press('ArrowDown');
			await page.keyboard.press('l');
			await expect(page.getByRole('dialog', { name: /^When did/ })).toBeVisible();
			await page.getByLabel('Time of arrival').focus();
			// A browser that shows twelve hours asks which half; one that shows twenty-four passes over it.
			await page.keyboard.type('0905AM');
			await page.keyboard.press('Enter');
			await screen.hasChosen('Present', 1);
			await screen.hasChosen('Absent', 1);
			await screen.hasChosen('Late', 1);
			await page.keyboard.press('Escape');
			await page.keyboard.press('ArrowUp');
			await page.keyboard.press('n');
			await screen.hasChosen('Absent', 0);
		});

		await test.step('what is missing is said; a whole register from paper is thirty entries of one act, each stated by a person, and received', async () => {
			await page.goto(PAPER);
			await expect(page.getByText('30 left to state')).toBeVisible();

			await test.step('what is missing is said, and nothing is recorded', async () => {
				await page.getByLabel('Called at', { exact: true }).fill('11:00');
				await record(page).click();
				const summary = page.getByRole('alert');
				await expect(summary).toContainText('Select whether it is from paper or by word');
				await expect(summary).toContainText('Enter who called the register');
				await expect(summary).toContainText('It is 09:2');
				await expect(summary).toContainText('State at least one child');
				expect(school.ledger.entries(ELM_AM)).toEqual([]);
			});

			await test.step('a whole register from paper is thirty entries of one act, each stated by a person, and received', async () => {
				const screen = new RegisterScreen(page);
				await screen.isReady();
				await expect(page.getByText('30 left to state')).toBeVisible();
				await screen.hasChosen('Present', 0);
				await calledBy(page, '08:55');
				await together(page).click();
				await screen.hasChosen('Present', 28);
				await screen.tap(0, 'Late');
				await page.getByLabel('Time of arrival').fill('09:05');
				await page.getByRole('button', { name: 'Late at this time' }).click();
				await screen.tap(1, 'Absent');
				const away = screen.rows.getByRole('button', { name: 'Away' });
				for (const at of (await away.all()).keys()) await away.nth(at).click();
				await expect(page.getByText('Every child is stated.')).toBeVisible();
				expect(school.ledger.entries(ELM_AM)).toEqual([]);
				await record(page).click();
				await expect(inSheet(page)).toContainText('26 here, 1 late, 1 absent, 2 away.');
				await expect(inSheet(page)).toContainText('From the paper of Ms Teal, called at 08:55.');
				await inSheet(page).getByRole('button', { name: 'Record register' }).click();
				await expect(page.getByText('30 marks received')).toBeVisible();
				const entries = school.ledger.entries(ELM_AM);
				expect(entries).toHaveLength(30);
				expect(new Set(entries.map((entry) => entry.actId)).size).toBe(1);
				for (const entry of entries)
					expect(entry).toMatchObject({ how: 'paper', takenBy: 'Ms Teal', takenAt: '08:55' });
				expect(entries.filter((entry) => entry.code === 'L')).toMatchObject([{ arrivedAt: '09:05' }]);
				await expect.poll(() => school.ledger.finishes(ELM_AM)).toMatchObject([{ blanks: [] }]);
				expect(school.ledger.quarantined()).toBe(0);
			});
		});
	});

	test('blanks are named before the register is recorded, and stay blank; axe finds nothing while it is entered, nor after it', async ({
		page,
		school
	}) => {
		test.slow();
		await OfficeScreen.at(page, PAPER);
		const screen = new RegisterScreen(page);
		await screen.isReady();
		await isAccessible(page, 'nothing stated');
		await record(page).click();
		await isAccessible(page, 'errors');
		await calledBy(page, '08:55', 'By the teacher’s word');
		await together(page).click();
		await screen.tap(1, 'Absent');
		await isAccessible(page, 'stated');
		await screen.tap(0, 'Late');
		await page.getByLabel('Time of arrival').fill('09:12');
		await isAccessible(page, 'late');
		await page.getByRole('button', { name: 'Late at this time' }).click();
		await record(page).click();
		await expect(inSheet(page)).toContainText('2 children are not stated');
		await expect(inSheet(page).getByRole('listitem')).toHaveCount(2);
		await isAccessible(page, 'recording');
		await inSheet(page).getByRole('button', { name: 'Record register' }).click();
		await expect(page.getByText('28 marks received')).toBeVisible();
		await expect.poll(() => school.ledger.finishes(ELM_AM)[0]?.blanks.length).toBe(2);
		expect(school.ledger.entries(ELM_AM)).toHaveLength(28);
		await isAccessible(page, 'recorded');
	});

	test('a register from paper that cannot be saved or sent at once, and one of an earlier day', async ({
		page,
		school
	}) => {
		test.slow();
		await OfficeScreen.at(page, PAPER);

		await test.step('what cannot be saved is saved at the next try; without a server it is kept here and says so, and is received when the server is back', async () => {
			await calledBy(page, '08:55');
			await together(page).click();
			await test.step('axe finds nothing on a register from paper that could not be saved, and it is saved at the next try', async () => {
				await record(page).click();
				await fillDisk(page);
				await inSheet(page).getByRole('button', { name: 'Record register' }).click();
				const notSaved = page.getByRole('alert').filter({ hasText: /^\s*Not saved/ });
				await expect(notSaved).toBeVisible();
				await isAccessible(page, 'not saved, from paper');
				expect(school.ledger.entries(ELM_AM)).toEqual([]);
				await freeDisk(page);
				await school.stop();
				await inSheet(page).getByRole('button', { name: 'Try again' }).click();
				await expect(notSaved).toHaveCount(0);
			});
			await expect(page.getByText('Saved on this device, 28 waiting to send')).toBeVisible();
			await school.start();
			await page.evaluate(() => window.dispatchEvent(new Event('online')));
			await expect(page.getByText('28 marks received')).toBeVisible({ timeout: 20_000 });
			expect(school.ledger.entries(ELM_AM)).toHaveLength(28);
		});

		await test.step('a register of an earlier day is entered with its reason, and keeps its day and what is stated over midnight', async () => {
			await page.goto(PAPER);
			const screen = new RegisterScreen(page);
			await screen.isReady();
			const friday = { ...ELM_AM, date: '2026-11-20' } as const;
			const before = school.ledger.entries(friday).length;
			await page.getByLabel('Which register').selectOption('Morning, Friday 20 November 2026');
			await expect(page.getByText('Friday 20 November 2026, morning register from paper')).toBeVisible();
			await expect(page.getByLabel('Called at', { exact: true })).toHaveValue('');
			await screen.isReady();
			const present = screen.rows.filter({
				has: page.getByRole('button', { name: /^Present/, pressed: true })
			});
			await screen.button(present.first(), 'Absent').click();
			await expect(
				page.getByRole('button', { name: 'Clear this, and choose another register' })
			).toBeVisible();

			await school.stop();
			school.server.clock = '2026-11-24T00:01';
			await school.start();
			await expect
				.poll(async () => {
					await page.evaluate(() => window.dispatchEvent(new Event('online')));
					return page.getByText(/^Demo school\. Its clock says/).innerText();
				})
				.toContain('Tuesday 24 November');
			await expect(page.getByText('Friday 20 November 2026, morning register from paper')).toBeVisible();
			await page.getByRole('radio', { name: 'From paper' }).check();
			await page.getByRole('radio', { name: /Teal/ }).check();
			await page.getByLabel('Called at', { exact: true }).fill('08:55');
			await record(page).click();
			await expect(inSheet(page)).toContainText('1 mark differs from what is recorded');
			await inSheet(page).getByLabel('Why do they differ?').fill('The supply teacher’s paper was found');
			await inSheet(page).getByRole('button', { name: 'Record register' }).click();
			await expect(page.getByText('1 mark received')).toBeVisible();
			const entries = school.ledger.entries(friday);
			expect(entries).toHaveLength(before + 1);
			expect(entries.at(-1)).toMatchObject({
				...{ code: 'N', how: 'paper', takenAt: '08:55', reason: 'The supply teacher’s paper was found' }
			});
			expect(school.ledger.quarantined()).toBe(0);
		});
	});
});

test('paper and tablet merge: equal answers are one mark, and where they differ the office is asked', async ({
	page,
	school,
	browser,
	strictConsole
}) => {
	const tablet = await RegisterScreen.signedIn(page);
	await school.network.refuse();
	school.expectFailures();
	await tablet.tap(0, 'Present');
	await tablet.tap(1, 'Present');
	await tablet.has(2, 'saved');

	const office = await OfficeScreen.apart(school, browser, strictConsole, PAPER);
	const paper = new RegisterScreen(office.page);
	await paper.isReady();
	await office.page.getByRole('radio', { name: 'From paper' }).check();
	// Ms Teal signed in on a tablet, so that she is offered by name.
	await office.page.getByRole('radio', { name: /Teal/ }).check();
	await together(office.page).click();
	await paper.tap(1, 'Absent');
	await record(office.page).click();
	await inSheet(office.page).getByRole('button', { name: 'Record register' }).click();
	await expect(office.page.getByText('28 marks received')).toBeVisible();

	await school.network.pass();
	await tablet.networkIsBack();
	await tablet.has(28, 'received');
	await expect(tablet.row(0)).not.toContainText('Which is right?');
	await expect(tablet.row(1)).toContainText('Which is right?');
	const own = school.ledger.entries(ELM_AM).filter((entry) => entry.how === 'tapped');
	expect(own).toHaveLength(2);
	await expect(office.page.getByText('1 child: which is right?')).toBeVisible();
	await office.page.getByRole('link', { name: 'Choose' }).click();
	await expect(office.page.getByRole('button', { name: /^Choose for/ })).toHaveCount(1);
	await office.close();
});
