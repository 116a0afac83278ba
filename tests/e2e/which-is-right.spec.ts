import type { Page } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { dispute, otherTablet } from '../support/disputed.ts';
import { arrowTo, pressAt, typeInto } from '../support/keyboard.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { cards } from '../support/open-board.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM, type School } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

const list = (page: Page, name: string) => page.getByRole('region', { name });

async function pupilAt(screen: RegisterScreen, at: number): Promise<string> {
	return (await screen.row(at).getAttribute('data-pupil')) ?? '';
}

/** What the school keeps of one child that morning, in its own order. */
const entriesOf = (school: School, pupilId: string) =>
	school.ledger.entries(ELM_AM).filter((entry) => entry.pupilId === pupilId);

test('[E9] [O5] three disputes of one morning: decided on the list, in class, and from the board by keyboard alone', async ({
	page,
	school,
	browser,
	strictConsole
}) => {
	test.slow();
	const screen = await RegisterScreen.signedIn(page);
	const other = await otherTablet(school, browser, strictConsole);
	const { page: office } = await OfficeScreen.apart(school, browser, strictConsole, '/office/checking');

	await test.step('[E9] which is right? shows both answers, and one choice with a reason replaces both', async () => {
		const pupilId = await pupilAt(screen, 0);
		await dispute(school, screen, other, 0);
		const right = list(office, 'Which is right?');
		await expect(right.getByRole('article')).toHaveCount(1);
		await expect(right).toContainText('Present, morning (/)');
		await expect(right).toContainText('No reason yet (N)');
		await expect(right).toContainText(/Class teacher, 4 Elm, tapped in class, on Computer \d\. Made 08:5/);
		await isAccessible(office, 'a dispute');
		await right.getByRole('button', { name: /^Choose/ }).press('Enter');
		const sheet = office.getByRole('dialog', { name: /^Which is right for/ });
		await sheet.getByRole('button', { name: 'Save' }).click();
		await expect(sheet).toContainText('Select what is right');
		await isAccessible(office, 'nothing chosen');
		await sheet.getByRole('radio', { name: /^Present, morning/ }).check();
		await sheet.getByLabel('How do you know?').fill('Seen in the room at 08:57');
		await sheet.getByRole('button', { name: 'Save' }).press('Enter');
		await expect(right).toContainText('No two answers disagree.');
		// The item is gone, and the keyboard is not lost with it.
		await expect(right.getByRole('heading', { name: 'Which is right?' })).toBeFocused();
		await right.getByText('Dealt with today (1)').click();
		await expect(right).toContainText('“Seen in the room at 08:57”');
		await expect.poll(() => entriesOf(school, pupilId).length).toBe(3);
		const [first, second, last] = entriesOf(school, pupilId);
		expect(last).toMatchObject({ how: 'office', code: '/', reason: 'Seen in the room at 08:57' });
		expect(last?.replaces.toSorted()).toEqual([first?.id, second?.id].toSorted());
		await expect(screen.row(0)).not.toContainText('Which is right?');
	});

	await test.step('two answers made without seeing each other are a dispute, settled by one answer with its reason', async () => {
		const pupilId = await pupilAt(screen, 1);
		await dispute(school, screen, other, 1);
		await test.step('axe finds nothing on a register with a dispute, nor where it is settled', async () => {
			await isAccessible(page, 'disputed');
			await screen.tap(1, 'Present');
			await expect(page.getByRole('dialog', { name: /^Which is right for/ })).toBeVisible();
			await isAccessible(page, 'which is right');
		});
		const dialog = page.getByRole('dialog', { name: /^Which is right for/ });
		await dialog.getByRole('radio', { name: 'Present' }).check();
		await dialog.getByLabel('How do you know?').fill('In the room at 08:55');
		await dialog.getByRole('button', { name: 'Save' }).click();
		await expect(dialog).toHaveCount(0);
		await screen.hasChosen('Present', 2);
		await screen.has(2, 'received');
		const entries = entriesOf(school, pupilId);
		expect(entries).toHaveLength(3);
		expect([...(entries[2]?.replaces ?? [])].sort()).toEqual([entries[0]?.id, entries[1]?.id].sort());
		expect(entries[2]).toMatchObject({ code: '/', reason: 'In the room at 08:55' });
	});

	await test.step('[O5] [E9] a dispute on the board leads to where it is decided, by click, and is decided by keyboard alone', async () => {
		const pupilId = await pupilAt(screen, 2);
		await dispute(school, screen, other, 2);
		await office.goto('/office');
		await expect(cards(office)).toHaveCount(14);
		const questions = office.getByRole('region', { name: 'Which is right?' });
		await expect(questions.getByRole('listitem')).toHaveCount(1);
		const choose = questions.getByRole('link', { name: /^Choose.*for/ });
		await choose.click();
		await expect(office.getByRole('heading', { level: 1, name: 'To check', exact: true })).toBeVisible();
		expect(new URL(office.url()).pathname).toBe('/office/checking');
		await office.goBack();
		await expect(cards(office)).toHaveCount(14);

		await pressAt(office, choose);
		const right = office.getByRole('region', { name: 'Which is right?' });
		const one = right.getByRole('button', { name: /^Choose/ });
		await expect(one).toHaveCount(1);
		await pressAt(office, one);
		const sheet = office.getByRole('dialog', { name: /^Which is right for/ });
		const save = sheet.getByRole('button', { name: 'Save' });
		await pressAt(office, save);
		await expect(sheet).toContainText('Select what is right');
		const absent = sheet.getByRole('radio', { name: /^No reason yet/ });
		await arrowTo(office, sheet.getByRole('radio').first(), () => absent.isChecked());
		await typeInto(office, sheet.getByLabel('How do you know?'), 'Looked in the room');
		await pressAt(office, save);
		await expect(sheet).toHaveCount(0);
		await expect(right).toContainText('No two answers disagree.');
		const entries = () => entriesOf(school, pupilId);
		await expect.poll(() => entries().length).toBe(3);
		const [first, second, last] = entries();
		expect(last).toMatchObject({ how: 'office', code: 'N', reason: 'Looked in the room' });
		expect(last?.replaces.toSorted()).toEqual([first?.id, second?.id].toSorted());
		await pressAt(office, office.getByRole('link', { name: 'Registers today' }).first());
		await expect(questions).toContainText('No two answers disagree.');
	});

	for (const each of [office, other.page]) await each.context().close();
});
