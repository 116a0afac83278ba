import { DeskScreen } from '../support/desk-screen.ts';
import { watchLedger } from '../support/desk-ledger.ts';
import { expect, test } from '../support/test.ts';

test.use({ plan: { clock: '2026-11-23T09:20' } });

test('[H5] a message until a wrong year asks before it is recorded; what a form misses is said at its field, where the keyboard then is', async ({
	school,
	page
}) => {
	const desk = await DeskScreen.signedIn(page);
	const ledger = watchLedger(school);
	await desk.mode('Absence message');
	await (await desk.find('tyler', 'Tyler Marsh')).getByRole('button', { name: /message/i }).click();
	const sheet = page.getByRole('dialog', { name: 'Absence message for Tyler Marsh' });
	const record = sheet.getByRole('button', { name: 'Record message' });
	await record.click();
	const who = sheet.getByRole('group', { name: 'Who told you?' });
	await expect(who).toHaveAccessibleDescription(/Select or enter who told you/);
	await expect(who.getByRole('radio').first()).toBeFocused();
	await who.getByRole('radio').first().check();
	await sheet.getByRole('radio', { name: 'Ill', exact: true }).check();
	await sheet.getByRole('radio', { name: 'Until a date' }).check();
	const last = sheet.getByLabel('Last day of the absence');
	await last.fill('2027-07-16');
	const question = sheet.getByRole('group', {
		name: /^That is 1\d\d school days, until Friday 16 July 2027\. Is it right\?$/
	});
	await record.click();
	await expect(question).toHaveAccessibleDescription(/Select whether 1\d\d school days is right/);
	await expect(question.getByRole('radio').first()).toBeFocused();
	expect(ledger.of('plan')).toEqual([]);
	// A tap and not `check`: the question goes with it.
	await question.getByRole('radio', { name: 'No, change the date' }).click();
	await expect(last).toHaveValue('');
	await expect(last).toBeFocused();
	await expect(question).toHaveCount(0);
	await last.fill('2026-11-25');
	await record.click();
	await expect(desk.last).toContainText('Received.');
	await expect.poll(() => ledger.of('plan')).toMatchObject([{ to: { date: '2026-11-25' } }]);

	await desk.last.getByRole('button', { name: 'Done' }).click();
	await desk.mode('Leaving');
	await page.getByRole('button', { name: 'A class or group goes' }).click();
	const group = page.getByRole('dialog', { name: 'A class or group' });
	await group.getByRole('button', { name: 'Save' }).click();
	const schoolClass = group.getByLabel('Class', { exact: true });
	await expect(schoolClass).toHaveAccessibleDescription(/Select the class that goes/);
	await expect(schoolClass).toBeFocused();
});

test.describe('just before noon', () => {
	test.use({ plan: { clock: '2026-11-23T11:58' } });

	test('[H5] a message for this morning that is recorded after noon is for the morning: in the afternoon the child is still missed', async ({
		school,
		page
	}) => {
		await page.clock.install();
		const desk = await DeskScreen.signedIn(page);
		const ledger = watchLedger(school);
		school.expectFailures();
		await school.network.refuse();
		await desk.mode('Absence message');
		await (await desk.find('tyler', 'Tyler Marsh')).getByRole('button', { name: /message/i }).click();
		const sheet = page.getByRole('dialog', { name: 'Absence message for Tyler Marsh' });
		await sheet.getByRole('group', { name: 'Who told you?' }).getByRole('radio').first().check();
		await sheet.getByRole('radio', { name: 'Ill', exact: true }).check();
		await sheet.getByRole('radio', { name: 'This morning only' }).check();
		await page.clock.fastForward('05:00');
		await expect(page.locator('time.clock')).toHaveText(/12:0\d/);
		await sheet.getByRole('button', { name: 'Record message' }).click();
		await expect(desk.last).toContainText('Saved on this device, waiting to send.');
		await school.network.pass();
		await page.evaluate(() => window.dispatchEvent(new Event('online')));
		const morning = { date: '2026-11-23', session: 'AM' };
		await expect
			.poll(() => ledger.of('plan'), { timeout: 20_000 })
			.toMatchObject([{ from: morning, to: morning }]);
	});
});
