import { isAccessible } from '../support/axe.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });
test.use({ plan: { clock: '2026-11-23T09:20' } });

test('a register after the close: what it asks, and what it asks once it is finished', async ({
	school,
	page
}) => {
	const screen = await RegisterScreen.signedIn(page);

	await test.step('after the close, Present asks whether the child was in the room, and Late when they came: from 09:10 on it is for the office', async () => {
		await test.step('axe finds nothing on a register after the close and on what it asks', async () => {
			await isAccessible(page, 'after the close');
			await screen.tap(0, 'Present');
			await page.getByRole('radio', { name: 'No, arrived later' }).check();
			await page.getByRole('button', { name: 'Save' }).click();
			await isAccessible(page, 'in the room');
			await page.getByRole('button', { name: 'Cancel' }).click();
			await screen.tap(0, 'Late');
			await isAccessible(page, 'when');
			await page.getByRole('button', { name: 'Cancel' }).click();
			await page.getByRole('button', { name: /^Rest present/ }).click();
			await expect(page.getByRole('dialog')).toBeVisible();
			await isAccessible(page, 'whether the rest was in the room');
			await page.keyboard.press('Escape');
			await expect(page.getByRole('dialog')).toHaveCount(0);
			expect(school.ledger.entries(ELM_AM)).toEqual([]);
		});

		await test.step('after the close, Present asks whether the child was in the room by 09:10', async () => {
			await expect(page.getByText('Closed at 09:10', { exact: true })).toBeVisible();
			await screen.tap(0, 'Present');
			const dialog = page.getByRole('dialog', { name: 'In the room by 09:10?' });
			await dialog.getByRole('button', { name: 'Save' }).click();
			await expect(dialog.getByText(/^Error:|Select yes/).first()).toBeVisible();
			await screen.hasChosen('Present', 0);
			await dialog.getByRole('radio', { name: /^Yes, in the room by 09:10/ }).check();
			await dialog.getByRole('button', { name: 'Save' }).click();
			await screen.hasChosen('Present', 1);
			await screen.has(1, 'received');
			expect(school.ledger.entries(ELM_AM).map((entry) => entry.code)).toEqual(['/']);
		});

		await test.step('an arrival from 09:10 on goes to the office as a proposal, and marks nothing by itself', async () => {
			await screen.tap(1, 'Late');
			const dialog = page.getByRole('dialog', { name: 'What time did they arrive?' });
			await dialog.getByLabel('Time of arrival').fill('23:59');
			await dialog.getByRole('button', { name: 'Save' }).click();
			await expect(dialog.getByText(/Enter a time that has passed/).first()).toBeVisible();
			await dialog.getByLabel('Time of arrival').fill('09:10');
			await dialog.getByRole('button', { name: 'Save' }).click();
			await expect(screen.row(1).getByText('Arrived 09:10, sent to the office')).toBeVisible();
			await screen.hasChosen('Late', 0);
			await expect
				.poll(() => school.ledger.proposals(ELM_AM))
				.toMatchObject([{ code: 'U', arrivedAt: '09:10' }]);
			expect(school.ledger.entries(ELM_AM)).toHaveLength(1);
		});

		await test.step('an arrival at 09:09, told after the close, is late', async () => {
			await screen.tap(2, 'Late');
			await page.getByLabel('Time of arrival').fill('09:09');
			await page.getByRole('button', { name: 'Save' }).click();
			await screen.hasChosen('Late', 1);
			await screen.has(3, 'received');
			expect(school.ledger.entries(ELM_AM).slice(1)).toMatchObject([{ code: 'L', arrivedAt: '09:09' }]);
		});
	});

	const late = page.getByRole('dialog', { name: 'What time did they arrive?' });
	const time = late.getByLabel('Time of arrival');
	const why = late.getByLabel('Reason for the correction');
	const save = late.getByRole('button', { name: 'Save' });

	await test.step('[A3] the time of an own Late is changed with no reason while the register is begun late and not finished', async () => {
		await screen.again(() => screen.tap(2, 'Late'));
		await expect(time).toHaveValue('09:09');
		await time.fill('09:08');
		await expect(why).toHaveCount(0);
		await save.click();
		await expect(screen.row(2).getByText('Arrived 09:08')).toBeVisible();
	});

	await test.step('a register begun late and finished asks a reason for every change after that', async () => {
		await screen.tap(3, 'Absent');
		await screen.hasChosen('Absent', 1);
		await page.getByRole('button', { name: 'Finish register' }).click();
		await page.getByRole('dialog').getByRole('button', { name: 'Finish register' }).click();
		await expect.poll(() => school.ledger.finishes(ELM_AM).length).toBe(1);

		await screen.tap(3, 'Present');
		const dialog = page.getByRole('dialog', { name: 'In the room by 09:10?' });
		await dialog.getByRole('radio', { name: /^Yes/ }).check();
		await dialog.getByRole('button', { name: 'Save' }).click();
		await expect(
			dialog.getByText('Say in a few words why the register is being corrected').first()
		).toBeVisible();
		await dialog.getByLabel('Reason for the correction').fill('Marked on the wrong row');
		await dialog.getByRole('button', { name: 'Save' }).click();
		await screen.hasChosen('Present', 2);
		await screen.has(4, 'received');
		expect(school.ledger.entries(ELM_AM).at(-1)).toMatchObject({
			code: '/',
			reason: 'Marked on the wrong row'
		});
	});

	await test.step('[A1] [A2] the time of a Late is corrected with its reason; the same time changes nothing, and one from 09:10 on is for the office', async () => {
		await screen.has(4, 'received');
		const before = school.ledger.entries(ELM_AM).length;
		await screen.again(() => screen.tap(2, 'Late'));
		await expect(time).toHaveValue('09:08');
		await save.click();
		await expect(late).toHaveCount(0);

		await screen.again(() => screen.tap(2, 'Late'));
		await time.fill('09:05');
		await expect(why).toBeVisible();
		await isAccessible(page, 'another time');
		await save.click();
		await expect(
			late.getByText('Say in a few words why the register is being corrected').first()
		).toBeVisible();
		await why.fill('Misread the clock');
		await save.click();
		await expect(screen.row(2).getByText('Arrived 09:05')).toBeVisible();
		await screen.has(4, 'received');

		await screen.again(() => screen.tap(2, 'Late'));
		await time.fill('09:12');
		await expect(why).toHaveCount(0);
		await save.click();
		await expect(screen.row(2).getByText('Arrived 09:12, sent to the office')).toBeVisible();
		const entries = school.ledger.entries(ELM_AM).slice(before);
		expect(entries).toMatchObject([{ code: 'L', arrivedAt: '09:05', reason: 'Misread the clock' }]);
		expect(school.ledger.quarantined()).toBe(0);
	});
});
