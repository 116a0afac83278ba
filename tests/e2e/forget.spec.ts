import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAccessible } from '../support/axe.ts';
import { tabTo } from '../support/keyboard.ts';
import { RegisterScreen, signIn } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

const OFFICE = { username: 'office', password: 'firstbell-demo' };

test('forgetting a tablet is refused with the number of what waits, and works once all is received', async ({
	page,
	school
}) => {
	const screen = await RegisterScreen.signedIn(page);
	await school.stop();
	await screen.tap(0, 'Present');
	await screen.tap(1, 'Absent');
	await screen.has(2, 'saved');
	const forget = async () => {
		await page.getByRole('button', { name: 'Forget this tablet' }).click();
		await page.getByRole('dialog').getByRole('button', { name: 'Forget this tablet' }).click();
	};
	await page.goto('/tablet');
	await forget();
	const refusal = page.getByText('2 records on this tablet have not been received by the school.');
	await expect(refusal).toBeVisible();
	await isAccessible(page, 'not forgotten');

	await test.step('on a phone the refusal is in sight where it was asked for', async () => {
		await page.setViewportSize({ width: 390, height: 844 });
		await page.reload();
		await forget();
		await expect(refusal).toBeInViewport();
		await page.setViewportSize({ width: 1180, height: 820 });
	});

	await school.start();
	await page.getByRole('button', { name: 'Send now' }).click();
	await expect(page.getByRole('heading', { name: 'Nothing waiting to send' })).toBeVisible();
	expect(school.ledger.entries(ELM_AM)).toHaveLength(2);
	await expect(refusal, 'no longer so').toHaveCount(0);
	await forget();
	await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
	const left = await page.evaluate(async () => {
		const names = (await indexedDB.databases()).map((each) => each.name ?? '');
		return names.filter((name) => name.startsWith('firstbell')).length;
	});
	expect(left).toBeLessThanOrEqual(1);
	await signIn(page);
	await screen.isReady();
	await screen.hasChosen('Present', 1);
});

test('what waits leaves the tablet as a file, the office takes it in, and the later sync doubles nothing', async ({
	page,
	school,
	browser
}) => {
	const screen = await RegisterScreen.signedIn(page);
	school.expectFailures();
	await school.network.refuse();
	for (const at of [0, 1, 2]) await screen.tap(at, 'Present');
	await screen.tap(2, 'Absent');
	await screen.has(3, 'saved');
	await page.goto('/tablet');
	const saving = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Save what is waiting as a file' }).click();
	const path = await (await saving).path();
	expect(await readFile(path, 'utf8')).not.toMatch(/forename|surname/);

	await school.network.pass();
	school.network.answer(500, 'Internal Error', 'text/plain');
	// The office's own line is as it should be.
	const { url: baseURL } = await school.otherNetwork();
	const office = await browser.newContext({ baseURL });
	const desk = await office.newPage();
	await desk.goto('/');
	await signIn(desk, OFFICE);
	await expect(desk.getByRole('heading', { name: 'Registers today' })).toBeVisible();
	await desk.goto('/office/take-in');
	await expect(desk.getByLabel('File from the tablet')).toBeVisible();
	await tabTo(desk, desk.getByRole('button', { name: 'Take in' }));
	await desk.keyboard.press('Enter');
	await expect(desk.getByRole('alert')).toContainText('Choose the file that was saved on the tablet');
	await isAccessible(desk, 'no file chosen');
	await test.step('a file that no tablet saved, or that is gone again, is told as that', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'firstbell-file-'));
		const wrong = join(folder, 'notes.json');
		await writeFile(wrong, 'Milk, bread');
		for (const words of ['not a file that a Firstbell tablet saved', 'The file could not be read']) {
			await desk.getByLabel('File from the tablet').setInputFiles(wrong);
			if (words.includes('read')) await rm(folder, { recursive: true });
			await desk.getByRole('button', { name: 'Take in' }).click();
			await expect(desk.getByRole('alert')).toContainText(words);
		}
	});
	const choosing = desk.waitForEvent('filechooser');
	await desk.getByLabel('File from the tablet').focus();
	await desk.keyboard.press('Enter');
	await (await choosing).setFiles(path);
	await tabTo(desk, desk.getByRole('button', { name: 'Take in' }));
	await desk.keyboard.press('Enter');
	await expect(desk.getByText('4 records taken in')).toBeVisible();
	await isAccessible(desk, 'a file taken in');
	expect(school.ledger.entries(ELM_AM)).toHaveLength(4);
	await office.close();

	await school.network.pass();
	await page.getByRole('button', { name: 'Send now' }).click();
	await expect(page.getByRole('heading', { name: 'Nothing waiting to send' })).toBeVisible();
	const entries = school.ledger.entries(ELM_AM);
	expect(entries.map((entry) => entry.code)).toEqual(['/', '/', '/', 'N']);
	expect(new Set(entries.map((entry) => entry.maker.staffId))).toEqual(new Set(['s-teal']));
	expect(school.ledger.quarantined()).toBe(0);
});
