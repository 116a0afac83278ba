import type { Page } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 150_000 });

const LAST_WEEK = '/office/week/c-4elm?week=2026-11-16';
const MONDAY_AM = { classId: 'c-4elm', date: '2026-11-16', session: 'AM' } as const;
const grid = (page: Page) => page.getByRole('grid');
const sheet = (page: Page) => page.getByRole('dialog');

/** Chooses a code and says why, in the sheet that is open. */
async function enter(page: Page, code: string, reason: string): Promise<void> {
	await sheet(page)
		.getByRole('radio', { name: new RegExp(`^${code}\\s`) })
		.check();
	await sheet(page).getByLabel('Reason', { exact: true }).fill(reason);
	await sheet(page).getByRole('button', { name: 'Save' }).click();
}

test('[U1] cases F1, F4: a mark of last week is corrected by keyboard, and taken back: three entries, each with its reason', async ({
	page,
	school
}) => {
	await OfficeScreen.at(page, LAST_WEEK);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('4 Elm: class register');
	await expect(grid(page).getByRole('button')).toHaveCount(300);
	await isAccessible(page, 'a week');

	const first = grid(page).getByRole('button').first();
	await expect(first).toHaveAccessibleName('Aarav Begum, Monday 16 November morning, Present, morning (/)');
	await first.focus();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ArrowUp');
	await page.keyboard.press('ArrowLeft');
	await expect(first).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(sheet(page)).toContainText('Ms Rachel Teal');
	await expect(sheet(page)).toContainText('This is what shows');
	await isAccessible(page, 'a mark of last week');
	await sheet(page).getByRole('button', { name: 'Correct', exact: true }).press('Enter');
	await sheet(page).getByRole('radio', { name: /^I\s/ }).check();
	await sheet(page).getByRole('button', { name: 'Save' }).click();
	// A correction without a reason is refused, and nothing is lost.
	await expect(sheet(page)).toContainText('Say in a few words how you know');
	await expect(sheet(page).getByRole('radio', { name: /^I\s/ })).toBeChecked();
	await isAccessible(page, 'a reason is missing');
	await sheet(page).getByLabel('Reason', { exact: true }).fill('Was sent home at 08:55');
	await sheet(page).getByRole('button', { name: 'Save' }).click();
	await expect(first).toHaveAccessibleName(/Illness \(I\), corrected$/);
	await expect(first).toBeFocused();
	const pupilId = school.ledger.entries(MONDAY_AM).at(-1)?.pupilId;
	const of = () => school.ledger.entries(MONDAY_AM).filter((each) => each.pupilId === pupilId);
	expect(of()).toHaveLength(2);
	expect(of()[1]).toMatchObject({ code: 'I', how: 'office', replaces: [of()[0]?.id] });

	await first.click();
	await expect(sheet(page)).toContainText('Correction. Before it: Present, morning (/)');
	await sheet(page).getByRole('button', { name: 'Correct', exact: true }).click();
	await enter(page, '/', 'Another child was sent home');
	await expect.poll(() => of().length).toBe(3);
	expect(of()[2]?.replaces.toSorted()).toEqual([of()[0]?.id, of()[1]?.id].toSorted());
	await expect(first).toHaveAccessibleName(/Present, morning \(\/\), corrected$/);
	await expect(page.getByText('Another child was sent home')).toBeVisible();

	await page.goto('/office/corrections');
	const card = page.getByRole('listitem').filter({ hasText: 'Another child was sent home' });
	await expect(card).toContainText('Original entry Illness (I)');
	await expect(card).toContainText('Amended entry Present, morning (/)');
	await expect(card).toContainText(/Date 08:5\d on Monday 23 November 2026/);
	await expect(card).toContainText('Attendance Officer');
	await page.getByLabel('Class').selectOption({ label: '4 Elm' });
	await expect(card).toHaveCount(1);
	await isAccessible(page, 'corrections');
	await page.getByLabel('Class').selectOption({ label: 'R Oak' });
	await expect(card).toHaveCount(0);
	await page.getByLabel('Made from').fill('2026-12-01');
	await page.getByRole('button', { name: 'Show', exact: true }).click();
	await expect(page.getByRole('alert')).toContainText('The first day has to come before the last');
});

test('without a network the week says what it does not know; a correction waits, and is sent', async ({
	page,
	school
}) => {
	await OfficeScreen.at(page, '/office/week/c-4elm');
	await new RegisterScreen(page).worksOffline();
	await page.goto('/office/week/c-4elm?week=2026-11-16');
	await expect(grid(page).getByRole('button')).toHaveCount(300);
	school.expectFailures();
	await school.network.refuse();
	await page.reload();
	await expect(page.getByText('The school’s server cannot be asked from here now.')).toBeVisible();
	await expect(page.getByText('they are only not known here')).toBeVisible();
	// The office's device holds the last days only: what it does not hold is never called unmarked.
	const friday = grid(page).getByRole('button', { name: /^Aarav Begum, Friday 20 November morning/ });
	await expect(friday).toHaveAccessibleName(/Present, morning \(\/\)$/);
	await expect(grid(page).getByRole('button', { name: /Monday 16 November/ })).toHaveCount(0);
	await expect(grid(page).getByRole('button', { name: /not marked/ })).toHaveCount(0);
	await isAccessible(page, 'a week without network');
	await friday.click();
	await sheet(page).getByRole('button', { name: 'Correct', exact: true }).click();
	await enter(page, 'I', 'Mother rang on Saturday');
	await expect(friday).toHaveAccessibleName(/Illness \(I\), corrected, waiting to send$/);
	await expect(page.getByText('1 entry saved here, waiting to send')).toBeVisible();
	await school.network.pass();
	await page.getByRole('button', { name: 'Ask again' }).click();
	await expect(friday).toHaveAccessibleName(/Illness \(I\), corrected$/, { timeout: 30_000 });
	const of = { ...MONDAY_AM, date: '2026-11-20' };
	expect(school.ledger.entries(of).at(-1)).toMatchObject({ code: 'I', reason: 'Mother rang on Saturday' });
});

