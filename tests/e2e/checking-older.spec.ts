import { isAccessible } from '../support/axe.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });

const ELM = { kind: 'mark', classId: 'c-4elm', session: 'AM', how: 'office', replaces: [], sawPlans: [] };

test('[N4] [O5] what is left over from days before: a child not established, and a dispute of a month ago', async ({
	page,
	school
}) => {
	const office = await OfficeScreen.at(page, '/office/no-reason');

	await test.step('[N4] case E5: O for want of a reason keeps the child on the page until a person closes it', async () => {
		await page
			.getByRole('button', { name: /^O, not established/ })
			.first()
			.click();
		const open = page.getByRole('region', { name: 'Followed up still (1 child)' });
		await expect(open.getByRole('listitem')).toHaveCount(1);
		await isAccessible(page, 'followed up still');
		await open.getByRole('button', { name: /^Close with a reason/ }).click();
		const sheet = page.getByRole('dialog', { name: /^Close/ });
		await sheet.getByLabel('What was found out?').fill('Seen at home, safe and well');
		await isAccessible(page, 'closing a follow-up');
		await sheet.getByRole('button', { name: 'Close', exact: true }).last().click();
		await expect(open).toHaveCount(0);
		const closings = () =>
			school.ledger.since(0).filter((fact) => fact.kind === 'settle' && fact.about.startsWith('follow-up:'));
		await expect.poll(() => closings().length).toBe(2);
		await page.reload();
		await expect(page.getByRole('heading', { name: 'Due today (3 children)' })).toBeVisible();
		await expect(open).toHaveCount(0);
	});

	await test.step('[O5] a dispute of a month ago is listed with its day, and one choice replaces both; without the server the page says what it cannot list', async () => {
		await page.goto('/office/checking');
		const here = school.ledger
			.since(0)
			.find((fact) => fact.kind === 'mark' && fact.classId === 'c-4elm' && fact.date === '2026-10-14');
		if (here?.kind !== 'mark') throw new Error('The demo has no mark of 14 October.');
		const { pupilId, session, code } = here;
		const now = { ...ELM, session, date: '2026-10-14', pupilId, reason: 'By letter' };
		await office.takeIn([{ ...now, code: code === 'M' ? 'I' : 'M' }]);
		await page.reload();
		const right = page.getByRole('region', { name: 'Which is right?' });
		await expect(right.getByRole('article')).toContainText('of Wednesday 14 October 2026');
		await expect(page.getByText('Undecided or flagged since 1 September 2025')).toBeVisible();
		await isAccessible(page, 'an older dispute');
		await right.getByRole('button', { name: /^Choose/ }).click();
		const sheet = page.getByRole('dialog', { name: /^Which is right for/ });
		await sheet.getByRole('radio').first().check();
		await sheet.getByLabel('How do you know?').fill('The letter says so');
		await sheet.getByRole('button', { name: 'Save' }).click();
		await expect(right).toContainText('No two answers disagree.');
		const own = () =>
			school.ledger
				.since(0)
				.findLast((fact) => fact.kind === 'mark' && fact.pupilId === pupilId && fact.date === '2026-10-14');
		await expect.poll(own).toMatchObject({ reason: 'The letter says so' });
		expect(own()).toMatchObject({ replaces: expect.arrayContaining([here.id]) });
		await expect(page.getByText('Nothing to decide', { exact: true })).toBeVisible();

		school.expectFailures();
		await school.network.refuse();
		await page.reload();
		await expect(
			page.getByText('What is older is listed when the school’s server can be reached')
		).toBeVisible();
	});
});
