import { isAccessible } from '../support/axe.ts';
import { pressAt } from '../support/keyboard.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 150_000 });

test('[X16] a part-time timetable of two patterns is one form, read in words, recorded at once, and each leads to the other', async ({
	page,
	school
}) => {
	const before = school.ledger.head();
	await OfficeScreen.at(page, '/office/plans/new', 'head');
	await page.getByLabel('Find a child').fill('kacper');
	await page.getByRole('button', { name: /Kacper Nowak.*4 Elm/ }).click();
	await page.getByRole('radio', { name: /^C2 / }).check();
	await page.getByLabel('Which parent agreed?').fill('Mrs Nowak (mother)');
	await page.getByLabel('Looked at again on').fill('2026-12-04');
	await expect(page.getByRole('button', { name: 'Add another pattern' })).toHaveCount(0);
	await page.getByRole('radio', { name: 'The same weekdays each week' }).check();
	await page.getByLabel('First day', { exact: true }).fill('2026-11-30');
	await page.getByLabel('Last day', { exact: true }).fill('2026-12-18');
	for (const day of ['Monday', 'Tuesday', 'Wednesday'])
		await page.getByRole('checkbox', { name: day }).check();
	await page.getByRole('radio', { name: 'Morning' }).check();

	await pressAt(page, page.getByRole('button', { name: 'Add another pattern' }));
	const second = page.getByRole('group', { name: 'Second pattern' });
	await expect(second.getByRole('group', { name: 'Which weekdays?' })).toBeFocused();
	await page.getByRole('button', { name: 'Continue' }).click();
	await expect(page.getByRole('alert')).toContainText('Select the weekdays of this pattern, or remove it');
	await second.getByRole('checkbox', { name: 'Wednesday' }).check();
	await page.getByRole('button', { name: 'Continue' }).click();
	await expect(page.getByRole('alert')).toContainText(
		'Wednesday 2 December 2026, morning, is in two patterns'
	);
	await isAccessible(page, 'two patterns, with an error');
	await second.getByRole('checkbox', { name: 'Wednesday' }).uncheck();
	await second.getByRole('checkbox', { name: 'Thursday' }).check();

	// A third one was a slip: it goes, and the keyboard stays near.
	await page.getByRole('button', { name: 'Add another pattern' }).click();
	await pressAt(page, page.getByRole('button', { name: 'Remove the third pattern' }));
	await expect(page.getByRole('group', { name: 'Third pattern' })).toHaveCount(0);
	await expect(page.getByRole('button', { name: 'Add another pattern' })).toBeFocused();

	await page.getByRole('button', { name: 'Continue' }).click();
	const check = page.getByRole('region', { name: 'Check before you record it' });
	const span = 'Monday 30 November 2026 to Friday 18 December 2026';
	await expect(check).toContainText(`Mondays, Tuesdays and Wednesdays, mornings: ${span}`);
	await expect(check).toContainText(`Thursdays: ${span}`);
	// Three weeks of three mornings and a whole day.
	await expect(check).toContainText('15 registers expect this');
	await isAccessible(page, 'two patterns, to check');
	await check.getByRole('button', { name: 'Record 2 plans' }).click();

	await expect(page.getByRole('heading', { level: 1, name: 'Kacper Nowak' })).toBeVisible();
	await page.getByRole('link', { name: `Thursdays: ${span}` }).click();
	await expect(page.getByRole('link', { name: /^Mondays, Tuesdays and Wednesdays, mornings/ })).toBeVisible();
	await isAccessible(page, 'one of two patterns');
	const plans = () => school.ledger.since(before).filter((fact) => fact.kind === 'plan');
	await expect
		.poll(() => plans().map(({ code, weekdays, only }) => [code, weekdays, only]))
		.toEqual([
			['C2', [1, 2, 3], 'AM'],
			['C2', [4], undefined]
		]);
	expect(new Set(plans().map(({ actId }) => actId)).size).toBe(1);
	expect(school.ledger.quarantined()).toBe(0);
});
