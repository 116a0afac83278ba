import { readFileSync } from 'node:fs';
import { isAccessible } from '../support/axe.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });
test.use({ plan: { clock: '2026-11-23T09:31' } });

test('[J13] [J14] [J15] settings name the statutory register; marks are carried over, loaded, and not yet in it after a change', async ({
	page,
	school,
	browser,
	strictConsole
}) => {
	const head = await OfficeScreen.apart(school, browser, strictConsole, '/office/settings', 'head');
	await isAccessible(head.page, 'settings');
	await head.page.getByRole('button', { name: 'Change the settings' }).click();
	await head.page.getByLabel('Register closes').first().fill('09:25');
	await head.page.getByLabel('SIMS').check();
	await head.page.getByRole('button', { name: 'Save the settings' }).click();
	await expect(head.page.getByRole('alert').filter({ hasText: 'There is a problem' })).toContainText(
		'35 minutes'
	);
	await isAccessible(head.page, 'settings with 35 minutes');
	await head.page.getByLabel('Register closes').first().fill('09:10');
	await head.page.getByRole('button', { name: 'Save the settings' }).click();
	await expect(head.page.getByText('They hold from Monday 23 November 2026.')).toBeVisible();
	await expect
		.poll(() => school.ledger.newest('settings')[0])
		.toMatchObject({ mis: 'SIMS', from: '2026-11-23' });
	await head.close();

	const office = await OfficeScreen.at(page, '/office/settings');
	await expect(page.getByText('The head or the deputy changes them.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Change the settings' })).toHaveCount(0);
	await page.goto('/office/mis');
	await page.getByLabel('From').fill('2026-11-16');
	await page.getByLabel('To').fill('2026-11-20');
	await page.getByRole('button', { name: 'Show these days' }).click();
	await expect(page.getByRole('row').filter({ hasText: 'Friday 20 November' })).toBeVisible();
	await isAccessible(page, 'marks to carry over');
	const downloading = page.waitForEvent('download');
	await page.getByRole('button', { name: /^Download [\d]+ marks as CSV/ }).click();
	const download = await downloading;
	expect(download.suggestedFilename()).toBe('marks-2026-11-16-to-2026-11-20.csv');
	const file = readFileSync(await download.path(), 'utf8');
	expect(file).toMatch(
		/^\uFEFFupn,surname,forename,dob,class,date,session,code,arrival_time,minutes_late,detail,recorded_at,recorded_by,position,not_yet_in_mis\r\n/
	);
	expect(file).toContain(',PM,\\,');
	await page.getByRole('button', { name: 'I have loaded it into SIMS' }).click();
	await expect(page.getByText('Recorded: loaded into SIMS')).toBeVisible();
	await expect(page.getByText('Every mark of these days is in SIMS.')).toBeVisible();
	await isAccessible(page, 'all carried over');

	const row = school.ledger
		.newest('mark')
		.find(({ date, session }) => date === '2026-11-18' && session === 'AM');
	await page.goto('/office/mis');
	await office.takeIn([
		{
			...{
				kind: 'mark',
				pupilId: row?.pupilId,
				classId: row?.classId,
				date: '2026-11-18',
				session: 'AM',
				how: 'office'
			},
			...{ code: 'I', reason: 'Mother rang', replaces: [row?.id], sawPlans: [] }
		}
	]);
	await page.getByLabel('From').fill('2026-11-16');
	await page.getByLabel('To').fill('2026-11-20');
	await page.getByRole('button', { name: 'Show these days' }).click();
	await expect(page.getByRole('button', { name: 'Download 1 mark as CSV' })).toBeVisible();
	await expect(page.getByRole('row').filter({ hasText: 'Wednesday 18 November' })).toContainText('1');
});