test('[N3] case E5: due today, one click gives O with its reason; several half-days of one child get theirs together', async ({
	page,
	school
}) => {
	await OfficeScreen.at(page, '/office/no-reason');
	const due = page.getByRole('region', { name: /^Due today/ });
	await expect(due).toBeVisible();
	await expect(page.getByText(/settles the code in the register and nothing else/)).toBeVisible();
	await isAccessible(page, 'no reason yet');
	const card = due.getByRole('article', { name: 'Summer Whitehouse' });
	await expect(card).toContainText('Today is the last day');
	await card.getByRole('checkbox', { name: /afternoon/ }).uncheck();
	await card.getByRole('button', { name: /^O, not established/ }).click();
	await expect.poll(() => school.ledger.entries(MONDAY_AM).at(-1)?.code).toBe('O');
	const [first, second] = school.ledger
		.entries(MONDAY_AM)
		.filter((each) => each.pupilId === school.ledger.entries(MONDAY_AM).at(-1)?.pupilId);
	expect(second).toMatchObject({
		reason: 'Not established in 5 school days',
		replaces: [first?.id],
		maker: { position: 'Attendance Officer' }
	});
	expect(second).not.toHaveProperty('instruction');
	await expect(card.getByText(/morning/)).toHaveCount(0);
	await expect(card).toContainText('afternoon');

	const other = due
		.getByRole('article')
		.filter({ has: page.getByRole('checkbox') })
		.first();
	const child = await other.getByRole('heading').innerText();
	const head = school.ledger.head();
	await other.getByRole('button', { name: /^Give the reason \(\d\)/ }).click();
	await isAccessible(page, 'giving a reason');
	await enter(page, 'I', 'Mother rang: tummy bug');
	await expect(page.getByRole('article', { name: child })).toHaveCount(0);
	await expect.poll(() => school.ledger.since(head).length).toBeGreaterThan(1);
	const given = school.ledger.since(head);
	expect(new Set(given.map((fact) => (fact.kind === 'mark' ? fact.actId : fact.kind))).size).toBe(1);
});

test.describe('the day after', () => {
	test.use({ plan: { clock: '2026-11-24T10:20' } });

	test('[N5] nothing becomes O by itself; under the head’s instruction the named person’s device enters it, and says so', async ({
		page,
		school,
		browser,
		strictConsole
	}) => {
		const office = await OfficeScreen.apart(school, browser, strictConsole, '/office/no-reason');
		const overdue = office.page.getByRole('region', { name: /^Overdue/ });
		await expect(overdue.getByRole('article').first()).toBeVisible();
		await isAccessible(office.page, 'overdue');
		const head = school.ledger.head();
		await OfficeScreen.at(page, '/office/no-reason', 'head');
		await page.getByRole('button', { name: 'Give the instruction' }).click();
		const named = sheet(page);
		await named.getByRole('button', { name: 'Give the instruction' }).click();
		await expect(named).toContainText('Select who enters them');
		await isAccessible(page, 'the instruction');
		await named.getByRole('radio', { name: /Attwell/ }).check();
		await named.getByRole('button', { name: 'Give the instruction' }).click();
		await expect(page.getByText(/enters O for each N that is overdue/)).toBeVisible();
		// The head's own page enters nothing: the instruction names somebody else.
		await expect(page.getByRole('region', { name: /^Overdue/ })).toBeVisible();

		await expect(
			office.page.getByText(/entered as O in your name, under the head’s instruction/)
		).toBeVisible({
			timeout: 30_000
		});
		await expect(overdue).toHaveCount(0);
		const instruction = school.ledger.since(head).find((fact) => fact.kind === 'instruction');
		const marks = () => school.ledger.since(head).filter((fact) => fact.kind === 'mark');
		await expect.poll(() => marks().length).toBeGreaterThan(1);
		const entered = marks();
		for (const each of entered)
			expect(each).toMatchObject({
				code: 'O',
				instruction: instruction?.id,
				reason: 'Not established in 5 school days',
				maker: { position: 'Attendance Officer' }
			});
		await office.page.goto('/office/corrections');
		await expect(
			office.page.getByText('Entered under the head’s standing instruction').first()
		).toBeVisible();
		await page.getByRole('button', { name: 'End it' }).click();
		await sheet(page).getByRole('button', { name: 'End the instruction' }).click();
		await expect(page.getByText(/There is none, so nothing becomes O/)).toBeVisible();
		await office.close();
	});
});
