import type { Page } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import type { School } from '../support/school.ts';
import { expect, test as base } from '../support/test.ts';

/** A Thursday at eleven: the acceptance case’s lies behind the demo school, whose clock never goes back. */
const DATE = '2026-11-26';
const PUPILS = 420;

const test = base.extend({});
test.describe.configure({ timeout: 180_000 });

const marksOf = (school: School, code: string) =>
	school.ledger.since(0).filter((fact) => fact.kind === 'mark' && fact.code === code && fact.closure);

async function closeFromAfternoon(page: Page, reason = 'Boiler failed'): Promise<void> {
	await page.getByRole('button', { name: /^Close the school/ }).click();
	await page.getByRole('group', { name: 'From which half-day on?' }).getByText('Afternoon').click();
	await page.getByLabel('Why?').fill(reason);
	await page.getByRole('button', { name: 'See what would be entered' }).click();
}

test.describe('at eleven on a Thursday', () => {
	test.use({ plan: { clock: `${DATE}T11:05` } });

	test('[M2] [M3] [M6] [M7] [M9] the head closes the school, undoes it, and closes a class for a day that is over', async ({
		page,
		school,
		browser,
		strictConsole
	}) => {
		test.slow();
		await OfficeScreen.at(page, '/office/closures', 'head');

		await test.step('[M3] [M6] [M7] the head closes the school from the afternoon on: 420 entries with one reason; the morning stands; undoing is 420 more (cases B4, F5)', async () => {
			const before = school.ledger.since(0).length;
			await isAccessible(page, 'closures, nothing stands');
			await closeFromAfternoon(page);
			await expect(page.getByText(`Record for ${PUPILS} children`)).toBeVisible();
			await isAccessible(page, 'closures, preview');
			await page.getByRole('button', { name: `Record for ${PUPILS} children` }).click();
			await expect(page.getByText(`Y4 entered for ${PUPILS} children`).first()).toBeVisible();
			await expect(page.getByText(`${PUPILS} entries received by the school.`)).toBeVisible({
				timeout: 30_000
			});
			const marks = marksOf(school, 'Y4');
			expect(marks).toHaveLength(PUPILS);
			expect(new Set(marks.map((fact) => fact.maker.name)).size).toBe(1);
			expect(marks.every((fact) => 'reason' in fact && fact.reason === 'Boiler failed')).toBe(true);
			expect(marks.every((fact) => 'session' in fact && fact.session === 'PM' && fact.date === DATE)).toBe(
				true
			);
			// One closure and its entries, and not one fact about the morning.
			expect(school.ledger.since(0)).toHaveLength(before + PUPILS + 1);
			await isAccessible(page, 'closures, one stands');

			await test.step('[M7] the closure shows on the board and on a class’s register, and no class is late or walked to', async () => {
				const words = 'School closed from the afternoon: Boiler failed';
				await page.goto('/office');
				await expect(page.locator('button[data-class]')).toHaveCount(14);
				await page.getByText('Afternoon', { exact: false }).first().click();
				await expect(page.locator('button[data-class][data-state="closed"]')).toHaveCount(14);
				await expect(page.getByText(words).first()).toBeVisible();
				const other = await browser.newContext({ baseURL: school.url });
				strictConsole.watch(other);
				const screen = await RegisterScreen.signedIn(await other.newPage());
				await screen.page.goto(`/class/c-4elm/${DATE}/pm`);
				await expect(screen.rows).toHaveCount(30);
				await expect(screen.page.getByText(words)).toBeVisible();
				await isAccessible(screen.page, 'a register while the school is closed');
				await other.close();
				await page.goto('/office/closures');
			});

			await page.getByRole('button', { name: 'Undo' }).click();
			const sheet = page.getByRole('dialog');
			await sheet.getByRole('button', { name: 'Undo' }).click();
			await expect(sheet.getByText('Enter why it is undone')).toBeVisible();
			await isAccessible(page, 'closures, undoing without a reason');
			await sheet.getByLabel('Why is it undone?').fill('The boiler was mended at noon');
			await sheet.getByRole('button', { name: 'Undo' }).click();
			await expect(page.getByText(`Undone for ${PUPILS} children`)).toBeVisible();
			await expect(page.getByText(`${PUPILS} entries received by the school.`)).toBeVisible({
				timeout: 30_000
			});
			await expect(page.getByText('No closure, no changed times')).toBeVisible();
			const undone = school.ledger
				.since(before)
				.filter((fact) => 'reason' in fact && fact.reason === 'The boiler was mended at noon');
			expect(undone).toHaveLength(PUPILS);
		});

		await test.step('[M2] [M9] what is wrong with a closure is said beside its field, and nothing typed is lost; days no longer held are read from the school', async () => {
			await page.goto('/office/closures');
			await page.getByRole('button', { name: /^Close part of the school/ }).click();
			await page.getByLabel('Last day').fill('2026-11-28');
			await page.getByRole('button', { name: 'See what would be entered' }).click();
			await expect(page.getByRole('alert')).toContainText('Enter why these classes are closed');
			await expect(page.getByRole('alert')).toContainText('Select the classes that cannot be taught');
			await isAccessible(page, 'closures, errors');
			await page.getByLabel('Why?').fill('Ceiling down');
			await page.getByRole('checkbox', { name: '3 Elm' }).check();
			await page.getByRole('button', { name: 'See what would be entered' }).click();
			await expect(page.getByRole('alert')).toContainText('Saturday 28 November 2026 is not a school day');
			await page.getByLabel('Last day').fill(DATE);
			await page.getByRole('button', { name: 'See what would be entered' }).click();
			await expect(page.getByText('Record for', { exact: false })).toBeVisible();

			// Eight days ago no register is on this device: the school is asked for them [M9].
			await page.getByRole('button', { name: 'Back' }).click();
			await expect(page.getByLabel('Why?')).toHaveValue('Ceiling down');
			await expect(page.getByRole('checkbox', { name: '3 Elm' })).toBeChecked();
			await page.getByLabel('First day').fill('2026-11-18');
			await page.getByLabel('Last day').fill('2026-11-18');
			school.expectFailures();
			await school.network.refuse();
			await page.getByRole('button', { name: 'See what would be entered' }).click();
			await expect(page.getByText('Older registers were not read')).toBeVisible();
			await school.network.pass();
			await page.getByRole('button', { name: 'See what would be entered' }).click();
			const record = page.getByRole('button', { name: /^Record for/ });
			await expect(page.getByText(/18 November 2026/).first()).toBeVisible();
			await page.getByText('Yes, with Y3').click();
			await record.click();
			await expect(page.getByText(/received by the school\./)).toBeVisible({ timeout: 20_000 });
			await page.reload();
			await page.getByRole('button', { name: 'Read its registers' }).click();
			await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
			await isAccessible(page, 'closures, older days read');
		});
	});
});

