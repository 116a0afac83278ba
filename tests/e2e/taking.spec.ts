import type { Page } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { fillDisk, freeDisk } from '../support/full-disk.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

/** Waits for the head count as it stands above the register. */
async function counts(page: Page, ...words: string[]): Promise<void> {
	for (const each of words)
		await expect(
			page.getByRole('list', { name: 'Head count' }).getByRole('listitem').getByText(each)
		).toBeVisible();
}

test('a morning with one late and one absent child takes four taps and ends with leave to teach', async ({
	school,
	page
}) => {
	const screen = await RegisterScreen.signedIn(page);
	await expect(page.getByRole('heading', { level: 1 })).toContainText('4 Elm');
	await expect(page.getByText('Monday 23 November 2026, morning register')).toBeVisible();
	await screen.hasChosen('Present', 0);

	await screen.tap(2, 'Late');
	await screen.tap(3, 'Absent');
	await page.getByRole('button', { name: /^Rest present/ }).click();
	await page.getByRole('button', { name: 'Finish register' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Finish register' }).click();

	await expect(page.getByText('Safe on this tablet. You can teach now.').first()).toBeVisible();
	await screen.hasChosen('Late', 1);
	await screen.hasChosen('Absent', 1);
	await expect.poll(() => school.ledger.finishes(ELM_AM).length).toBe(1);
	const entries = school.ledger.entries(ELM_AM);
	expect(entries.filter((entry) => entry.how === 'tapped')).toHaveLength(2);
	expect(new Set(entries.filter((entry) => entry.how === 'filled').map((entry) => entry.actId)).size).toBe(1);
});

test('a known absence counts for nothing until a person taps Away, and rest present passes over it', async ({
	school,
	page
}) => {
	const screen = await RegisterScreen.signedIn(page);

	await test.step('a known absence counts for nothing until a person taps Away', async () => {
		const away = screen.rows.getByRole('button', { name: 'Away' });
		await expect(away.first()).toBeVisible();
		await counts(page, '0 away');
		await away.first().click();
		await counts(page, '1 away');
		await expect.poll(() => school.ledger.entries(ELM_AM).length).toBe(1);
		expect(school.ledger.entries(ELM_AM)[0]).toMatchObject({
			how: 'plan',
			confirms: expect.any(String)
		});
	});

	await test.step('rest present fills only blanks with no known absence, and one tap takes all of it back', async () => {
		const known = await screen.rows.getByRole('button', { name: 'Away' }).count();
		await screen.tap(0, 'Absent');
		await page.getByRole('button', { name: `Rest present (${29 - known})` }).click();
		await screen.hasChosen('Present', 29 - known);
		await screen.hasChosen('Away', 1);

		await page.getByRole('button', { name: /^Undo rest present/ }).click();
		await screen.hasChosen('Present', 0);
		await screen.hasChosen('Absent', 1);
		await expect(page.getByRole('button', { name: `Rest present (${29 - known})` })).toBeVisible();
		await expect.poll(() => school.ledger.entries(ELM_AM).length).toBe(31 - known);
		await page.reload();
		await screen.isReady();
		await screen.hasChosen('Present', 0);
		await screen.hasChosen('Absent', 1);
	});
});

test('thirty pupils are marked, counted and finished by keyboard alone', async ({ school, page }) => {
	const screen = await RegisterScreen.signedIn(page);
	const isInRegister = () => page.evaluate(() => document.activeElement?.closest('li[data-pupil]') !== null);
	for (let tabs = 0; tabs < 20 && !(await isInRegister()); tabs++) await page.keyboard.press('Tab');
	await page.keyboard.press('Home');
	for (let at = 0; at < 30; at++) {
		await page.keyboard.press(at === 4 ? 'l' : at === 9 ? 'n' : at % 2 === 0 ? 'p' : '/');
		await page.keyboard.press('ArrowDown');
	}
	await screen.hasChosen('Present', 28);
	await screen.hasChosen('Late', 1);
	await counts(page, '28 here', '1 late', '0 left to mark');

	const finish = page.getByRole('button', { name: 'Finish register' });
	for (let tabs = 0; tabs < 20 && !(await finish.evaluate((it) => it === document.activeElement)); tabs++)
		await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('dialog', { name: 'Finish register' })).toBeVisible();
	await page
		.getByRole('dialog')
		.getByLabel(/Heads in the room/)
		.focus();
	await page.keyboard.type('29');
	await expect(page.getByText('The count agrees.')).toBeVisible();
	await page.keyboard.press('Enter');
	await expect(page.getByText('You can teach now.').first()).toBeVisible();
	await expect
		.poll(() => school.ledger.finishes(ELM_AM))
		.toMatchObject([{ heads: 29, here: 29, blanks: [] }]);
	expect(school.ledger.entries(ELM_AM)).toHaveLength(30);
});

test('finishing names the blanks, fills none of them, and ends nothing', async ({ school, page }) => {
	const screen = await RegisterScreen.signedIn(page);
	const [blank] = (await screen.pupilIds()).slice(29);
	for (let at = 0; at < 29; at++) await screen.tap(at, 'Present');
	await page.getByRole('button', { name: 'Finish register' }).click();
	const dialog = page.getByRole('dialog', { name: 'Finish register' });
	await expect(dialog.getByText('1 child is not marked')).toBeVisible();
	await expect(dialog.getByRole('listitem')).toHaveCount(1);
	await dialog.getByRole('button', { name: 'Finish register' }).click();
	await counts(page, '29 here', '1 left to mark');
	await expect.poll(() => school.ledger.finishes(ELM_AM).map((fact) => fact.blanks)).toEqual([[blank]]);

	await screen.tap(29, 'Late');
	await expect(page.getByRole('dialog')).toHaveCount(0);
	await screen.hasChosen('Late', 1);
	await expect.poll(() => school.ledger.entries(ELM_AM).at(-1)).toMatchObject({ pupilId: blank, code: 'L' });
	expect(school.ledger.entries(ELM_AM).at(-1)).not.toHaveProperty('reason');
});

test('[D-keep] [F23] [F24] an answer changed, one that cannot be written, and someone who is not on the list', async ({
	school,
	page
}) => {
	const screen = await RegisterScreen.signedIn(page);

	await test.step('tapping another answer changes the mark, and both entries are kept', async () => {
		await screen.tap(0, 'Absent');
		await screen.tap(0, 'Late');
		await screen.tap(0, 'Present');
		await screen.hasChosen('Present', 1);
		await screen.has(1, 'received');
		expect(school.ledger.entries(ELM_AM).map((entry) => entry.code)).toEqual(['N', 'L', '/']);
	});

	await test.step('[D-keep] [F23] [F24] a tap that cannot be written says Not saved, is kept, and is saved at the next try', async () => {
		await fillDisk(page);
		await screen.tap(1, 'Present');
		await expect(page.getByRole('alert').getByText('Not saved')).toBeVisible();
		await screen.has(1, 'not-saved');
		await screen.hasChosen('Present', 2);
		await freeDisk(page);
		await page.getByRole('button', { name: 'Try again' }).click();
		await screen.has(2, 'received');
		await expect(page.getByText('Not saved')).toHaveCount(0);
		expect(school.ledger.entries(ELM_AM)).toHaveLength(4);
	});

	await test.step('someone who is not on the list is told to the office by name, with no network too', async () => {
		await school.stop();
		await page.getByRole('button', { name: 'Someone here who is not on my list' }).first().click();
		await page.getByLabel('Child’s name').fill('Rosa Quill');
		await page.getByRole('button', { name: 'Tell the office' }).click();
		await expect(page.getByText('Rosa Quill is here and not on this list.')).toBeVisible();
		await school.start();
		await screen.isReady();
		await expect.poll(() => school.ledger.unlisted(ELM_AM).map((fact) => fact.name)).toEqual(['Rosa Quill']);
	});
});

test.describe('before the register opens', () => {
	test.use({ plan: { clock: '2026-11-23T08:43' } });

	test('only single Present taps are taken, and nothing offers to fill or finish', async ({
		school,
		page
	}) => {
		const screen = await RegisterScreen.signedIn(page);
		await expect(page.getByText('Opens at 08:50', { exact: true })).toBeVisible();
		await test.step('axe finds nothing on a register that is not open yet', () =>
			isAccessible(page, 'before it opens'));
		await expect(page.getByRole('button', { name: /Rest present|Finish register/ })).toHaveCount(0);
		await screen.tap(0, 'Absent');
		await expect(page.getByText('The register opens at 08:50.')).toBeVisible();
		await screen.hasChosen('Absent', 0);
		await screen.tap(1, 'Present');
		await screen.hasChosen('Present', 1);
		await screen.has(1, 'received');
		expect(school.ledger.entries(ELM_AM)).toHaveLength(1);
	});
});

test.describe('in the afternoon', () => {
	test.use({ plan: { clock: '2026-11-23T13:11' } });

	test('the register is the afternoon’s, and the morning can be read', async ({ school, page }) => {
		const screen = await RegisterScreen.signedIn(page);
		await expect(page.getByText('Monday 23 November 2026, afternoon register')).toBeVisible();
		await screen.tap(0, 'Present');
		await screen.has(1, 'received');
		expect(school.ledger.entries({ ...ELM_AM, session: 'PM' }).map((entry) => entry.code)).toEqual(['\\']);
		await page.getByRole('button', { name: 'More' }).click();
		await page.getByRole('link', { name: 'Read the morning register' }).click();
		await expect(page.getByText('Monday 23 November 2026, morning register')).toBeVisible();
	});
});
