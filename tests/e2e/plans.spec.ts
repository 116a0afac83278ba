import { isAccessible } from '../support/axe.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { addChild, planList, PLANS, plansSince } from '../support/plans-screen.ts';
import { pagesOf } from '../support/printed.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 180_000 });

test('[X4] [X10] [X11] [X13] what is known is listed, and a plan is made, corrected, ended and kept over midnight', async ({
	page,
	school
}) => {
	await OfficeScreen.at(page, PLANS);

	await test.step('[X11] [X4] what is known is listed, found and opened; a visit is planned for a picked group, and recorded once it is read', async () => {
		await test.step('[X11] what is known for today, on days to come and what has ended is listed, found and opened', async () => {
			const today = planList(page, 'Today');
			await expect(today).toContainText('Visit or trip (V): Choir at the Town Hall');
			await expect(today.getByRole('link', { name: '8 children' })).toBeVisible();
			await expect(today).toContainText('not marked yet');
			await expect(planList(page, 'Ended')).toHaveCount(0);
			await isAccessible(page, 'the list');
			await page.getByLabel('Show what has ended too').check();
			await page.getByLabel('Find a child or an activity').fill('woodland');
			await expect(planList(page, 'Ended')).toContainText('Woodland day, Priory Woods');
			await page.getByLabel('Find a child or an activity').fill('zzzz');
			await expect(planList(page, 'Today')).toContainText('Nothing is known for today that fits the search.');
			await isAccessible(page, 'nobody found');
			await page.getByLabel('Find a child or an activity').fill('');
			await page.getByLabel('Class', { exact: true }).selectOption({ label: '4 Elm' });
			await today.getByRole('link', { name: '8 children' }).click();
			await expect(page.getByRole('heading', { level: 1, name: '8 children' })).toBeVisible();
			await expect(planList(page, 'In today’s registers')).toContainText('8 not marked yet.');
			await isAccessible(page, 'one plan');
			await page.getByRole('link', { name: 'List for the leader' }).click();
			await expect(page.getByRole('row')).toHaveCount(9);
			await expect(page.getByText(/07700 9/)).toHaveCount(0);
			await page.getByLabel('With a telephone number for each child').check();
			await expect(page.getByText(/07700 9/)).toHaveCount(8);
			await isAccessible(page, 'the leader’s list');

			// The leader takes paper along: one page with the children, and nothing to press.
			await page.emulateMedia({ media: 'print' });
			await expect(page.getByRole('link')).toHaveCount(0);
			await expect(page.getByRole('button')).toHaveCount(0);
			await expect(page.getByRole('checkbox')).toHaveCount(0);
			await expect(page.getByRole('row')).toHaveCount(9);
			// A4 less its margins, at the 96 dots an inch that Chromium prints by.
			await page.setViewportSize({ width: 703, height: 1031 });
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(703);
			await page.emulateMedia({ media: null });
			expect(await pagesOf(page)).toBe(1);
		});

		await test.step('[X4] a visit is planned for a picked group: nothing is recorded before it is read in words, and then once', async () => {
			const before = school.ledger.head();
			await page.setViewportSize({ width: 1180, height: 820 });
			await page.goto(`${PLANS}/new`);
			await page.getByRole('button', { name: 'Continue' }).click();
			await expect(page.getByRole('alert')).toContainText('Select at least one child');
			await isAccessible(page, 'nothing entered');
			await addChild(page, 'amina', /Amina Yusuf/);
			await page.getByRole('button', { name: /^Add Idris Yusuf/ }).click();
			await expect(page.getByRole('list', { name: 'Chosen children' }).getByRole('listitem')).toHaveCount(2);
			await page.getByLabel('Find a code').fill('trip');
			await page.getByRole('radio', { name: /^V Visit or trip/ }).check();
			await page.getByLabel('Which day?').fill('2026-11-28');
			await page.getByRole('button', { name: 'Continue' }).click();
			await expect(page.getByRole('alert')).toContainText('No school day falls in it');
			await page.getByLabel('Which day?').fill('2026-11-26');
			await page.getByRole('button', { name: 'Continue' }).click();
			await expect(page.getByRole('alert')).toContainText('Enter what the activity is.');
			await page.getByLabel('What is the visit?').fill('Chess final, Dudley');
			await page.getByRole('button', { name: 'Continue' }).click();
			const check = planList(page, 'Check before you record it');
			await expect(check).toContainText('Amina Yusuf and Idris Yusuf');
			await expect(check).toContainText('Visit or trip (V): Chess final, Dudley');
			await expect(check).toContainText('Thursday 26 November 2026');
			await expect(check).toContainText('2 registers expect this for each child');
			await isAccessible(page, 'check before recording');
			await check.getByRole('button', { name: 'Record 2 plans' }).click();
			await expect(page.getByRole('heading', { level: 1, name: '2 children' })).toBeVisible();
			await expect(page.getByText('Planned', { exact: true })).toBeVisible();
			await expect.poll(() => plansSince(school, before).length).toBe(2);
			const [first, second] = plansSince(school, before);
			expect(first?.detail).toBe('Chess final, Dudley');
			expect(first?.actId).toBe(second?.actId);
		});
	});

	await test.step('[X10] [X13] a plan is corrected, ended early and cancelled; what is being filled in stays when the day changes', async () => {
		await page.goto(`${PLANS}/new`);

		await test.step('[X10] [X13] a plan is corrected, ended early and cancelled: each time a new one, and all of it stays in the history', async () => {
			const before = school.ledger.head();
			await addChild(page, 'kacper', /Kacper Nowak.*4 Elm/);
			await page.getByRole('radio', { name: /^I Illness/ }).check();
			await page.getByRole('radio', { name: 'Days in a row' }).check();
			await page.getByLabel('First day', { exact: true }).first().fill('2026-11-24');
			await page.getByLabel('Last day', { exact: true }).first().fill('2026-12-04');
			await page.getByLabel('Why, or what was said (optional)').fill('Broken arm');
			await page.getByRole('button', { name: 'Continue' }).click();
			await page.getByRole('button', { name: 'Record', exact: true }).click();
			await expect(page.getByRole('heading', { level: 1, name: 'Kacper Nowak' })).toBeVisible();

			await page.getByRole('link', { name: 'Correct it' }).click();
			await expect(page.getByRole('list', { name: 'Chosen children' })).toContainText('Kacper Nowak');
			await isAccessible(page, 'correcting it');
			await page.getByLabel('First day', { exact: true }).first().fill('2026-11-25');
			await page.getByRole('button', { name: 'Continue' }).click();
			await page.getByRole('button', { name: 'Record', exact: true }).click();
			await expect(planList(page, 'History').getByRole('listitem')).toHaveCount(2);

			await page.getByRole('button', { name: 'End it early' }).click();
			const sheet = page.getByRole('dialog');
			await sheet.getByLabel('Last day of the absence').fill('2026-12-18');
			await sheet.getByRole('button', { name: 'End it early' }).click();
			await expect(sheet).toContainText('not earlier than it ends now');
			await isAccessible(page, 'ending it');
			await sheet.getByLabel('Last day of the absence').fill('2026-11-30');
			await sheet.getByRole('button', { name: 'End it early' }).click();
			await expect(planList(page, 'History').getByRole('listitem')).toHaveCount(3);
			await expect(
				page.getByText('Wednesday 25 November 2026 to Monday 30 November 2026').first()
			).toBeVisible();

			await page.getByRole('button', { name: 'Cancel it' }).click();
			await sheet.getByRole('button', { name: 'Cancel it' }).click();
			await expect(sheet).toContainText('Enter why it is cancelled');
			await sheet.getByLabel('Why is it cancelled?').fill('Was another child');
			await sheet.getByRole('button', { name: 'Cancel it' }).click();
			await expect(planList(page, 'History')).toContainText('Why: Was another child');
			await expect(page.getByText('The registers no longer expect this.')).toBeVisible();
			await isAccessible(page, 'ended');
			await expect
				.poll(() => plansSince(school, before).map((fact) => [fact.replaces.length, fact.reason]))
				.toEqual([
					[0, 'Broken arm'],
					[1, 'Broken arm'],
					[1, 'Broken arm'],
					[1, 'Was another child']
				]);
		});

		await test.step('what is being filled in stays when the school puts this browser’s clock right, or the day changes', async () => {
			await page.goto(`${PLANS}/new`);
			await addChild(page, 'kacper', /Kacper Nowak.*4 Elm/);
			await page.getByRole('radio', { name: /^I Illness/ }).check();
			await page.getByLabel('Why, or what was said (optional)').fill('Broken arm');
			school.expectFailures();
			await school.server.stop();
			school.server.clock = '2026-11-24T08:50';
			await school.start();
			await page.evaluate(() => window.dispatchEvent(new Event('online')));
			await expect(page.getByText(/^Demo school. Its clock says Tuesday 24 November/)).toBeVisible();
			await expect(page.getByRole('banner').getByText('Tuesday 24 November 2026')).toBeVisible();
			await expect(page.getByLabel('Why, or what was said (optional)')).toHaveValue('Broken arm');
			await expect(page.getByRole('radio', { name: /^I Illness/ })).toBeChecked();
			await page.getByRole('button', { name: 'Continue' }).click();
			await expect(planList(page, 'Check before you record it')).toContainText('Kacper Nowak');
		});
	});
});