test.describe('on a Monday morning', () => {
	test.use({ plan: { clock: '2026-11-23T09:01' } });

	test('[M5] children who are marked here are named, and keep their marks unless the head says otherwise', async ({
		page,
		school,
		browser,
		strictConsole
	}) => {
		const screen = await RegisterScreen.signedIn(page);
		await screen.tap(0, 'Present');
		await screen.has(1, 'received');
		const head = await OfficeScreen.apart(school, browser, strictConsole, '/office/closures', 'head');
		await head.page.getByRole('button', { name: /^Close the school/ }).click();
		await head.page.getByLabel('Why?').fill('Snow');
		await head.page.getByRole('button', { name: 'See what would be entered' }).click();
		await expect(head.page.getByText(/marks? says? that a child is here/)).toBeVisible();
		await head.page.getByRole('button', { name: /^Record for/ }).click();
		await expect(
			head.page.getByText('Select whether marks of children who are here are replaced').first()
		).toBeVisible();
		await isAccessible(head.page, 'closures, a question not answered');
		await head.page.getByText('No, they stand').click();
		await head.page.getByRole('button', { name: /^Record for/ }).click();
		// They go in pushes of a hundred: it says how many are received and how many wait until all are.
		const entered = () => marksOf(school, 'Y4').filter((fact) => 'session' in fact && fact.session === 'AM');
		await expect.poll(() => entered().length, { timeout: 40_000 }).toBeGreaterThan(400);
		await expect(head.page.getByText(/entries received by the school\./)).toBeVisible();
		const first = await screen.row(0).getAttribute('data-pupil');
		const y4 = entered();
		expect(y4.some((fact) => 'pupilId' in fact && fact.pupilId === first)).toBe(false);
		await head.close();
	});

	test('[S7] [L7] a late opening moves tablet, desk and board, and arrivals already timed are corrected by a person as one act', async ({
		page,
		school,
		browser,
		strictConsole
	}) => {
		const screen = await RegisterScreen.signedIn(page);
		await expect(page.getByText(/Closes at 09:10/)).toBeVisible();
		await screen.tap(1, 'Late');
		await screen.has(1, 'received');
		const office = await OfficeScreen.apart(school, browser, strictConsole, '/office/closures', 'office');
		const { page: at } = office;
		await at.getByRole('button', { name: /^Change one day’s times/ }).click();
		await at.getByLabel('Registers open').first().fill('10:00');
		await at.getByLabel('Registers close').first().fill('10:35');
		await at.getByLabel('Why?').fill('Ice on the roads');
		await at.getByRole('button', { name: 'See what would change' }).click();
		await expect(at.getByRole('alert')).toContainText('stays open 35 minutes');
		await at.getByLabel('Registers close').first().fill('10:20');
		await at.getByRole('button', { name: 'See what would change' }).click();
		const lines = at.getByRole('checkbox');
		await expect(lines.first()).toBeVisible();
		await isAccessible(at, 'closures, times to change');
		const count = await lines.count();
		await at.getByRole('button', { name: 'Record the times' }).click();
		await expect(at.getByText(/The times are changed\./).first()).toBeVisible();
		await expect(at.getByText(/received by the school\./)).toBeVisible({ timeout: 20_000 });
		await expect(page.getByText(/Opens at 10:00/).first()).toBeVisible({ timeout: 20_000 });
		const corrected = school.ledger
			.since(0)
			.filter((fact) => fact.kind === 'mark' && fact.reason === 'Ice on the roads');
		expect(corrected).toHaveLength(count);
		expect(corrected.every((fact) => fact.kind === 'mark' && fact.code === '/')).toBe(true);
		await at.goto('/office');
		await expect(at.getByText(/Morning registers open at 10:00/)).toBeVisible();

		await at.goto('/office/closures');
		await at.getByRole('button', { name: 'Back to the usual times' }).click();
		await at.getByRole('button', { name: 'Record the times' }).click();
		await expect(at.getByText(/The usual times hold again\./).first()).toBeVisible();
		await expect(page.getByText(/Closes at 09:10/)).toBeVisible({ timeout: 20_000 });
		await office.close();
	});

	test('[M4] the same code for some children, with one reason, offline: it says what waits, and is received later', async ({
		page,
		school
	}) => {
		await OfficeScreen.at(page, '/office/closures', 'office');
		await page.getByRole('button', { name: /^Same code for many/ }).click();
		await page.getByRole('button', { name: 'See what would be entered' }).click();
		await expect(page.getByRole('alert')).toContainText('Select a code');
		await isAccessible(page, 'closures, same code, errors');
		await page.getByLabel('Code', { exact: true }).selectOption('Y2');
		await page.getByLabel('Reason').fill('No trains');
		await page.getByLabel('Class to choose children from').selectOption({ label: '4 Elm' });
		await page.getByRole('button', { name: 'Whole class' }).click();
		await page.getByRole('button', { name: 'See what would be entered' }).click();
		const record = page.getByRole('button', { name: /^Record for/ });
		await expect(record).toBeVisible();
		school.expectFailures();
		await school.network.refuse();
		if (await page.getByText('No, they stand').isVisible()) await page.getByText('No, they stand').click();
		await record.click();
		await expect(page.getByText(/saved on this device, waiting to send\./)).toBeVisible();
		await isAccessible(page, 'closures, waiting to send');
		await school.network.pass();
		await expect(page.getByText(/received by the school\./)).toBeVisible({ timeout: 70_000 });
		await expect(page.getByRole('heading', { name: /^Y2 for/ })).toBeVisible();
	});
});
